from networks.urls import network, proposal

app_name = "networks"
urlpatterns = [*proposal.urlpatterns, *network.urlpatterns]
