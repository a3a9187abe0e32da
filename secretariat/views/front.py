from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from netvaerk import clock
from networks.models import Network
from secretariat.queries.front import front_page_for


@login_not_required
@require_safe
def front(request: HttpRequest) -> HttpResponse:
    """My next step; for who isn't signed in, what Netværksstrukturen is."""
    if not request.user.is_authenticated:
        running = Network.objects.running().in_danish_order().only("title", "challenge")
        return render(request, "secretariat/front/public.html", {"networks": running})
    hour = clock.local_now().hour
    page = front_page_for(request.user)
    return render(request, "secretariat/front/front.html", {"page": page, "hour": hour})
