"""Support that the secretariat arranges for a network."""

from datetime import datetime

from django.db import transaction
from django.urls import reverse
from django.utils.functional import lazy
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from netvaerk import clock
from netvaerk.dates import moment
from netvaerk.mail import Letter
from netvaerk.people.actions.audit import record
from netvaerk.people.actions.mail import queue_mail
from netvaerk.people.models import Person
from netvaerk.refusals import Refusal, require
from networks.actions.establishment import locked
from networks.enums import NetworkStatus
from networks.models import Network
from networks.permissions.network import can_assign_support
from secretariat.enums import SparringState
from secretariat.models import SparringFormat, SparringSession

# The day and the hour, said in each reader's language.
moment_in_words = lazy(moment, str)


class SparringIsOver(Refusal):
    """Sparring is arranged for a moment that is still to come."""

    def __init__(self) -> None:
        super().__init__(_("Tidspunktet er allerede gået. Vælg et, der ligger forude."))


class SparringWithOneself(Refusal):
    """The network leader is the one who gets the sparring."""

    def __init__(self) -> None:
        super().__init__(_("Netværkslederen er den, der får sparringen. Vælg en anden partner."))


@transaction.atomic
def assign_sparring(
    *,
    by: Person,
    network: Network,
    format: SparringFormat,
    partner: Person,
    question: str,
    takes_place_at: datetime,
) -> SparringSession:
    """Arrange a conversation; leader and partner are told once. Sent twice, it is one."""
    network = locked(network)
    require(can_assign_support(by) and network.status != NetworkStatus.CANCELLED)
    require(partner.is_active and partner.is_employee)
    if partner.pk == network.leader_id:
        raise SparringWithOneself
    if takes_place_at <= clock.now():
        raise SparringIsOver
    session, is_new = SparringSession.objects.get_or_create(
        network=network,
        partner=partner,
        takes_place_at=takes_place_at,
        defaults={
            "format": format,
            "question": question,
            "state": SparringState.AGREED,
            "minutes": format.minutes,
            "assigned_by": by,
            "assigned_at": clock.now(),
        },
    )
    if not is_new:
        return session
    session.people.add(network.leader)
    record(by=by, verb="assign_sparring", subject=network, sparring=session.pk, partner=partner.pk)
    for person, other in [(network.leader, partner), (partner, network.leader)]:
        queue_mail(
            to=person,
            cause=f"sparring:{session.pk}:{person.pk}",
            kind="sparring",
            letter=_letter(session, with_whom=other),
        )
    return session


def _letter(session: SparringSession, *, with_whom: Person) -> Letter:
    return Letter(
        subject=format_lazy(
            _("Sparring med {name} {when}"),
            name=with_whom.name,
            when=moment_in_words(session.takes_place_at),
        ),
        paragraphs=[
            format_lazy(
                _("Sekretariatet har aftalt sparring om »{title}« med {name}, {when}."),
                title=session.network.title,
                name=with_whom.name,
                when=moment_in_words(session.takes_place_at),
            ),
            format_lazy(
                _("Passer tidspunktet ikke, så skriv til {name} på {email}, og find et andet."),
                name=with_whom.first_name,
                email=with_whom.email,
            ),
        ],
        quotes=[(_("Spørgsmålet, I tager op"), session.question)],
        button_label=_("Se støtten til netværket"),
        button_path=reverse("secretariat:network_support", args=[session.network.slug]),
        why=_("Du får mailen, fordi du skal være med i samtalen."),
    )
