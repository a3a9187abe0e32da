from django.urls import path

from offerings import views

app_name = "offerings"
urlpatterns = [path("tilbud/", views.offering_list, name="offering_list")]
