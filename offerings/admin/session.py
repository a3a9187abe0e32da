"""Sessions on the secretariat's desk: planned, changed and looked through."""

from typing import Any

from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import path
from django.utils.html import format_html_join
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from netvaerk import clock
from netvaerk.dates import moment
from netvaerk.desk import ActionAdmin
from netvaerk.people.models import Person
from netvaerk.refusals import EditedMeanwhile
from offerings.actions.session import change_session, plan_session
from offerings.admin.session_pages import session_book, session_call_off
from offerings.enums import BookingState
from offerings.forms.session import PLAN, SessionForm
from offerings.models import Booking, OfferingSession
from offerings.permissions.session import (
    can_change_session,
    can_note_attendance,
    can_plan_session,
    can_see_bookings,
)
from offerings.queries.calendar import when_of, where_of
from offerings.queries.seat import place_in_words

AHEAD, OVER, CALLED_OFF = "kommer", "holdt", "aflyst"
LOOK = ("about", "when", "where", "seats_taken")
LISTS = ("seated", "in_line")


def save_session(*, by: Person, obj: OfferingSession, form: Any) -> OfferingSession:
    said = form.cleaned_data
    if obj.pk:
        return change_session(by=by, session=obj, based_on=said["based_on"], **form.plan)
    return plan_session(by=by, offering=said["offering"], form_key=said["once"], **form.plan)


class Standing(admin.SimpleListFilter):
    title = gettext_lazy("hvornår")
    parameter_name = "hvornaar"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [(AHEAD, _("Kommer")), (OVER, _("Er holdt")), (CALLED_OFF, _("Er aflyst"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        held, now = queryset.filter(cancelled_at=None), clock.now()
        cut = {
            AHEAD: held.filter(ends_at__gt=now),
            OVER: held.filter(ends_at__lte=now),
            CALLED_OFF: queryset.exclude(cancelled_at=None),
        }
        return cut.get(self.value() or "", queryset)


@admin.register(OfferingSession)
class OfferingSessionAdmin(ActionAdmin):
    """When, where and for how many; a seat is booked by the same action as on the page."""

    save_action = save_session
    form = SessionForm
    change_form_template = "admin/offerings/session.html"
    list_display = ("offering", "when", "where", "seats_taken", "line")
    list_filter = (Standing, "offering")
    list_select_related = ("offering", "reservation__place")
    search_fields = ("offering__title",)
    search_help_text = gettext_lazy("Søg i tilbuddets titel")
    readonly_fields = (*LOOK, *LISTS)
    to_add = ((None, {"fields": ("offering", *PLAN, "once")}),)
    to_change = ((None, {"fields": ("about", *PLAN, "based_on")}),)
    to_look_at = ((None, {"fields": LOOK}),)
    who = (gettext_lazy("Hvem kommer?"), {"fields": LISTS})

    def get_queryset(self, request: HttpRequest) -> QuerySet[OfferingSession]:
        sessions = super().get_queryset(request).with_seats()
        return sessions.select_related("offering", "reservation__place")

    def get_ordering(self, request: HttpRequest) -> tuple[str, ...]:
        """What comes begins with the nearest, everything else with the latest."""
        is_ahead = request.GET.get(Standing.parameter_name) == AHEAD
        return ("begins_at", "pk") if is_ahead else ("-begins_at", "-pk")

    def get_urls(self) -> list[Any]:
        doors = [
            path(f"<int:session_id>/{word}/", self.admin_site.admin_view(door), name=name)
            for word, door, name in (
                ("tilmeld", session_book, "offerings_offeringsession_book"),
                ("aflys", session_call_off, "offerings_offeringsession_call_off"),
            )
        ]
        return [*doors, *super().get_urls()]

    def may_change(self, request: HttpRequest, obj: Any = None) -> bool:
        person = request.user
        return can_change_session(person, obj) if obj else can_plan_session(person)

    def get_fieldsets(self, request: HttpRequest, obj: OfferingSession | None = None) -> Any:
        if obj is None:
            return self.to_add
        fields = self.to_change if self.may_change(request, obj) else self.to_look_at
        return (*fields, self.who) if can_see_bookings(request.user, obj) else fields

    def get_form(self, request: HttpRequest, *args: Any, **kwargs: Any) -> type:
        form = super().get_form(request, *args, **kwargs)
        refusal = getattr(request, "refusal", None)
        return _on_top_of(form, refusal.theirs) if isinstance(refusal, EditedMeanwhile) else form

    def render_change_form(
        self, request: HttpRequest, context: dict, *args: Any, obj: Any = None, **kwargs: Any
    ) -> HttpResponse:
        context["may_note"] = obj is not None and can_note_attendance(request.user, obj)
        return super().render_change_form(request, context, *args, obj=obj, **kwargs)

    def said(self, obj: OfferingSession, form: Any) -> str:
        if not form.is_change:
            return _("Holdet er planlagt. Nu kan man melde sig til, indtil fristen.")
        if {"begins_at", "ends_at", "place", "elsewhere", "link"} & set(form.changed_data):
            return _("Holdet er rettet. De, der har en plads, får en mail og en ny kalenderaftale.")
        return _(
            "Holdet er rettet. Er der kommet plads til flere, får de første i køen den tilbudt."
        )

    @admin.display(description=gettext_lazy("tilbud"))
    def about(self, session: OfferingSession) -> str:
        if session.cancelled_at is None:
            return str(session.offering)
        said = _("{offering}. Aflyst {when}: {because}")
        return said.format(
            offering=session.offering,
            when=moment(session.cancelled_at),
            because=session.cancelled_because,
        )

    @admin.display(description=gettext_lazy("hvornår"), ordering="begins_at")
    def when(self, session: OfferingSession) -> str:
        said = when_of(session)
        return _("Aflyst: {when}").format(when=said) if session.cancelled_at else said

    @admin.display(description=gettext_lazy("hvor"))
    def where(self, session: OfferingSession) -> str:
        return place_in_words(session)

    @admin.display(description=gettext_lazy("pladser taget"))
    def seats_taken(self, session: Any) -> str:
        return _("%(taken)d af %(capacity)d") % {
            "taken": session.taken,
            "capacity": session.capacity,
        }

    @admin.display(description=gettext_lazy("venter"))
    def line(self, session: Any) -> int:
        return session.waiting

    @admin.display(description=gettext_lazy("har en plads"))
    def seated(self, session: OfferingSession) -> str:
        return _people(session, BookingState.BOOKED) or _("Ingen endnu")

    @admin.display(description=gettext_lazy("venter, i rækkefølge"))
    def in_line(self, session: OfferingSession) -> str:
        waiting = _people(session, BookingState.OFFERED, BookingState.WAITING)
        return waiting or _("Ingen")


def _people(session: OfferingSession, *states: str) -> str:
    bookings = session.bookings.filter(state__in=states).select_related("person__unit")
    rows = (
        (one.person.name, one.person.unit or one.person.email, _standing(one))
        for one in bookings.order_by("booked_at", "pk")
    )
    return format_html_join("", "<div>{}, {}{}</div>", rows)


def _standing(booking: Booking) -> str:
    """Until when an offered seat is kept; nothing of the others, whose list says it."""
    if booking.state != BookingState.OFFERED:
        return ""
    return ": " + _("er tilbudt en plads indtil {until}").format(
        until=moment(booking.offered_until)
    )


def _on_top_of(form: type, theirs: OfferingSession) -> type:
    """The same form, which says what stands now; saved again, it follows that."""

    class FollowingForm(form):  # type: ignore[misc, valid-type] made by Django from the model
        def __init__(self, *args: Any, **kwargs: Any) -> None:
            super().__init__(*args, **kwargs)
            self.data = self.data.copy()
            self.data["based_on"] = str(theirs.sequence)

        def clean(self) -> Any:
            try:
                return super().clean()
            except ValidationError as refused:
                raise ValidationError([refused, _as_it_stands(theirs)]) from refused

    return FollowingForm


def _as_it_stands(session: OfferingSession) -> str:
    said = _(
        "Nu står der: {when}, {where}, {capacity} pladser, tilmelding senest {by}. "
        "Gemmer du igen, er det dit, der gælder."
    )
    return said.format(
        when=when_of(session),
        where=where_of(session),
        capacity=session.capacity,
        by=moment(session.book_by),
    )
