"""The network's own log, taken out of the house: what it holds, for whom, and that it is noted."""

from datetime import timedelta
from io import BytesIO

import docx
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from pypdf import PdfReader

from netvaerk import clock
from netvaerk.people.models import AuditEntry
from netvaerk.refusals import NotPossibleNow
from networks.actions.export import note_export
from networks.enums import Audience
from networks.models import LearningComment, LearningEntry
from networks.queries.papers import MAY_READ, log_paper
from networks.queries.standing import networks_for
from tests.factories.networks import make_learning, make_network
from tests.factories.networks.assumption import make_assumption
from tests.factories.networks.attachment import make_attachment
from tests.factories.networks.learning import make_comment, make_draft_card, make_edit, make_story
from tests.networks.rooms import Cast, cast_of, html_of, mark_cards, marks_in, queries_of

INSIDE = {"leader", "member", "guest in it", "consultant", "co-driver"}
FORMS = ["word", "pdf", "markdown"]


@pytest.fixture
def cast(request: pytest.FixtureRequest) -> Cast:
    return cast_of(request)


@pytest.fixture
def page(cast: Cast) -> str:
    return reverse("networks:learning_export", args=[cast.network.slug])


def address(cast: Cast, form: str = "markdown") -> str:
    return reverse("networks:learning_export_file", args=[cast.network.slug, form])


def log(cast: Cast, who: str = "member") -> str:
    """The log as Markdown."""
    return cast.client(who).post(address(cast)).content.decode()


def text_of(answer) -> str:
    """Whatever form it has."""
    content = answer.content
    if content.startswith(b"%PDF"):
        return " ".join(page.extract_text() for page in PdfReader(BytesIO(content)).pages)
    if content.startswith(b"PK"):
        return "\n".join(one.text for one in docx.Document(BytesIO(content)).paragraphs)
    return content.decode()


def test_only_those_inside_find_the_door(cast: Cast, page: str):
    answers = {
        who: (
            cast.client(who).get(page).status_code,
            *(cast.client(who).post(address(cast, form)).status_code for form in FORMS),
        )
        for who in cast.people
    }
    expected = dict.fromkeys(cast.people, (404, 404, 404, 404))
    expected |= dict.fromkeys(INSIDE, (200, 200, 200, 200)) | {"anonymous": (302, 403, 403, 403)}
    assert answers == expected


def test_a_link_takes_nothing_out(cast: Cast):
    assert [cast.client("member").get(address(cast, form)).status_code for form in FORMS] == [
        *(405, 405, 405),
    ]
    assert cast.client("member").post(address(cast, "excel")).status_code == 404
    assert not AuditEntry.objects.filter(verb="export_learning").exists()


@pytest.mark.parametrize("form", FORMS)
def test_every_form_holds_every_card_and_comment(cast: Cast, form: str):
    cards = mark_cards(cast.network)
    make_comment(cards[0], by=cast.people["leader"], text="MARK-en-kommentar")
    answer = cast.client("member").post(address(cast, form))
    text = text_of(answer)
    assert marks_in(text) == set(Audience.values)
    assert "MARK-en-kommentar" in text
    assert "Indeholder tekster, som kun netværket må læse." in text


@pytest.mark.parametrize(
    ("form", "extension", "kind"),
    [("word", "docx", "wordprocessingml"), ("pdf", "pdf", "pdf"), ("markdown", "md", "markdown")],
)
def test_the_file_says_what_it_is(cast: Cast, form: str, extension: str, kind: str):
    answer = cast.client("member").post(address(cast, form))
    name = f'attachment; filename="laering-{cast.network.slug}.{extension}"'
    assert answer["Content-Disposition"] == name
    assert (kind in answer["Content-Type"], answer["Cache-Control"]) == (True, "no-store, private")


def test_the_first_page_says_who_took_it_out_and_when(cast: Cast):
    make_learning(cast.network)
    with clock.set_to(clock.now().replace(year=2026, month=11, day=24, hour=9)):
        text = log(cast)
    member = cast.people["member"]
    assert text.startswith(f"# Det har vi lært: {cast.network.title}")
    assert f"- **Af:** {member.name}" in text
    assert "- **Taget ud:** tirsdag 24. november 2026" in text
    assert "- **Indhold:** 1 kort og 0 kommentarer" in text


def test_what_everybody_may_read_says_so(cast: Cast):
    card = make_learning(cast.network, audience=Audience.EMPLOYEES)
    assert "Alt i loggen må læses af alle medarbejdere." in log(cast)
    make_comment(card, by=cast.people["leader"], audience=Audience.SECRETARIAT)
    assert "som kun netværket og sekretariatet må læse" in log(cast)


def test_the_oldest_card_comes_first_with_what_surrounds_it(cast: Cast):
    with clock.set_to(clock.now() - timedelta(days=400)):
        story = make_story(cast.network, by=cast.people["member"], title="MARK-fortælling")
    touched = make_assumption(cast.network, sentence="MARK-antagelsen")
    make_edit(make_learning(cast.network, learned="MARK-kort"), assumption=touched)
    make_attachment(by=story.author, entry=story, name="tavle.png")
    text = log(cast)
    assert text.index("## MARK-fortælling") < text.index("MARK-kort")
    assert f"{story.author.name}, {story.author.unit} · Fortælling · Kun netværket" in text.replace(
        "\\&", "&"
    )
    assert "**På trappen**" in text, "a heading of the story is none of the paper's"
    assert ("MARK-antagelsen" in text, "tavle.png (PNG-billede)" in text) == (True, True)


def test_nothing_comes_along_that_the_reader_may_not_read(cast: Cast):
    other = make_network(
        leader=cast.people["employee outside"],
        reference_leader=cast.network.reference_leader,
        consultant=cast.people["consultant elsewhere"],
        title="Et andet netværk",
    )
    for audience in Audience.values:
        make_comment(
            make_learning(other, learned="MARK-andres", audience=audience),
            by=other.leader,
            text="MARK-andres",
        )
    own = make_learning(cast.network, learned="MARK-før-rettelsen")
    make_edit(own, learned="Rettet")
    make_draft_card(cast.people["leader"], cast.network, learned="MARK-kladde")
    text = log(cast)
    assert ("Rettet" in text, "MARK" in text) == (True, False)


def test_who_wrote_it_and_is_erased_has_no_name(cast: Cast):
    card = make_learning(cast.network, by=cast.people["member"])
    type(card.author).objects.filter(pk=card.author_id).update(
        first_name="", last_name="", unit=None
    )
    assert "Tidligere deltager · Kort" in log(cast, "leader")


def test_taking_it_out_is_noted_before_it_leaves(cast: Cast):
    cast.client("member").post(address(cast, "pdf"))
    trace = AuditEntry.objects.get(verb="export_learning")
    said = (trace.by, trace.subject_id, trace.facts)
    assert said == (cast.people["member"], str(cast.network.pk), {"form": "pdf"})
    with pytest.raises(NotPossibleNow):
        note_export(by=cast.people["reference leader"], network=cast.network, form="pdf")


def test_what_people_wrote_is_no_heading_of_the_log(cast: Cast):
    make_learning(cast.network, learned="# MARK\n\n1. x\n```\n<b>")
    text = log(cast)
    assert [line for line in text.splitlines() if line.startswith("#")] == [
        text.splitlines()[0],
        f"## {text.split('## ')[1].splitlines()[0]}",
    ]
    assert "\\# MARK" in text


def test_an_empty_log_says_how_it_begins(cast: Cast, page: str):
    html = html_of(cast.client("member"), page)
    assert ("Der er ikke noget at tage med endnu" in html, "Hent som" in html) == (True, False)


def test_the_page_says_what_is_in_it(cast: Cast, page: str):
    make_comment(make_learning(cast.network), by=cast.people["leader"])
    html = " ".join(html_of(cast.client("member"), page).split())
    assert "<p> Fra " in html
    assert "<em>Indeholder tekster, som kun netværket må læse.</em>" in html
    assert html.count("Hent som") == 3


def test_the_page_costs_the_same_at_every_size(cast: Cast, page: str):
    costs = []
    for size in (1, 3, 25):
        while LearningEntry.objects.count() < size:
            make_comment(make_learning(cast.network), by=cast.people["leader"])
        costs.append(queries_of(cast.client("member"), page))
    # session, person, network; and the log's two ends with the narrowest text
    assert costs == [4, 4, 4]


def test_the_page_counts_nothing_in_the_log(cast: Cast, page: str):
    make_comment(make_learning(cast.network), by=cast.people["leader"])
    with CaptureQueriesContext(connection) as asked:
        cast.client("member").get(page)
    of_the_log = [one["sql"] for one in asked if "networks_learningentry" in one["sql"]]
    assert of_the_log
    for counting in ("COUNT(", "MIN(", "MAX(", "DISTINCT"):
        assert not any(counting in sql for sql in of_the_log), counting


def test_the_page_says_the_narrowest_of_what_is_printed(cast: Cast, page: str):
    employees = Audience.EMPLOYEES
    card = make_learning(cast.network, audience=employees)
    assert str(MAY_READ[employees]) in html_of(cast.client("member"), page)
    make_comment(card, by=cast.people["leader"], audience=Audience.SECRETARIAT)
    assert str(MAY_READ[Audience.SECRETARIAT]) in html_of(cast.client("member"), page)
    make_comment(card, by=cast.people["leader"], audience=Audience.NETWORK)
    assert str(MAY_READ[Audience.NETWORK]) in html_of(cast.client("member"), page)


def test_a_long_log_is_fetched_a_few_cards_at_a_time(cast: Cast, django_assert_num_queries):
    first = make_learning(cast.network)
    LearningEntry.objects.bulk_create(
        LearningEntry(
            **{name: getattr(first, name) for name in ("network", "author", *first.WORDS)}
        )
        for _number in range(599)
    )
    LearningComment.objects.create(entry=first, author=first.author, text="Godt set")
    member = cast.people["member"]
    network = networks_for(member).get(pk=cast.network.pk)  # as the page's door fetches it
    with django_assert_num_queries(4 + 1 + 3 * 2):
        blocks = list(log_paper(member, network).blocks)
    assert sum(type(block).__name__ == "Heading" for block in blocks) == 600
