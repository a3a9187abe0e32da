"""What has happened to an object, told from the audit trail."""

from typing import Any

from django.contrib import admin
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _

from netvaerk.desk.trail import trail


class TellingAdmin(admin.ModelAdmin):
    """Django's own log stays empty; the deeds of the process stand in the audit trail."""

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: dict | None = None
    ) -> Any:
        found = self.get_object(request, unquote(object_id))
        if found is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)
        if not self.has_view_permission(request, found):
            raise PermissionDenied
        context = {
            **self.admin_site.each_context(request),
            "title": _("Det er der sket"),
            "object": found,
            "opts": self.opts,
            "page": trail().history(found, request.GET.get("side")),
        }
        return TemplateResponse(request, "admin/object_history.html", context)
