"""Agreements between a member and the line manager: put forward in versions, confirmed by both."""

from datetime import date
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils.formats import number_format
from django.utils.functional import lazy
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from netvaerk import clock
from netvaerk.mail import Letter
from netvaerk.people.actions.audit import record
from netvaerk.people.actions.mail import queue_mail
from netvaerk.people.models import OrgUnit, Person
from netvaerk.refusals import EditedMeanwhile, NotPossibleNow, Refusal, require
from netvaerk.words import Words
from networks.actions.establishment import locked
from networks.models import Agreement, Network
from networks.permissions.agreement import (
    can_begin_agreement,
    can_confirm_agreement,
    can_renegotiate_agreement,
)
from networks.queries.agreement import newest_agreement, other_side_of

TERMS = (
    *("hours_per_week", "starts_on", "ends_on", "place"),
    *("member_gives", "department_gets", "department_gives"),
)
# "2,5" or "2.5", as each reader writes it.
hours_in_words = lazy(lambda hours: number_format(hours.normalize(), use_l10n=True), str)


class EndsBeforeItBegins(Refusal):
    """An agreement holds from a day until a day."""

    def __init__(self) -> None:
        super().__init__(_("Aftalen slutter, før den begynder. Ret en af datoerne."))


@transaction.atomic
def propose_agreement(
    *,
    by: Person,
    network: Network,
    member: Person,
    based_on: int,
    unit: OrgUnit,
    hours_per_week: Decimal,
    starts_on: date,
    ends_on: date,
    place: str,
    member_gives: str,
    department_gets: str,
    department_gives: str,
) -> Agreement:
    """Put a version forward; `based_on` is the version that the writer saw, 0 for none.

    The writer's own side counts as confirmed; the other side is told. Raises EditedMeanwhile,
    with the version that stands, when somebody else put one forward in between.
    """
    terms: dict[str, Any] = {
        "unit_id": unit.pk,
        "hours_per_week": hours_per_week,
        "starts_on": starts_on,
        "ends_on": ends_on,
        "place": place,
        "member_gives": member_gives,
        "department_gets": department_gets,
        "department_gives": department_gives,
    }
    network = locked(network)
    newest = newest_agreement(network, member)
    if newest:
        require(can_renegotiate_agreement(by, newest))
    else:
        require(by.pk == member.pk and can_begin_agreement(by, network))
    if newest and newest.version != based_on:
        if _is_sent_twice(newest, by=by, based_on=based_on, terms=terms):
            return newest
        raise EditedMeanwhile(newest)
    if ends_on < starts_on:
        raise EndsBeforeItBegins
    agreement = _next_version(network, member, newest, by=by, terms=terms)
    record(by=by, verb="propose_agreement", subject=network, agreement=agreement.pk)
    _tell_other_side(
        agreement,
        by=by,
        kind="agreement",
        subject=_("Passer aftalen om »{title}«?"),
        sentence=_("{name} foreslår {hours} timer om ugen i »{title}«. Læs aftalen, og svar."),
    )
    return agreement


def _next_version(
    network: Network, member: Person, newest: Agreement | None, *, by: Person, terms: dict
) -> Agreement:
    now, is_members = clock.now(), by.pk == member.pk
    manager = other_side_of(by, member, newest) if is_members else by
    if manager is None:
        raise NotPossibleNow
    return Agreement.objects.create(
        network=network,
        member=member,
        line_manager=manager,
        version=newest.version + 1 if newest else 1,
        written_by=by,
        written_at=now,
        member_confirmed_at=now if is_members else None,
        manager_confirmed_at=None if is_members else now,
        **terms,
    )


def _is_sent_twice(newest: Agreement, *, by: Person, based_on: int, terms: dict) -> bool:
    """The same form once more: to the one who wrote it, that is nobody else's edit."""
    is_same = all(getattr(newest, name) == said for name, said in terms.items())
    return newest.version == based_on + 1 and newest.written_by_id == by.pk and is_same


@transaction.atomic
def confirm_agreement(*, by: Person, agreement: Agreement) -> Agreement:
    """The other side says yes to the newest version; then the reference leader is told too."""
    network = locked(agreement.network)
    newest = newest_agreement(network, agreement.member)
    if newest is None or newest.pk != agreement.pk:
        raise NotPossibleNow
    require(can_confirm_agreement(by, newest))
    side = "member_confirmed_at" if by.pk == newest.member_id else "manager_confirmed_at"
    setattr(newest, side, clock.now())
    newest.save(update_fields=[side])
    record(by=by, verb="confirm_agreement", subject=network, agreement=newest.pk)
    _tell_other_side(
        newest,
        by=by,
        kind="agreement_confirmed",
        subject=_("Aftalen om »{title}« er på plads"),
        sentence=_("{name} har sagt ja til {hours} timer om ugen i »{title}«."),
    )
    _tell_reference_leader(newest, by=by)
    return newest


@transaction.atomic
def keep_agreement(*, by: Person, agreement: Agreement) -> Agreement:
    """After a move to another phase: the same words once more, for the other side to confirm."""
    require(bool(agreement.member_confirmed_at and agreement.manager_confirmed_at))
    terms = {name: getattr(agreement, name) for name in TERMS}
    return propose_agreement(
        by=by,
        network=agreement.network,
        member=agreement.member,
        based_on=agreement.version,
        unit=agreement.unit,
        **terms,
    )


def _tell_other_side(
    agreement: Agreement, *, by: Person, kind: str, subject: Any, sentence: Any
) -> None:
    """Hours and network; what they wrote to each other stays on the page."""
    is_members = by.pk == agreement.member_id
    other = agreement.line_manager if is_members else agreement.member
    _tell(agreement, other, kind=kind, subject=subject, sentence=sentence, name=by.name)


def _tell_reference_leader(agreement: Agreement, *, by: Person) -> None:
    leader = agreement.network.reference_leader
    if leader.pk in {agreement.member_id, agreement.line_manager_id}:
        return
    _tell(
        agreement,
        leader,
        kind="agreement_confirmed",
        subject=_("En aftale om »{title}« er på plads"),
        sentence=_("{name} og {manager} er enige om {hours} timer om ugen i »{title}«."),
        name=agreement.member.name,
        manager=agreement.line_manager.name,
    )


def _tell(
    agreement: Agreement, to: Person, *, kind: str, subject: Any, sentence: Any, **words: Words
) -> None:
    network = agreement.network
    words |= {"title": network.title, "hours": hours_in_words(agreement.hours_per_week)}
    queue_mail(
        to=to,
        cause=f"{kind}:{agreement.pk}:{to.pk}",
        kind=kind,
        letter=Letter(
            subject=format_lazy(subject, **words),
            paragraphs=[format_lazy(sentence, **words)],
            button_label=_("Læs aftalen"),
            button_path=reverse("networks:agreement_detail", args=[network.slug, agreement.pk]),
            why=_("Du får mailen, fordi du er en af dem, aftalen er imellem."),
        ),
    )
