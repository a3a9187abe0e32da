"""Agreements, for the three that each is between."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import Count, Exists, OuterRef, Sum
from django.utils.text import get_text_list
from django.utils.translation import gettext as _

from netvaerk import clock
from netvaerk.danish import danish_order
from netvaerk.people.models import Person
from networks.models import Agreement, Membership, Network
from networks.models.agreement import AgreementQuerySet

PEOPLE = ("member__unit", "line_manager__unit", "written_by", "unit")


@dataclass(frozen=True)
class DepartmentHours:
    name: str
    hours: Decimal
    people: int


@dataclass(frozen=True)
class AgreementsPage:
    own: Any | None  # the viewer's newest
    others: tuple[Any, ...]  # own staff's, or the whole network's for its reference leader
    departments: tuple[DepartmentHours, ...]  # for the reference leader: what is agreed now
    hours: Decimal  # all of them together
    people: int


@dataclass(frozen=True)
class AgreementPage:
    agreement: Any
    earlier: tuple[Any, ...]  # versions before it that the viewer may read, the newest first
    newest_pk: int | None  # a newer version that the viewer may read


def agreements_page(person: Person, network: Network) -> AgreementsPage:
    """One query, two for the reference leader."""
    found = tuple(_with_state(newest_agreements(person, network)))
    departments = _departments(network) if network.reference_leader_id == person.pk else ()
    return AgreementsPage(
        own=next((one for one in found if one.member_id == person.pk), None),
        others=tuple(one for one in found if one.member_id != person.pk),
        departments=departments,
        hours=sum((one.hours for one in departments), Decimal()),
        people=sum(one.people for one in departments),
    )


def newest_agreements(person: Person, network: Network) -> AgreementQuerySet:
    """Each member's newest that the person may read, by Danish alphabet."""
    newest = Agreement.objects.filter(network=network).newest().visible_to(person)
    return newest.order_by(danish_order("member__first_name"), "pk")


def agreement_page(person: Person, network: Network, agreement_id: int) -> AgreementPage | None:
    """One query: the version and those around it, each only if the person may read it."""
    asked = Agreement.objects.filter(network=network, pk=agreement_id)
    same = _with_state(Agreement.objects.filter(network=network, member__in=asked.values("member")))
    versions = tuple(same.visible_to(person).order_by("-version"))
    here = next((one for one in versions if one.pk == agreement_id), None)
    if here is None:
        return None
    newest = versions[0]
    return AgreementPage(
        agreement=here,
        earlier=tuple(one for one in versions if one.version < here.version),
        newest_pk=newest.pk if newest is not here else None,
    )


def newest_agreement(network: Network, member: Person) -> Agreement | None:
    """What counts now, whoever may read it; for those whose it is."""
    versions = network.agreements.filter(member=member).select_related("network", *PEOPLE)
    return versions.order_by("-version").first()


def other_side_of(by: Person, member: Person, newest: Agreement | None) -> Person | None:
    """Whom `by` agrees with: the member with whoever is their line manager now."""
    if by.pk != member.pk:
        return member
    return member.line_manager or (newest.line_manager if newest else None)


def readers_in_words(member: Person, manager: Person | None, leader: Person) -> str:
    """Who may read an agreement; the reference leader may be one of the two it is between."""
    names = [one.name for one in (member, manager) if one]
    if leader not in (member, manager):
        names.append(_("referencelederen %(name)s") % {"name": leader.name})
    return _("Kun %(names)s kan læse den.") % {"names": get_text_list(names, _("og"))}


def _with_state(agreements: AgreementQuerySet) -> AgreementQuerySet:
    """With people, `moved_at`, and whether it is the newest of somebody who is in."""
    newer = Agreement.objects.filter(
        network=OuterRef("network"), member=OuterRef("member"), version__gt=OuterRef("version")
    )
    inside = Membership.objects.current().filter(
        network=OuterRef("network"), person=OuterRef("member")
    )
    return (
        agreements.with_move()
        .select_related("network", *PEOPLE)
        .annotate(is_newest=~Exists(newer), is_in=Exists(inside))
    )


def _departments(network: Network) -> tuple[DepartmentHours, ...]:
    """The newest that both sides confirmed, of each who is in it; until its last day."""
    newer = Agreement.objects.confirmed().filter(
        network=OuterRef("network"), member=OuterRef("member"), version__gt=OuterRef("version")
    )
    in_force = Agreement.objects.confirmed().filter(
        ~Exists(newer),
        network=network,
        ends_on__gte=clock.today(),
        member__in=network.memberships.to_the_end().values("person"),
    )
    summed = in_force.order_by(danish_order("unit__name")).values_list("unit__name")
    return tuple(
        DepartmentHours(name, hours, people)
        for name, hours, people in summed.annotate(Sum("hours_per_week"), Count("pk"))
    )
