"""What every template can say without loading it."""

from datetime import UTC, date, datetime, timedelta
from types import SimpleNamespace as Thing

import pytest
import time_machine
from django.template import Context, Template
from django.utils import translation
from django.utils.safestring import mark_safe

from netvaerk import dates
from netvaerk.templatetags import components

TUESDAY = datetime(2026, 11, 24, 8, 30, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _a_tuesday_in_november():
    with time_machine.travel(TUESDAY, tick=False), translation.override("da"):
        yield


@pytest.mark.parametrize(
    ("before", "words"),
    [
        (timedelta(), "lige nu"),
        (timedelta(minutes=9), "lige nu"),
        (timedelta(minutes=10), "i dag"),
        (timedelta(hours=9, minutes=29), "i dag"),
        (timedelta(hours=10), "i går"),
        (timedelta(days=2), "for 2 dage siden"),
        (timedelta(days=9), "for 9 dage siden"),
        (timedelta(days=60), "for 60 dage siden"),
        (timedelta(days=61), "24. september 2026"),
        (timedelta(days=-3), "27. november 2026"),
    ],
)
def test_ago_says_how_long_as_people_do(before, words):
    said = dates.ago(TUESDAY - before)
    assert said.split(">")[1].removesuffix("</time") == words


def test_ago_holds_the_exact_moment_in_the_time_of_copenhagen():
    assert dates.ago(datetime(2026, 11, 15, 23, 30, tzinfo=UTC)) == (
        '<time datetime="2026-11-16T00:30+01:00" title="mandag 16. november kl. 0.30">'
        "for 8 dage siden</time>"
    )


def test_ago_takes_a_day_too():
    assert dates.ago(date(2026, 11, 23)) == (
        '<time datetime="2026-11-23" title="mandag 23. november">i går</time>'
    )


def test_day_names_the_year_only_when_it_is_another():
    assert dates.day(date(2026, 11, 24)) == "tirsdag 24. november"
    assert dates.day(date(2025, 11, 24)) == "mandag 24. november 2025"


def test_moment_says_the_time_as_danes_do():
    assert dates.moment(TUESDAY) == "tirsdag 24. november kl. 9.30"


@pytest.mark.parametrize("say", [dates.ago, dates.day, dates.moment])
def test_no_date_is_no_words(say):
    assert say(None) == ""


def test_initials_are_of_the_first_and_the_last_name():
    person = Thing(first_name="Anne Grethe", last_name="af Ørsted")
    assert ">AØ</span>" in components.initials(person)


def test_initials_of_somebody_erased_are_a_figure():
    assert "#person" in components.initials(Thing(first_name="", last_name=""))


def test_initials_are_escaped():
    assert "<b" not in components.initials(Thing(first_name="<b>", last_name=""))


def test_icon_is_silent_beside_words_and_speaks_when_alone():
    silent = '<svg class="icon-svg" focusable="false" aria-hidden="true">'
    assert components.icon("search").startswith(silent)
    alone = components.icon("search", label="Søg <her>")
    assert 'role="img" aria-label="Søg &lt;her&gt;"' in alone


def test_paragraphs_keep_line_breaks_and_escape_the_rest():
    assert components.paragraphs("En\nto\n\n<script>") == (
        "<p>En<br>to</p>\n\n<p>&lt;script&gt;</p>"
    )
    assert components.paragraphs(None) == ""


def test_every_template_has_the_tags_without_loading_them():
    assert (
        Template("{{ at|day }}{% icon 'add' as picture %}").render(Context({"at": TUESDAY}))
        == "tirsdag 24. november"
    )


def test_an_icon_never_takes_plain_text_for_what_was_said_to_be_safe():
    """They are equal as words, and icons are remembered by their words."""
    assert 'aria-label="<b>"' in components.icon("search", label=mark_safe("<b>"))
    assert 'aria-label="&lt;b&gt;"' in components.icon("search", label="<b>")


def test_words_that_are_kept_are_those_of_the_language_and_of_the_year():
    day, evening = date(2026, 11, 24), datetime(2026, 11, 23, 23, 30, tzinfo=UTC)
    with time_machine.travel(TUESDAY, tick=False):
        danish = dates.day(day), dates.day(evening), dates.moment(evening), dates.full_day(day)
        with translation.override("en"):
            english = dates.day(day), dates.day(evening), dates.moment(evening), dates.full_day(day)
    with time_machine.travel(datetime(2027, 1, 1, 9, tzinfo=UTC), tick=False):
        later = dates.day(day), dates.moment(evening), dates.full_day(day)
    on, at = "tirsdag 24. november", "kl. 0.30"
    assert danish == (on, on, f"{on} {at}", "24. november 2026")
    assert english == ("Tuesday 24 November",) * 2 + (english[2], "24 November 2026")
    assert english[2].startswith("Tuesday 24 November")
    assert later == (f"{on} 2026", f"{on} 2026 {at}", "24. november 2026")
