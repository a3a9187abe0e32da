"""What the desk calls this room's letters and deeds."""

from django.utils.translation import gettext_lazy as _

from netvaerk.words import Told, ToldOf

LETTERS = {
    "booking": _("Tilmelding til et hold"),
    "session": _("Et hold er flyttet"),
    "offering": _("Tilbud"),
    "offering_request": _("Ønske om et tilbud"),
    "place": _("Steder"),
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
    "settle_offering": _("Skrev, hvad et tilbud blev til"),
    "ask_for_offering": _("Bad om et tilbud"),
    "withdraw_request": _("Trak et ønske om et tilbud tilbage"),
    "answer_request": _("Svarede på et ønske om et tilbud"),
    "reserve_place": _("Reserverede et sted"),
    "release_place": _("Gav et sted fri"),
}

# Told in a network's, an offering's or a session's history on the desk. Who books a seat, or takes
# a place for the network to meet in, is their own.
PROCESS_DEEDS: Told = {
    "answer_request": None,
    "assign_offering": ("offering", "offerings.Offering"),
    "call_off_session": None,
    "change_session": None,
    "plan_session": ("offering", "offerings.Offering"),
}
TOLD_OF: ToldOf = {"offerings.offeringrequest": ("network", "offering_request")}
