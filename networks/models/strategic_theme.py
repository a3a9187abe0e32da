from datetime import date

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from netvaerk import clock


class StrategicThemeQuerySet(models.QuerySet["StrategicTheme"]):
    def counting_on(self, day: date) -> "StrategicThemeQuerySet":
        """Themes whose period holds the day; one without an end still counts."""
        return self.filter(
            Q(starts_on=None) | Q(starts_on__lte=day), Q(ends_on=None) | Q(ends_on__gte=day)
        )


class StrategicTheme(models.Model):
    """A pejlemærke of the municipality's strategic agenda, open to the whole house."""

    # What somebody writes; an earlier edition holds the same.
    WORDS = ("title", "text", "owner_id", "starts_on", "ends_on")

    key = models.SlugField(_("nøgle"), unique=True)
    title = models.CharField(_("titel"), max_length=120)
    text = models.TextField(_("tekst"))
    owner = models.ForeignKey(
        "people.Person",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="owns_themes",
        verbose_name=_("ejer"),
        help_text=_("Den chef, der kan fortælle, hvad pejlemærket betyder."),
    )
    starts_on = models.DateField(_("gælder fra"), null=True, blank=True)
    ends_on = models.DateField(
        _("gælder til og med"),
        null=True,
        blank=True,
        help_text=_("Tomt, så længe det gælder. Netværk, der bærer det, beholder det."),
    )
    position = models.PositiveSmallIntegerField(_("rækkefølge"), default=0)
    version = models.PositiveSmallIntegerField(default=1, editable=False)

    objects = StrategicThemeQuerySet.as_manager()

    class Meta:
        ordering = ["position", "title"]
        verbose_name = _("pejlemærke")
        verbose_name_plural = _("pejlemærker")
        constraints = [
            models.CheckConstraint(
                name="strategic_theme_ends_after_it_starts",
                condition=Q(starts_on=None) | Q(ends_on=None) | Q(ends_on__gte=F("starts_on")),
            )
        ]

    def __str__(self) -> str:
        return self.title

    def counts_on(self, day: date) -> bool:
        """The day lies in its period."""
        has_begun = self.starts_on is None or self.starts_on <= day
        return has_begun and (self.ends_on is None or day <= self.ends_on)


class StrategicThemeEdition(models.Model):
    """A theme as it stood before it was edited."""

    theme = models.ForeignKey(StrategicTheme, on_delete=models.CASCADE, related_name="editions")
    version = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=120)
    text = models.TextField()
    owner = models.ForeignKey(
        "people.Person", on_delete=models.PROTECT, null=True, related_name="+"
    )
    starts_on = models.DateField(null=True)
    ends_on = models.DateField(null=True)
    edited_by = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    edited_at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering = ["-version"]
        constraints = [
            models.UniqueConstraint(name="one_edition_a_theme_version", fields=["theme", "version"])
        ]

    def __str__(self) -> str:
        return f"{self.theme_id} v{self.version}"
