"""A session as people say it, and as a calendar knows it."""

from collections.abc import Callable
from datetime import date

from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from netvaerk import dates
from netvaerk.calendar import Entry
from offerings.models import OfferingSession, Place


def when_of(session: OfferingSession, day: Callable[[date], str] = dates.day) -> str:
    """ "tirsdag 24. november kl. 9.30-11.00"; over several days, both moments.

    Where many lie on few days, `day` may remember its words.
    """
    begins, ends = localtime(session.begins_at), localtime(session.ends_at)
    if begins.date() != ends.date():
        return f"{dates.moment(begins)} – {dates.moment(ends)}"
    hours = f"{begins.hour}.{begins:%M}–{ends.hour}.{ends:%M}"
    # Translators: a day and its hours.
    return _("%(day)s kl. %(hours)s") % {"day": day(begins.date()), "hours": hours}


def where_of(session: OfferingSession) -> str:
    """The place with its address, or the other place, and the link."""
    place = place_of(session)
    ours = f"{place.name}, {place.address}" if place else ""
    return ", ".join(part for part in (ours, session.elsewhere, session.link) if part)


def place_of(session: OfferingSession) -> Place | None:
    """The place of ours that is held for the session, or was until it was called off."""
    reservation = getattr(session, "reservation", None)
    # Both are written with one moment; a reservation let go earlier was of a place moved from.
    if reservation is None or reservation.cancelled_at not in {None, session.cancelled_at}:
        return None
    return reservation.place


def entry_of(
    session: OfferingSession,
    *,
    address: str,
    may_cancel_there: bool = False,
    is_cancelled: bool = False,
) -> Entry:
    """The session; `address` is its page, or the one on which a seat is given up.

    `is_cancelled` strikes it for one person; one that is called off is struck for everybody.
    """
    way = _("Kan du ikke komme? Meld fra her: %(address)s") % {"address": address}
    said = [session.offering.gives, session.link, way if may_cancel_there else address]
    return Entry(
        uid=f"{session.uid}@netvaerk",
        sequence=session.sequence,
        changed_at=session.changed_at,
        begins=session.begins_at,
        ends=session.ends_at,
        summary=session.offering.title,
        description="\n\n".join(part for part in said if part),
        where=where_of(session),
        url=address,
        is_cancelled=is_cancelled or session.cancelled_at is not None,
    )
