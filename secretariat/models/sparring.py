import uuid

import pgtrigger
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from netvaerk import clock
from networks.enums import EndedBecause
from networks.models import Network
from secretariat.enums import (
    SPARRING_MOVES,
    UNFINISHED_SPARRING,
    WITH_A_TIME,
    PartnerKind,
    SparringState,
)


class SparringFormat(models.Model):
    """A way to have sparring: content, edited in the admin."""

    key = models.SlugField(_("nøgle"), unique=True)
    name = models.CharField(_("navn"), max_length=60)
    meaning = models.CharField(_("sådan foregår det"), max_length=240)
    asks = models.CharField(_("det kræver af netværket"), max_length=240)
    usually_with = models.CharField(
        _("som regel med"),
        max_length=10,
        choices=PartnerKind.choices,
        default=PartnerKind.CONSULTANT,
    )
    minutes = models.PositiveSmallIntegerField(
        _("minutter"), default=60, validators=[MinValueValidator(10), MaxValueValidator(480)]
    )
    position = models.PositiveSmallIntegerField(_("rækkefølge"), default=0)
    is_active = models.BooleanField(_("kan vælges"), default=True)

    class Meta:
        ordering = ["position", "key"]
        verbose_name = _("form for sparring")
        verbose_name_plural = _("former for sparring")

    def __str__(self) -> str:
        return self.name


class SparringQuerySet(models.QuerySet["SparringSession"]):
    def visible_to(self, person) -> "SparringQuerySet":
        """Whose question may be read: those in the room, those who take part, and the
        secretariat that finds somebody to talk with."""
        if person.is_secretariat:
            return self
        return self.filter(
            Q(network__in=Network.objects.shielded_open_to(person)) | self._with(person)
        )

    def with_participant(self, person) -> "SparringQuerySet":
        """Conversations that the person is to take part in, or took part in."""
        return self.filter(self._with(person))

    @staticmethod
    def _with(person) -> Q:
        """Who has left the network is no longer to be there; where they were, they were."""
        left = person.memberships.exclude(ended_at=None).exclude(ended_because=EndedBecause.CLOSED)
        returned = person.memberships.current().values("network")
        has_left = Q(network__in=left.values("network")) & ~Q(network__in=returned)
        is_among = Q(pk__in=person.sparring_taken_part_in.values("pk"))
        is_to_come = Q(state__in=UNFINISHED_SPARRING)
        return Q(partner=person) | is_among & ~(has_left & is_to_come)

    def unfinished(self) -> "SparringQuerySet":
        return self.filter(state__in=UNFINISHED_SPARRING)

    def asked(self) -> "SparringQuerySet":
        """Waiting for the secretariat to find somebody."""
        return self.filter(state=SparringState.ASKED)

    def ahead(self, now) -> "SparringQuerySet":
        """Agreed and to come, the nearest first."""
        agreed = self.filter(state=SparringState.AGREED, takes_place_at__gt=now)
        return agreed.order_by("takes_place_at", "pk")

    def unlogged(self, now) -> "SparringQuerySet":
        """The time is over, and nobody has said whether it was held."""
        return self.filter(state=SparringState.AGREED, takes_place_at__lte=now)


class SparringSession(models.Model):
    """A conversation that a network asks for or is given, around one question."""

    network = models.ForeignKey(
        "networks.Network",
        on_delete=models.CASCADE,
        related_name="sparring",
        verbose_name=_("netværk"),
    )
    format = models.ForeignKey(
        SparringFormat,
        on_delete=models.PROTECT,
        related_name="sessions",
        verbose_name=_("form"),
    )
    question = models.CharField(_("spørgsmålet"), max_length=300)
    state = models.CharField(
        _("tilstand"),
        max_length=10,
        choices=SparringState.choices,
        default=SparringState.ASKED,
    )
    asked_by = models.ForeignKey(
        "people.Person", on_delete=models.PROTECT, null=True, related_name="+"
    )
    asked_at = models.DateTimeField(_("ønsket"), null=True)
    partner = models.ForeignKey(
        "people.Person",
        on_delete=models.PROTECT,
        null=True,
        related_name="sparring",
        verbose_name=_("sparringspartner"),
    )
    # The network's own people, and the peers who come to listen; the partner stands by itself.
    people = models.ManyToManyField(
        "people.Person", related_name="sparring_taken_part_in", verbose_name=_("hvem er med")
    )
    assigned_by = models.ForeignKey(
        "people.Person", on_delete=models.PROTECT, null=True, related_name="+"
    )
    assigned_at = models.DateTimeField(null=True)
    takes_place_at = models.DateTimeField(_("hvornår"), null=True)
    minutes = models.PositiveSmallIntegerField(_("minutter"), default=60)
    where = models.CharField(_("sted eller link"), max_length=200, blank=True)
    # What a calendar knows it by; `sequence` grows with every change (RFC 5545, 3.8.7.4).
    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    sequence = models.PositiveIntegerField(default=0, editable=False)
    changed_at = models.DateTimeField(default=clock.now)
    logged_by = models.ForeignKey(
        "people.Person", on_delete=models.PROTECT, null=True, related_name="+"
    )
    logged_at = models.DateTimeField(null=True)
    form_key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)

    objects = SparringQuerySet.as_manager()

    class Meta:
        ordering = ["takes_place_at", "pk"]
        verbose_name = _("sparring")
        verbose_name_plural = _("sparring")
        indexes = [
            models.Index(fields=["state", "takes_place_at"], name="sparring_by_state"),
            models.Index(fields=["partner", "takes_place_at"], name="sparring_of_partner"),
        ]
        constraints = [
            models.CheckConstraint(name="sparring_has_a_question", condition=~Q(question="")),
            models.CheckConstraint(
                name="sparring_was_asked_or_assigned",
                condition=Q(asked_by__isnull=False, asked_at__isnull=False)
                | Q(assigned_by__isnull=False, assigned_at__isnull=False),
            ),
            models.CheckConstraint(
                name="sparring_assigned_has_a_partner",
                condition=Q(state__in=[SparringState.ASKED, SparringState.WITHDRAWN])
                | Q(partner__isnull=False, assigned_at__isnull=False),
            ),
            models.CheckConstraint(
                name="sparring_agreed_has_a_time",
                condition=~Q(state__in=WITH_A_TIME) | Q(takes_place_at__isnull=False),
            ),
            models.CheckConstraint(
                name="sparring_logged_by_somebody",
                condition=~Q(state__in=[SparringState.HELD, SparringState.NOT_HELD])
                | Q(logged_by__isnull=False, logged_at__isnull=False),
            ),
        ]
        triggers = [pgtrigger.FSM(name="sparring_moves", field="state", transitions=SPARRING_MOVES)]

    def __str__(self) -> str:
        return f"{self.network} · {self.format}"


class SparringTime(models.Model):
    """A time that the partner has proposed."""

    session = models.ForeignKey(SparringSession, on_delete=models.CASCADE, related_name="times")
    begins_at = models.DateTimeField(_("hvornår"))
    proposed_by = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["begins_at"]
        constraints = [
            models.UniqueConstraint(
                name="one_time_once_a_sparring", fields=["session", "begins_at"]
            )
        ]

    def __str__(self) -> str:
        return f"{self.session_id} {self.begins_at:%d.%m.%Y %H:%M}"


class SparringNoteQuerySet(models.QuerySet["SparringNote"]):
    def visible_to(self, person) -> "SparringNoteQuerySet":
        """Only those who were there; not even the secretariat that arranged it."""
        there = SparringSession.objects.with_participant(person).filter(pk=OuterRef("session"))
        return self.filter(Exists(there))


class SparringNote(models.Model):
    """What somebody who was there wants to remember of the conversation."""

    session = models.ForeignKey(SparringSession, on_delete=models.CASCADE, related_name="notes")
    author = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    text = models.TextField(_("det vil vi huske"), max_length=4000)
    written_at = models.DateTimeField(default=clock.now)
    form_key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)

    objects = SparringNoteQuerySet.as_manager()

    class Meta:
        ordering = ["written_at", "pk"]
        constraints = [
            models.CheckConstraint(name="sparring_note_says_something", condition=~Q(text=""))
        ]

    def __str__(self) -> str:
        return f"{self.session_id} {self.author_id}"
