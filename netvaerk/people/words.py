"""What the desk calls this room's letters and deeds."""

from django.utils.translation import gettext_lazy as _

from netvaerk.words import Told

LETTERS = {
    "account": _("Konto"),
    "invitation": _("Invitation"),
}
DEEDS = {
    "accept_invitation": _("Tog imod en invitation"),
    "add_content": _("Oprettede"),
    "add_person": _("Oprettede en person"),
    "add_unit": _("Oprettede en afdeling"),
    "edit_content": _("Rettede"),
    "edit_person": _("Rettede en person"),
    "edit_unit": _("Rettede en afdeling"),
    "export_list": _("Hentede en liste"),
    "give_demo_password": _("Gav adgangskode i demoen"),
    "import_new_person": _("Hentede en ny person"),
    "import_new_unit": _("Hentede en ny afdeling"),
    "import_person": _("Hentede ændringer til en person"),
    "import_unit": _("Hentede ændringer til en afdeling"),
    "invite_person": _("Inviterede"),
    "register_person": _("Oprettede sin konto"),
    "remove_content": _("Fjernede"),
    "retry_mail": _("Bad om at få en mail sendt igen"),
    "revoke_invitation": _("Trak en invitation tilbage"),
    "save_preferences": _("Rettede sine egne valg"),
    "set_password": _("Skiftede adgangskode"),
    "welcome_person": _("Fik en konto uden adgangskode"),
}

# Told in an object's history on the desk; what people do to their own account is not.
PROCESS_DEEDS: Told = {
    "accept_invitation": None,
    "add_content": None,
    "add_person": None,
    "add_unit": None,
    "edit_content": None,
    "edit_person": None,
    "edit_unit": None,
    "import_new_person": None,
    "import_new_unit": None,
    "import_person": None,
    "import_unit": None,
    "invite_person": None,
    "remove_content": None,
    "retry_mail": None,
    "revoke_invitation": None,
}
