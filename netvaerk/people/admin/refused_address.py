from typing import Any

from django.contrib import admin
from django.db.models import OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Concat, Trim
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from netvaerk.desk import ReadingAdmin
from netvaerk.people.admin.bulk import Trust
from netvaerk.people.models import Person, RefusedAddress
from netvaerk.people.models.refused_address import REFUSALS_TO_BE_SURE
from netvaerk.people.permissions import can_watch_outbox


@admin.register(RefusedAddress)
class RefusedAddressAdmin(ReadingAdmin):
    """Who doesn't get mail, and what their mail server says; the address itself is mended on the
    person's own page."""

    bulk_acts = (Trust(),)
    list_display = ("address", "whose", "is_marked", "times", "said", "first_at", "last_at")
    search_fields = ("address",)
    fields = ("address", "whose", "is_marked", "times", "said", "first_at", "last_at")

    def get_queryset(self, request: HttpRequest) -> QuerySet[RefusedAddress]:
        person = Person.objects.filter(email=OuterRef("address"))
        name = Trim(Concat("first_name", Value(" "), "last_name"))
        return super().get_queryset(request).annotate(name=Subquery(person.values_list(name)))

    def may_look(self, request: HttpRequest, obj: Any = None) -> bool:
        return can_watch_outbox(request.user)

    @admin.display(description=_("hvis er den?"))
    def whose(self, refused: Any) -> str:
        return refused.name or ""

    @admin.display(description=_("får ingen skub"), boolean=True, ordering="times")
    def is_marked(self, refused: RefusedAddress) -> bool:
        return refused.times >= REFUSALS_TO_BE_SURE
