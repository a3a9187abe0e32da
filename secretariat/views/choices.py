from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from netvaerk.gates import form_page, posted
from netvaerk.people.queries.person import has_refusing_address
from secretariat.actions.choices import choose_nudges
from secretariat.forms.choices import NudgeChoicesForm
from secretariat.queries.choices import chosen_by, digests


@form_page
def nudge_choices(request: HttpRequest) -> HttpResponse:
    """How one wants to be asked, kind by kind, and what comes whatever one chooses."""
    form = NudgeChoicesForm(posted(request), chosen=chosen_by(request.user))
    if form.is_valid():
        choose_nudges(
            by=request.user, wants_mail=form.cleaned_data["wants_mail"], choices=form.choices
        )
        messages.success(request, _("Dine valg er gemt."))
        return redirect("secretariat:nudge_choices")
    context = {
        "trail": [(reverse("people:preferences"), _("Min side")), ("", _("Sådan vil jeg spørges"))],
        "form": form,
        "digests": digests(),
        "is_refused": has_refusing_address(request.user),
    }
    status = 422 if form.errors else 200
    return render(request, "secretariat/choices/form.html", context, status=status)
