"""The municipality's other systems on the desk: which read, since when, and with which key."""

from typing import Any

from django.conf import settings
from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from netvaerk.desk import ActionAdmin
from netvaerk.people.models import Person
from secretariat.actions.integration import close_integration, save_integration
from secretariat.forms.integration import IntegrationForm
from secretariat.models import Integration
from secretariat.permissions.integration import can_keep_integrations


def keep_integration(*, by: Person, obj: Integration, form: Any) -> Integration:
    """The key is shown once, on the page that says that it was made."""
    asked = form.cleaned_data.get("key")
    if asked == IntegrationForm.CLOSE:
        form.made = ""
        close_integration(by=by, integration=obj)
    else:
        renews = asked == IntegrationForm.NEW_KEY
        form.made = save_integration(by=by, integration=obj, with_new_key=renews)
    return obj


@admin.register(Integration)
class IntegrationAdmin(ActionAdmin):
    """It reads what every employee may read, and nobody's name."""

    save_action = keep_integration
    form = IntegrationForm
    list_display = ("name", "contact", "key_made_at", "closed_at")

    def may_look(self, request: HttpRequest, obj: Any = None) -> bool:
        return can_keep_integrations(request.user)

    def may_change(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.may_look(request) and (obj is None or obj.closed_at is None)

    def get_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        if obj is None:
            return ("name", "contact")
        if obj.closed_at:
            return ("name", "contact", "key_made_at", "closed_at")
        return ("name", "contact", "key")

    def save_model(self, request: HttpRequest, obj: Integration, form: Any, change: bool) -> None:
        super().save_model(request, obj, form, change)
        request.made_key = form.made  # type: ignore[attr-defined] the answer below shows it

    def response_add(self, request: HttpRequest, obj: Any, *args: Any, **kwargs: Any) -> Any:
        return self._shown_once(request, obj)

    def response_change(self, request: HttpRequest, obj: Any) -> Any:
        made = getattr(request, "made_key", "")
        return self._shown_once(request, obj) if made else super().response_change(request, obj)

    def _shown_once(self, request: HttpRequest, obj: Integration) -> HttpResponse:
        """The answer itself, not a message: that would lie in the session until it was read."""
        context = {
            **self.admin_site.each_context(request),
            "title": _("Nøglen"),
            "opts": self.opts,
            "integration": obj,
            "key": request.made_key,  # type: ignore[attr-defined] set by save_model
            "address": settings.SITE_URL + reverse("api:openapi-json"),
        }
        return render(request, "admin/secretariat/integration_key.html", context)
