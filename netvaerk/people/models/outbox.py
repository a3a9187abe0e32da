from datetime import datetime

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from netvaerk import clock
from netvaerk.people.enums import MailState

# Letters that hold a key to somebody's account; it is not kept once they have ended.
WITH_A_KEY = frozenset({"account", "invitation", "network_invitation"})


class OutboxMailQuerySet(models.QuerySet["OutboxMail"]):
    def claimable(self, now: datetime) -> "OutboxMailQuerySet":
        """Waiting letters whose time has come and that no living worker holds."""
        return self.filter(state=MailState.WAITING, next_attempt_at__lte=now).filter(
            Q(leased_until__isnull=True) | Q(leased_until__lt=now)
        )

    def with_forgotten(self) -> "OutboxMailQuerySet":
        """With whether the text is gone (`is_forgotten`): one that was never written is not."""
        return self.annotate(is_forgotten=Q(text="", kind__in=WITH_A_KEY))

    def visible_to(self, person) -> "OutboxMailQuerySet":
        """A person's own post, newest first."""
        return self.filter(recipient=person, state=MailState.SENT).order_by("-sent_at", "-id")


class OutboxMail(models.Model):
    """One letter to one person, written in the same transaction as its cause.

    `cause` is unique, so the same event can't write to the same person twice. `message_id` and
    `dated_at` are fixed here: a letter sent again after a crash is the same letter to every
    mail server. Some kinds are put into words only when they are sent (`netvaerk.mail`): until
    then their subject and text are empty.
    """

    cause = models.CharField(_("anledning"), max_length=120, unique=True)
    kind = models.CharField(_("art"), max_length=60)
    recipient = models.ForeignKey(
        "people.Person",
        on_delete=models.PROTECT,
        null=True,
        related_name="mail",
        verbose_name=_("modtager"),
    )
    to_address = models.EmailField(_("adresse"))
    subject = models.CharField(_("emne"), max_length=200, blank=True)
    text = models.TextField(_("tekst"), blank=True)
    html = models.TextField(_("html"), blank=True)
    # An appointment (RFC 5545) that the reader's calendar takes from the letter by itself.
    calendar = models.TextField(_("kalender"), blank=True, default="")
    # Where the reader's mail program can say no to more of the kind (RFC 8058).
    unsubscribe_url = models.CharField(max_length=300, blank=True, default="", editable=False)
    # What nobody waits for stands behind what somebody does.
    is_bulk = models.BooleanField(_("kan vente"), default=False)
    message_id = models.CharField(max_length=120, unique=True, editable=False)
    dated_at = models.DateTimeField(default=clock.now, editable=False)
    state = models.CharField(
        _("tilstand"), max_length=10, choices=MailState.choices, default=MailState.WAITING
    )
    attempts = models.PositiveSmallIntegerField(_("forsøg"), default=0)
    next_attempt_at = models.DateTimeField(_("næste forsøg"), default=clock.now)
    leased_until = models.DateTimeField(null=True, editable=False)
    sent_at = models.DateTimeField(_("sendt"), null=True)
    smtp_code = models.PositiveSmallIntegerField(_("mailserverens kode"), null=True)
    reason = models.CharField(_("grund"), max_length=300, blank=True)

    objects = OutboxMailQuerySet.as_manager()

    class Meta:
        verbose_name = _("mail")
        verbose_name_plural = _("udbakke")
        indexes = [
            models.Index(
                fields=["is_bulk", "next_attempt_at", "id"],
                name="outbox_in_line",
                condition=Q(state=MailState.WAITING),
            ),
            models.Index(fields=["recipient", "-sent_at"], name="outbox_of_person"),
            models.Index(
                fields=["dated_at", "id"],
                name="outbox_undelivered",
                condition=Q(state=MailState.DEAD),
            ),
        ]
        constraints = [
            models.CheckConstraint(
                name="outbox_sent_has_a_moment",
                condition=~Q(state=MailState.SENT) | Q(sent_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        """Neither subject nor text: those are the recipient's alone."""
        return gettext("Mail %(number)s") % {"number": self.pk}
