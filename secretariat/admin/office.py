"""Office hours and quiet periods: when nudges may leave."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from netvaerk.dates import day
from netvaerk.desk import ActionAdmin
from netvaerk.people.models import Person
from secretariat.actions.office import remove_quiet_period, save_office_hours, save_quiet_period
from secretariat.forms.office import OfficeHoursForm, QuietPeriodForm
from secretariat.models import OfficeHours, QuietPeriod
from secretariat.permissions.nudge import can_edit_office


def keep_hours(*, by: Person, obj: OfficeHours, form: Any) -> OfficeHours:
    return save_office_hours(by=by, hours=obj)


def keep_period(*, by: Person, obj: QuietPeriod, form: Any) -> QuietPeriod:
    return save_quiet_period(by=by, period=obj)


class OfficeAdmin(ActionAdmin):
    """Whoever may edit it may look."""

    def may_look(self, request: HttpRequest, obj: Any = None) -> bool:
        return can_edit_office(request.user)


@admin.register(OfficeHours)
class OfficeHoursAdmin(OfficeAdmin):
    """One row, which comes with the first content."""

    save_action = keep_hours
    may_add = False
    act = gettext_lazy("Hvornår kommer skub?")
    form = OfficeHoursForm
    list_display = ("__str__", "digest_at", "weekly_on")
    fieldsets = (
        (
            gettext_lazy("Mails med skub kommer mandag til fredag, aldrig på en helligdag"),
            {"fields": ("opens_at", "closes_at")},
        ),
        (gettext_lazy("De samlede mails"), {"fields": ("digest_at", "weekly_on")}),
    )

    def said(self, obj: OfficeHours, form: Any) -> str:
        words = _(
            "Skub kommer nu mellem kl. {opens} og {closes}, og den samlede mail kl. {digest}."
        )
        return words.format(
            opens=f"{obj.opens_at:%H.%M}",
            closes=f"{obj.closes_at:%H.%M}",
            digest=f"{obj.digest_at:%H.%M}",
        )


@admin.register(QuietPeriod)
class QuietPeriodAdmin(OfficeAdmin):
    """What waits then is asked about afterwards, once."""

    save_action = keep_period
    form = QuietPeriodForm
    list_display = ("name", "first_day", "last_day", "is_yearly", "rule")
    list_select_related = ("rule",)
    search_fields = ("name",)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return obj is not None and can_edit_office(request.user)

    def delete_model(self, request: HttpRequest, obj: QuietPeriod) -> None:
        remove_quiet_period(by=request.user, period=obj)

    def said(self, obj: QuietPeriod, form: Any) -> str:
        words = _("»{name}«: fra {first} til og med {last} kommer der ingen skub.")
        if obj.rule:
            words = _("»{name}«: fra {first} til og med {last} spørger reglen »{rule}« ingen.")
        return words.format(
            name=obj.name, first=day(obj.first_day), last=day(obj.last_day), rule=obj.rule
        )
