import uuid

from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from netvaerk import clock
from netvaerk.people.models.invitation import fingerprint
from networks.models.network import Network


class NetworkInvitationQuerySet(models.QuerySet["NetworkInvitation"]):
    def unanswered(self) -> "NetworkInvitationQuerySet":
        """Neither answered nor revoked; its key may have run out."""
        return self.filter(answered_at=None, revoked_at=None)

    def visible_to(self, person) -> "NetworkInvitationQuerySet":
        """Addresses from outside: for the network's leader and its own consultant only."""
        mine = Network.objects.filter(Q(leader=person) | Q(consultant=person))
        return self.filter(network__in=mine)

    def with_key(self, token: str, now) -> "NetworkInvitationQuerySet":
        """The unanswered one that the token opens, while it does and the network lives."""
        key = InvitationKey.objects.filter(token_hash=fingerprint(token), expires_at__gt=now)
        return self.unanswered().filter(
            pk__in=key.values("invitation"), network__in=Network.objects.alive()
        )


class NetworkInvitation(models.Model):
    """Somebody is asked into a network: with own words, what it asks, and why them."""

    network = models.ForeignKey(Network, on_delete=models.CASCADE, related_name="invitations")
    email = models.EmailField(_("mailadresse"))
    stakeholder_kind = models.ForeignKey(
        "people.StakeholderKind",
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("interessenttype"),
    )
    words = models.TextField(_("jeres egne ord"))
    why_you = models.CharField(_("hvorfor netop dig?"), max_length=300)
    asks_hours = models.CharField(_("hvor meget tid?"), max_length=120)
    asks_until = models.DateField(_("til hvornår?"), null=True)
    invited_by = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    invited_at = models.DateTimeField(default=clock.now)
    reminded_at = models.DateTimeField(null=True)  # the last time, by hand or by itself
    is_reminded_by_itself = models.BooleanField(default=False)
    answered_at = models.DateTimeField(null=True)
    has_accepted = models.BooleanField(null=True)
    answer_words = models.CharField(_("et ord med på vejen"), max_length=300, blank=True)
    person = models.ForeignKey(
        "people.Person", on_delete=models.PROTECT, null=True, related_name="+"
    )  # who came in
    revoked_at = models.DateTimeField(null=True)
    # Its newest letter: whether it bounced is read there.
    letter = models.ForeignKey(
        "people.OutboxMail", on_delete=models.SET_NULL, null=True, related_name="+"
    )
    form_key = models.UUIDField(default=uuid.uuid4, editable=False)

    objects = NetworkInvitationQuerySet.as_manager()

    class Meta:
        verbose_name = _("invitation til et netværk")
        verbose_name_plural = _("invitationer til netværk")
        constraints = [
            models.CheckConstraint(
                name="network_invitation_email_is_lower_case", condition=Q(email=Lower("email"))
            ),
            models.CheckConstraint(
                name="network_invitation_answered_says_what",
                condition=Q(answered_at=None, has_accepted=None)
                | Q(answered_at__isnull=False, has_accepted__isnull=False),
            ),
            models.CheckConstraint(
                name="network_invitation_accepted_has_a_person",
                condition=Q(person=None) | Q(has_accepted=True),
            ),
            models.UniqueConstraint(
                name="one_open_network_invitation",
                fields=["network", "email"],
                condition=Q(answered_at=None, revoked_at=None),
            ),
            models.UniqueConstraint(
                name="one_network_invitation_a_form", fields=["form_key", "email"]
            ),
        ]

    def __str__(self) -> str:
        return f"{self.network_id} {self.pk}"


class InvitationKey(models.Model):
    """What a letter opens: only its SHA-256 is kept; each letter has its own, for seven days."""

    invitation = models.ForeignKey(NetworkInvitation, on_delete=models.CASCADE, related_name="keys")
    token_hash = models.CharField(max_length=64, unique=True)
    expires_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.invitation_id} {self.pk}"
