"""What the desk calls this room's letters and deeds."""

from django.utils.translation import gettext_lazy as _

LETTERS = {
    "nudge": _("Skub"),
    "sparring": _("Sparring"),
}
DEEDS = {
    "answer_nudge": _("Svarede på et skub"),
    "assign_sparring": _("Aftalte sparring"),
    "make_feed": _("Lavede en kalenderadresse"),
    "close_feed": _("Lukkede en kalenderadresse"),
}
