import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from netvaerk import clock
from networks.enums import Audience
from networks.models.network import Network


class LearningEntryQuerySet(models.QuerySet["LearningEntry"]):
    def shared(self) -> "LearningEntryQuerySet":
        """Open to every employee."""
        return self.filter(audience=Audience.EMPLOYEES)

    def visible_to(self, person) -> "LearningEntryQuerySet":
        """The shield: own networks; the secretariat and employees only what is for them."""
        audiences = []
        if person.is_employee:
            audiences.append(Audience.EMPLOYEES)
        if person.is_secretariat:
            audiences += [Audience.EMPLOYEES, Audience.SECRETARIAT]
        return self.filter(
            Q(network__in=Network.objects.shielded_open_to(person)) | Q(audience__in=audiences)
        )

    def newest_first(self) -> "LearningEntryQuerySet":
        return self.order_by("-noted_at", "-id")


class LearningEntry(models.Model):
    """A learning card: what we believed, saw, learned, and therefore will do."""

    network = models.ForeignKey(Network, on_delete=models.CASCADE, related_name="learning")
    author = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    believed = models.TextField(_("Vi troede"))
    saw = models.TextField(_("Vi så"))
    learned = models.TextField(_("Vi lærte"))
    therefore = models.TextField(_("Derfor vil vi"), blank=True)
    audience = models.CharField(
        _("hvem kan læse det?"), max_length=12, choices=Audience.choices, default=Audience.NETWORK
    )
    noted_at = models.DateTimeField(default=clock.now)
    # Made with the form: a form sent twice is one card.
    form_key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)

    objects = LearningEntryQuerySet.as_manager()

    class Meta:
        verbose_name = _("læringskort")
        verbose_name_plural = _("læringskort")
        indexes = [
            models.Index(fields=["network", "-noted_at", "-id"], name="learning_of_network"),
            models.Index(
                fields=["-noted_at", "-id"],
                name="learning_shared",
                condition=Q(audience=Audience.EMPLOYEES),
            ),
        ]
        constraints = [
            models.CheckConstraint(name="learning_says_what_was_learned", condition=~Q(learned=""))
        ]

    def __str__(self) -> str:
        return f"{self.network_id} {self.pk}"
