import uuid

from django.core.files.storage import storages
from django.db import models
from django.db.models import Q

from netvaerk import clock
from networks.enums import AttachmentKind
from networks.models.learning import LearningDraft, LearningEntry


class AttachmentQuerySet(models.QuerySet["Attachment"]):
    def visible_to(self, person) -> "AttachmentQuerySet":
        """Whoever may read the card; while it is a draft, its author."""
        return self.filter(
            Q(entry__in=LearningEntry.objects.visible_to(person))
            | Q(draft__in=LearningDraft.objects.visible_to(person))
        )


def shelf():
    """Outside the web root, and only read through the gate."""
    return storages["attachments"]


def path_of(attachment: "Attachment", _name: str) -> str:
    """Under its UUID: what somebody called the file is never a path."""
    return f"{str(attachment.pk)[:2]}/{attachment.pk}"


class Attachment(models.Model):
    """A picture or a document of a learning card, or of the draft that will become one."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    entry = models.ForeignKey(
        LearningEntry, on_delete=models.CASCADE, null=True, related_name="attachments"
    )
    draft = models.ForeignKey(
        LearningDraft, on_delete=models.CASCADE, null=True, related_name="attachments"
    )
    kind = models.CharField(max_length=8, choices=AttachmentKind.choices)
    name = models.CharField(max_length=120)  # as it is offered on download, with its extension
    content_type = models.CharField(max_length=100)
    size = models.PositiveIntegerField()  # bytes
    file = models.FileField(storage=shelf, upload_to=path_of, max_length=60)
    added_by = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField(default=clock.now)

    objects = AttachmentQuerySet.as_manager()

    class Meta:
        ordering = ["added_at", "id"]
        constraints = [
            models.CheckConstraint(
                name="attachment_of_a_card_or_of_a_draft",
                condition=Q(entry=None) ^ Q(draft=None),
            )
        ]

    def __str__(self) -> str:
        return str(self.pk)
