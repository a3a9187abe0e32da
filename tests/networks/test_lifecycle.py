"""How long a network means to go on, and what is asked when it has gone that far."""

from datetime import date, datetime, timedelta
from importlib import import_module
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.db import connection
from django.urls import reverse

from netvaerk.people.models import AuditEntry, OutboxMail, Person
from netvaerk.refusals import NotPossibleNow
from networks.actions.lifecycle import NoLongerThanBefore, renew_network
from networks.models import Network, NetworkType, Renewal
from networks.nudges import RULES
from networks.queries.horizon import months_after
from tests.factories.networks import make_network
from tests.networks.rooms import Cast, cast_of, html_of, queries_of

CPH = ZoneInfo("Europe/Copenhagen")
# Half an hour into Tuesday in Copenhagen is still Monday in UTC.
TUESDAY = datetime(2026, 9, 8, 0, 30, tzinfo=CPH)
HORIZON = date(2027, 3, 8)


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(TUESDAY, tick=False) as traveller:
        yield traveller


@pytest.fixture
def cast(request: pytest.FixtureRequest, db: None) -> Cast:
    return cast_of(request)


@pytest.fixture
def renew(cast: Cast) -> str:
    return reverse("networks:network_renew", args=[cast.network.slug])


def sent(until: str = "2027-06-08", why: str = "Vi er tættere på.") -> dict[str, str]:
    return {"until": until, "why": why}


@pytest.mark.parametrize(
    ("day", "months", "later"),
    [
        (date(2026, 1, 15), 6, date(2026, 7, 15)),
        (date(2026, 8, 31), 6, date(2027, 2, 28)),
        (date(2027, 8, 31), 6, date(2028, 2, 29)),
        (date(2026, 12, 1), 12, date(2027, 12, 1)),
        (date(2026, 11, 30), 1, date(2026, 12, 30)),
    ],
)
def test_months_are_calendar_months(day: date, months: int, later: date):
    assert months_after(day, months) == later


def test_a_network_looks_as_far_as_its_type_from_the_day_it_is_established(cast: Cast):
    assert (cast.network.type.key, cast.network.horizon_on) == ("velfaerd", HORIZON)


def test_a_type_of_open_length_has_no_horizon_and_nothing_to_renew(mia, dorte, karen, client):
    network = make_network(
        leader=mia, reference_leader=dorte, consultant=karen, type_key="innovation"
    )
    client.force_login(mia)
    answer = client.get(reverse("networks:network_renew", args=[network.slug]))
    assert (network.horizon_on, answer.status_code) == (None, 404)


def test_the_migration_gives_the_running_ones_the_horizon_the_action_would(cast: Cast, dorte, eva):
    migration = import_module("networks.migrations.0004_horizons")
    forming = make_network(leader=eva, reference_leader=dorte, title="Et nyt", direction=False)
    NetworkType.objects.update(months=None, may_hold_subnetworks=False)
    Network.objects.update(horizon_on=None)
    with connection.cursor() as cursor:
        for sql in (migration.LENGTHS, migration.MAY_HOLD, migration.HORIZONS):
            cursor.execute(sql)
    lengths = dict(NetworkType.objects.values_list("key", "months"))
    assert lengths == {"velfaerd": 6, "laering": 5, "innovation": None}
    assert NetworkType.objects.get(may_hold_subnetworks=True).key == "innovation"
    horizons = dict(Network.objects.values_list("pk", "horizon_on"))
    assert horizons == {cast.network.pk: HORIZON, forming.pk: None}


def test_only_the_leader_and_the_reference_leader_renew(cast: Cast, renew: str):
    deciders = ["leader", "reference leader"]
    for who in cast.people:
        client = cast.client(who)
        codes = (client.get(renew).status_code, client.post(renew, {}).status_code)
        expected = (200, 422) if who in deciders else (404, 404)
        assert codes == ((302, 403) if who == "anonymous" else expected), who
    assert not Renewal.objects.exists()


def test_a_renewal_moves_the_horizon_and_is_told_with_its_why(cast: Cast, renew: str):
    answer = cast.client("leader").post(renew, sent(), follow=True)
    assert "Netværket fortsætter til tirsdag 8. juni 2027." in answer.content.decode()
    cast.network.refresh_from_db()
    assert cast.network.horizon_on == date(2027, 6, 8)
    letters = OutboxMail.objects.filter(kind="renewal")
    assert sorted(one.recipient.first_name for one in letters) == ["Bo", "Karen"]
    assert all("Vi er tættere på." in one.text for one in letters)
    renewal = Renewal.objects.get()
    assert AuditEntry.objects.get(verb="renew_network").facts == {"renewal": renewal.pk}
    html = html_of(cast.client("reference leader"), renew)
    assert html.index("Tidligere fornyelser") < html.index("Vi er tættere på.")


def test_a_second_click_is_one_renewal(cast: Cast, renew: str):
    client = cast.client("leader")
    assert [client.post(renew, sent()).status_code for _click in range(2)] == [302, 302]
    assert (Renewal.objects.count(), OutboxMail.objects.filter(kind="renewal").count()) == (1, 2)


@pytest.mark.parametrize("until", ["2027-03-08", "2026-09-09", "", "9999-12-31", "snart"])
def test_a_day_that_is_no_renewal_is_said_and_the_why_is_kept(cast: Cast, renew: str, until: str):
    answer = cast.client("leader").post(renew, sent(until, "MARK-derfor"))
    assert answer.status_code == 422
    assert "MARK-derfor</textarea>" in answer.content.decode()
    assert not Renewal.objects.exists()


def test_past_its_horizon_a_renewal_reaches_beyond_today(cast: Cast, clock):
    clock.move_to(datetime(2027, 5, 1, 12, tzinfo=CPH))
    given = {"by": cast.network.leader, "network": cast.network, "why": "Fordi."}
    for until in (date(2027, 4, 1), date(2027, 5, 1)):
        with pytest.raises(NoLongerThanBefore):
            renew_network(until=until, **given)
    renew_network(until=date(2027, 5, 2), **given)


def test_a_closed_network_is_not_renewed(cast: Cast):
    Network.objects.update(status="closed", closed_at=TUESDAY)
    with pytest.raises(NotPossibleNow):
        renew_network(
            by=cast.network.leader, network=cast.network, until=date(2028, 1, 1), why="Fordi."
        )


def test_the_page_costs_the_same_for_1_3_and_25_renewals(cast: Cast, renew: str):
    costs = []
    for size in (1, 3, 25):
        while Renewal.objects.count() < size:
            Renewal.objects.create(
                network=cast.network, until=HORIZON, why="Mere", by=cast.network.leader
            )
        costs.append(queries_of(cast.client("leader"), renew))
    # session, person, network, renewals
    assert costs == [4, 4, 4]


def waiting() -> list[tuple[str, date]]:
    rule = next(one for one in RULES if one.key == "horizon_passed")
    found = list(rule.waiting(Person.objects.all()))
    assert all(reverse(rule.view, kwargs={rule.place_name: row[5]}) for row in found)
    names = dict(Person.objects.values_list("pk", "first_name"))
    return [(names[row[2]], row[3].date()) for row in found]


def test_the_leader_is_asked_from_the_day_after_the_horizon_until_it_is_renewed(cast: Cast, clock):
    clock.move_to(datetime(2027, 3, 8, 23, 59, tzinfo=CPH))
    assert waiting() == []
    clock.shift(timedelta(minutes=2))
    assert waiting() == [("Mia", HORIZON)]
    renew_network(
        by=cast.network.leader, network=cast.network, until=date(2027, 6, 8), why="Fordi."
    )
    assert waiting() == []


def test_nobody_is_asked_of_a_closed_network_or_one_of_open_length(cast: Cast, clock, dorte, eva):
    consultant = cast.people["consultant"]
    make_network(
        leader=eva,
        reference_leader=dorte,
        consultant=consultant,
        type_key="innovation",
        title="Et åbent",
    )
    clock.move_to(datetime(2028, 3, 9, 12, tzinfo=CPH))
    assert waiting() == [("Mia", HORIZON)]
    Network.objects.filter(pk=cast.network.pk).update(status="closed", closed_at=TUESDAY)
    assert waiting() == []


def test_the_reference_leader_is_shown_what_is_theirs_to_do(cast: Cast, renew: str):
    close = reverse("networks:network_close", args=[cast.network.slug])
    shown = {who: html_of(cast.client(who), renew) for who in ("leader", "reference leader")}
    assert {who: close in html for who, html in shown.items()} == {
        "leader": True,
        "reference leader": False,
    }
    for words in ("Skal netværket fortsætte?", "Mia leder det og er den, der forankrer og lukker."):
        assert (words in shown["leader"], words in shown["reference leader"]) == (False, True)
