from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from netvaerk import clock

# One refusal may be the relay's mistake; two in a row are the address's.
REFUSALS_TO_BE_SURE = 2


class RefusedAddressQuerySet(models.QuerySet["RefusedAddress"]):
    def marked(self) -> "RefusedAddressQuerySet":
        """Addresses that get no nudges; what somebody asked for is still tried."""
        return self.filter(times__gte=REFUSALS_TO_BE_SURE)


class RefusedAddress(models.Model):
    """An address that a mail server has said no to, for ever; gone when a mail gets through."""

    address = models.EmailField(_("adresse"), unique=True)
    times = models.PositiveSmallIntegerField(_("gange"), default=1)
    first_at = models.DateTimeField(_("første gang"), default=clock.now)
    last_at = models.DateTimeField(_("seneste gang"), default=clock.now)
    said = models.CharField(_("hvad mailserveren svarede"), max_length=300)

    objects = RefusedAddressQuerySet.as_manager()

    class Meta:
        ordering = ["-last_at"]
        verbose_name = _("adresse, der ikke tager imod")
        verbose_name_plural = _("adresser, der ikke tager imod")
        constraints = [
            models.CheckConstraint(
                name="refused_address_is_lower_case", condition=Q(address=Lower("address"))
            )
        ]

    def __str__(self) -> str:
        return self.address

    @property
    def is_marked(self) -> bool:
        return self.times >= REFUSALS_TO_BE_SURE
