"""One's own choices and post, and nobody else's."""

import pytest

from netvaerk.mail import Letter
from netvaerk.people.actions.mail import deliver_mail, queue_mail
from netvaerk.people.enums import Language
from netvaerk.people.models import AuditEntry, OutboxMail, Person
from tests.conftest import sign_in

pytestmark = pytest.mark.django_db


def write(to, subject="Nyt", **more):
    letter = Letter(
        subject=subject,
        paragraphs=["Første linje\nanden linje", "<b>Ikke fed</b>"],
        why="Fordi.",
        button_label="Se netværket",
        button_path="/netvaerk/",
        **more,
    )
    cause = f"{to.pk}:{OutboxMail.objects.count()}"
    return queue_mail(to=to, cause=cause, kind="test", letter=letter)


def test_a_choice_is_saved_for_oneself_only(client, mia, ali):
    before = Person.objects.values().get(pk=ali.pk)
    response = sign_in(client, mia).post(
        "/min-side/", {"language": "en", "person": ali.pk, "email": "x@y.z", "roles": "director"}
    )
    assert response.url == "/min-side/"
    after = Person.objects.get(pk=mia.pk)
    assert (after.language, after.wants_nudges_by_mail) == (Language.ENGLISH, True)
    assert (after.email, after.roles) == (mia.email, mia.roles)
    assert Person.objects.values().get(pk=ali.pk) == before
    assert AuditEntry.objects.get().verb == "save_preferences"


def test_a_wrong_choice_comes_back_with_its_error(client, mia):
    response = sign_in(client, mia).post("/min-side/", {"language": "fr"})
    assert response.status_code == 422
    assert list(response.context["form"].errors) == ["language"]
    assert Person.objects.get(pk=mia.pk).language == Language.DANISH


def test_the_page_is_in_the_chosen_language(client, mia):
    sign_in(client, mia)
    assert client.get("/min-side/").headers["Content-Language"] == "da"
    client.post("/min-side/", {"language": "en"})
    assert client.get("/min-side/").headers["Content-Language"] == "en"


def test_a_guest_has_a_page_too(client, noor):
    assert "Du er her som borger" in sign_in(client, noor).get("/min-side/").content.decode()


def test_the_own_page_asks_little(client, mia, django_assert_num_queries):
    sign_in(client, mia)
    with django_assert_num_queries(5):  # session, user, user with unit, address, choices
        client.get("/min-side/")


def test_the_mailbox_holds_what_was_sent_to_oneself(client, mia, ali):
    write(mia, "Det første")
    write(ali, "Til Ali")
    deliver_mail()
    write(mia, "Ikke sendt endnu")
    page = sign_in(client, mia).get("/post/")
    assert [letter.subject for letter in page.context["page"]] == ["Det første"]


def test_a_letter_is_shown_as_paragraphs_whose_links_work(client, mia):
    letter = write(mia, "Nyt om netværket")
    deliver_mail()
    page = sign_in(client, mia).get(f"/post/{letter.pk}/").content.decode()
    assert "<p>Første linje<br>anden linje</p>" in page
    assert "<p>&lt;b&gt;Ikke fed&lt;/b&gt;</p>" in page
    assert '<a href="/netvaerk/">Se netværket</a>' in page
    assert page.count("Nyt om netværket</h1>") == 1


def test_anothers_letter_answers_as_one_that_does_not_exist(client, mia, ali):
    letter = write(ali)
    deliver_mail()
    sign_in(client, mia)
    theirs, none = client.get(f"/post/{letter.pk}/"), client.get("/post/999999/")
    assert (theirs.status_code, theirs.content) == (none.status_code, none.content)
    assert theirs.status_code == 404


def test_the_mailbox_is_the_demos(client, mia, settings):
    letter = write(mia)
    deliver_mail()
    settings.DEMO = False
    sign_in(client, mia)
    assert client.get("/post/").status_code == 404
    assert client.get(f"/post/{letter.pk}/").status_code == 404


@pytest.mark.parametrize("letters", [0, 1, 3, 30])
def test_the_mailbox_asks_as_much_however_full_it_is(
    client, mia, letters, django_assert_num_queries
):
    for number in range(letters):
        write(mia, f"Brev {number}")
    deliver_mail()
    sign_in(client, mia)
    with django_assert_num_queries(4 if letters else 3):  # session, user, count, letters
        assert client.get("/post/").status_code == 200
