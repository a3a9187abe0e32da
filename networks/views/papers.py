from collections.abc import Callable

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from netvaerk.papers import CONTENT_TYPES, Paper, as_docx, as_markdown, as_pdf
from networks.actions.export import note_export
from networks.permissions.learning import can_export_learning
from networks.queries.papers import log_paper, log_reach
from networks.views.doors import frame, network_or_404

FORMS: dict[str, tuple[str, Callable[[Paper], bytes | str]]] = {
    "word": ("docx", as_docx),
    "pdf": ("pdf", as_pdf),
    "markdown": ("md", as_markdown),
}


@require_safe
def learning_export(request: HttpRequest, slug: str) -> HttpResponse:
    """How far the log reaches, and three forms to take it out in."""
    network = network_or_404(request.user, slug, may=can_export_learning)
    context = {
        **frame(request.user, network, _("Tag loggen med")),
        "reach": log_reach(request.user, network),
        "forms": [("word", "Word"), ("pdf", "PDF"), ("markdown", "Markdown")],
    }
    return render(request, "networks/papers/learning_export.html", context)


# Sent, not opened: it leaves a trace, and a page that is opened never writes.
@require_POST
def learning_export_file(request: HttpRequest, slug: str, format: str) -> HttpResponse:
    """The log as a file, for those who read the room."""
    network = network_or_404(request.user, slug, may=can_export_learning)
    if format not in FORMS:
        raise Http404
    note_export(by=request.user, network=network, form=format)
    extension, written = FORMS[format]
    content = written(log_paper(request.user, network))
    name = content_disposition_header(True, f"laering-{network.slug}.{extension}")
    headers = {"Content-Disposition": name or "attachment"}
    return HttpResponse(content, content_type=CONTENT_TYPES[extension], headers=headers)
