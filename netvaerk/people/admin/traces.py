"""What has happened: post on its way, and who did what. To read, never to change."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from netvaerk.desk import ReadingAdmin
from netvaerk.people.admin.bulk import TryAgain
from netvaerk.people.enums import MailState
from netvaerk.people.models import AuditEntry, OutboxMail
from netvaerk.people.permissions import can_read_audit, can_watch_outbox
from netvaerk.words import deed_in_words, letter_in_words, subject_in_words


@admin.register(OutboxMail)
class OutboxMailAdmin(ReadingAdmin):
    """Whether a letter was sent; its subject and text are the recipient's alone."""

    bulk_acts = (TryAgain(),)
    list_display = (
        *("letter", "recipient", "state", "reason", "code", "attempts"),
        *("tried_again_at", "sent_at", "to_address"),
    )
    list_filter = ("state",)
    list_select_related = ("recipient",)
    search_fields = ("to_address",)
    ordering = ("-id",)
    fields = (
        *("letter", "recipient", "to_address", "state", "reason", "smtp_code"),
        *("written_at", "attempts", "tried_again_at", "sent_at"),
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[OutboxMail]:
        return super().get_queryset(request).defer("subject", "text", "html", "calendar")

    def may_look(self, request: HttpRequest, obj: Any = None) -> bool:
        return can_watch_outbox(request.user)

    @admin.display(description=_("handler om"), ordering="kind")
    def letter(self, mail: OutboxMail) -> Any:
        return letter_in_words(mail.kind)

    @admin.display(description=_("skrevet"), ordering="dated_at")
    def written_at(self, mail: OutboxMail) -> Any:
        return mail.dated_at

    @admin.display(description=_("kode"), ordering="smtp_code")
    def code(self, mail: OutboxMail) -> int | None:
        return mail.smtp_code

    @admin.display(description=_("næste forsøg"), ordering="next_attempt_at")
    def tried_again_at(self, mail: OutboxMail) -> Any:
        """What has ended is not tried again by itself."""
        return mail.next_attempt_at if mail.state == MailState.WAITING else None


@admin.register(AuditEntry)
class AuditEntryAdmin(ReadingAdmin):
    list_display = ("at", "by", "deed", "about", "subject_id")
    list_select_related = ("by",)
    search_fields = ("=verb", "=subject_id", "=by__email")
    ordering = ("-id",)
    fields = ("at", "by", "deed", "about", "subject_id", "facts")

    def may_look(self, request: HttpRequest, obj: Any = None) -> bool:
        return can_read_audit(request.user)

    @admin.display(description=_("handling"), ordering="verb")
    def deed(self, entry: AuditEntry) -> Any:
        return deed_in_words(entry.verb)

    @admin.display(description=_("hvad"), ordering="subject_type")
    def about(self, entry: AuditEntry) -> str:
        return subject_in_words(entry.subject_type)
