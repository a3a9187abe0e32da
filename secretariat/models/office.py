"""When nudges may leave: the house's working hours, and the days when nobody is asked."""

from datetime import date, time, timedelta

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

WEEKDAYS = [
    *((0, _("Mandag")), (1, _("Tirsdag")), (2, _("Onsdag"))),
    *((3, _("Torsdag")), (4, _("Fredag"))),
]


class OfficeHours(models.Model):
    """The one row that says when on a working day nudges leave, on a clock in Copenhagen."""

    opens_at = models.TimeField(_("tidligst"), default=time(8))
    closes_at = models.TimeField(_("senest"), default=time(16))
    digest_at = models.TimeField(
        _("den samlede mail kommer kl."),
        default=time(8),
        help_text=_("Den kommer, hvis der er noget at skrive om."),
    )
    weekly_on = models.PositiveSmallIntegerField(
        _("den ugentlige mail kommer"),
        choices=WEEKDAYS,
        default=0,
        help_text=_("Er det en helligdag, kommer den næste arbejdsdag i ugen."),
    )

    class Meta:
        verbose_name = _("arbejdstid for skub")
        verbose_name_plural = _("arbejdstid for skub")
        constraints = [
            models.CheckConstraint(name="office_hours_are_one_row", condition=Q(pk=1)),
            models.CheckConstraint(
                name="office_hours_hold_the_digest",
                condition=Q(opens_at__lte=F("digest_at"), digest_at__lt=F("closes_at")),
            ),
            models.CheckConstraint(
                name="office_week_has_five_days", condition=Q(weekly_on__in=range(5))
            ),
        ]

    def __str__(self) -> str:
        return f"{self.opens_at:%H:%M}-{self.closes_at:%H:%M}"


class QuietPeriod(models.Model):
    """Days when no nudge leaves (a summer break), or none of one rule."""

    name = models.CharField(_("navn"), max_length=60)
    first_day = models.DateField(_("første dag"))
    last_day = models.DateField(_("sidste dag"))
    is_yearly = models.BooleanField(_("hvert år på samme datoer"), default=False)
    rule = models.ForeignKey(
        "secretariat.NudgeRule",
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="quiet_periods",
        verbose_name=_("kun denne regel"),
        help_text=_("Lad feltet stå tomt, når det gælder alle skub."),
    )

    class Meta:
        ordering = ["first_day"]
        verbose_name = _("stille periode")
        verbose_name_plural = _("stille perioder")
        constraints = [
            models.CheckConstraint(
                name="quiet_period_ends_after_it_begins",
                condition=Q(last_day__gte=F("first_day")),
            ),
            models.CheckConstraint(
                name="quiet_period_lasts_less_than_half_a_year",
                condition=Q(last_day__lt=F("first_day") + timedelta(days=183)),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def covers(self, day: date) -> bool:
        """Whether the day lies in it; a yearly one may reach over New Year."""
        if not self.is_yearly:
            return self.first_day <= day <= self.last_day
        first, last, on = ((d.month, d.day) for d in (self.first_day, self.last_day, day))
        return first <= on <= last if first <= last else on >= first or on <= last
