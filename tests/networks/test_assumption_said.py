"""How an assumption is said: begun as one, and told in the past once its network has closed."""

import pytest
from django.urls import reverse

from networks.models import Assumption
from tests.factories.networks.assumption import make_assumption
from tests.factories.networks.result import make_closed
from tests.networks.rooms import Cast, cast_of, html_of


@pytest.fixture
def cast(request: pytest.FixtureRequest) -> Cast:
    return cast_of(request)


def test_a_new_one_begins_as_an_assumption_and_the_beginning_alone_says_nothing(cast: Cast):
    client = cast.client("member")
    new = reverse("networks:assumption_new", args=[cast.network.slug])
    assert "Vi går ud fra, at </textarea>" in html_of(client, new)
    answer = client.post(new, {"sentence": "Vi går ud fra, at ", "held_by": "Lærerne"})
    assert (answer.status_code, Assumption.objects.count()) == (422, 0)
    assert "Skriv det, I går ud fra. En halv sætning er nok." in answer.content.decode()


def test_a_closed_network_is_told_of_in_the_past_without_empty_columns(cast: Cast):
    client = cast.client("member")
    board = reverse("networks:assumption_list", args=[cast.network.slug])
    assumption = make_assumption(cast.network)
    assert [one.heading for one in client.get(board).context["columns"]] == [
        *("Ikke prøvet endnu", "Prøves af", "Holder", "Faldt", "Vi spurgte om det forkerte")
    ]
    make_closed(cast.network)
    detail = reverse("networks:assumption_detail", args=[cast.network.slug, assumption.pk])
    html, closed = html_of(client, board), client.get(board).context["columns"]
    assert [one.heading for one in closed] == ["Blev ikke prøvet"]
    for words in ("Hvad gik I ud fra?", "Det troede"):
        assert words in html
    assert "Det troede" in html_of(client, detail)
