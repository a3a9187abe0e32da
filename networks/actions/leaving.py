"""Going out: one leaves, the leader ends it, or its last day is over. What was written stays."""

from django.db import transaction
from django.db.models import F
from django.urls import reverse
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from netvaerk import clock
from netvaerk.mail import Letter
from netvaerk.people.actions.audit import record
from netvaerk.people.actions.mail import queue_mail
from netvaerk.people.models import Person
from netvaerk.refusals import Refusal, require
from netvaerk.words import Words
from networks.actions.establishment import locked
from networks.enums import EndedBecause
from networks.models import Membership, Network
from networks.permissions.membership import can_edit_membership
from networks.permissions.network import can_leave_network

WHAT_STAYS = _(
    "Det, du har skrevet, bliver hos netværket. "
    "Du kan ikke længere læse det, som kun netværket kan læse."
)


class NotIn(Refusal):
    """The person is out of the network already."""

    def __init__(self) -> None:
        super().__init__(_("Du er ikke længere med i netværket."))


@transaction.atomic
def leave_network(*, by: Person, network: Network) -> None:
    """End the person's membership, and tell the leader; what they wrote stays."""
    network = locked(network)
    mine = by.memberships.current().select_for_update(of=("self",))
    membership = mine.filter(network=network).first()
    if membership is None:
        raise NotIn
    require(can_leave_network(by, network))
    _end(membership, because=EndedBecause.LEFT)
    record(by=by, verb="leave_network", subject=network)
    queue_mail(
        to=network.leader,
        cause=f"left:{membership.pk}",
        kind="member_left",
        letter=Letter(
            subject=format_lazy(
                _("{name} er ikke længere med i »{title}«"), name=by.name, title=network.title
            ),
            paragraphs=[
                _("Det, vedkommende har skrevet, bliver hos jer."),
                _("På siden kan du se, hvem der er med, og hvilke stemmer I mangler."),
            ],
            button_label=_("Se deltagerne"),
            button_path=reverse("networks:member_list", args=[network.slug]),
            why=_("Du får mailen, fordi du leder netværket."),
        ),
    )


@transaction.atomic
def end_membership(*, by: Person, membership: Membership, words: str) -> Membership:
    """The leader ends it with a sentence that the person gets by mail."""
    network = locked(membership.network)
    membership = Membership.objects.select_for_update(of=("self",)).get(pk=membership.pk)
    require(can_edit_membership(by, membership))
    _end(membership, because=EndedBecause.ENDED)
    record(by=by, verb="end_membership", subject=network, person=membership.person_id)
    _tell_the_person(
        membership,
        format_lazy(_("{name}, der leder netværket, har afsluttet dit medlemskab."), name=by.name),
        quotes=[(by.name, words)],
    )
    return membership


@transaction.atomic
def end_memberships_due() -> int:
    """End the memberships whose last day is over; returns how many. A missed day heals."""
    due = Membership.objects.past_their_end(clock.today()).exclude(person=F("network__leader"))
    ended = list(
        due.select_for_update(skip_locked=True, of=("self",)).select_related("network", "person")
    )
    for membership in ended:
        _end(membership, because=EndedBecause.TIME)
        person = membership.person_id
        record(by=None, verb="end_membership", subject=membership.network, person=person)
        _tell_the_person(membership, _("Dit medlemskab sluttede som aftalt. Tak for det, du gav."))
    return len(ended)


def _end(membership: Membership, *, because: EndedBecause) -> None:
    membership.ended_at, membership.ended_because = clock.now(), because
    membership.save(update_fields=["ended_at", "ended_because"])


def _tell_the_person(
    membership: Membership, sentence: Words, *, quotes: list[tuple[Words, str]] | None = None
) -> None:
    """A guest who is out has no page of the network to go to, so there is no button."""
    title = membership.network.title
    queue_mail(
        to=membership.person,
        cause=f"membership-ended:{membership.pk}",
        kind="membership_ended",
        letter=Letter(
            subject=format_lazy(_("Du er ikke længere med i »{title}«"), title=title),
            paragraphs=[sentence, WHAT_STAYS],
            quotes=quotes or [],
            why=_("Du får mailen, fordi du har været med i netværket."),
        ),
    )
