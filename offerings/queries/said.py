"""What has happened to a booking, and who has been told."""

from collections.abc import Sequence

from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from netvaerk.people.models import Person
from offerings.enums import BookingState
from offerings.models import Booking


def booked_in_words(made: Sequence[Booking], *, by: Person) -> str:
    """One's own seat, or who got one and who waits."""
    if [one.person_id for one in made] == [by.pk]:
        return _own(made[0].state)
    seated = [one.person.first_name for one in made if one.state == BookingState.BOOKED]
    waiting = [one.person.first_name for one in made if one.state != BookingState.BOOKED]
    said = []
    if seated:
        said.append(_("{names} har en plads.").format(names=_named(seated)))
    if waiting:
        said.append(_("{names} står på ventelisten.").format(names=_named(waiting)))
    said.append(
        ngettext("Vedkommende får en mail.", "De får hver en mail.", len(made)),
    )
    return " ".join(said)


def given_up_in_words(booking: Booking, *, by: Person) -> str:
    if booking.person_id == by.pk:
        return _("Du er meldt fra. Tak, fordi du sagde det.")
    name = booking.person.first_name
    return _("{name} er meldt fra og får en mail om det.").format(name=name)


def _own(state: str) -> str:
    if state == BookingState.BOOKED:
        return _("Du har en plads. Du får en mail, som lægger den i din kalender.")
    if state == BookingState.OFFERED:
        return _("Der er allerede en plads til dig. Sig ja tak eller nej tak til den.")
    return _("Holdet er fuldt, så du står på ventelisten. Vi skriver, når der er en plads til dig.")


def _named(names: list[str]) -> str:
    return get_text_list(names, _("og"))
