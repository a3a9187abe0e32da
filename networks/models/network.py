import pgtrigger
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from netvaerk import clock
from netvaerk.danish import danish_order
from networks.enums import NETWORK_MOVES, NetworkStatus


def with_member(person) -> Q:
    """The person is in it now."""
    return Q(pk__in=person.memberships.current().values("network"))


class NetworkQuerySet(models.QuerySet["Network"]):
    def running(self) -> "NetworkQuerySet":
        """Established networks."""
        return self.filter(status=NetworkStatus.ESTABLISHED)

    def alive(self) -> "NetworkQuerySet":
        """Forming or established."""
        return self.exclude(status=NetworkStatus.CANCELLED)

    def visible_to(self, person) -> "NetworkQuerySet":
        """That a network exists is open to every employee; a guest sees only own networks."""
        if person.is_employee or person.is_secretariat or person.is_superuser:
            return self.alive()
        return self.alive().with_member(person)

    def with_member(self, person) -> "NetworkQuerySet":
        """Networks that the person is in now."""
        return self.filter(with_member(person))

    def ever_with_member(self, person) -> "NetworkQuerySet":
        """Networks that the person is in now or has left."""
        return self.filter(pk__in=person.memberships.values("network"))

    def shielded_open_to(self, person) -> "NetworkQuerySet":
        """Networks whose shielded text the person may read: members and its sparring partners."""
        return self.filter(with_member(person) | Q(consultant=person) | Q(co_driver=person))

    def without_consultant(self) -> "NetworkQuerySet":
        return self.alive().filter(consultant=None)

    def in_danish_order(self) -> "NetworkQuerySet":
        return self.order_by(danish_order("title"))


class Network(models.Model):
    """A temporary, cross-department exploration of one challenge."""

    slug = models.SlugField(_("adresse"), max_length=80, unique=True)
    title = models.CharField(_("titel"), max_length=90)
    challenge = models.CharField(_("udfordringen i én linje"), max_length=160)
    proposal = models.OneToOneField(
        "networks.Proposal", on_delete=models.PROTECT, related_name="network"
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
    decided_at = models.DateTimeField(_("besluttet"), default=clock.now)
    established_at = models.DateTimeField(_("etableret"), null=True, blank=True)

    objects = NetworkQuerySet.as_manager()

    class Meta:
        verbose_name = _("netværk")
        verbose_name_plural = _("netværk")
        constraints = [
            models.CheckConstraint(
                name="network_established_has_consultant_and_moment",
                condition=~Q(status=NetworkStatus.ESTABLISHED)
                | Q(established_at__isnull=False, consultant__isnull=False),
            ),
        ]
        triggers = [pgtrigger.FSM(name="network_moves", field="status", transitions=NETWORK_MOVES)]

    def __str__(self) -> str:
        return self.title
