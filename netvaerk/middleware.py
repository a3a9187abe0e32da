"""What holds for every request, whoever asks."""

from collections.abc import Callable

from django.contrib.auth import SESSION_KEY
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.template.loader import render_to_string

from netvaerk import errors

Handler = Callable[[HttpRequest], HttpResponse]


class StrictHeadersMiddleware:
    """Headers that Django doesn't set; pages for the signed-in are never stored."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        session = getattr(request, "session", None)
        if session is not None and SESSION_KEY in session:
            response.headers.setdefault("Cache-Control", "no-store, private")
        return response


class RefuseNulMiddleware:
    """PostgreSQL can't hold a NUL byte: addresses and cookies with one are refused up front.

    Form fields have their own validator, which keeps what was typed.
    """

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *_view: object) -> None:
        query = "".join(key + value for key, values in request.GET.lists() for value in values)
        if "\0" in request.path + query + "".join(request.COOKIES.values()):
            raise BadRequest("NUL byte in the address or a cookie")


class NotAllowedPageMiddleware:
    """An address that only takes what is sent, opened by itself: a page, not a blank."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if isinstance(response, HttpResponseNotAllowed):
            response.content = render_to_string("405.html", request=request)
        return response


class DoorMiddleware(LoginRequiredMiddleware):
    """Every page asks for sign-in unless its view says otherwise; a form's text is not lost."""

    def handle_no_permission(self, request: HttpRequest, view_func: Callable) -> HttpResponse:
        if request.method == "POST":
            return errors.signed_out(request)
        return super().handle_no_permission(request, view_func)
