"""What the desk calls this room's letters and deeds."""

from django.utils.translation import gettext_lazy as _

LETTERS = {
    "booking": _("Tilmelding til et hold"),
    "session": _("Et hold er flyttet"),
    "offering": _("Tilbud"),
}
DEEDS = {
    "plan_session": _("Planlagde et hold"),
    "change_session": _("Rettede et hold"),
    "call_off_session": _("Aflyste et hold"),
    "book_seat": _("Meldte til et hold"),
    "cancel_booking": _("Meldte fra et hold"),
    "offer_seat": _("Tilbød en plads fra ventelisten"),
    "expire_offer": _("En tilbudt plads gik videre"),
    "accept_seat": _("Sagde ja til en plads"),
    "note_attendance": _("Noterede, hvem der kom"),
    "give_feedback": _("Gav en tilbagemelding"),
    "assign_offering": _("Gav et tilbud"),
}
