from django.urls import path

from networks.urls.network import HOME
from networks.views import lifecycle

urlpatterns = [
    path(f"{HOME}/forny/", lifecycle.network_renew, name="network_renew"),
    path(f"{HOME}/undernetvaerk/nyt/", lifecycle.subnetwork_new, name="subnetwork_new"),
]
