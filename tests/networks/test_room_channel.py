"""The network's channel in Teams: said by the leader, safe to click."""

import pytest
from django.urls import reverse

from networks.models import Network
from tests.networks.rooms import Cast, cast_of


@pytest.fixture
def cast(request: pytest.FixtureRequest, db: None) -> Cast:
    return cast_of(request)


def save(cast: Cast, **filled_in: str):
    page = reverse("networks:room_edit", args=[cast.network.slug])
    return cast.client("leader").post(page, {"wanted": "En fra Skole", **filled_in})


def channel(cast: Cast) -> str:
    return Network.objects.get(pk=cast.network.pk).teams_url


def test_the_leader_says_where_the_channel_is_and_takes_it_away(cast: Cast):
    assert save(cast, teams_url="https://teams.example/l/kanal").status_code == 302
    assert channel(cast) == "https://teams.example/l/kanal"
    save(cast)
    assert channel(cast) == ""


@pytest.mark.parametrize(
    "address", ["http://teams.example/x", "javascript:alert(1)", "ftp://x.example", "ingen", "a\0b"]
)
def test_only_a_secure_address_is_saved(cast: Cast, address: str):
    answer = save(cast, teams_url=address)
    html = answer.content.decode()
    assert (answer.status_code, channel(cast)) == (422, "")
    assert "En fra Skole" in html
