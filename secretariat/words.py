"""What the desk calls this room's letters and deeds."""

from django.utils.translation import gettext_lazy as _

from netvaerk.words import Told, ToldOf

LETTERS = {
    "nudge": _("Skub"),
    "sparring": _("Sparring"),
}
DEEDS = {
    "answer_nudge": _("Svarede på et skub"),
    "answer_from_mail": _("Svarede fra en mail uden at logge ind"),
    "stop_nudges_by_mail": _("Sagde nej til skub på mail"),
    "choose_nudges": _("Valgte, hvordan skub skal komme"),
    "look_up_nudges": _("Slog op, hvilke skub en person har fået"),
    "turn_on_rule": _("Så prøvekørslen og slog en regel for skub til"),
    "turn_off_rule": _("Slog en regel for skub fra"),
    "write_announcement": _("Skrev en meddelelse"),
    "send_announcement": _("Sendte en meddelelse"),
    "withdraw_announcement": _("Trak en meddelelse tilbage"),
    "assign_sparring": _("Aftalte sparring"),
    "ask_for_sparring": _("Bad om sparring"),
    "assign_partner": _("Fandt en sparringspartner"),
    "propose_times": _("Foreslog tider til sparring"),
    "pick_time": _("Valgte et tidspunkt til sparring"),
    "move_sparring": _("Flyttede en sparring"),
    "reopen_times": _("Bad om andre tider til sparring"),
    "withdraw_sparring": _("Trak en sparring tilbage"),
    "log_sparring": _("Noterede, om en sparring blev holdt"),
    "write_sparring_note": _("Skrev en note fra en sparring"),
    "save_profile": _("Gemte en konsulentprofil"),
    "save_absence": _("Gemte fravær"),
    "remove_absence": _("Slettede fravær"),
    "make_feed": _("Lavede en adresse at følge"),
    "close_feed": _("Lukkede en adresse at følge"),
    "close_review": _("Afsluttede chefernes gennemgang"),
    "take_back_review": _("Åbnede chefernes gennemgang igen"),
    "open_integration": _("Gav et andet system adgang"),
    "edit_integration": _("Rettede et andet systems adgang"),
    "renew_integration_key": _("Lavede en ny nøgle til et andet system"),
    "close_integration": _("Lukkede et andet systems adgang"),
}

# Told in a network's history on the desk: what the secretariat gave, never what was asked or said.
PROCESS_DEEDS: Told = {
    "assign_partner": ("partner", "people.Person"),
    "assign_sparring": ("partner", "people.Person"),
}
TOLD_OF: ToldOf = {"secretariat.sparringsession": ("network", "sparring")}
