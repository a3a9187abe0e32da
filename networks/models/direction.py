from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from netvaerk import clock
from networks.models.network import Network


class DirectionQuerySet(models.QuerySet["Direction"]):
    def current(self) -> "DirectionQuerySet":
        """The newest version of each network's direction."""
        newer = Direction.objects.filter(
            network=OuterRef("network"), version__gt=OuterRef("version")
        )
        return self.filter(~Exists(newer))

    def visible_to(self, person) -> "DirectionQuerySet":
        """Chiefs, secretariat and those who are in; every employee when it is shared.

        Those in a sub-network that inherits a direction read what they inherit.
        """
        if person.is_chief or person.is_secretariat:
            return self
        inside = Network.objects.shielded_open_to(person)
        seen = Q(network__in=inside) | Q(network__in=inside.alive().inheriting().values("parent"))
        seen |= Q(network__reference_leader=person)
        if person.is_employee:
            seen |= Q(is_shared=True)
        return self.filter(seen)


class Direction(models.Model):
    """One version of what the chiefs give a network; never edited, only followed by a new one."""

    network = models.ForeignKey(
        "networks.Network", on_delete=models.CASCADE, related_name="directions"
    )
    version = models.PositiveSmallIntegerField(_("version"))
    why = models.TextField(_("hvorfor det er vigtigt"))
    is_open = models.TextField(_("hvad der er åbent"))
    is_fixed = models.TextField(_("hvad der ligger fast"), blank=True)
    chiefs_will = models.TextField(_("hvad vi som chefer vil gøre anderledes"), blank=True)
    themes = models.ManyToManyField(
        "networks.StrategicTheme", related_name="directions", verbose_name=_("pejlemærker")
    )
    is_shared = models.BooleanField(_("alle medarbejdere kan læse retningen"), default=True)
    written_by = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField(default=clock.now)
    understanding = models.TextField(_("sådan forstår vi den"), blank=True)
    acknowledged_by = models.ForeignKey(
        "people.Person", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    acknowledged_at = models.DateTimeField(null=True, blank=True)

    objects = DirectionQuerySet.as_manager()

    class Meta:
        ordering = ["-version"]
        verbose_name = _("retning")
        verbose_name_plural = _("retninger")
        constraints = [
            models.UniqueConstraint(name="one_direction_a_version", fields=["network", "version"]),
            models.CheckConstraint(
                name="direction_acknowledged_says_how",
                condition=Q(acknowledged_at=None)
                | (~Q(understanding="") & Q(acknowledged_by__isnull=False)),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.network_id} v{self.version}"
