from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


class ConsultantProfile(models.Model):
    """What a consultant knows of, and how much of a week there is for networks."""

    person = models.OneToOneField(
        "people.Person",
        on_delete=models.CASCADE,
        related_name="consultant_profile",
        verbose_name=_("konsulent"),
    )
    knows = models.CharField(
        _("kender til"), max_length=200, help_text=_("For eksempel »skole, fravær, pårørende«.")
    )
    hours_a_week = models.PositiveSmallIntegerField(
        _("timer om ugen til netværk"), validators=[MinValueValidator(1), MaxValueValidator(37)]
    )

    class Meta:
        verbose_name = _("konsulentprofil")
        verbose_name_plural = _("konsulentprofiler")

    def __str__(self) -> str:
        return str(self.person)


class AbsenceQuerySet(models.QuerySet["Absence"]):
    def on(self, day) -> "AbsenceQuerySet":
        return self.filter(first_on__lte=day, last_on__gte=day)

    def from_day(self, day) -> "AbsenceQuerySet":
        """Going on or to come, the nearest first."""
        return self.filter(last_on__gte=day).order_by("first_on", "pk")


class Absence(models.Model):
    """Days on which a consultant can't be given anything; never why."""

    person = models.ForeignKey(
        "people.Person",
        on_delete=models.CASCADE,
        related_name="absences",
        verbose_name=_("konsulent"),
    )
    first_on = models.DateField(_("første dag"))
    last_on = models.DateField(_("sidste dag"))

    objects = AbsenceQuerySet.as_manager()

    class Meta:
        ordering = ["-first_on", "pk"]
        verbose_name = _("fravær")
        verbose_name_plural = _("fravær")
        constraints = [
            models.CheckConstraint(
                name="absence_ends_after_it_begins", condition=Q(last_on__gte=F("first_on"))
            )
        ]

    def __str__(self) -> str:
        return f"{self.person_id} {self.first_on:%d.%m.%Y}"
