import hashlib
from datetime import datetime

from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from netvaerk import clock


def fingerprint(token: str) -> str:
    """What is kept of a token: its SHA-256."""
    return hashlib.sha256(token.encode()).hexdigest()


class InvitationQuerySet(models.QuerySet["Invitation"]):
    def open(self, now: datetime) -> "InvitationQuerySet":
        """Neither used, revoked nor past its seven days."""
        return self.filter(accepted_at=None, revoked_at=None, expires_at__gt=now)

    def with_token(self, token: str) -> "InvitationQuerySet":
        return self.filter(token_hash=fingerprint(token))


class Invitation(models.Model):
    """A way in for somebody whose address is not one of the municipality's own.

    Only the SHA-256 of the token is kept: whoever reads the database can't use it.
    """

    email = models.EmailField(_("mailadresse"))
    token_hash = models.CharField(max_length=64, unique=True, editable=False)
    stakeholder_kind = models.ForeignKey(
        "people.StakeholderKind",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("interessenttype"),
    )
    invited_by = models.ForeignKey(
        "people.Person", on_delete=models.PROTECT, related_name="+", verbose_name=_("inviteret af")
    )
    invited_at = models.DateTimeField(_("inviteret"), default=clock.now, editable=False)
    expires_at = models.DateTimeField(_("udløber"))
    accepted_at = models.DateTimeField(_("brugt"), null=True, editable=False)
    revoked_at = models.DateTimeField(_("trukket tilbage"), null=True, editable=False)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        verbose_name = _("invitation")
        verbose_name_plural = _("invitationer")
        constraints = [
            models.CheckConstraint(
                name="invitation_email_is_lower_case", condition=Q(email=Lower("email"))
            ),
        ]

    def __str__(self) -> str:
        return self.email
