from django.urls import include, path

from tests.bench.bare import BARE, bare

urlpatterns = [path(BARE, bare), path("", include("netvaerk.urls"))]
