from typing import Any

from allauth.account.decorators import secure_admin_login
from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.decorators import method_decorator
from django.utils.translation import gettext_lazy as _

from netvaerk.desk.reading import ReadingAdmin


class Desk(admin.AdminSite):
    """Open to the secretariat and the system administrator, through the product's own sign-in."""

    site_header = _("Sekretariatets skrivebord")
    site_title = _("Sekretariatet")
    index_title = _("Det, der venter")
    index_template = "admin/desk.html"
    site_url = "/"
    enable_nav_sidebar = False

    def register(self, models: Any, admin_class: Any = None, **options: Any) -> None:
        """Only what writes through actions; the libraries' own admins stay out."""
        if admin_class and issubclass(admin_class, ReadingAdmin):
            super().register(models, admin_class, **options)

    def get_urls(self) -> list:
        """A password is changed on one's own page, through the product's own door."""
        return [url for url in super().get_urls() if not _changes_password(url)]

    def each_context(self, request: HttpRequest) -> dict[str, Any]:
        """Without Django's menu and log, which no page here shows and every page would pay for."""
        return {
            "site_title": self.site_title,
            "site_header": self.site_header,
            "site_url": self.site_url,
            "has_permission": self.has_permission(request),
            "is_popup": False,
            "is_nav_sidebar_enabled": self.enable_nav_sidebar,
        }

    @method_decorator(secure_admin_login)
    def login(self, request: HttpRequest, extra_context: dict | None = None) -> HttpResponse:
        return super().login(request, extra_context)

    def app_index(self, request: HttpRequest, *_args: Any, **_kwargs: Any) -> HttpResponse:
        """Which app a model lives in is nobody's question; the desk itself lists everything."""
        return redirect("admin:index")


def _changes_password(url: Any) -> bool:
    return getattr(url, "name", None) in {"password_change", "password_change_done"}
