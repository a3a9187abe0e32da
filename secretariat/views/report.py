"""Reports on rounds and years: a page to read and print, and the same as a PDF."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import translation
from django.utils.http import content_disposition_header
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from netvaerk.gates import visible_or_404
from netvaerk.papers import CONTENT_TYPES, Paper, as_pdf, parts_of
from netvaerk.people.models import Person
from networks.models import ThemeRound
from secretariat.actions.report import note_round_report, note_year_report
from secretariat.permissions.report import can_see_reports
from secretariat.permissions.support import can_see_leadership
from secretariat.queries.report.list import report_list_for
from secretariat.queries.report.round import round_report
from secretariat.queries.report.round_paper import round_paper
from secretariat.queries.report.year import YearReport, year_report
from secretariat.queries.report.year_paper import year_paper


@require_safe
def report_list(request: HttpRequest) -> HttpResponse:
    """The rounds, the years, and how to find a network's own."""
    if not can_see_reports(request.user):
        raise Http404
    found = report_list_for(request.user, request.GET.get("page"))
    context = {"found": found, "page": found.rounds, "trail": _trail(request.user)}
    return render(request, "secretariat/report/list.html", context)


@require_safe
def report_round(request: HttpRequest, round_id: int) -> HttpResponse:
    """What was proposed and decided, and what has come of it."""
    theme_round = _round_or_404(request.user, round_id)
    paper = round_paper(round_report(request.user, theme_round))
    pdf = reverse("secretariat:report_round_pdf", args=[theme_round.pk])
    return _page(request, paper, theme_round.name, pdf)


# Sent, not opened: it leaves a trace, and a page that is opened never writes.
@require_POST
def report_round_pdf(request: HttpRequest, round_id: int) -> HttpResponse:
    """The same as a PDF, in Danish whoever fetches it, as people wrote it."""
    theme_round = _round_or_404(request.user, round_id)
    note_round_report(by=request.user, theme_round=theme_round)
    with translation.override("da"):
        paper = round_paper(round_report(request.user, theme_round))
        return _file(paper, slugify(theme_round.name))


@require_safe
def report_year(request: HttpRequest, year: int) -> HttpResponse:
    """The year in networks."""
    paper = year_paper(_year_or_404(request.user, year))
    pdf = reverse("secretariat:report_year_pdf", args=[year])
    return _page(request, paper, str(year), pdf)


@require_POST
def report_year_pdf(request: HttpRequest, year: int) -> HttpResponse:
    """As `report_round_pdf`."""
    with translation.override("da"):
        paper = year_paper(_year_or_404(request.user, year))
        note_year_report(by=request.user, year=year)
        return _file(paper, str(year))


def _round_or_404(person: Person, round_id: int) -> ThemeRound:
    if not can_see_reports(person):
        raise Http404
    return visible_or_404(ThemeRound.objects.all(), pk=round_id)


def _year_or_404(person: Person, year: int) -> YearReport:
    report = year_report(person, year) if can_see_reports(person) else None
    if report is None:
        raise Http404
    return report


def _page(request: HttpRequest, paper: Paper, name: str, pdf: str) -> HttpResponse:
    trail = _trail(request.user, name)
    context = {"paper": paper, "parts": parts_of(paper), "pdf": pdf, "trail": trail}
    return render(request, "secretariat/report/detail.html", context)


def _file(paper: Paper, name: str) -> HttpResponse:
    disposition = content_disposition_header(True, f"rapport-{name}.pdf") or "attachment"
    headers = {"Content-Disposition": disposition}
    return HttpResponse(as_pdf(paper), content_type=CONTENT_TYPES["pdf"], headers=headers)


def _trail(person: Person, here: str = "") -> list[tuple[str, str]]:
    """Below the chiefs' page for those who may open it, below the desk for the others."""
    home = (reverse("secretariat:leadership"), _("Ledelse"))
    if not can_see_leadership(person):
        home = (reverse("admin:index"), _("Sekretariat"))
    reports = reverse("secretariat:report_list") if here else ""
    trail = [home, (reports, _("Rapporter"))]
    return [*trail, ("", here)] if here else trail
