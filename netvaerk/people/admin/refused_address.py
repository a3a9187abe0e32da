from typing import Any

from django.contrib import admin
from django.db.models import OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Concat, Trim
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from netvaerk.desk import ReadingAdmin
from netvaerk.people.admin.bulk import Trust
from netvaerk.people.models import Person, RefusedAddress
from netvaerk.people.permissions import can_watch_outbox


@admin.register(RefusedAddress)
class RefusedAddressAdmin(ReadingAdmin):
    """Who doesn't get mail, and what their mail server says; the address itself is mended on the
    person's own page."""

    bulk_acts = (Trust(),)
    list_display = ("address", "whose", "nudges", "times", "said", "first_at", "last_at")
    search_fields = ("address",)
    fields = ("address", "whose", "nudges", "times", "said", "first_at", "last_at")

    def get_queryset(self, request: HttpRequest) -> QuerySet[RefusedAddress]:
        person = Person.objects.filter(email=OuterRef("address"))
        name = Trim(Concat("first_name", Value(" "), "last_name"))
        return super().get_queryset(request).annotate(name=Subquery(person.values_list(name)))

    def may_look(self, request: HttpRequest, obj: Any = None) -> bool:
        return can_watch_outbox(request.user)

    @admin.display(description=gettext_lazy("hvem har den?"))
    def whose(self, refused: Any) -> str:
        return refused.name or ""

    @admin.display(description=gettext_lazy("skub"), ordering="times")
    def nudges(self, refused: RefusedAddress) -> str:
        return _("Får ingen") if refused.is_marked else _("Får stadig")
