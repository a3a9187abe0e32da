"""What has happened: post on its way, and who did what. To read, never to change."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from netvaerk.desk import ReadingAdmin
from netvaerk.people.models import AuditEntry, OutboxMail
from netvaerk.people.permissions import can_read_audit, can_watch_outbox


@admin.register(OutboxMail)
class OutboxMailAdmin(ReadingAdmin):
    """Whether a letter was sent; its subject and text are the recipient's alone."""

    list_display = ("kind", "recipient", "to_address", "state", "reason", "sent_at")
    list_filter = ("state",)
    list_select_related = ("recipient",)
    search_fields = ("to_address",)
    ordering = ("-id",)
    fields = (
        *("kind", "recipient", "to_address", "state", "reason"),
        *("dated_at", "attempts", "next_attempt_at", "sent_at"),
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[OutboxMail]:
        return super().get_queryset(request).defer("subject", "text", "html")

    def may_look(self, request: HttpRequest, obj: Any = None) -> bool:
        return request.user.is_authenticated and can_watch_outbox(request.user)


@admin.register(AuditEntry)
class AuditEntryAdmin(ReadingAdmin):
    list_display = ("at", "by", "verb", "subject_type", "subject_id")
    list_select_related = ("by",)
    search_fields = ("=verb", "=subject_id", "=by__email")
    ordering = ("-id",)
    fields = ("at", "by", "verb", "subject_type", "subject_id", "facts")

    def may_look(self, request: HttpRequest, obj: Any = None) -> bool:
        return request.user.is_authenticated and can_read_audit(request.user)
