"""What the desk calls the letters and the deeds that the code knows by short English keys."""

from django.apps import apps
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

LETTERS = {
    "account": _("Konto"),
    "co_author": _("Medforfatter"),
    "decision": _("Beslutning"),
    "direction": _("Retning"),
    "establishment": _("Netværket er etableret"),
    "partner": _("Konsulent eller co-driver"),
    "invitation": _("Invitation"),
    "join_answer": _("Svar om at være med"),
    "join_request": _("Ønske om at være med"),
    "nudge": _("Skub"),
    "offering": _("Tilbud"),
    "proposal": _("Forslag"),
    "reopening": _("Beslutning genåbnet"),
    "sparring": _("Sparring"),
}
DEEDS = {
    "accept_invitation": _("Tog imod en invitation"),
    "acknowledge_direction": _("Svarede på retningen"),
    "add_content": _("Oprettede"),
    "add_person": _("Oprettede en person"),
    "add_unit": _("Oprettede en afdeling"),
    "answer_join_request": _("Svarede på et ønske om at være med"),
    "answer_nudge": _("Svarede på et skub"),
    "ask_to_join": _("Bad om at være med"),
    "assign_co_driver": _("Valgte co-driver"),
    "assign_consultant": _("Valgte konsulent"),
    "assign_offering": _("Gav et tilbud"),
    "assign_sparring": _("Aftalte sparring"),
    "begin_proposal": _("Begyndte et forslag"),
    "comment_on_proposal": _("Kommenterede et forslag"),
    "decide_proposal": _("Besluttede et forslag"),
    "edit_content": _("Rettede"),
    "edit_person": _("Rettede en person"),
    "edit_room": _("Rettede netværkets opslag"),
    "edit_unit": _("Rettede en afdeling"),
    "establish_network": _("Etablerede netværket"),
    "forward_proposal": _("Sendte et forslag videre"),
    "give_demo_password": _("Gav adgangskode i demoen"),
    "import_new_person": _("Hentede en ny person"),
    "import_new_unit": _("Hentede en ny afdeling"),
    "import_person": _("Hentede ændringer til en person"),
    "import_unit": _("Hentede ændringer til en afdeling"),
    "invite_person": _("Inviterede"),
    "leave_network": _("Forlod netværket"),
    "move_phase": _("Skiftede fase"),
    "record_learning": _("Skrev et læringskort"),
    "register_person": _("Oprettede sin konto"),
    "remove_content": _("Fjernede"),
    "reopen_decision": _("Genåbnede en beslutning"),
    "return_proposal": _("Sendte et forslag tilbage"),
    "revoke_invitation": _("Trak en invitation tilbage"),
    "save_answer": _("Gemte et svar i et forslag"),
    "save_outline": _("Gemte overskriften på et forslag"),
    "save_preferences": _("Rettede sine egne valg"),
    "set_password": _("Skiftede adgangskode"),
    "submit_proposal": _("Sendte et forslag"),
    "withdraw_join_request": _("Fortrød sit ønske om at være med"),
    "withdraw_proposal": _("Trak et forslag tilbage"),
    "write_direction": _("Skrev retningen"),
}


def subject_in_words(subject_type: str) -> str:
    """ "networks.network" is a "Netværk"; what the code no longer has keeps its key."""
    try:
        return capfirst(str(apps.get_model(subject_type)._meta.verbose_name))
    except LookupError:
        return subject_type
