"""The ways in that are ours: the demo's buttons and a guest's invitation."""

from typing import Any

from allauth.account.utils import perform_login
from allauth.account.views import LoginView
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from netvaerk.gates import form_page, visible_or_404
from netvaerk.people.accounts import hold_invitation
from netvaerk.people.models import Person
from netvaerk.people.queries.invitation import usable_invitations
from netvaerk.people.queries.person import demo_people
from netvaerk.people.views.doors import demo_only


class SignIn(LoginView):
    """allauth's page, which in a demo also offers its people."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        return {**context, "demo_people": demo_people() if settings.DEMO else []}


login = SignIn.as_view()


@login_not_required
@demo_only
@require_POST
def demo_login(request: HttpRequest) -> HttpResponse:
    """Enter as one of the invented people."""
    email = request.POST.get("email", "").replace("\0", "")
    person = visible_or_404(Person.objects.demo().with_password(), email=email)
    return perform_login(request, person, email_verification="none")


@login_not_required
@never_cache
@form_page
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """Who invites, and to what. Looking uses nothing up: mail scanners look at every link."""
    found = usable_invitations().with_token(token).first()
    if found is None:
        return render(request, "people/invitation/closed.html", status=404)
    if request.method == "POST" and not request.user.is_authenticated:
        hold_invitation(request, found)
        return redirect("account_signup")
    return render(request, "people/invitation/detail.html", {"invitation": found})
