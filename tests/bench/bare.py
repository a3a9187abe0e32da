"""F3, the reference page: our middleware, who is signed in, 25 rows of one query, plain HTML."""

from functools import cache
from pathlib import Path

from django.http import HttpRequest, HttpResponse
from django.template import Template, engines
from django.utils.safestring import mark_safe

from networks.models import Network

BARE = "bench/bare/"
ROWS = 25
SOURCE = Path(__file__).with_name("bare.html")


def bare(request: HttpRequest) -> HttpResponse:
    """As many bytes as `?bytes=` asks for, if that is more than its rows take."""
    rows = list(Network.objects.order_by("pk").values("slug", "title", "challenge")[:ROWS])
    given = {"person": request.user, "rows": rows}
    missing = int(request.GET["bytes"]) - _size_without_padding(request, given)
    return HttpResponse(_written(request, given, missing))


def _written(request: HttpRequest, given: dict, padding: int) -> str:
    return _template().render({**given, "padding": mark_safe("." * padding)}, request)


@cache
def _template() -> Template:
    return engines["django"].from_string(SOURCE.read_text(encoding="utf-8"))


_sizes: list[int] = []


def _size_without_padding(request: HttpRequest, given: dict) -> int:
    """Measured once: the rows are always the same."""
    if not _sizes:
        _sizes.append(len(_written(request, given, 0).encode()))
    return _sizes[0]
