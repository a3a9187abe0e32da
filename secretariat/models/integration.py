from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from netvaerk import clock
from netvaerk.people.models.invitation import fingerprint


class IntegrationQuerySet(models.QuerySet["Integration"]):
    def open(self) -> "IntegrationQuerySet":
        return self.filter(closed_at=None)

    def with_key(self, key: str) -> "IntegrationQuerySet":
        return self.filter(key_hash=fingerprint(key))


class Integration(models.Model):
    """Another system of the municipality that reads what every employee may read.

    Only the key's SHA-256 is kept; a new key kills the one before.
    """

    name = models.CharField(
        _("navn"), max_length=80, unique=True, help_text=_("For eksempel »Intranettet«.")
    )
    contact = models.CharField(
        _("hvem passer den?"), max_length=120, help_text=_("En afdeling eller en funktion.")
    )
    key_hash = models.CharField(max_length=64, unique=True, editable=False)
    key_made_at = models.DateTimeField(_("nøglen er fra"), default=clock.now, editable=False)
    closed_at = models.DateTimeField(_("lukket"), null=True, editable=False)

    objects = IntegrationQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        verbose_name = _("integration")
        verbose_name_plural = _("integrationer")
        constraints = [
            models.CheckConstraint(name="integration_has_a_key", condition=~Q(key_hash=""))
        ]

    def __str__(self) -> str:
        return self.name
