"""Conversations on the desk: a partner is found, or one is arranged; and the forms they take."""

from typing import Any

from django.contrib import admin
from django.db.models import Model, QuerySet
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from netvaerk.dates import moment
from netvaerk.desk import ActionAdmin, KeptKeyAdmin
from netvaerk.people.actions.content import save_content
from netvaerk.people.models import Person
from secretariat.actions.sparring import assign_partner, assign_sparring
from secretariat.enums import SparringState
from secretariat.forms.sparring_desk import ArrangeForm, AssignForm
from secretariat.models import SparringFormat, SparringSession
from secretariat.permissions.sparring import can_assign_sparring

ASKED_ABOUT = ("about", "wish")
TO_LOOK_AT = ("about", "wish", "state", "partner", "takes_place_at", "where", "those_with")


def arrange_or_assign(*, by: Person, obj: SparringSession, form: Any) -> SparringSession:
    """On a page of its own nothing is asked yet; on an asked one somebody is found."""
    if obj.pk is None:
        return assign_sparring(by=by, **form.cleaned_data)
    return assign_partner(by=by, session=obj, **form.given)


@admin.register(SparringSession)
class SparringAdmin(ActionAdmin):
    """The question is here, because somebody must be found; what was said stays with them."""

    save_action = arrange_or_assign
    act = gettext_lazy("Find en sparringspartner")
    list_display = ("network", "state", "takes_place_at", "partner", "format")
    list_filter = ("state", "takes_place_at", "format")
    list_select_related = ("network", "format", "partner")
    search_fields = (
        *("network__title", "question"),
        *("partner__first_name", "partner__last_name"),
    )
    search_help_text = gettext_lazy("Søg i netværk, spørgsmål og partner")
    ordering = ("-takes_place_at", "-pk")
    readonly_fields = ("about", "wish", "those_with")
    arranged = (
        (
            None,
            {"fields": ("network", "format", "partner", "question", "takes_place_at", "where")},
        ),
    )
    asked = (
        (None, {"fields": ASKED_ABOUT}),
        (gettext_lazy("Hvem kan?"), {"fields": ("chosen", "other", "peers")}),
        (
            gettext_lazy("Hvornår?"),
            {"fields": ("takes_place_at", "where", "first", "second", "third")},
        ),
    )

    def may_look(self, request: HttpRequest, obj: Any = None) -> bool:
        return can_assign_sparring(request.user)

    def may_change(self, request: HttpRequest, obj: Any = None) -> bool:
        """What is found and told stands; it is moved or withdrawn on the conversation's page."""
        is_open = obj is None or (obj.state == SparringState.ASKED and obj.network.is_alive)
        return is_open and can_assign_sparring(request.user)

    def get_queryset(self, request: HttpRequest) -> QuerySet[SparringSession]:
        mine = (
            super()
            .get_queryset(request)
            .filter(pk__in=SparringSession.objects.visible_to(request.user).values("pk"))
        )
        people = ("leader", "reference_leader", "consultant", "co_driver")
        network = ("network", *(f"network__{one}" for one in people))
        return mine.select_related("format", "partner", "asked_by", *network)

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        """The heading is the act; the network and the question stand right below."""
        named = {"subtitle": "", **(extra_context or {})}
        return super().change_view(request, object_id, form_url, named)

    def get_form(self, request: HttpRequest, obj: Any = None, *args: Any, **kwargs: Any) -> type:
        asked = obj is not None and self.may_change(request, obj)
        form = AssignForm if asked else ArrangeForm
        return super().get_form(request, obj, *args, **{**kwargs, "form": form})

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        if obj is None:
            return self.arranged
        if self.may_change(request, obj):
            return self.asked
        return ((None, {"fields": TO_LOOK_AT}),)

    def said(self, obj: SparringSession, form: Any) -> str:
        if isinstance(form, ArrangeForm):
            leader, partner = obj.network.leader, form.cleaned_data["partner"]
            words = _("Sparring er aftalt, og {leader} og {name} har fået en mail.")
            return words.format(leader=leader.first_name, name=partner.first_name)
        given, name = form.given, form.partner.first_name
        if given["takes_place_at"]:
            return _("Sparring er aftalt, og {name} og netværket har fået en mail.").format(
                name=name
            )
        if given["times"]:
            return _("{name} er fundet. Netværket har fået tiderne at vælge imellem.").format(
                name=name
            )
        return _("{name} er fundet og foreslår selv tider til netværket.").format(name=name)

    @admin.display(description=gettext_lazy("netværket"))
    def about(self, session: SparringSession) -> str:
        network = session.network
        return format_html(
            '<a href="{}">{}</a><br>{}',
            reverse("networks:network_detail", args=[network.slug]),
            network.title,
            network.challenge,
        )

    @admin.display(description=gettext_lazy("ønsket"))
    def wish(self, session: SparringSession) -> str:
        asked = ""
        if session.asked_by:
            words = _("{name} bad om det {when}.")
            asked = words.format(name=session.asked_by, when=moment(session.asked_at))
        form = session.format
        rows = (f"»{session.question}«", f"{form.name}: {form.meaning}", asked)
        lines = format_html_join("", "<div>{}</div>", ((row,) for row in rows if row))
        page = reverse("secretariat:sparring_detail", args=[session.pk])
        return format_html('{}<a href="{}">{}</a>', lines, page, _("Åbn samtalens side"))

    @admin.display(description=gettext_lazy("hvem er med"))
    def those_with(self, session: SparringSession) -> str:
        return ", ".join(str(one) for one in session.people.in_danish_order())


def save_format(*, by: Person, obj: Model, form: Any) -> Model:
    return save_content(by=by, content=obj)


@admin.register(SparringFormat)
class SparringFormatAdmin(KeptKeyAdmin):
    save_action = save_format
    list_display = ("name", "usually_with", "minutes", "position", "is_active")
    list_filter = ("is_active", "usually_with")
    fields = (
        *("name", "key", "meaning", "asks"),
        *("usually_with", "minutes", "position", "is_active"),
    )

    def preview(self, request: HttpRequest, form: Any) -> SafeString:
        """As those who ask for sparring choose it."""
        return render_to_string("secretariat/sparring/ask.html#words", {"format": form.instance})
