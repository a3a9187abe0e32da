"""Places on the secretariat's desk, with what they are taken by."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.utils.html import format_html_join
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from netvaerk import clock
from netvaerk.desk import ActionAdmin
from netvaerk.people.actions.content import save_content
from netvaerk.people.models import Person
from offerings.models import Place
from offerings.permissions.place import can_edit_places
from offerings.queries.place import when_taken

SHOWN = 25


def save(*, by: Person, obj: Place, form: Any) -> Place:
    return save_content(by=by, content=obj)


@admin.register(Place)
class PlaceAdmin(ActionAdmin):
    """Reserved on their own pages, and by the sessions that are held there."""

    save_action = save
    list_display = ("name", "address", "seats", "may_be_reserved", "is_active")
    list_filter = ("is_active", "may_be_reserved")
    search_fields = ("name", "address", "good_for")
    readonly_fields = ("reserved",)

    def get_fields(self, request: HttpRequest, obj: Place | None = None) -> tuple[str, ...]:
        """Who meets where is the networks' own and the secretariat's, not the operator's."""
        words = ("name", "address", "seats", "good_for", "may_be_reserved", "is_active")
        return (*words, "reserved") if obj and request.user.is_secretariat else words

    def get_queryset(self, request: HttpRequest):
        return super().get_queryset(request).in_danish_order()

    def may_change(self, request: HttpRequest, obj: Any = None) -> bool:
        return can_edit_places(request.user)

    @admin.display(description=gettext_lazy("optaget"))
    def reserved(self, place: Place) -> str:
        ahead = place.reservations.ahead(clock.now())
        ahead = ahead.select_related("network", "session__offering", "reserved_by")[:SHOWN]
        rows = ((when_taken(one), _for_whom(one), one.reserved_by.name) for one in ahead)
        return format_html_join("", "{}: {} ({})<br>", rows) or _("Ingen har reserveret det.")


def _for_whom(reservation: Any) -> str:
    session = reservation.session
    return session.offering.title if session else reservation.network.title
