"""The catalogue from a file: shown line by line first, and our own file changes nothing."""

import io
import zipfile

import pytest
from django.contrib.messages import get_messages
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from openpyxl import Workbook

from netvaerk.people.models import AuditEntry
from netvaerk.refusals import Refusal
from offerings.actions.catalogue_import import import_catalogue
from offerings.models import Offering
from offerings.queries.catalogue_file import cells_of
from tests.factories.offerings import make_offering

LIST, DOOR = reverse("admin:offerings_offering_changelist"), "/admin/offerings/offering/hent/"
SHORT = "Titel;Art;Det giver;Det kræver"
HEAD = f"Nøgle;{SHORT};Faser;Netværkstyper;Holdes af;Eller en udefra;Kan tilbydes"

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(client, karen):
    client.force_login(karen)
    return client


def file_of(text: str, name: str = "katalog.csv") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, text.encode("utf-8-sig"))


def preview_of(client, text: str):
    return client.post(DOOR, {"catalogue": file_of(text)})


def confirm(client, text: str):
    return client.post(DOOR, {"catalogue": text, "confirm": "1"})


def everything() -> list[dict]:
    return [cells_of(one) for one in Offering.objects.order_by("pk")]


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_the_catalogue_taken_out_can_be_taken_in_and_changes_nothing(desk, karen, kind):
    make_offering(
        "=Ærlig snak", phases=["Opstart", "Undersøg"], gives="Ro\r\nog fred", asks="- Tid"
    )
    make_offering("Kursus; to dage", types=["velfaerd"], holder=karen, is_active=False)
    make_offering("Udefra", outside_holder="Århus Konsulenter")
    before, trail = everything(), AuditEntry.objects.filter(verb="edit_content").count()
    sheet = b"".join(desk.post(LIST, {"_sheet": kind}).streaming_content)
    response = desk.post(DOOR, {"catalogue": SimpleUploadedFile(f"katalog.{kind}", sheet)})
    assert response.status_code == 200
    assert "Alt er allerede, som det står i filen" in response.content.decode()
    assert [change.is_unchanged for change in response.context["preview"].rows] == [True] * 3
    assert everything() == before
    assert AuditEntry.objects.filter(verb="edit_content").count() == trail


def test_a_new_and_a_changed_line_are_shown_and_written_at_the_yes(desk, karen):
    known = make_offering("Åbent rum", phases=["Opstart"])
    text = (
        f"{HEAD}\n"
        f"{known.key};Åbent rum;Kursus;En dag sammen.;At alle er med.;Opstart | Undersøg;;;;ja\n"
        f";Nyt værksted;workshop;Fart;En formiddag;;Velfærdsnetværk;{karen.email.upper()};;nej\n"
    )
    page = preview_of(desk, text).content.decode()
    assert "<del>Workshop</del> → <ins>Kursus</ins>" in page
    assert "<del>Opstart</del> → <ins>Opstart | Undersøg</ins>" in page
    assert Offering.objects.count() == 1
    response = confirm(desk, text)
    assert (response.status_code, response.url) == (302, LIST)
    assert [str(one) for one in get_messages(response.wsgi_request)] == [
        "Kataloget er læst ind. Nye: 1. Ændrede: 1."
    ]
    known.refresh_from_db()
    assert (known.kind, known.phases.count()) == ("course", 2)
    new = Offering.objects.get(title="Nyt værksted")
    assert (new.key, new.holder, new.is_active) == ("nyt-vaerksted", karen, False)
    assert [one.name for one in new.types.all()] == ["Velfærdsnetværk"]
    assert AuditEntry.objects.filter(by=karen, verb="edit_content").count() == 1


def test_columns_that_the_file_lacks_leave_their_fields_as_they_were(desk, karen):
    known = make_offering("Åbent rum", phases=["Opstart"], holder=karen)
    confirm(desk, f"{SHORT}\nåbent rum;Workshop;Noget nyt;At alle er med.")
    known.refresh_from_db()
    assert (known.title, known.gives, known.holder) == ("åbent rum", "Noget nyt", karen)
    assert [phase.name for phase in known.phases.all()] == ["Opstart"]


def test_confirming_twice_makes_one(desk):
    text = f"{SHORT}\nNyt;Workshop;a;b"
    confirm(desk, text)
    again = confirm(desk, text)
    assert Offering.objects.count() == 1
    assert again.status_code in {200, 302}


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        (";Nyt;Foredrag;a;b;;;;;", "»Foredrag« findes ikke under »art«."),
        (";;Workshop;a;b;;;;;", "Feltet »titel« er tomt."),
        (f";{'x' * 91};Workshop;a;b;;;;;", "Feltet »titel« er for langt."),
        (";Nyt;Workshop;a;b;Ferie;;;;", "»Ferie« findes ikke under »faser«."),
        (";Nyt;Workshop;a;b;;Hyggenetværk;;;", "»Hyggenetværk« findes ikke under »netværkstyper«."),
        (";Nyt;Workshop;a;b;;;ingen@demo.example;;", "Ingen medarbejder har adressen"),
        (";Nyt;Workshop;a;b;;;karen@demo.example;Hans;", "både en holder herfra og en udefra"),
        (";Nyt;Workshop;a;b;;;;;måske", "»måske« er hverken ja eller nej."),
        ("må ikke;Nyt;Workshop;a;b;;;;;", "»må ikke« kan ikke være en nøgle."),
        (";Nyt;Workshop;a;b;;;;;ja;mere", "flere felter end kolonner"),
    ],
)
def test_a_line_that_is_wrong_says_so_and_nothing_is_taken_in(desk, line, reason):
    make_offering("Åbent rum")
    text = f"{HEAD}\n;Rigtig;Workshop;a;b;;;;;\n{line}\n"
    for response in (preview_of(desk, text), confirm(desk, text)):
        assert response.status_code == 422
        (bad,) = response.context["preview"].bad_rows
        assert bad.line == 3
        assert reason in bad.reason
        assert bad.remedy
    assert Offering.objects.count() == 1


def test_the_same_offering_by_key_and_by_title_is_one_too_many(desk):
    known = make_offering("Åbent rum")
    text = f"{HEAD}\n{known.key};Nyt navn;Workshop;a;b;;;;;\n;Åbent rum;Workshop;a;b;;;;;\n"
    (bad,) = preview_of(desk, text).context["preview"].bad_rows
    assert "står også på linje 2" in bad.reason


def test_a_workbook_of_ones_own_is_read(desk):
    book = Workbook()
    book.active.append(["Titel", "Art", "Det giver", "Det kræver"])
    book.active.append(["Ærø", "Metode", 12, "Tid"])
    held = io.BytesIO()
    book.save(held)
    response = desk.post(DOOR, {"catalogue": SimpleUploadedFile("k.xlsx", held.getvalue())})
    (change,) = response.context["preview"].rows
    assert (change.row.cells["titel"], change.row.cells["det giver"]) == ("Ærø", "12")


@pytest.mark.parametrize("name", ["k.xlsx", "k.csv"])
def test_a_workbook_that_unpacks_to_far_too_much_is_refused_whatever_it_is_called(desk, name):
    book, held = Workbook(), io.BytesIO()
    book.active.append(["Titel", "Art", "Det giver", "Det kræver"])
    book.active.append(["Ærø", "Metode", "ro", "Tid"])
    book.save(held)
    with zipfile.ZipFile(held, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/theme/more.xml", b" " * 101 * 1024 * 1024)
    response = desk.post(DOOR, {"catalogue": SimpleUploadedFile(name, held.getvalue())})
    assert response.status_code == 422
    assert response.context["form"].errors["catalogue"]


@pytest.mark.parametrize(
    ("name", "content"),
    [("k.xlsx", b"PK\x03\x04 nothing"), ("k.csv", b"PK\x03\x04"), ("k.exe", b"MZ"), ("k.csv", b"")],
)
def test_what_is_no_catalogue_is_said_in_words(desk, name, content):
    response = desk.post(DOOR, {"catalogue": SimpleUploadedFile(name, content)})
    assert response.status_code == 422
    assert response.context["form"].errors["catalogue"]


def test_missing_columns_are_named(desk):
    (bad,) = preview_of(desk, "Titel;Art\na;b").context["preview"].bad_rows
    assert bad.reason == "Kolonner mangler: det giver, det kræver."


@pytest.mark.parametrize("who", ["mia", "bo", "noor"])
def test_nobody_else_takes_a_catalogue_in(client, who, request):
    person = request.getfixturevalue(who)
    client.force_login(person)
    assert confirm(client, f"{SHORT}\nNyt;Workshop;a;b").status_code in {302, 403}
    with pytest.raises(Refusal):
        import_catalogue(by=person, catalogue="", dry_run=True)
    assert Offering.objects.count() == 0


@pytest.mark.parametrize("rows", [1, 3, 25])
def test_a_preview_takes_the_same_queries_however_long(
    desk, karen, rows, django_assert_num_queries
):
    for number in range(rows):
        make_offering(f"Tilbud nr. {number}", phases=["Opstart"], holder=karen)
    text = b"".join(desk.post(LIST, {"_sheet": "csv"}).streaming_content).decode("utf-8-sig")
    with django_assert_num_queries(10):
        response = preview_of(desk, text)
    assert len(response.context["preview"].rows) == rows
