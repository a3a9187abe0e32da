"""The admin as the secretariat's desk: its door, and how every ModelAdmin writes.

Nothing is saved behind the actions' back: an `ActionAdmin` names the action that saves it, and a
`ReadingAdmin` saves nothing. Who may open what is asked of the room's own predicates.
"""

from collections.abc import Callable
from typing import Any, ClassVar

from allauth.account.decorators import secure_admin_login
from django.contrib import admin, messages
from django.db.models import Model
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from netvaerk.refusals import Refusal


class Desk(admin.AdminSite):
    """Open to the secretariat and the system administrator, through the product's own sign-in."""

    site_header = _("Sekretariatets skrivebord")
    site_title = _("Sekretariatet")
    index_title = _("Det, der venter")
    index_template = "admin/desk.html"
    site_url = "/"
    enable_nav_sidebar = False
    login = secure_admin_login(admin.AdminSite.login)


class ReadingAdmin(admin.ModelAdmin):
    """To look at, never to change; subclasses say who may look."""

    def may_look(self, request: HttpRequest, obj: Any = None) -> bool:
        return request.user.is_staff

    def has_module_permission(self, request: HttpRequest) -> bool:
        return self.may_look(request)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.may_look(request, obj)

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


class ActionAdmin(ReadingAdmin):
    """Changes go through `save_action(by=, obj=, form=)`; a refusal is shown, nothing is saved."""

    save_action: ClassVar[Callable[..., Any]]
    may_add: ClassVar[bool] = True

    def may_change(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.may_look(request, obj)

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.may_add and self.may_change(request)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.may_change(request, obj)

    def save_model(self, request: HttpRequest, obj: Model, form: Any, change: bool) -> None:
        try:
            type(self).save_action(by=request.user, obj=obj, form=form)
        except Refusal as refusal:
            request.refused = refusal  # type: ignore[attr-defined] told in response_*
            messages.error(request, str(refusal))

    def log_addition(self, *_args: Any) -> None:
        """The audit trail is written by the action; Django's own log would say it twice."""

    def log_change(self, *_args: Any) -> None:
        """As log_addition."""

    def log_deletions(self, *_args: Any) -> None:
        """As log_addition."""
