from datetime import datetime

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from netvaerk import clock
from netvaerk.gates import visible_or_404
from netvaerk.refusals import Refusal
from secretariat.actions.review import close_review, take_back_review
from secretariat.forms.leadership import SinceForm
from secretariat.models import Review
from secretariat.permissions.review import can_close_review, can_take_back_review
from secretariat.permissions.support import can_see_leadership
from secretariat.queries.since_last import changed_since, house_since, since

HERE = "secretariat:since_last"


@require_safe
def since_last(request: HttpRequest) -> HttpResponse:
    """Everything that changed since the chiefs' last review, read aloud or on paper."""
    if not can_see_leadership(request.user):
        raise Http404
    read_at = clock.now()  # before anything is fetched: what comes meanwhile is new next time
    form = SinceForm(request.GET if request.GET.get("siden") else None)
    chosen = since(form.cleaned_data["siden"] if form.is_valid() else None)
    newest = chosen.newest
    house = house_since(request.user, chosen.at)
    page = changed_since(request.user, chosen.at, request.GET.get("page"))
    context = {
        "trail": [(reverse("secretariat:leadership"), _("Ledelse")), ("", _("Siden sidst"))],
        "form": form,
        "since": chosen,
        "house": house,
        "page": page,
        "read_at": read_at.isoformat(),
        "something": house.proposals or house.decisions or page.object_list,
        "may_take_back": newest is not None and can_take_back_review(request.user, newest),
    }
    return render(request, "secretariat/leadership/since_last.html", context)


@require_POST
def review_close(request: HttpRequest) -> HttpResponse:
    """The meeting is over: next time begins here."""
    if not can_close_review(request.user):
        raise Http404
    close_review(by=request.user, read_until=_moment(request.POST.get("laest", "")))
    messages.success(
        request, _("Gennemgangen er afsluttet. Næste gang begynder I herfra. Godt arbejde.")
    )
    return redirect(HERE)


@require_POST
def review_take_back(request: HttpRequest, review_id: int) -> HttpResponse:
    """It was not over after all."""
    review = visible_or_404(
        Review.objects.all(), pk=review_id, may=lambda one: can_take_back_review(request.user, one)
    )
    try:
        take_back_review(by=request.user, review=review)
    except Refusal as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Gennemgangen er åben igen, som om den ikke var afsluttet."))
    return redirect(HERE)


def _moment(said: str) -> datetime | None:
    """When the page was read, as it says itself; nonsense is none."""
    try:
        moment = datetime.fromisoformat(said)
    except ValueError:
        return None
    return moment if timezone.is_aware(moment) else None
