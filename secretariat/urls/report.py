"""Reports on rounds and years, as page and PDF."""

from django.urls import path

from secretariat.views import report

ROUND = "ledelse/rapport/runde/<int:round_id>"
YEAR = "ledelse/rapport/aar/<int:year>"

urlpatterns = [
    path("ledelse/rapporter/", report.report_list, name="report_list"),
    path(f"{ROUND}/", report.report_round, name="report_round"),
    path(f"{ROUND}.pdf", report.report_round_pdf, name="report_round_pdf"),
    path(f"{YEAR}/", report.report_year, name="report_year"),
    path(f"{YEAR}.pdf", report.report_year_pdf, name="report_year_pdf"),
]
