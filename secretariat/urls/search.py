from django.urls import path

from secretariat.views import search

urlpatterns = [path("soeg/", search.search, name="search")]
