from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from netvaerk.gates import form_page, posted, visible_or_404
from netvaerk.people.models import Person
from netvaerk.people.permissions import can_fetch_lists
from netvaerk.people.views.fetching import fetched, list_page
from netvaerk.refusals import EditedMeanwhile, Refusal
from networks.actions.strategic_theme import save_theme
from networks.forms.strategic_theme import ThemeForm, words_of
from networks.models import StrategicTheme
from networks.permissions.strategic_theme import can_edit_theme, can_read_themes
from networks.queries.network import page_of_rows, rows_of
from networks.queries.sheets.strategic_theme import themes_sheet
from networks.queries.strategic_theme import agenda_for, carrying, history_of, period_of

PAGE = 25


@list_page
def theme_list(request: HttpRequest) -> HttpResponseBase:
    """The strategic agenda: each theme with the networks that carry it."""
    if not can_read_themes(request.user):
        raise Http404
    if request.method == "POST":
        return fetched(request, themes_sheet(request.user))
    context = {"agenda": agenda_for(request.user), "may_fetch": can_fetch_lists(request.user)}
    return render(request, "networks/theme/list.html", context)


@require_safe
def theme_detail(request: HttpRequest, theme_key: str) -> HttpResponse:
    """One theme: what it says, who carries it, and its history."""
    theme = _theme_or_404(request.user, theme_key)
    networks = rows_of(carrying(request.user, themes=theme))
    context = {
        "trail": [(reverse("networks:theme_list"), _("Pejlemærker")), ("", theme.title)],
        "theme": theme,
        "period": period_of(theme),
        "page": page_of_rows(Paginator(networks, PAGE).get_page(request.GET.get("page"))),
        "history": history_of(request.user, theme),
        "may_edit": can_edit_theme(request.user, theme),
    }
    return render(request, "networks/theme/detail.html", context)


@form_page
def theme_edit(request: HttpRequest, theme_key: str) -> HttpResponse:
    """The owner's words, on top of those they read."""
    theme, theirs = _theme_or_404(request.user, theme_key), None
    if not can_edit_theme(request.user, theme):
        raise Http404
    form = ThemeForm(posted(request), initial=words_of(theme))
    if form.is_valid():
        try:
            _save(request.user, theme, form)
        except EditedMeanwhile as meanwhile:
            theirs = meanwhile.theirs
            form.on_top_of(theirs.version).add_error(None, str(meanwhile))
        except (Refusal, ValidationError) as refusal:
            form.add_error(None, refusal if isinstance(refusal, ValidationError) else str(refusal))
        else:
            messages.success(request, _("Pejlemærket er gemt. Alle medarbejdere kan læse det."))
            return redirect("networks:theme_detail", theme_key)
    context = {"theme": theme, "form": form, "theirs": theirs, "trail": _trail(theme)}
    status = 422 if form.errors else 200
    return render(request, "networks/theme/edit.html", context, status=status)


def _save(person: Person, theme: StrategicTheme, form: ThemeForm) -> None:
    written = StrategicTheme.objects.get(pk=theme.pk)
    for name, value in form.words.items():
        setattr(written, name, value)
    save_theme(by=person, theme=written, based_on=form.cleaned_data["based_on"])


def _theme_or_404(person: Person, key: str) -> StrategicTheme:
    if not can_read_themes(person):
        raise Http404
    return visible_or_404(StrategicTheme.objects.select_related("owner__unit"), key=key)


def _trail(theme: StrategicTheme) -> list[tuple[str, str]]:
    here = reverse("networks:theme_detail", args=[theme.key])
    return [
        (reverse("networks:theme_list"), _("Pejlemærker")),
        (here, theme.title),
        ("", _("Skriv om")),
    ]
