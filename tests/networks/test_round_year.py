"""A year's two rounds in one act, from the secretariat's desk."""

from datetime import date

import pytest
import time_machine
from django.urls import reverse

from netvaerk.people.models import AuditEntry
from netvaerk.refusals import Refusal
from networks.actions.round import create_rounds
from networks.models import ThemeRound
from networks.queries.round import first_year_to_plan, usual_rounds
from tests.conftest import sign_in
from tests.factories.networks import ThemeRoundFactory, make_forwarded, make_submitted, open_round
from tests.networks.proposal_pages import errors, said

YEAR = reverse("admin:networks_themeround_year")
LIST = reverse("admin:networks_themeround_changelist")
USUAL = [
    ("Sommer 2027", date(2027, 5, 1), date(2027, 6, 15)),
    ("Vinter 2027/28", date(2027, 12, 1), date(2028, 1, 20)),
]
DATES = {
    "sommer_proposals_by": "2027-05-01",
    "sommer_decided_on": "2027-06-15",
    "vinter_proposals_by": "2027-12-01",
    "vinter_decided_on": "2028-01-20",
}


@pytest.fixture(autouse=True)
def _in_november(db: None):
    with time_machine.travel("2026-11-24 10:00 +0100", tick=False):
        yield


def rounds() -> list[tuple]:
    found = ThemeRound.objects.order_by("proposals_by")
    return list(found.values_list("name", "proposals_by", "decided_on"))


def test_the_page_shows_the_usual_dates_and_writes_nothing(client, karen):
    response = sign_in(client, karen).get(YEAR, {"aar": "2027"})
    shown = [
        [field.value() for field in fields] for _round, fields in response.context["form"].parts()
    ]
    assert shown == [[USUAL[0][1], USUAL[0][2]], [USUAL[1][1], USUAL[1][2]]]
    assert rounds() == []


def test_one_button_creates_both_and_says_so(client, karen):
    response = sign_in(client, karen).post(f"{YEAR}?aar=2027", DATES)
    assert (response.url, rounds()) == (LIST, USUAL)
    assert said(response)[0].startswith("Sommer 2027 og Vinter 2027/28 er oprettet.")
    entries = AuditEntry.objects.filter(verb="create_round")
    assert [entry.by for entry in entries] == [karen, karen]


def test_sent_twice_it_makes_two_and_not_four(client, karen):
    sign_in(client, karen).post(f"{YEAR}?aar=2027", DATES)
    again = client.post(f"{YEAR}?aar=2027", DATES)
    assert (rounds(), said(again)[-1]) == (
        USUAL,
        "Årets runder findes allerede. Der er ikke ændret noget.",
    )


def test_what_exists_stays_as_it_is(client, karen):
    own = ThemeRoundFactory(name="Forår", proposals_by="2027-05-01", decided_on="2027-06-20")
    sign_in(client, karen).post(f"{YEAR}?aar=2027", {**DATES, "vinter_decided_on": "2028-01-25"})
    assert rounds() == [
        ("Forår", date(2027, 5, 1), date(2027, 6, 20)),
        ("Vinter 2027/28", date(2027, 12, 1), date(2028, 1, 25)),
    ]
    assert ThemeRound.objects.get(name="Forår") == own


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"sommer_decided_on": "2027-05-01"}, "sommer_decided_on"),
        ({"sommer_proposals_by": "2026-05-01"}, "sommer_proposals_by"),
        ({"vinter_proposals_by": "2027-05-01"}, "vinter_proposals_by"),
        ({"vinter_proposals_by": "i vinter"}, "vinter_proposals_by"),
        ({"sommer_decided_on": ""}, "sommer_decided_on"),
    ],
)
def test_dates_that_cannot_be_right_come_back(client, karen, wrong, field):
    response = sign_in(client, karen).post(f"{YEAR}?aar=2027", {**DATES, **wrong})
    assert (response.status_code, list(errors(response))) == (422, [field])
    assert response.context["form"][field].value() == wrong[field]
    assert rounds() == []


@pytest.mark.parametrize("year", ["", "1999", "9999999999", "næste"])
def test_a_year_that_is_not_offered_shows_the_first_that_lacks_a_round(client, karen, year):
    ThemeRoundFactory(name="Vinter 2026/27", proposals_by="2026-12-01", decided_on="2027-01-20")
    assert sign_in(client, karen).get(YEAR, {"aar": year}).context["year"] == 2027


def test_a_deadline_gone_by_is_not_laid_out(client, karen):
    assert first_year_to_plan() == 2026
    response = sign_in(client, karen).get(YEAR)
    assert [one.name for one in response.context["form"].missing] == ["Vinter 2026/27"]


@pytest.mark.parametrize("who", ["bo", "mia", "eva", "noor", "root"])
def test_it_is_the_secretariats(client, who, request):
    person = request.getfixturevalue(who)
    sign_in(client, person)
    assert client.get(YEAR, follow=True).status_code == 403
    assert client.post(f"{YEAR}?aar=2027", DATES, follow=True).status_code == 403
    with pytest.raises(Refusal):
        create_rounds(by=person, rounds=usual_rounds(2027))
    assert rounds() == []


def test_the_desk_says_how_many_lie_in_a_round_and_deletes_none(client, karen, eva):
    make_forwarded(eva)
    make_submitted(eva)
    own = open_round()
    sign_in(client, karen)
    assert "2 forslag" in client.get(LIST).content.decode()
    change = client.get(reverse("admin:networks_themeround_change", args=[own.pk]))
    assert "2 forslag" in change.content.decode()
    delete = client.post(
        reverse("admin:networks_themeround_delete", args=[own.pk]), {"post": "yes"}
    )
    assert (delete.status_code, ThemeRound.objects.filter(pk=own.pk).exists()) == (403, True)
