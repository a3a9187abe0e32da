import uuid

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from netvaerk import clock
from networks.enums import Bearing
from networks.models.direction import Direction
from networks.models.network import Network


class AlignmentNoteQuerySet(models.QuerySet["AlignmentNote"]):
    def newest(self) -> "AlignmentNoteQuerySet":
        """The newest note of each network."""
        newer = AlignmentNote.objects.filter(network=OuterRef("network")).filter(
            Q(written_at__gt=OuterRef("written_at"))
            | Q(written_at=OuterRef("written_at"), pk__gt=OuterRef("pk"))
        )
        return self.filter(~Exists(newer))

    def unanswered(self) -> "AlignmentNoteQuerySet":
        return self.filter(answered_at=None)

    def without_the_new_direction(self) -> "AlignmentNoteQuerySet":
        """They say that a new direction is needed, and none has been written since."""
        since = Direction.objects.filter(
            network=OuterRef("network"), written_at__gt=OuterRef("written_at")
        )
        return self.filter(~Exists(since), bearing=Bearing.NEW_DIRECTION)

    def visible_to(self, person) -> "AlignmentNoteQuerySet":
        """Chiefs, secretariat and those who are in; not on loan to the whole house."""
        if person.is_chief or person.is_secretariat:
            return self
        inside = Network.objects.shielded_open_to(person)
        return self.filter(Q(network__in=inside) | Q(network__reference_leader=person))


class AlignmentNote(models.Model):
    """What a chief sees after reading direction and learning side by side, and the answer to it.

    Never a score: one of three bearings, and why in words.
    """

    network = models.ForeignKey(
        "networks.Network", on_delete=models.CASCADE, related_name="alignment_notes"
    )
    # The version that was read; a network may be reviewed before it has one.
    direction = models.ForeignKey(
        Direction, on_delete=models.PROTECT, null=True, related_name="alignment_notes"
    )
    bearing = models.CharField(_("hvordan står det til?"), max_length=15, choices=Bearing.choices)
    reason = models.TextField(_("hvorfor?"))
    written_by = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField(default=clock.now)
    answer = models.TextField(_("netværkets svar"), blank=True, default="")
    answered_by = models.ForeignKey(
        "people.Person", on_delete=models.PROTECT, null=True, related_name="+"
    )
    answered_at = models.DateTimeField(null=True)
    form_key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)

    objects = AlignmentNoteQuerySet.as_manager()

    class Meta:
        ordering = ["-written_at", "-id"]
        verbose_name = _("chefernes ord")
        verbose_name_plural = _("chefernes ord")
        indexes = [
            models.Index(fields=["network", "-written_at", "-id"], name="alignment_of_network")
        ]
        constraints = [
            models.CheckConstraint(name="alignment_note_says_why", condition=~Q(reason="")),
            models.CheckConstraint(
                name="alignment_note_answered_says_how",
                condition=Q(answer="", answered_at=None, answered_by=None)
                | ~Q(answer="") & Q(answered_at__isnull=False) & Q(answered_by__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.network_id} {self.pk}"
