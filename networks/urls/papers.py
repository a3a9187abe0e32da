from django.urls import path

from networks.urls.network import HOME
from networks.views import papers

urlpatterns = [
    path(f"{HOME}/laering/eksport/", papers.learning_export, name="learning_export"),
    path(
        f"{HOME}/laering/eksport/<str:format>/",
        papers.learning_export_file,
        name="learning_export_file",
    ),
]
