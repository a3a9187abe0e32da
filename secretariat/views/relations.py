"""Forbindelser: which departments have come to work together, before and now."""

from functools import wraps
from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from netvaerk import clock
from netvaerk.people.actions.export import note_export
from netvaerk.people.models import OrgUnit
from netvaerk.people.permissions import can_fetch_lists
from netvaerk.people.views.fetching import KIND, fetched, list_page
from secretariat.forms.relations import RelationsForm
from secretariat.permissions.relations import can_see_relations
from secretariat.queries.relations.drawing import Drawing
from secretariat.queries.relations.files import graphml, names_of, relations_sheet
from secretariat.queries.relations.groups import Group
from secretariat.queries.relations.page import (
    Relations,
    ground,
    networks_behind,
    relations_for,
    with_networks,
)

PAGE = 25
GRAPH = "graphml"


def for_the_house(view: Any) -> Any:
    """Guests see the relations of their own networks only, on the networks' pages."""

    @wraps(view)
    def seen(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not can_see_relations(request.user):
            raise Http404
        return view(request, *args, **kwargs)

    return seen


@list_page
@for_the_house
def relations(request: HttpRequest) -> HttpResponseBase:
    """The picture, the matrix and the list of who has come to work together."""
    form, shown = _asked(request)
    if request.method == "POST":
        if request.POST.get(KIND) == GRAPH:
            return _graph(request, shown)
        return fetched(request, relations_sheet(request.user, shown))
    page = Paginator(shown.lines, PAGE).get_page(request.GET.get("page"))
    page.object_list = with_networks(request.user, list(map(shown.pair_of, page.object_list)))
    context = {
        "form": form,
        "relations": shown,
        "asked": form.asked,
        "page": page,
        "may_fetch": can_fetch_lists(request.user),
        "drawing": Drawing(shown, form.asked),
    }
    return render(request, "secretariat/relations/page.html", context)


@require_safe
@for_the_house
def relations_of_unit(request: HttpRequest, unit_id: Any) -> HttpResponse:
    """A department, or those who sit in a director area itself."""
    return _group_page(request, str(unit_id))


@require_safe
@for_the_house
def relations_of_kind(request: HttpRequest, kind_key: str) -> HttpResponse:
    """A kind of people from outside."""
    return _group_page(request, kind_key)


@require_safe
@for_the_house
def relations_between(request: HttpRequest, group_one: str, group_other: str) -> HttpResponse:
    """Two groups, and the networks behind what they have in common."""
    form, shown = _asked(request)
    one, other = _group(shown, group_one), _group(shown, group_other)
    if one == other:
        raise Http404
    pair = shown.pair(one, other)
    networks = list(networks_behind(request.user, [pair]).values())
    context = {
        "trail": _trail(form.asked, _("%(one)s og %(other)s") % {"one": one, "other": other}),
        "pair": pair,
        "relations": shown,
        "asked": form.asked,
        "page": Paginator(networks, PAGE).get_page(request.GET.get("page")),
    }
    return render(request, "secretariat/relations/pair.html", context)


def _group_page(request: HttpRequest, key: str) -> HttpResponse:
    form, shown = _asked(request)
    group = _group(shown, key)
    pairs = shown.pairs_of(key)
    met = {one.key for pair in pairs for one in (pair.one, pair.other)}
    context = {
        "trail": _trail(form.asked, group.name),
        "group": group,
        "relations": shown,
        "asked": form.asked,
        "pairs": [
            (pair.other if pair.one == group else pair.one, pair, networks)
            for pair, networks in with_networks(request.user, pairs)
        ],
        "apart": [one for one in shown.columns if one.key not in met | {key}],
        "drawing": Drawing(shown, form.asked, of=key) if pairs else None,
    }
    return render(request, "secretariat/relations/group.html", context)


def _asked(request: HttpRequest) -> tuple[RelationsForm, Relations]:
    on = ground()
    form = RelationsForm(request.GET, halves=on.halves, areas=on.groups.areas)
    return form, relations_for(form.choice, on)


def _group(shown: Relations, key: str) -> Group:
    """Also one that is out of use."""
    group = shown.groups.by_key.get(key)
    if group is None:
        raise Http404
    return group


def _trail(asked: str, here: str) -> list[tuple[str, str]]:
    return [(reverse("secretariat:relations") + asked, _("Forbindelser")), ("", here)]


def _graph(request: HttpRequest, shown: Relations) -> HttpResponse:
    if not can_fetch_lists(request.user):
        raise Http404
    filters = ",".join(names_of(shown))
    note_export(by=request.user, model=OrgUnit, kind=GRAPH, filters=filters)
    response = HttpResponse(graphml(request.user, shown), content_type="application/graphml+xml")
    file = f"{_('forbindelser')}-{clock.today():%Y-%m-%d}.graphml"
    response["Content-Disposition"] = content_disposition_header(True, file)
    return response
