"""Whom one network has brought together, and whom one has come to know oneself."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from networks.queries.connections import connections_of
from networks.views.doors import frame, network_or_404
from secretariat.permissions.relations import can_see_network_relations, can_see_relations
from secretariat.queries.relations.network import relations_of_network
from secretariat.queries.relations.own import acquaintances_of


@require_safe
def network_relations(request: HttpRequest, slug: str) -> HttpResponse:
    """Which departments and kinds met here; to others than those inside only larger groups."""
    network = network_or_404(request.user, slug, may=can_see_network_relations)
    context = frame(request.user, network, _("Forbindelser"))
    is_inside = context["standing"].is_inside
    context["here"] = relations_of_network(network, is_inside=is_inside)
    context["may_see_all"] = can_see_relations(request.user)
    context["chart"] = context["here"].radial(network, may_see_all=context["may_see_all"])
    if is_inside:
        context["connections"] = connections_of(network)
    return render(request, "secretariat/relations/network.html", context)


@require_safe
def my_relations(request: HttpRequest) -> HttpResponse:
    """One's own; there is no address of anybody else's."""
    context = {"may_see_all": can_see_relations(request.user)}
    if request.user.is_in_relations:
        context["page"] = acquaintances_of(request.user, request.GET.get("page"))
    return render(request, "secretariat/relations/mine.html", context)
