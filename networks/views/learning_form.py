"""The form of a learning card, from what the address asks for, what is sent, or a draft."""

from functools import partial
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from netvaerk.gates import posted, visible_or_404
from netvaerk.refusals import Refusal
from networks.actions.learning_draft import save_learning_draft
from networks.enums import LearningKind
from networks.forms.audience import READERS
from networks.forms.learning import WAYS, LearningForm, as_it_stands, as_typed
from networks.forms.prose import FormKey
from networks.models import LearningDraft, LearningEntry, Network
from networks.permissions.learning import can_edit_learning
from networks.queries.learning_card import full_cards
from networks.queries.learning_writing import at_hand_for, draft_with, prompts_of
from networks.queries.standing import is_in_it
from networks.views.doors import frame, network_or_404

# The address's words: which way of writing, which draft to go on with, what the card is tied to.
FORM, DRAFT = "form", "kladde"
KINDS: dict[str, str] = {
    "kort": LearningKind.SHORT,
    "lang": LearningKind.LONG,
    "moede": LearningKind.MEETING,
}
TIED = {"assumption": "antagelse", "trial": "proeve", "meeting": "moede"}


def writers_network_or_404(request: HttpRequest, slug: str) -> Network:
    """`can_record_learning`, as the query that fetches the network knows it already."""
    network: Any = network_or_404(request.user, slug)
    if not (network.is_alive and is_in_it(network)):
        raise Http404
    return network


def own_card_or_404(request: HttpRequest, network: Network, entry_id: int) -> LearningEntry:
    """A card that the person may edit."""
    cards = full_cards(request.user, network)
    return visible_or_404(cards, may=partial(can_edit_learning, request.user), pk=entry_id)


def draft_or_404(request: HttpRequest, network: Network) -> LearningDraft | None:
    """The draft to go on with, when the address names one."""
    if request.method == "POST" or DRAFT not in request.GET:
        return None
    draft = draft_with(request.user, network, request.GET[DRAFT])
    if draft is None:
        raise Http404
    return draft


def form_for(
    request: HttpRequest,
    network: Network,
    *,
    entry: LearningEntry | None = None,
    draft: LearningDraft | None = None,
    typed: dict[str, Any] | None = None,
) -> LearningForm:
    """Bound to what was sent, unless `typed` is to be shown without being judged."""
    data = None if typed else posted(request)
    begun = typed or _begun(request, entry, draft)
    said = begun if data is None else data
    kind = entry.kind if entry else _kind_asked_for(request, said)
    at_hand = at_hand_for(
        request.user,
        network,
        kind=kind,
        trial=str(said.get("trial", "")),
        meeting=str(said.get("meeting", "")),
    )
    files = request.FILES if data is not None else None
    return WAYS[kind](data, files, initial=begun, at_hand=at_hand, entry=entry)


def keep_files(
    request: HttpRequest, network: Network, form: LearningForm, entry: LearningEntry | None = None
) -> None:
    """A browser forgets chosen files when a form comes back: they wait with the draft."""
    uploads = form.cleaned_data.get("uploads")
    if not uploads:
        return
    try:
        save_learning_draft(
            by=request.user,
            network=network,
            form_key=FormKey().clean(form["form_key"].value()),
            fields=typed_in(request, entry),
            uploads=uploads,
        )
    except Refusal as refusal:
        form.add_error("uploads", str(refusal))


def typed_in(request: HttpRequest, entry: LearningEntry | None) -> dict[str, str]:
    """What was sent, as a draft keeps it, with the card that it edits."""
    return as_typed(request.POST) | ({"entry": str(entry.pk)} if entry else {})


def show(
    request: HttpRequest,
    network: Network,
    form: LearningForm,
    *,
    entry: LearningEntry | None = None,
    draft: LearningDraft | None = None,
    status: int = 200,
    **more: Any,
) -> HttpResponse:
    """The page of the form; files that wait with the draft stand below it."""
    if form.is_bound or status != 200:
        draft = draft_with(request.user, network, str(form["form_key"].value()))
    here = _("Ret kortet") if entry else _("Nyt læringskort")
    context = frame(request.user, network, here) | {
        "form": form,
        "entry": entry,
        "draft": draft,
        "attachments": draft.attachments.all() if draft else (),
        "here": address_of(request, network, entry, draft),
        **(_around_new(network, form, draft) if entry is None else {}),
        **more,
    }
    template = "networks/learning/edit.html" if entry else "networks/learning/new.html"
    return render(request, template, context, status=422 if form.errors else status)


def _around_new(
    network: Network, form: LearningForm, draft: LearningDraft | None
) -> dict[str, Any]:
    """The ways to write, and what the phase asks."""
    return {
        "ways": [(word, LearningKind(kind).label) for word, kind in KINDS.items()],
        "way": next(word for word, kind in KINDS.items() if kind == form.kind),
        "draft_key": draft and draft.form_key,
        "prompts": prompts_of(network.phase),
    }


def address_of(
    request: HttpRequest,
    network: Network,
    entry: LearningEntry | None,
    draft: LearningDraft | None,
) -> str:
    """Where the same form is found again, with what is kept of it."""
    asked = {FORM: request.GET[FORM]} if request.GET.get(FORM) in KINDS else {}
    kept = {DRAFT: str(draft.form_key)} if draft else {}
    page = (
        reverse("networks:learning_edit", args=[network.slug, entry.pk])
        if entry
        else reverse("networks:learning_new", args=[network.slug])
    )
    return f"{page}?{urlencode(asked | kept)}" if asked or kept else page


def tell_saved(request: HttpRequest, form: LearningForm) -> None:
    readers = READERS[form.cleaned_data["audience"]]
    messages.success(request, _("Kortet er gemt. %(readers)s") % {"readers": readers})


def _begun(
    request: HttpRequest, entry: LearningEntry | None, draft: LearningDraft | None
) -> dict[str, Any]:
    """What stands in the fields before anything is sent."""
    if draft:
        return {**draft.fields, "form_key": draft.form_key}
    if entry:
        return as_it_stands(entry)
    return {name: request.GET[word] for name, word in TIED.items() if word in request.GET}


def _kind_asked_for(request: HttpRequest, said: Any) -> str:
    """Switching wins over what was begun; a meeting in the address asks for its questions."""
    if request.method == "POST" and said.get("kind") in WAYS:
        return said["kind"]
    if request.GET.get(FORM) in KINDS:
        return KINDS[request.GET[FORM]]
    if said.get("kind") in WAYS:
        return said["kind"]
    return LearningKind.MEETING if said.get("meeting") else LearningKind.SHORT
