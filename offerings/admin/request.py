"""What networks ask for, answered on the secretariat's desk."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from netvaerk.dates import day
from netvaerk.desk import ActionAdmin
from netvaerk.people.models import Person
from networks.models.network import LIVING
from offerings.actions.request import answer_request
from offerings.forms.request import RequestAnswerForm
from offerings.models import OfferingRequest
from offerings.permissions.request import can_answer_request


def answer(*, by: Person, obj: OfferingRequest, form: Any) -> OfferingRequest:
    return answer_request(by=by, request=obj, **form.cleaned_data)


class Answered(admin.SimpleListFilter):
    title = gettext_lazy("svar")
    parameter_name = "svar"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("venter", _("Venter på svar")), ("ja", _("Ja")), ("nej", _("Nej"))]

    def queryset(self, request: HttpRequest, queryset: Any) -> QuerySet:
        if self.value() == "venter":
            return queryset.waiting().filter(network__status__in=LIVING)
        wanted = {"ja": True, "nej": False}.get(self.value() or "")
        return queryset if wanted is None else queryset.filter(is_granted=wanted)


@admin.register(OfferingRequest)
class OfferingRequestAdmin(ActionAdmin):
    """Asked on the networks' own pages; a yes gives the offering at once."""

    save_action = answer
    act = gettext_lazy("Svar på ønsket")
    may_add = False
    form = RequestAnswerForm
    list_display = ("offering", "network", "asked_by", "asked_on", "state")
    list_filter = (Answered, "asked_at")
    list_select_related = ("offering", "network", "asked_by", "answered_by")
    search_fields = ("offering__title", "network__title", "words", "asked_by__first_name")
    search_help_text = gettext_lazy("Søg i tilbud, netværk, ønskets ord og hvem der bad om det")
    readonly_fields = ("about", "offering", "asked_by", "asked_on", "words", "state")

    def get_fields(self, request: HttpRequest, obj: OfferingRequest | None = None) -> tuple:
        asked = ("about", "offering", "asked_by", "asked_on", "words")
        is_answered = obj is not None and obj.answered_at is not None
        return (*asked, "state" if is_answered else "is_granted", "answer")

    def get_queryset(self, request: HttpRequest) -> QuerySet[OfferingRequest]:
        asked = super().get_queryset(request).filter(withdrawn_at=None)
        return asked.select_related("offering", "network__leader", "asked_by", "answered_by")

    def may_look(self, request: HttpRequest, obj: Any = None) -> bool:
        return can_answer_request(request.user)

    def may_change(self, request: HttpRequest, obj: Any = None) -> bool:
        """An answer stands as it was told."""
        return self.may_look(request) and (obj is None or obj.answered_at is None)

    def said(self, obj: OfferingRequest, form: Any) -> str:
        named = {"title": obj.network.title, "offering": obj.offering.title}
        if form.cleaned_data["is_granted"]:
            words = _("»{title}« har fået »{offering}«.")
        else:
            words = _("»{title}« har fået et nej til »{offering}«.")
        return " ".join([words.format(**named), self._told(obj)])

    def _told(self, obj: OfferingRequest) -> str:
        asker, leader = obj.asked_by.first_name, obj.network.leader.first_name
        if obj.asked_by_id == obj.network.leader_id:
            return _("{name} har fået en mail.").format(name=asker)
        return _("{name} og {leader} har fået en mail.").format(name=asker, leader=leader)

    @admin.display(description=gettext_lazy("netværket"))
    def about(self, obj: OfferingRequest) -> str:
        address = reverse("secretariat:network_support", args=[obj.network.slug])
        return format_html(
            '{}. <a href="{}">{}</a>', obj.network.title, address, _("Se netværkets støtte")
        )

    @admin.display(description=gettext_lazy("hvornår"), ordering="asked_at")
    def asked_on(self, obj: OfferingRequest) -> str:
        return day(obj.asked_at)

    @admin.display(description=gettext_lazy("svar"))
    def state(self, obj: OfferingRequest) -> str:
        if obj.answered_by is None:
            return _("Venter")
        named = {"name": obj.answered_by.name}
        words = _("Ja, fra {name}") if obj.is_granted else _("Nej, fra {name}")
        return words.format(**named)
