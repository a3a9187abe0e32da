"""What the secretariat tells many, on the desk: written, looked at, sent, withdrawn."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import path
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from netvaerk.desk import ActionAdmin, letter_preview
from netvaerk.people.models import Person
from secretariat.actions.announcement import write_announcement
from secretariat.admin.announcement_pages import (
    SEND,
    announcement_send,
    announcement_withdraw,
    letter_of,
)
from secretariat.forms.announcement import FIELDS, AnnouncementForm
from secretariat.models import Announcement
from secretariat.permissions.announcement import can_edit_announcement, can_write_announcements


def save_announcement(*, by: Person, obj: Announcement, form: Any) -> Announcement:
    return write_announcement(by=by, announcement=obj)


@admin.register(Announcement)
class AnnouncementAdmin(ActionAdmin):
    """A draft is saved here; it is sent from the page that says to how many it goes."""

    save_action = save_announcement
    form = AnnouncementForm
    fields = FIELDS
    list_display = ("title", "audience", "standing", "sent_at", "sent_by", "ends_on")
    list_filter = ("audience", "sent_at")
    list_select_related = ("sent_by",)
    search_fields = ("title",)
    search_help_text = gettext_lazy("Søg i overskriften")

    def may_look(self, request: HttpRequest, obj: Any = None) -> bool:
        return can_write_announcements(request.user)

    def may_change(self, request: HttpRequest, obj: Any = None) -> bool:
        person = request.user
        return can_edit_announcement(person, obj) if obj else can_write_announcements(person)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Announcement]:
        seen = Announcement.objects.visible_to(request.user).values("pk")
        return super().get_queryset(request).filter(pk__in=seen)

    def get_urls(self) -> list[Any]:
        doors = [
            path(f"<int:announcement_id>/{word}/", self.admin_site.admin_view(door), name=name)
            for word, door, name in (
                ("send", announcement_send, "secretariat_announcement_send"),
                ("traek-tilbage", announcement_withdraw, "secretariat_announcement_withdraw"),
            )
        ]
        return [*doors, *super().get_urls()]

    def preview(self, request: HttpRequest, form: Any) -> SafeString | None:
        letter = letter_of(form.instance, request.user)
        return letter_preview(letter, request.user.language) if letter else None

    def said(self, obj: Announcement, form: Any) -> str:
        return _("Kladden er gemt. Den bliver ikke sendt, før du trykker på knappen nederst.")

    def response_post_save_add(self, request: HttpRequest, obj: Announcement) -> HttpResponse:
        """Next comes the look at whom it goes to."""
        return redirect(SEND, obj.pk)

    def response_post_save_change(self, request: HttpRequest, obj: Announcement) -> HttpResponse:
        return redirect(SEND, obj.pk)

    @admin.display(description=gettext_lazy("hvor langt er den?"))
    def standing(self, announcement: Announcement) -> str:
        if announcement.withdrawn_at:
            return _("Trukket tilbage")
        return _("Sendt") if announcement.sent_at else _("Kladde")
