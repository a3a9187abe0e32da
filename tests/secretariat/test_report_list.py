"""Where the reports are found."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.urls import reverse

from netvaerk import clock
from tests.factories.networks import ThemeRoundFactory, make_network
from tests.networks.rooms import queries_of
from tests.secretariat.reporting import signed_in

PAGE = reverse("secretariat:report_list")


@pytest.mark.parametrize(
    ("who", "status"),
    [(who, 200) for who in ("bo", "dorte", "karen", "sanne")]
    + [(who, 404) for who in ("mia", "eva", "noor", "root")],
)
def test_chiefs_and_the_secretariat_find_them(request, who, status):
    assert signed_in(request.getfixturevalue(who)).get(PAGE).status_code == status


def test_every_round_and_every_year_since_the_first_network_is_there(bo, mia, karen):
    with clock.set_to(datetime(2024, 3, 1, tzinfo=ZoneInfo("Europe/Copenhagen"))):
        make_network(leader=mia, reference_leader=bo, consultant=karen)
    round = ThemeRoundFactory(name="Sommer")
    answer = signed_in(bo).get(PAGE)
    assert answer.context["found"].years == list(range(clock.today().year, 2023, -1))
    for name, argument in (("report_round", round.pk), ("report_year", 2024)):
        assert reverse(f"secretariat:{name}", args=[argument]) in answer.content.decode()


def test_an_empty_house_says_what_will_come(bo):
    html = signed_in(bo).get(PAGE).content.decode()
    assert "Her kommer temarunderne" in html
    assert f">{clock.today().year}</a>" in html


def test_it_costs_the_same_at_every_size(bo):
    costs = []
    for size in (1, 3, 25):
        for number in range(size):
            day = clock.today() + timedelta(days=len(costs) * 100 + number)
            ThemeRoundFactory(proposals_by=day)
        costs.append(queries_of(signed_in(bo), PAGE))
    assert costs == [5, 5, 5]
