from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from netvaerk import clock


class PhaseQuerySet(models.QuerySet["Phase"]):
    def for_type(self, network_type) -> "PhaseQuerySet":
        """Phases that a network of the type can be in."""
        return self.filter(Q(types=None) | Q(types=network_type)).distinct()


class Phase(models.Model):
    """A stretch of the way; ordered, without gates, edited in the admin."""

    name = models.CharField(_("navn"), max_length=60, unique=True)
    meaning = models.CharField(_("hvad der sker i fasen"), max_length=240)
    questions = models.TextField(
        _("spørgsmål, der hjælper"),
        blank=True,
        help_text=_("Ét på hver linje. De står, hvor netværket skriver læringskort."),
    )
    tools = models.TextField(_("værktøjer"), blank=True, help_text=_("Ét på hver linje."))
    types = models.ManyToManyField(
        "networks.NetworkType",
        blank=True,
        related_name="phases",
        verbose_name=_("kun for netværkstyperne"),
        help_text=_("Vælg ingen, hvis fasen er for alle."),
    )
    position = models.PositiveSmallIntegerField(_("rækkefølge"))

    objects = PhaseQuerySet.as_manager()

    class Meta:
        ordering = ["position", "id"]
        verbose_name = _("fase")
        verbose_name_plural = _("faser")

    def __str__(self) -> str:
        return self.name

    @property
    def prompts(self) -> list[str]:
        """Its questions, one by one."""
        return _lines(self.questions)

    @property
    def toolbox(self) -> list[str]:
        """Its tools, one by one."""
        return _lines(self.tools)


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


class PhaseChange(models.Model):
    """A move to a phase, with the one sentence that says what changed."""

    network = models.ForeignKey(
        "networks.Network", on_delete=models.CASCADE, related_name="phase_changes"
    )
    to = models.ForeignKey(Phase, on_delete=models.PROTECT, related_name="+")
    sentence = models.CharField(_("hvad har ændret sig?"), max_length=300)
    by = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering = ["-at", "-id"]
        constraints = [
            models.CheckConstraint(name="phase_change_says_why", condition=~Q(sentence=""))
        ]

    def __str__(self) -> str:
        return f"{self.network_id} → {self.to_id}"
