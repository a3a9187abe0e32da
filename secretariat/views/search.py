from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from netvaerk.fragments import page_or_part
from netvaerk.look import Doorway
from secretariat.queries.search import Asked, Found, asked_in, found_by


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """What holds the words that somebody seeks, of what they may read."""
    found = found_by(request.user, asked_in(request.GET))
    asked = found.asked
    context = {
        "found": found,
        "kinds": _kinds(found, request.path),
        "times": _times(asked, request.path),
        "first_url": asked.address(request.path, number=1),
        "more_url": asked.address(request.path, number=found.hits.next_number),
    }
    address = asked.address(request.path)
    return page_or_part(request, "secretariat/search.html", "hits", context, address=address)


def _kinds(found: Found, path: str) -> list[Doorway]:
    """Each switches itself on, and off again."""
    asked = found.asked
    return [
        Doorway(
            asked.address(path, kind="" if kind == asked.kind else kind, number=1),
            str(label),
            kind == asked.kind,
        )
        for kind, label in found.kinds.items()
    ]


def _times(asked: Asked, path: str) -> list[Doorway]:
    address = asked.address(path, is_recent=not asked.is_recent, number=1)
    return [Doorway(address, _("Det seneste år"), asked.is_recent)]
