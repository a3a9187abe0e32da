"""What the desk calls this room's letters and deeds."""

from django.utils.translation import gettext_lazy as _

LETTERS = {
    "offering": _("Tilbud"),
}
DEEDS = {
    "assign_offering": _("Gav et tilbud"),
}
