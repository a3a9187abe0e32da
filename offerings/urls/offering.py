from django.urls import path

from offerings.views import offering

urlpatterns = [path("tilbud/", offering.offering_list, name="offering_list")]
