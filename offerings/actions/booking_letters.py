"""What is written to somebody who has a seat, waits for one, or had one."""

from dataclasses import replace

from django.conf import settings
from django.core import signing
from django.urls import reverse
from django.utils import translation
from django.utils.functional import lazy
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from netvaerk import clock
from netvaerk.calendar import Entry
from netvaerk.dates import moment
from netvaerk.mail import Letter
from netvaerk.people.actions.mail import queue_mail
from netvaerk.people.models import Person
from netvaerk.words import Words
from offerings.enums import BookingState
from offerings.models import Booking, OfferingSession
from offerings.queries.calendar import entry_of, when_of, where_of

SEAT_SALT = "offerings.seat"
when_in_words = lazy(when_of, str)
moment_in_words = lazy(moment, str)
WHY_SEAT = _("Du får mailen, fordi du har en plads på holdet.")
WHY_BOOKED = _("Du får mailen, fordi du er meldt til holdet.")
SEE_SEAT = _("Se din plads, eller meld fra")


def seat_token(booking: Booking) -> str:
    """The key to one page about one seat; always the same, so that a calendar entry is too."""
    return signing.Signer(salt=SEAT_SALT).sign_object([booking.pk, booking.person_id])


def booking_of_token(token: str) -> Booking | None:
    """The booking that the key is to, until its session is over."""
    try:
        pk, person_id = signing.Signer(salt=SEAT_SALT).unsign_object(token)
    except signing.BadSignature:
        return None
    return (
        Booking.objects.filter(pk=pk, person_id=person_id, person__is_active=True)
        .filter(session__ends_at__gt=clock.now())
        .select_related("person", "session__offering", "session__reservation__place")
        .first()
    )


def seat_path(booking: Booking) -> str:
    """The page that needs no sign-in."""
    return reverse("offerings:seat_open", args=[seat_token(booking)])


def tell_of_state(booking: Booking, letter: Letter) -> None:
    """Mail whom it is about; a booking is in each state once, so each is told of once."""
    queue_mail(
        to=booking.person,
        cause=f"booking:{booking.pk}:{booking.state}",
        kind="booking",
        letter=letter,
    )


def letter_of_seat(booking: Booking, *, doer: Person) -> Letter:
    """A seat: when, where and with whom, and into the calendar with it."""
    session = booking.session
    return Letter(
        subject=format_lazy(_("Du har en plads: {title}, {when}"), **_named(session)),
        paragraphs=[*_by_whom(booking, doer), _("Vi glæder os til at se dig."), *_asks(session)],
        quotes=_facts(session),
        button_label=SEE_SEAT,
        button_path=seat_path(booking),
        why=WHY_SEAT,
        appointment=_appointment(booking),
    )


def letter_of_waiting(booking: Booking, *, doer: Person, number: int) -> Letter:
    """In line: how many are before, and what happens when it is one's turn."""
    session = booking.session
    place_in_line = (
        _("Holdet er fuldt lige nu, og du er den første på ventelisten.")
        if number == 1
        else format_lazy(
            _("Holdet er fuldt lige nu. Du er nummer {number} på ventelisten."), number=number
        )
    )
    return Letter(
        subject=format_lazy(_("Du er på ventelisten: {title}, {when}"), **_named(session)),
        paragraphs=[
            *_by_whom(booking, doer),
            place_in_line,
            _("Bliver der en plads, skriver vi, og så har du et døgn til at svare."),
        ],
        quotes=_facts(session),
        button_label=_("Se holdet, eller meld fra"),
        button_path=seat_path(booking),
        why=WHY_BOOKED,
    )


def letter_of_offer(booking: Booking) -> Letter:
    """A seat has fallen free: yes or no, and until when it is kept."""
    session = booking.session
    return Letter(
        subject=format_lazy(_("Der er en plads til dig: {title}, {when}"), **_named(session)),
        paragraphs=[
            format_lazy(
                _("Vi holder pladsen til dig indtil {until}. Vil du have den?"),
                until=moment_in_words(booking.offered_until),
            ),
            _("Kan du ikke, så sig nej tak, og den næste i rækken får glæde af den."),
            *_asks(session),
        ],
        quotes=_facts(session),
        button_label=_("Svar ja eller nej"),
        button_path=seat_path(booking),
        why=_("Du får mailen, fordi du står på ventelisten."),
    )


def letter_of_lost_offer(booking: Booking) -> Letter:
    session = booking.session
    return Letter(
        subject=format_lazy(_("Pladsen er gået videre: {title}, {when}"), **_named(session)),
        paragraphs=[
            _("Vi hørte ikke fra dig, så pladsen går videre. Det er helt i orden."),
            _("Vil du stadig gerne med, kan du stille dig på ventelisten igen."),
        ],
        why=_("Du får mailen, fordi du stod på ventelisten."),
    )


def letter_of_cancelled(booking: Booking, *, doer: Person, had_a_seat: bool) -> Letter:
    """Given up by oneself or by somebody else; a seat is taken out of the calendar."""
    is_own = doer.pk == booking.person_id
    session = booking.session
    subject = _("Du er meldt fra: {title}, {when}")
    paragraph = (
        _("Du har meldt fra. Tak, fordi du sagde det: så kan en anden få pladsen.")
        if is_own
        else format_lazy(_("{name} har meldt dig fra holdet."), name=doer.name)
    )
    return Letter(
        subject=format_lazy(subject, **_named(session)),
        paragraphs=[paragraph],
        why=WHY_BOOKED if is_own else _("Du får mailen, fordi du var meldt til holdet."),
        appointment=_appointment(booking, is_cancelled=True) if had_a_seat else None,
    )


def letter_of_called_off(booking: Booking, *, doer: Person, had_a_seat: bool) -> Letter:
    session = booking.session
    return Letter(
        subject=format_lazy(_("Aflyst: {title}, {when}"), **_named(session)),
        paragraphs=[_("Holdet er desværre aflyst. Du behøver ikke gøre noget.")],
        quotes=[(doer.name, session.cancelled_because)],
        why=_("Du får mailen, fordi du var meldt til holdet."),
        appointment=_appointment(booking, is_cancelled=True) if had_a_seat else None,
    )


def letter_of_change(booking: Booking, *, before: str) -> Letter:
    """Another time or place; `before` is when it was, if that has changed."""
    session, is_moved = booking.session, bool(before)
    has_a_seat = booking.state == BookingState.BOOKED
    subject = _("Flyttet: {title}, nu {when}") if is_moved else _("Nyt sted: {title}, {when}")
    told = (
        _("Holdet er flyttet til et andet tidspunkt.")
        if is_moved
        else _("Holdet holdes et andet sted. Tidspunktet er det samme.")
    )
    keeps = (
        _("Du har stadig din plads. Passer det ikke længere, så meld fra her.")
        if has_a_seat
        else _("Du har stadig tilbuddet om en plads. Svar ja eller nej her.")
    )
    return Letter(
        subject=format_lazy(subject, **_named(session)),
        paragraphs=[told, keeps],
        quotes=[*_facts(session), *([(_("Før"), before)] if is_moved else [])],
        button_label=SEE_SEAT if has_a_seat else _("Svar ja eller nej"),
        button_path=seat_path(booking),
        why=WHY_BOOKED,
        appointment=_appointment(booking) if has_a_seat else None,
    )


def _named(session: OfferingSession) -> dict[str, Words]:
    return {"title": session.offering.title, "when": when_in_words(session)}


def _by_whom(booking: Booking, doer: Person) -> list[Words]:
    if doer.pk == booking.person_id:
        return []
    return [format_lazy(_("{name} har meldt dig til."), name=doer.name)]


def _asks(session: OfferingSession) -> list[Words]:
    return [format_lazy(_("Det kræver: {asks}"), asks=session.offering.asks)]


def _facts(session: OfferingSession) -> list[tuple[Words, str]]:
    return [
        (_("Hvornår"), when_in_words(session)),
        (_("Hvor"), where_of(session)),
        (_("Holdes af"), session.held_by.name),
    ]


def _appointment(booking: Booking, *, is_cancelled: bool = False) -> Entry:
    """The session, for one person; its sequence grows with each letter that the person gets."""
    address = settings.SITE_URL + seat_path(booking)
    with translation.override(booking.person.language):
        entry = entry_of(
            booking.session, address=address, may_cancel_there=True, is_cancelled=is_cancelled
        )
    # Each seat given up is two letters that nobody else gets: the striking, and a seat once more.
    ended = booking.session.bookings.filter(person=booking.person, ended_at__isnull=False).count()
    sequence = entry.sequence + 2 * ended - (1 if is_cancelled else 0)
    return replace(entry, sequence=sequence, changed_at=clock.now())
