"""Which times a sparring partner can be given, and how a time that doesn't do is refused."""

from collections.abc import Iterable
from datetime import datetime

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from netvaerk import clock, dates
from netvaerk.people.models import Person
from netvaerk.refusals import Refusal, require
from secretariat.models import Absence, SparringSession
from secretariat.queries.sparring import away_on, taken_by
from secretariat.queries.workload import away_in_words


class SparringIsOver(Refusal):
    """Sparring is arranged for a moment that is still to come."""

    def __init__(self) -> None:
        super().__init__(_("Tidspunktet er allerede gået. Vælg et, der ligger forude."))


class AskedWithOtherWords(Refusal):
    """The form has asked before, with other words."""

    def __init__(self) -> None:
        super().__init__(
            _("Du har allerede spurgt om noget med den formular. Send igen, hvis det her er nyt.")
        )


class SparringWithOneself(Refusal):
    """Who asked and the network's leader are those who get the sparring."""

    def __init__(self, partner: Person) -> None:
        words = _("{name} er den, der får sparringen. Vælg en anden partner.")
        super().__init__(format_lazy(words, name=partner.name))


class PartnerIsAway(Refusal):
    def __init__(self, partner: Person, at: datetime, absence: Absence) -> None:
        words = _("{name} er væk {until}, så {when} kan ikke lade sig gøre. Vælg en anden dag.")
        names = {"name": partner.name, "until": away_in_words(absence), "when": dates.moment(at)}
        super().__init__(format_lazy(words, **names))


class PartnerIsTaken(Refusal):
    """Another conversation lies there; which network's is only for those who may know."""

    def __init__(self, partner: Person, other: SparringSession, *, is_told: bool) -> None:
        words = _("{name} har allerede en sparring {when}. Vælg et andet tidspunkt.")
        if is_told:
            words = _("{name} har sparring med »{title}« {when}. Vælg et andet tidspunkt.")
        when, title = dates.moment(other.takes_place_at), other.network.title
        super().__init__(format_lazy(words, name=partner.name, when=when, title=title))


class TimeIsPicked(Refusal):
    """Somebody else in the network picked first; `theirs` is what stands now."""

    def __init__(self, theirs: SparringSession) -> None:
        words = _(
            "En anden fra netværket nåede at vælge {when}. Passer det ikke, kan I flytte den."
        )
        super().__init__(format_lazy(words, when=dates.moment(theirs.takes_place_at)))
        self.theirs = theirs


def require_other_than_theirs(partner: Person, beside: Iterable[Person | None]) -> None:
    if partner in beside:
        raise SparringWithOneself(partner)


def require_free(
    *, reader: Person, partner: Person, at: Iterable[datetime], session: SparringSession
) -> None:
    """The partner is here still; each time lies ahead, on no day away, beside what is agreed.

    A refusal names the other network only to a `reader` who knows the partner's calendar.
    """
    # Two networks that agree on the same hour at once come here one after the other.
    held = Person.objects.select_for_update(no_key=True).get(pk=partner.pk)
    require(held.is_active and held.is_employee)
    for begins in sorted(at):
        if begins <= clock.now():
            raise SparringIsOver
        if absence := away_on(partner, begins):
            raise PartnerIsAway(partner, begins, absence)
        if other := taken_by(partner, begins, session.minutes, but=session.pk or 0):
            is_told = reader.is_secretariat or reader.pk == partner.pk
            raise PartnerIsTaken(partner, other, is_told=is_told)
