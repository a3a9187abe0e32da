"""What the desk calls this room's letters and deeds, and what roles are called from the start."""

from django.utils.translation import gettext_lazy as _

from netvaerk.words import Told, Words

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
    "set_relations_choice": _("Valgte, om man tæller med i forbindelserne"),
    "trust_address": _("Bad om at prøve en mailadresse igen"),
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
    "trust_address": None,
}

# Key → in the singular, in the plural, and who that is. The secretariat can change the first two.
ROLE_WORDS: dict[str, tuple[Words, Words, Words]] = {
    "leader": (_("netværksleder"), _("netværksledere"), _("Leder ét netværk")),
    "reference_leader": (
        _("referenceleder"),
        _("referenceledere"),
        _("Den chef, der er strategisk medspiller for ét netværk"),
    ),
    "co_driver": (_("co-driver"), _("co-drivere"), _("Sparrer med netværkslederen i hverdagen")),
    "consultant": (_("konsulent"), _("konsulenter"), _("Følger netværket fra sekretariatet")),
    "core_member": (_("kernedeltager"), _("kernedeltagere"), _("Er med hele vejen")),
    "member": (_("deltager"), _("deltagere"), _("Er med i nogle af faserne")),
    "line_manager": (_("personaleleder"), _("personaleledere"), _("Giver timerne derhjemme")),
    "chiefs": (_("chefforum"), _("chefforum"), _("Beslutter forslag til nye netværk")),
    "directors": (_("direktørforum"), _("direktørforum"), _("Direktørerne")),
}
