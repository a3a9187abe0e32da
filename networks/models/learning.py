import uuid

from django.contrib.postgres.indexes import GinIndex
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from netvaerk import clock
from netvaerk.wording import wording
from netvaerk.words import Words
from networks.enums import Audience, LearningKind
from networks.models.network import Network
from networks.models.shield import AudienceField, ShieldedQuerySet, audiences_open_to

# What the four fields ask; of a meeting, the questions of an after-action review.
ASKED: dict[str, Words] = {
    "believed": _("Vi troede"),
    "saw": _("Vi så"),
    "learned": _("Vi lærte"),
    "therefore": _("Derfor vil vi"),
}
ASKED_AFTER_A_MEETING: dict[str, Words] = {
    "believed": _("Hvad havde vi ventet?"),
    "saw": _("Hvad skete der?"),
    "learned": _("Hvad lærte vi af forskellen?"),
    "therefore": _("Hvad gør vi næste gang?"),
}
Answer = tuple[Words, str, bool]


def answers_in(kind: str, words: dict[str, str]) -> list[Answer]:
    """Each question with what is written under it, and whether it is the learning itself."""
    asked = ASKED_AFTER_A_MEETING if kind == LearningKind.MEETING else ASKED
    return [
        (question, words[name], name == "learned")
        for name, question in asked.items()
        if words.get(name)
    ]


class LearningEntryQuerySet(ShieldedQuerySet["LearningEntry"]):
    def newest_first(self) -> "LearningEntryQuerySet":
        return self.order_by("-noted_at", "-id")


class LearningEntry(models.Model):
    """A learning card: what we believed, saw, learned, and therefore will do.

    A long one tells it as a story with a title; one from a meeting answers the four questions of
    an after-action review in the same four fields.
    """

    # What somebody writes; an earlier edition and a draft hold the same.
    WORDS = ("title", "text", "believed", "saw", "learned", "therefore")

    network = models.ForeignKey(Network, on_delete=models.CASCADE, related_name="learning")
    author = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=8, choices=LearningKind.choices, default=LearningKind.SHORT)
    title = models.CharField(_("overskrift"), max_length=120, blank=True)
    text = models.TextField(_("fortællingen"), blank=True)
    believed = models.TextField(_("Vi troede"), blank=True)
    saw = models.TextField(_("Vi så"), blank=True)
    learned = models.TextField(_("Vi lærte"))
    therefore = models.TextField(_("Derfor vil vi"), blank=True)
    audience = AudienceField()
    assumption = models.ForeignKey(
        "networks.Assumption",
        on_delete=models.PROTECT,
        null=True,
        related_name="learning",
        verbose_name=_("antagelse"),
    )
    trial = models.ForeignKey(
        "networks.Trial",
        on_delete=models.PROTECT,
        null=True,
        related_name="learning",
        verbose_name=_("prøvehandling"),
    )
    meeting = models.ForeignKey(
        "networks.Meeting",
        on_delete=models.PROTECT,
        null=True,
        related_name="learning",
        verbose_name=_("møde"),
    )
    noted_at = models.DateTimeField(default=clock.now)
    version = models.PositiveSmallIntegerField(default=1)
    # Made with the form: a form sent twice is one card.
    form_key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    wording = wording(A=("title",), B=("learned",), C=("text", "believed", "saw", "therefore"))

    objects = LearningEntryQuerySet.as_manager()

    class Meta:
        verbose_name = _("læringskort")
        verbose_name_plural = _("læringskort")
        indexes = [
            models.Index(fields=["network", "-noted_at", "-id"], name="learning_of_network"),
            GinIndex(fields=["wording"], name="learning_by_words"),
            models.Index(fields=["-noted_at", "-id"], name="learning_by_moment"),
            models.Index(
                fields=["-noted_at", "-id"],
                name="learning_shared",
                condition=Q(audience=Audience.EMPLOYEES),
            ),
        ]
        constraints = [
            models.CheckConstraint(name="learning_says_what_was_learned", condition=~Q(learned="")),
            models.CheckConstraint(
                name="learning_says_what_was_believed_and_seen_or_tells_it",
                condition=Q(kind=LearningKind.LONG) & ~Q(title="") & ~Q(text="")
                | ~Q(kind=LearningKind.LONG) & ~Q(believed="") & ~Q(saw=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.network_id} {self.pk}"

    @property
    def words(self) -> dict[str, str]:
        return {name: getattr(self, name) for name in self.WORDS}

    @property
    def answers(self) -> list[Answer]:
        return answers_in(self.kind, self.words)


class LearningEditionQuerySet(models.QuerySet["LearningEdition"]):
    def visible_to(self, person) -> "LearningEditionQuerySet":
        """Those inside the network, whoever the card is shared with now."""
        return self.filter(entry__network__in=Network.objects.shielded_open_to(person))


class LearningEdition(models.Model):
    """A card as it stood before it was edited; read by those inside the network only."""

    entry = models.ForeignKey(LearningEntry, on_delete=models.CASCADE, related_name="editions")
    version = models.PositiveSmallIntegerField()
    words = models.JSONField(encoder=DjangoJSONEncoder)  # by the names of LearningEntry.WORDS
    audience = AudienceField()
    edited_by = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    edited_at = models.DateTimeField(default=clock.now)

    objects = LearningEditionQuerySet.as_manager()

    class Meta:
        ordering = ["-version"]
        constraints = [
            models.UniqueConstraint(name="one_edition_a_version", fields=["entry", "version"])
        ]

    def __str__(self) -> str:
        return f"{self.entry_id} v{self.version}"

    @property
    def answers(self) -> list[Answer]:
        """For an edition whose card is fetched with it."""
        return answers_in(self.entry.kind, self.words)


class LearningDraftQuerySet(models.QuerySet["LearningDraft"]):
    def visible_to(self, person) -> "LearningDraftQuerySet":
        """A draft is its author's alone, while they are in the network."""
        return self.filter(
            author=person, network__in=Network.objects.with_member(person).alive()
        ).order_by("-saved_at", "-pk")


class LearningDraft(models.Model):
    """A card that is being written: kept as it is typed, read by nobody else."""

    network = models.ForeignKey(Network, on_delete=models.CASCADE, related_name="+")
    author = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="+")
    form_key = models.UUIDField(unique=True)
    # As the form sent it, by the form's field names.
    fields = models.JSONField(encoder=DjangoJSONEncoder, default=dict)
    saved_at = models.DateTimeField(default=clock.now)

    objects = LearningDraftQuerySet.as_manager()

    def __str__(self) -> str:
        return f"{self.network_id} {self.author_id}"


class LearningCommentQuerySet(models.QuerySet["LearningComment"]):
    def visible_to(self, person) -> "LearningCommentQuerySet":
        """Never wider than the card: its audience and the comment's own must both allow it."""
        wide = audiences_open_to(person)
        return self.filter(
            Q(entry__network__in=Network.objects.shielded_open_to(person))
            | Q(audience__in=wide, entry__audience__in=wide)
        )


class LearningComment(models.Model):
    """A word to a card."""

    entry = models.ForeignKey(LearningEntry, on_delete=models.CASCADE, related_name="comments")
    author = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    text = models.TextField(_("kommentar"))
    audience = AudienceField()
    written_at = models.DateTimeField(default=clock.now)
    form_key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)

    objects = LearningCommentQuerySet.as_manager()

    class Meta:
        ordering = ["written_at", "id"]
        constraints = [
            models.CheckConstraint(name="learning_comment_says_something", condition=~Q(text=""))
        ]

    def __str__(self) -> str:
        return f"{self.entry_id} {self.pk}"
