from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from netvaerk import clock


class SparringSession(models.Model):
    """A conversation that the secretariat has arranged for a network, and its question."""

    network = models.ForeignKey(
        "networks.Network",
        on_delete=models.CASCADE,
        related_name="sparring",
        verbose_name=_("netværk"),
    )
    partner = models.ForeignKey(
        "people.Person",
        on_delete=models.PROTECT,
        related_name="sparring",
        verbose_name=_("sparringspartner"),
    )
    question = models.CharField(_("spørgsmålet"), max_length=300)
    takes_place_at = models.DateTimeField(_("hvornår"))
    assigned_by = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    assigned_at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering = ["takes_place_at"]
        verbose_name = _("sparring")
        verbose_name_plural = _("sparring")
        constraints = [
            models.CheckConstraint(name="sparring_has_a_question", condition=~Q(question=""))
        ]

    def __str__(self) -> str:
        return f"{self.network} · {self.takes_place_at:%d.%m.%Y}"
