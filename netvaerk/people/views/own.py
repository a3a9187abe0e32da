"""What is one's own: the language, and in a demo the post."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from netvaerk.gates import form_page, posted, visible_or_404
from netvaerk.people.actions.preferences import save_preferences, set_relations_choice
from netvaerk.people.forms import PreferencesForm
from netvaerk.people.forms.preferences import RelationsChoiceForm
from netvaerk.people.models import OutboxMail, Person
from netvaerk.people.queries.mailbox import paragraphs_of
from netvaerk.people.queries.person import has_refusing_address
from netvaerk.people.views.doors import demo_only

LETTERS_PER_PAGE = 25


@form_page
def preferences(request: HttpRequest) -> HttpResponse:
    """One's language, how one is asked, and what the municipality has noted about one."""
    person = request.user
    form = PreferencesForm(posted(request), initial={"language": person.language})
    if form.is_valid():
        save_preferences(by=person, **form.cleaned_data)
        with translation.override(form.cleaned_data["language"]):
            messages.success(request, _("Dine valg er gemt."))
        return redirect("people:preferences")
    known = Person.objects.select_related("unit", "line_manager", "stakeholder_kind")
    context = {
        "form": form,
        "person": known.get(pk=person.pk),
        "is_refused": has_refusing_address(person),
    }
    status = 422 if form.errors else 200
    return render(request, "people/preferences/form.html", context, status=status)


@require_POST
def relations_choice(request: HttpRequest) -> HttpResponse:
    """Be counted where relations are shown, or not; at once."""
    form = RelationsChoiceForm(request.POST)
    if not form.is_valid():
        messages.warning(request, _("Vælg, om du vil tælle med eller ej. Intet er ændret."))
        return redirect("people:preferences")
    is_in = form.cleaned_data["er_med"] == RelationsChoiceForm.YES
    set_relations_choice(by=request.user, is_in=is_in)
    if is_in:
        messages.success(request, _("Du tæller med i forbindelserne."))
    else:
        messages.success(
            request, _("Du tæller ikke længere med i forbindelserne, heller ikke bagud.")
        )
    return redirect("people:preferences")


@demo_only
@require_safe
def mailbox(request: HttpRequest) -> HttpResponse:
    """The letters that one would have got by mail, newest first."""
    letters = OutboxMail.objects.visible_to(request.user).defer("text", "html")
    page = Paginator(letters, LETTERS_PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "people/mailbox/list.html", {"page": page})


@demo_only
@require_safe
def mailbox_letter(request: HttpRequest, letter_id: int) -> HttpResponse:
    """One letter of one's own."""
    letter = visible_or_404(OutboxMail.objects.visible_to(request.user), pk=letter_id)
    context = {
        "letter": letter,
        "paragraphs": paragraphs_of(letter),
        "trail": [(reverse("people:mailbox"), _("Post")), ("", letter.subject)],
    }
    return render(request, "people/mailbox/letter.html", context)
