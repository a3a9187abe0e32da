from django.urls import path

from networks.urls.network import HOME
from networks.views import report

urlpatterns = [
    path(f"{HOME}/rapport/", report.network_report, name="network_report"),
    path(f"{HOME}/rapport.pdf", report.network_report_pdf, name="network_report_pdf"),
]
