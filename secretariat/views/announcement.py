from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from netvaerk.gates import visible_or_404
from secretariat.models import Announcement


@require_safe
def announcement_detail(request: HttpRequest, announcement_id: int) -> HttpResponse:
    """What the secretariat told the reader's audience; the mail's button leads here."""
    told = Announcement.objects.visible_to(request.user).select_related("sent_by")
    announcement = visible_or_404(told, pk=announcement_id)
    return render(request, "secretariat/announcement/detail.html", {"announcement": announcement})
