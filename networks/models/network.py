import pgtrigger
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from netvaerk import clock
from netvaerk.danish import danish_order
from netvaerk.wording import WordedQuerySet, wording
from networks.enums import NETWORK_MOVES, NetworkStatus
from networks.models.membership import Membership

LIVING = [NetworkStatus.FORMING, NetworkStatus.ESTABLISHED]


def with_member(person) -> Q:
    """The person is in it now, or was in it until it closed."""
    return Q(pk__in=person.memberships.to_the_end().values("network"))


class NetworkQuerySet(WordedQuerySet["Network"]):
    def running(self) -> "NetworkQuerySet":
        """Established networks."""
        return self.filter(status=NetworkStatus.ESTABLISHED)

    def alive(self) -> "NetworkQuerySet":
        """Forming or established."""
        return self.filter(status__in=LIVING)

    def closed(self) -> "NetworkQuerySet":
        return self.filter(status=NetworkStatus.CLOSED)

    def existing(self) -> "NetworkQuerySet":
        """All but those that came to nothing; closed ones stay readable."""
        return self.exclude(status=NetworkStatus.CANCELLED)

    def visible_to(self, person) -> "NetworkQuerySet":
        """That a network exists is open to every employee; a guest sees only own networks."""
        if person.is_employee or person.is_secretariat or person.is_superuser:
            return self.existing()
        return self.existing().with_member(person)

    def with_member(self, person) -> "NetworkQuerySet":
        """Networks that the person is in now, or was in until they closed."""
        return self.filter(with_member(person))

    def ever_with_member(self, person) -> "NetworkQuerySet":
        """Networks that the person is in now or has left."""
        return self.filter(pk__in=person.memberships.values("network"))

    def shielded_open_to(self, person) -> "NetworkQuerySet":
        """Networks whose shielded text the person may read: members and its sparring partners."""
        return self.filter(with_member(person) | Q(consultant=person) | Q(co_driver=person))

    def without_consultant(self) -> "NetworkQuerySet":
        return self.alive().filter(consultant=None)

    def orphaned(self) -> "NetworkQuerySet":
        """Alive, but whoever leads it can no longer sign in or is no longer in it."""
        leading = Membership.objects.current().filter(
            network=OuterRef("pk"), person=OuterRef("leader")
        )
        return self.alive().filter(Q(leader__is_active=False) | ~Exists(leading))

    def led_by(self, people) -> "NetworkQuerySet":
        """One of the people leads it and is in it, or was until it closed: whoever is out reads
        nothing of it, also while nobody else leads it yet."""
        inside = Membership.objects.to_the_end().filter(
            network=OuterRef("pk"), person=OuterRef("leader")
        )
        return self.filter(Exists(inside), leader__in=people)

    def inheriting(self) -> "NetworkQuerySet":
        """Sub-networks without a direction of their own: their parent's counts for them."""
        return self.filter(directions=None).exclude(parent=None)

    def in_danish_order(self) -> "NetworkQuerySet":
        return self.order_by(danish_order("title"))


class Network(models.Model):
    """A temporary, cross-department exploration of one challenge."""

    slug = models.SlugField(_("adresse"), max_length=80, unique=True)
    title = models.CharField(_("titel"), max_length=90)
    challenge = models.CharField(_("udfordringen i én linje"), max_length=160)
    # A network comes of a proposal, or lies one level below another network.
    proposal = models.OneToOneField(
        "networks.Proposal", on_delete=models.PROTECT, null=True, related_name="network"
    )
    parent = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        related_name="subnetworks",
        verbose_name=_("undernetværk af"),
    )
    type = models.ForeignKey(
        "networks.NetworkType",
        on_delete=models.PROTECT,
        related_name="networks",
        verbose_name=_("type"),
    )
    phase = models.ForeignKey(
        "networks.Phase", on_delete=models.PROTECT, related_name="networks", verbose_name=_("fase")
    )
    status = models.CharField(
        _("status"), max_length=12, choices=NetworkStatus.choices, default=NetworkStatus.FORMING
    )
    reference_leader = models.ForeignKey(
        "people.Person",
        on_delete=models.PROTECT,
        related_name="reference_for",
        verbose_name=_("referenceleder"),
    )
    leader = models.ForeignKey(
        "people.Person",
        on_delete=models.PROTECT,
        related_name="leads",
        verbose_name=_("netværksleder"),
    )
    consultant = models.ForeignKey(
        "people.Person",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="consults",
        verbose_name=_("konsulent"),
    )
    co_driver = models.ForeignKey(
        "people.Person",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="co_drives",
        verbose_name=_("co-driver"),
    )
    is_open_for_members = models.BooleanField(_("åbent for nye deltagere"), default=True)
    wanted = models.CharField(
        _("hvem mangler I?"),
        max_length=120,
        blank=True,
        help_text=_("For eksempel »2-3 nye fra Skole«."),
    )
    teams_url = models.URLField(_("kanal i Teams"), blank=True)
    decided_at = models.DateTimeField(_("besluttet"), default=clock.now)
    established_at = models.DateTimeField(_("etableret"), null=True, blank=True)
    horizon_on = models.DateField(_("horisont"), null=True, blank=True)
    closed_at = models.DateTimeField(_("afsluttet"), null=True, blank=True)
    closing_words = models.TextField(_("det tager vi med os"), blank=True)
    closed_without_receiver = models.TextField(_("hvorfor uden modtager"), blank=True)
    wording = wording(A=("title",), C=("challenge",))

    objects = NetworkQuerySet.as_manager()

    class Meta:
        verbose_name = _("netværk")
        verbose_name_plural = _("netværk")
        indexes = [
            GinIndex(fields=["wording"], name="network_by_words"),
            models.Index(danish_order("title"), "id", name="network_by_alphabet"),
        ]
        constraints = [
            models.CheckConstraint(
                name="network_established_has_consultant_and_moment",
                condition=~Q(status=NetworkStatus.ESTABLISHED)
                | Q(established_at__isnull=False, consultant__isnull=False),
            ),
            models.CheckConstraint(
                name="network_closed_has_a_moment",
                condition=~Q(status=NetworkStatus.CLOSED) ^ Q(closed_at__isnull=False),
            ),
            models.CheckConstraint(
                name="network_of_a_proposal_or_of_a_network",
                condition=Q(proposal=None) ^ Q(parent=None),
            ),
            models.CheckConstraint(
                name="network_is_not_its_own_parent",
                condition=Q(parent=None) | ~Q(parent=F("pk")),
            ),
        ]
        triggers = [
            pgtrigger.FSM(name="network_moves", field="status", transitions=NETWORK_MOVES),
            pgtrigger.Trigger(
                name="network_one_level_down",
                operation=pgtrigger.Insert | pgtrigger.UpdateOf("parent_id"),
                when=pgtrigger.Before,
                condition=pgtrigger.Q(new__parent__isnull=False),
                func="""
                    IF EXISTS (SELECT FROM networks_network
                               WHERE id = NEW.parent_id AND parent_id IS NOT NULL)
                    OR EXISTS (SELECT FROM networks_network WHERE parent_id = NEW.id) THEN
                        RAISE EXCEPTION 'a sub-network lies one level down, no further';
                    END IF;
                    RETURN NEW;
                """,
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_alive(self) -> bool:
        """Forming or established."""
        return self.status in LIVING

    @property
    def is_closed(self) -> bool:
        return self.status == NetworkStatus.CLOSED

    @property
    def stage(self) -> str:
        """Its phase in words; a network that isn't established yet goes through none."""
        return self.phase.name if self.established_at else self.get_status_display()


class Renewal(models.Model):
    """The network goes on past its horizon, and why."""

    network = models.ForeignKey(Network, on_delete=models.CASCADE, related_name="renewals")
    until = models.DateField(_("til"))
    why = models.CharField(_("hvorfor"), max_length=300)
    by = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering = ["-at", "-id"]
        constraints = [models.CheckConstraint(name="renewal_says_why", condition=~Q(why=""))]

    def __str__(self) -> str:
        return f"{self.network_id} → {self.until}"
