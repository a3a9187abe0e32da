"""What the desk calls this room's letters and deeds."""

from django.utils.translation import gettext_lazy as _

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
    "give_demo_password": _("Gav adgangskode i demoen"),
    "import_new_person": _("Hentede en ny person"),
    "import_new_unit": _("Hentede en ny afdeling"),
    "import_person": _("Hentede ændringer til en person"),
    "import_unit": _("Hentede ændringer til en afdeling"),
    "invite_person": _("Inviterede"),
    "register_person": _("Oprettede sin konto"),
    "remove_content": _("Fjernede"),
    "revoke_invitation": _("Trak en invitation tilbage"),
    "save_preferences": _("Rettede sine egne valg"),
    "set_password": _("Skiftede adgangskode"),
    "welcome_person": _("Fik en konto uden adgangskode"),
}
