from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from netvaerk.desk import ReadingAdmin
from networks.models import Proposal


@admin.register(Proposal)
class ProposalAdmin(ReadingAdmin):
    """What has been sent in. The talk about it is had on the proposal's own page."""

    list_display = ("title", "proposer", "status", "round", "submitted_at")
    list_filter = ("status", "round")
    list_select_related = ("proposer", "round")
    search_fields = ("title", "challenge", "proposer__first_name", "proposer__last_name")
    search_help_text = gettext_lazy("Søg i titel, udfordring og forslagsstiller")
    ordering = ("-submitted_at",)
    fields = (
        "open_page",
        "title",
        "challenge",
        "proposer",
        "status",
        "round",
        "submitted_at",
        "forwarded_at",
        "consultant_note",
    )
    readonly_fields = ("open_page",)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Proposal]:
        """A draft is its authors' own until they send it."""
        return super().get_queryset(request).filter(submitted_at__isnull=False)

    @admin.display(description=gettext_lazy("læs, spørg og send videre"))
    def open_page(self, proposal: Proposal) -> str:
        address = reverse("networks:proposal_detail", args=[proposal.pk])
        return format_html('<a class="button" href="{}">{}</a>', address, _("Åbn forslaget"))
