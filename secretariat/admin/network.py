"""A network on the secretariat's desk: who follows it, and what it is given."""

from typing import Any

from django.contrib import admin
from django.db.models import Exists, OuterRef, QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from netvaerk.dates import day, moment
from netvaerk.desk import ActionAdmin
from netvaerk.people.models import Person
from netvaerk.people.queries.role_word import role_label, role_word
from networks.actions.establishment import assign_co_driver, assign_consultant
from networks.actions.lead import appoint_leader
from networks.enums import NetworkStatus
from networks.models import Network
from networks.permissions.network import can_assign_support
from offerings.actions.offering import assign_offering
from secretariat.actions.sparring import assign_sparring
from secretariat.admin.bulk import GiveConsultant
from secretariat.admin.network_filters import StatusOfExisting, WhatIsMissing, WithoutConsultant
from secretariat.enums import SparringState
from secretariat.forms.support import SPARRING, NetworkSupportForm
from secretariat.models import SparringSession
from secretariat.queries.sparring import page_of

PEOPLE = ("leader", "reference_leader", "consultant", "co_driver")


def give_support(*, by: Person, obj: Network, form: Any) -> None:
    """Only what was changed or filled in on the page is done."""
    said, changed = form.cleaned_data, form.changed_data
    # First, so that the letters below name whoever leads it now.
    if said.get("new_leader"):
        appoint_leader(by=by, network=obj, leader=said["new_leader"])
    if "consultant" in changed:
        assign_consultant(by=by, network=obj, consultant=said["consultant"])
    if "co_driver" in changed:
        assign_co_driver(by=by, network=obj, co_driver=said["co_driver"])
    if said["partner"]:
        sparring = {name: said[name] for name in SPARRING}
        assign_sparring(by=by, network=obj, **sparring)
    if said["offering"]:
        assign_offering(by=by, network=obj, offering=said["offering"], note=said["offering_note"])


def support_in_words(network: Network, form: Any) -> str:
    """What was done on the page and who has a letter about it, the same cases as above."""
    said, changed = form.cleaned_data, form.changed_data
    new_leader, sentences = said.get("new_leader"), []
    leader = (new_leader or network.leader).first_name
    if new_leader:
        words = _("{name} leder nu netværket. Vedkommende og referencelederen har fået en mail.")
        sentences.append(words.format(name=new_leader))
    if "consultant" in changed:
        sentences.append(_("{name} følger nu netværket.").format(name=said["consultant"]))
        was_forming = network.status == NetworkStatus.FORMING
        now = Network.objects.values_list("status", flat=True).get(pk=network.pk)
        if was_forming and now == NetworkStatus.ESTABLISHED:
            sentences.append(
                _("Dermed er det etableret: leder, referenceleder og konsulent har fået en mail.")
            )
    if "co_driver" in changed:
        sentences.append(_("Co-driver: {name}.").format(name=said["co_driver"] or _("ingen")))
    if said["partner"]:
        words = _("Sparring er aftalt, og {leader} og {name} har fået en mail.")
        sentences.append(words.format(leader=leader, name=said["partner"].first_name))
    if said["offering"]:
        sentences.append(_("{leader} har fået en mail om tilbuddet.").format(leader=leader))
    return " ".join([f"»{network.title}«:", *sentences]) if sentences else ""


def _when_and_with(session: SparringSession) -> str:
    when = moment(session.takes_place_at) or session.get_state_display()
    return ", ".join([when, *([session.partner.name] if session.partner else [])])


@admin.register(Network)
class NetworkAdmin(ActionAdmin):
    """Who follows a network, and what it is given; the network's own words are on its own page."""

    save_action = give_support
    may_add = False
    form = NetworkSupportForm
    bulk_acts = (GiveConsultant(),)
    change_form_template = "admin/form_with_people.html"
    list_display = ("title", "status", "phase", "consultant", "reference_leader", "decided_at")
    list_filter = (StatusOfExisting, WithoutConsultant, WhatIsMissing, "phase", "type")
    list_select_related = ("phase", "consultant", "reference_leader")
    search_fields = ("title", "challenge")
    search_help_text = gettext_lazy("Søg i titel og udfordring")
    readonly_fields = ("about", "people", "sparring", "offerings")
    # Without the conversations: their questions are not for whoever only runs the system.
    to_look_at = ((None, {"fields": ("about", "people", "offerings", "consultant", "co_driver")}),)
    nobody_leads = (gettext_lazy("Hvem leder netværket nu?"), {"fields": ("new_leader",)})
    fieldsets = (
        (None, {"fields": ("about", "people")}),
        (gettext_lazy("Hvem følger netværket?"), {"fields": ("consultant", "co_driver")}),
        (
            gettext_lazy("Aftal sparring"),
            {"fields": ("sparring", *SPARRING)},
        ),
        (
            gettext_lazy("Giv netværket et tilbud"),
            {"fields": ("offerings", "offering", "offering_note")},
        ),
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[Network]:
        orphaned = Network.objects.orphaned().filter(pk=OuterRef("pk"))
        existing = super().get_queryset(request).existing().annotate(is_orphaned=Exists(orphaned))
        existing = existing.select_related(*PEOPLE, "phase")
        return existing.in_danish_order()

    def said(self, obj: Network, form: Any) -> str:
        return support_in_words(obj, form)

    def get_fieldsets(self, request: HttpRequest, obj: Network | None = None) -> Any:
        if not self.may_change(request, obj):
            return self.to_look_at
        if not getattr(obj, "is_orphaned", False):
            return self.fieldsets
        about, *support = self.fieldsets
        return (about, self.nobody_leads, *support)

    def may_change(self, request: HttpRequest, obj: Any = None) -> bool:
        """A closed network is looked at; nothing more is given to it."""
        return can_assign_support(request.user) and (obj is None or obj.is_alive)

    @admin.display(description=gettext_lazy("netværket"))
    def about(self, network: Network) -> str:
        address = reverse("networks:network_detail", args=[network.slug])
        return format_html(
            '{}<br>{}, {}. <a href="{}">{}</a>',
            network.challenge,
            network.get_status_display(),
            network.phase,
            address,
            _("Åbn netværkets side"),
        )

    @admin.display(description=gettext_lazy("mennesker"))
    def people(self, network: Network) -> str:
        leader, reference = role_label("leader"), role_word("reference_leader")
        return f"{leader} {network.leader}, {reference} {network.reference_leader}"

    @admin.display(description=gettext_lazy("aftalt indtil nu"))
    def sparring(self, network: Network) -> str:
        sessions = network.sparring.select_related("partner").order_by("-takes_place_at", "-pk")
        rows = (
            (_when_and_with(one), page_of(one), one.question)
            for one in sessions.exclude(state=SparringState.WITHDRAWN)
        )
        line = '<div>{}: <a href="{}">»{}«</a></div>'
        return format_html_join("", line, rows) or _("Ikke noget endnu")

    @admin.display(description=gettext_lazy("givet indtil nu"))
    def offerings(self, network: Network) -> str:
        given = network.assigned_offerings.select_related("offering")
        rows = ((one.offering, day(one.assigned_at)) for one in given)
        return format_html_join("", "<div>{}, {}</div>", rows) or _("Ikke noget endnu")
