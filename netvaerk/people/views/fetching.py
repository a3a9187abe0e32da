"""A page's list as a sheet: posted to the page's own address, so the same filters narrow it.

    @list_page
    def card_list(request, slug):
        network = network_or_404(request.user, slug)
        if request.method == "POST":
            return fetched(request, cards_sheet(request.user, network))
        …
        context["may_fetch"] = can_fetch_lists(request.user)

and in the page, beside the list: `{% include "components/_fetch_list.html" %}`. What a sheet holds
is said by `netvaerk.sheets.Listed`, beside the topic's queries.
"""

from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_http_methods

from netvaerk.people.actions.export import note_export
from netvaerk.people.permissions import can_fetch_lists
from netvaerk.sheets import KINDS, Listed, sheet_response

# Opened, it shows the list; posted, it hands the list out, since the audit trail remembers that.
list_page = require_http_methods(["GET", "HEAD", "POST"])
KIND = "hent"


def fetched(request: HttpRequest, listed: Listed, *, may: bool = True) -> HttpResponseBase:
    """The list as the file that was asked for; `may` narrows who gets this one."""
    kind = request.POST.get(KIND, "")
    if kind not in KINDS or not (may and can_fetch_lists(request.user)):
        raise Http404
    note_export(
        by=request.user,
        model=listed.model,
        kind=kind,
        filters=",".join(listed.filters),
        within=listed.within,
    )
    return sheet_response(
        listed.name, list(listed.columns), listed.rows, kind=kind, filtered=listed.filtered
    )
