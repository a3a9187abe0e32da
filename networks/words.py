"""What the desk calls this room's letters and deeds."""

from django.utils.translation import gettext_lazy as _

LETTERS = {
    "co_author": _("Medforfatter"),
    "decision": _("Beslutning"),
    "direction": _("Retning"),
    "establishment": _("Netværket er etableret"),
    "join_answer": _("Svar om at være med"),
    "join_request": _("Ønske om at være med"),
    "partner": _("Konsulent eller co-driver"),
    "proposal": _("Forslag"),
    "reopening": _("Beslutning genåbnet"),
}
DEEDS = {
    "acknowledge_direction": _("Svarede på retningen"),
    "answer_join_request": _("Svarede på et ønske om at være med"),
    "ask_to_join": _("Bad om at være med"),
    "assign_co_driver": _("Valgte co-driver"),
    "assign_consultant": _("Valgte konsulent"),
    "begin_proposal": _("Begyndte et forslag"),
    "comment_on_proposal": _("Kommenterede et forslag"),
    "decide_proposal": _("Besluttede et forslag"),
    "edit_room": _("Rettede netværkets opslag"),
    "end_membership": _("Et medlemskab sluttede"),
    "establish_network": _("Etablerede netværket"),
    "forward_proposal": _("Sendte et forslag videre"),
    "leave_network": _("Forlod netværket"),
    "move_phase": _("Skiftede fase"),
    "record_learning": _("Skrev et læringskort"),
    "reopen_decision": _("Genåbnede en beslutning"),
    "return_proposal": _("Sendte et forslag tilbage"),
    "save_answer": _("Gemte et svar i et forslag"),
    "save_outline": _("Gemte overskriften på et forslag"),
    "submit_proposal": _("Sendte et forslag"),
    "withdraw_join_request": _("Fortrød sit ønske om at være med"),
    "withdraw_proposal": _("Trak et forslag tilbage"),
    "write_direction": _("Skrev retningen"),
}
