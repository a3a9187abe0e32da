from django.urls import path

from networks.views import strategic_theme

ONE = "pejlemaerker/<slug:theme_key>/"

urlpatterns = [
    path("pejlemaerker/", strategic_theme.theme_list, name="theme_list"),
    path(ONE, strategic_theme.theme_detail, name="theme_detail"),
    path(f"{ONE}skriv/", strategic_theme.theme_edit, name="theme_edit"),
]
