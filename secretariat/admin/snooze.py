from typing import Any

from django.contrib import admin
from django.db.models import OuterRef, QuerySet, Subquery
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from netvaerk.desk import ReadingAdmin
from secretariat.admin.nudge_filters import ByAnswer, ByRule, WithWord
from secretariat.enums import NudgeAnswer
from secretariat.models import Nudge, Snooze
from secretariat.permissions.nudge_ledger import can_look_up_nudges
from secretariat.queries.nudge_ledger import title_for_the_desk, with_rule_name


@admin.register(Snooze)
class SnoozeAdmin(ReadingAdmin):
    """ "Ikke nu" and "ikke relevant", with the word that was written to the secretariat."""

    list_display = ("rule_name", "about", "recipient", "answered_at", "answer", "word")
    list_filter = (WithWord, ByAnswer, ByRule)
    list_select_related = ("recipient",)
    search_fields = ("recipient__first_name", "recipient__last_name", "recipient__email", "word")
    search_help_text = _("Søg i navn, mailadresse og det, de har skrevet")
    fields = ("rule_name", "about", "recipient", "answered_at", "answer", "until", "word")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Snooze]:
        """With what the newest question of the same matter was about."""
        matter = {name: OuterRef(name) for name in ("rule", "subject", "recipient")}
        asked = Nudge.objects.filter(**matter).order_by("-period").values("title")
        snoozes = super().get_queryset(request).annotate(title=Subquery(asked[:1]))
        return with_rule_name(snoozes)

    def may_look(self, request: HttpRequest, obj: Any = None) -> bool:
        return can_look_up_nudges(request.user)

    @admin.display(description=_("regel"))
    def rule_name(self, snooze: Any) -> str:
        return snooze.said or snooze.rule

    @admin.display(description=_("om"))
    def about(self, snooze: Any) -> Any:
        """Empty where it is the person's alone, or was answered before any mail had asked."""
        return title_for_the_desk(snooze.rule, snooze.title or "")

    @admin.display(description=_("svar"))
    def answer(self, snooze: Snooze) -> Any:
        return NudgeAnswer.NOT_RELEVANT.label if snooze.until is None else NudgeAnswer.NOT_NOW.label
