"""How a person wants to be asked."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
