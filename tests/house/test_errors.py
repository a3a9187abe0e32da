"""When something goes wrong, the page is friendly and nothing typed is lost."""

import pytest
from django.core.exceptions import RequestDataTooBig
from django.db import OperationalError
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.utils import translation

from netvaerk import errors

FROM_HERE = {"Sec-Fetch-Site": "same-origin"}


@pytest.fixture(autouse=True)
def _in_danish():
    with translation.override("da"):
        yield


def expired(data, headers=None, path="/forslag/nyt/?trin=2"):
    response = errors.expired_form(RequestFactory().post(path, data, headers=headers or FROM_HERE))
    assert response.status_code == 403
    return response.content.decode()


def test_an_expired_form_gives_back_what_was_typed():
    page = expired({"why": "Børnene bliver <b>væk</b>\nfra timerne", "csrfmiddlewaretoken": "old"})
    assert "Siden har stået åben for længe" in page
    assert (
        'name="why" rows="6">\nBørnene bliver &lt;b&gt;væk&lt;/b&gt;\nfra timerne</textarea>'
        in page
    )
    assert 'action="/forslag/nyt/?trin=2"' in page
    assert page.count('name="csrfmiddlewaretoken"') == 1
    assert "old" not in page.split("csrfmiddlewaretoken")[1].split(">")[0]


def test_an_expired_form_sends_choices_again_too():
    page = expired({"why": "To ord", "units": ["3", "5"]})
    assert page.count('name="units"') == 2


def test_an_expired_form_opens_its_own_page_again_not_the_address_it_was_sent_to():
    asked_on = {"Referer": "http://testserver/netvaerk/elever/retning/"}
    page = expired({"words": "To ord"}, FROM_HERE | asked_on, "/netvaerk/elever/retning/svar/")
    assert 'href="/netvaerk/elever/retning/"' in page
    assert 'action="/netvaerk/elever/retning/svar/"' in page
    elsewhere = {"Referer": "https://evil.example/netvaerk/"}
    assert "evil.example" not in expired({"words": "To ord"}, FROM_HERE | elsewhere)


def test_an_address_that_only_takes_what_is_sent_says_so(client):
    response = client.get("/demo/log-ind/")
    assert response.status_code == 405
    assert response["Allow"] == "POST"
    assert "Den adresse kan ikke åbnes for sig selv" in response.content.decode()


def test_a_password_is_never_shown_nor_sent_again():
    page = expired({"login": "mia@demo.example", "password": "hemmelig kode"})
    assert "hemmelig" not in page
    assert "Send igen" not in page


@pytest.mark.parametrize(
    "headers", [{"Sec-Fetch-Site": "cross-site"}, {"Origin": "https://evil.example"}, {"X": "y"}]
)
def test_a_strangers_form_gets_no_token_of_ours(headers):
    page = expired({"why": "Slet det hele"}, headers)
    assert "Slet det hele" in page
    assert "csrfmiddlewaretoken" not in page
    assert "Send igen" not in page


def test_too_much_is_413_and_says_what_to_do():
    response = errors.bad_request(RequestFactory().post("/"), RequestDataTooBig())
    assert response.status_code == 413
    assert "Det er for meget på én gang" in response.content.decode()


def test_a_bad_request_is_400():
    assert errors.bad_request(RequestFactory().get("/")).status_code == 400


def test_while_the_database_is_away_browsers_are_told_when_to_come_back():
    try:
        raise OperationalError("the server closed the connection")
    except OperationalError:
        response = errors.server_error(RequestFactory().get("/"))
    assert (response.status_code, response["Retry-After"]) == (503, "30")


def test_any_other_fault_is_a_500_without_promises():
    response = errors.server_error(RequestFactory().get("/"))
    assert (response.status_code, response.get("Retry-After")) == (500, None)


def test_a_form_sent_after_the_session_ended_gives_the_text_back():
    request = RequestFactory().post("/netvaerk/", {"learned": "De vil helst spørges først."})
    response = errors.signed_out(request)
    page = response.content.decode()
    assert response.status_code == 403
    assert "De vil helst spørges først." in page
    assert 'href="/konto/login/"' in page


@pytest.mark.parametrize("name", ["400", "403", "404", "405", "429", "500", "503"])
def test_an_error_page_needs_no_request(name):
    page = render_to_string(f"{name}.html")
    assert page.count("<h1>") == 1
    assert 'href="/"' in page
