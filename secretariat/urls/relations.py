"""Which departments have come to work together, a network's own, and one's own."""

from django.urls import path

from secretariat.views import own_relations, relations

urlpatterns = [
    path("forbindelser/", relations.relations, name="relations"),
    path(
        "forbindelser/afdeling/<uuid:unit_id>/",
        relations.relations_of_unit,
        name="relations_of_unit",
    ),
    path(
        "forbindelser/udefra/<slug:kind_key>/",
        relations.relations_of_kind,
        name="relations_of_kind",
    ),
    path(
        "forbindelser/mellem/<slug:group_one>/<slug:group_other>/",
        relations.relations_between,
        name="relations_between",
    ),
    path(
        "netvaerk/<slug:slug>/forbindelser/",
        own_relations.network_relations,
        name="network_relations",
    ),
    path("mine-forbindelser/", own_relations.my_relations, name="my_relations"),
]
