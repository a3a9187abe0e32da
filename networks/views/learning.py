from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from netvaerk.gates import visible_or_404
from netvaerk.people.permissions import can_fetch_lists
from netvaerk.people.views.fetching import fetched, list_page
from netvaerk.refusals import Refusal
from networks.actions.learning_comment import CommentSavedBefore, comment_on_learning
from networks.forms.audience import READERS
from networks.forms.learning_comment import LearningCommentForm
from networks.models import LearningEntry, Network
from networks.permissions.learning import can_comment_on_learning
from networks.queries.learning import cards_in
from networks.queries.learning_card import full_cards, in_full
from networks.queries.learning_writing import drafts_of
from networks.queries.sheets.learning import cards_sheet
from networks.views.doors import frame, network_or_404

AFTER = "efter"  # the address's word for where a page of cards begins


@list_page
def learning_list(request: HttpRequest, slug: str) -> HttpResponseBase:
    """What the network has learned, as far as the person may read it."""
    network = network_or_404(request.user, slug)
    if request.method == "POST":
        return fetched(request, cards_sheet(request.user, network))
    context = frame(request.user, network, _("Læring"))
    context["may_fetch"] = can_fetch_lists(request.user)
    context["page"] = cards_in(request.user, network, after=request.GET.get(AFTER, ""))
    if context["standing"].may_record_learning:
        context["drafts"] = drafts_of(request.user, network)
    return render(request, "networks/learning/list.html", context)


@require_safe
def learning_detail(request: HttpRequest, slug: str, entry_id: int) -> HttpResponse:
    """One card in full, with what has been said to it."""
    network = network_or_404(request.user, slug)
    card = visible_or_404(full_cards(request.user, network), pk=entry_id)
    return _show(request, network, card, LearningCommentForm(entry=card))


@require_POST
def learning_comment(request: HttpRequest, slug: str, entry_id: int) -> HttpResponse:
    """A word to a card."""
    network = network_or_404(request.user, slug)
    card = visible_or_404(full_cards(request.user, network), pk=entry_id)
    if not can_comment_on_learning(request.user, card):
        raise Http404
    form = LearningCommentForm(request.POST, entry=card)
    if not form.is_valid():
        return _show(request, network, card, form)
    try:
        comment_on_learning(by=request.user, entry=card, **form.cleaned_data)
    except CommentSavedBefore as refusal:
        form.with_fresh_key().add_error(None, str(refusal))
        return _show(request, network, card, form)
    except Refusal as refusal:
        form.add_error(None, str(refusal))
        return _show(request, network, card, form)
    readers = READERS[form.cleaned_data["audience"]]
    messages.success(request, _("Dine ord er gemt. %(readers)s") % {"readers": readers})
    return redirect("networks:learning_detail", slug, entry_id)


def _show(
    request: HttpRequest, network: Network, card: LearningEntry, form: LearningCommentForm
) -> HttpResponse:
    context = frame(request.user, network, _("Læringskort"))
    standing = context["standing"]
    is_theirs = standing.is_leader or card.author_id == request.user.pk
    # The same answers as the permissions give, without asking again.
    context |= {
        "page": in_full(request.user, card, is_inside=standing.is_inside),
        "form": form,
        "may_edit": is_theirs and standing.may_record_learning,
        "may_comment": standing.is_inside and network.is_alive,
    }
    status = 422 if form.errors else 200
    return render(request, "networks/learning/detail.html", context, status=status)
