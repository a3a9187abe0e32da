"""Who leaves a network is no longer to be at its conversations: their own calendar hears of it."""

from dataclasses import replace

from django.db import transaction
from django.utils import translation
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from netvaerk import clock
from netvaerk.calendar import Entry
from netvaerk.mail import Letter
from netvaerk.people.actions.mail import queue_mail
from netvaerk.people.models import Person
from secretariat.models import SparringSession
from secretariat.queries.sparring import entry_of, invited_who_left


@transaction.atomic
def strike_for_those_who_left() -> int:
    """Take what lies ahead out of their calendars, once each; a missed tick heals on the next."""
    gone = invited_who_left(clock.now())
    for row in gone:
        session, person = row.sparringsession, row.person
        title = session.network.title
        queue_mail(
            to=person,
            cause=row.cause,
            kind="membership_ended",
            letter=Letter(
                subject=format_lazy(_("Du er ikke længere med i »{title}«"), title=title),
                paragraphs=[_("Du er ikke længere med i netværket.")],
                why=_("Du får mailen, fordi du har været med i netværket."),
                appointment=_struck(session, person),
            ),
        )
    return len(gone)


def _struck(session: SparringSession, person: Person) -> Entry:
    """Neither what it is about nor where: that is for those who will be there."""
    with translation.override(person.language):
        entry = entry_of(session)
    later = replace(entry, sequence=entry.sequence + 1, changed_at=clock.now(), is_cancelled=True)
    return replace(later, description="", where="", url="")
