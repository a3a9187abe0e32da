"""What the secretariat tells many."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
