"""Charts: every figure can be read without seeing, every line leads somewhere, words stay words."""

import re
from datetime import date
from itertools import combinations, pairwise
from math import hypot
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from django.template.loader import render_to_string
from django.utils import translation
from hypothesis import given, settings
from hypothesis import strategies as st

from netvaerk.charts import (
    Bar,
    Bars,
    Chart,
    Column,
    Columns,
    Lifeline,
    Lifelines,
    Link,
    Manner,
    Mark,
    Node,
    Radial,
    Sector,
    Span,
    Tie,
)
from netvaerk.charts.lettering import rows, width_of
from netvaerk.charts.months import ticks
from netvaerk.charts.ring import SIZE, Place, ring

SVG = "{http://www.w3.org/2000/svg}"
NASTY = "<script>alert(1)</script> \"citat\" 'et' & {{ x }} ]]> \x00\x1b"
LONG = "Arbejdsmarked, Borgerservice, Integration og Virksomhedskontakt i hele kommunen"
ABOUT: dict[str, Any] = {"title": "Titel", "description": "Det viser billedet."}


@pytest.fixture(autouse=True)
def _danish():
    with translation.override("da"):
        yield


def bars(*given: Bar, **named: Any) -> Bars:
    about = {"name": "bars", "headings": ("Afdeling", "Før", "Nu"), **ABOUT, **named}
    return Bars(bars=given, **about)


def columns(*given: Column) -> Columns:
    return Columns(name="columns", headings=("Runde", "Nye"), columns=given, **ABOUT)


def lifelines(*lines: Lifeline, **named: Any) -> Lifelines:
    span = {"begins": date(2025, 1, 1), "ends": date(2026, 12, 31), "today": date(2026, 9, 1)}
    return Lifelines(name="lives", thing="Netværk", lines=lines, **{**ABOUT, **span, **named})


def radial(labels: list[str], ties: tuple[Tie, ...] = (), **named: Any) -> Radial:
    """Half of them from outside; a node's key is its place, "n0"."""
    nodes = [
        Node(f"n{number}", label, url=f"/n{number}/", note="i 2 netværk")
        for number, label in enumerate(labels)
    ]
    half = (len(nodes) + 1) // 2
    sectors = (
        Sector("Børn og Unge", tuple(nodes[:half])),
        Sector("Udefra", tuple(nodes[half:]), is_outside=True),
    )
    return Radial(**{"name": "radial", "sectors": sectors, "ties": ties, **ABOUT, **named})


def everything(words: str) -> list[Chart]:
    """Each chart with the same words in every place that takes some."""
    day, about = date(2025, 5, 1), {"title": words, "description": words}
    span, mark = Span(words, day), Mark(words, day, words, url="/m/")
    return [
        bars(Bar(words, (1, None), url="/b/"), headings=(words, words, words), **about),
        columns(Column(words, 2, url="/c/"), Column(words, None, is_running=True)),
        lifelines(Lifeline(words, (span,), (mark,), url="/l/"), **about),
        radial([words] * 3, (Tie("n0", "n2", Manner.NEW, "/t/", words),), **about),
        radial([words] * 20),
    ]


def on_the_page(chart: Chart, **context: Any) -> str:
    return render_to_string("components/_chart.html", {"chart": chart, **context})


def parsed(svg: str) -> ET.Element:
    return ET.fromstring(svg)  # noqa: S314 it is our own


def links(svg: str) -> dict[str, str]:
    """Where each link of the picture leads, and what it is called."""
    found = parsed(svg).iter(f"{SVG}a")
    return {link.get("href", ""): link.findtext(f"{SVG}title") or "" for link in found}


def words_in(svg: str) -> list[str]:
    return [text.text or "" for text in parsed(svg).iter(f"{SVG}text")]


def test_every_node_and_every_line_is_a_link_with_a_name():
    ties = (
        Tie("n0", "n1", Manner.NOW, "/t1/", "2 netværk"),
        Tie("n0", "n2", Manner.EARLIER, "/t2/"),
        Tie("n1", "n2", Manner.NEW, "/t3/"),
    )
    named = links(radial(["Skole", "Sundhed", "Forældre"], ties).svg())
    assert named == {
        "/t1/": "Skole og Sundhed: Arbejder sammen nu, 2 netværk",
        "/t2/": "Skole og Forældre: Har arbejdet sammen før",
        "/t3/": "Sundhed og Forældre: Nyt siden sidst",
        "/n0/": "Skole (Børn og Unge, i 2 netværk)",
        "/n1/": "Sundhed (Børn og Unge, i 2 netværk)",
        "/n2/": "Forældre (Udefra, i 2 netværk)",
    }


def test_a_line_is_told_apart_without_colour():
    ties = tuple(Tie("n0", f"n{number}", manner) for number, manner in enumerate(Manner, start=1))
    drawn = parsed(radial(list("abcd"), ties).svg()).iter(f"{SVG}g")
    looks = {
        (lines.get("stroke-width"), lines.get("stroke-dasharray"))
        for lines in drawn
        if lines.get("class") in {f"nv-radial__{manner.value}" for manner in Manner}
    }
    assert len(looks) == 3


def test_bars_lines_and_columns_are_links_that_say_their_figures():
    assert links(bars(Bar("Skole", (2, 4), url="/s/")).svg()) == {"/s/": "Skole: Før 2, Nu 4"}
    assert links(columns(Column("Forår", 3, url="/f/")).svg()) == {"/f/": "Forår: 3"}
    line = Lifeline(
        "Fravær",
        (Span("Opstart", date(2025, 2, 1), date(2025, 3, 1)), Span("Undersøg", date(2025, 3, 1))),
        (Mark("Delt læring", date(2025, 6, 1), "Døren", url="/m/"),),
        url="/l/",
    )
    assert links(lifelines(line).svg()) == {
        "/l/": "Fravær: Opstart fra 1. februar 2025 til 1. marts 2025, Undersøg fra 1. marts 2025",
        "/m/": "Delt læring, Døren, 1. juni 2025",
    }


def test_a_picture_without_links_is_one_picture():
    svg = bars(Bar("Skole", (2, 4))).svg()
    assert ('role="img"' in svg, "<a" in svg) == (True, False)
    assert 'role="group"' in bars(Bar("Skole", (2, 4), url="/s/")).svg()


def test_the_table_has_the_same_figures_in_the_same_order():
    chart = bars(Bar("Sidst i alfabetet", (1, 9), url="/s/"), Bar("Aller først", (7, None)))
    assert chart.table.headings == ("Afdeling", "Før", "Nu")
    assert [[str(cell) for cell in row] for row in chart.table.rows] == [
        ["Sidst i alfabetet", "1", "9"],
        ["Aller først", "7", "for få til at vise"],
    ]
    assert chart.table.rows[0][0] == Link("Sidst i alfabetet", "/s/")
    drawn = words_in(chart.svg())
    assert drawn == ["Sidst i alfabetet", "1", "9", "Aller først", "7", "for få til at vise"]
    page = on_the_page(chart)
    assert '<a href="/s/">Sidst i alfabetet</a>' in page
    assert re.findall(r"<td>(.*?)</td>", page) == ["1", "9", "7", "for få til at vise"]


def test_the_table_of_a_circle_names_who_works_with_nobody():
    chart = radial(["Skole", "Sundhed", "Forældre"], (Tie("n0", "n2", Manner.NEW, "/t/", "Et"),))
    assert [[str(cell) for cell in row] for row in chart.table.rows] == [
        ["Skole", "Forældre", "Nyt siden sidst", "Et"],
        ["Sundhed", "–", "Ingen forbindelser", "–"],
    ]
    assert chart.table.rows[0][2] == Link("Nyt siden sidst", "/t/")


def test_what_may_not_be_shown_has_no_bar():
    svg = bars(Bar("Skole", (None, 3))).svg()
    assert len(re.findall(r'class="nv-chart__before"', svg)) == 0
    assert "for få til at vise" in svg
    assert len(re.findall(r'class="nv-chart__before"', bars(Bar("Skole", (0, 3))).svg())) == 1


def test_the_longest_bar_is_the_largest_figure_and_all_fit():
    chart = bars(Bar("a", (1, 2)), Bar("b", (4, 0)))
    strips = [strip for group in chart.drawn["groups"] for strip in group["strips"]]
    lengths = [strip["length"] for strip in strips]
    assert [length / lengths[2] for length in lengths] == pytest.approx([0.25, 0.5, 1, 0], abs=0.01)
    assert 80 < lengths[2] < 95


@pytest.mark.parametrize("is_open", [True, False])
def test_the_table_is_folded_or_plainly_there(is_open: bool):
    page = on_the_page(bars(Bar("Skole", (2, 4))), is_open=is_open)
    assert ("<details" in page) is not is_open
    assert "<table" in page


def test_nothing_to_show_says_so_in_words():
    charts = [bars(), columns(), lifelines(), radial([]), radial([], empty="Ingen endnu.")]
    for chart in charts:
        page = on_the_page(chart)
        assert str(chart.empty) in page
        assert ("<svg" in page, "<table" in page) == (False, False)
        assert chart.svg_alone()


@pytest.mark.parametrize("number", range(5))
def test_what_people_wrote_is_words_and_nothing_else(number: int):
    chart = everything(NASTY)[number]
    for svg in (chart.svg(), chart.svg_alone()):
        tree = parsed(svg)
        assert [one.tag for one in tree.iter() if "script" in one.tag] == []
        assert not [name for one in tree.iter() for name in one.attrib if name.startswith("on")]
    page = on_the_page(chart)
    assert ("<script" in page, "&lt;script&gt;" in page) == (False, True)
    assert " style=" not in page


def test_two_charts_on_a_page_share_no_id():
    charts = [*everything("a")[:4], radial(list("abc"), name="other"), bars(name="more")]
    page = "".join(map(on_the_page, charts))
    ids = re.findall(r'\bid="([^"]+)"', page)
    assert len(ids) == len(set(ids))
    named = re.findall(r'url\(#([^)]+)\)|aria-\w+="([\w-]+)"|href="#([\w-]+)"', page)
    wanted = {name for names in named for name in names if name} - {"true"}
    assert wanted - set(ids) == set()


@pytest.mark.parametrize("name", ["", "1a", "a b", 'a"', "Å", "a_b"])
def test_a_name_that_is_no_id_is_refused(name: str):
    with pytest.raises(ValueError, match="name"):
        bars(name=name)


Box = tuple[float, float, float, float]


def _box(place: Place) -> Box:
    top = place.words_y - SIZE
    left = place.words_x - (place.broad if place.is_left else 0)
    return left, top, left + place.broad, top + place.high


def _lie_on_each_other(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


@pytest.mark.parametrize("label", ["Skole", LONG, "x" * 90, "Æ"])
@pytest.mark.parametrize("count", [1, 2, 3, 9, 13, 14])
def test_no_two_labels_lie_on_each_other(label: str, count: int):
    for sectors in ([[label] * count], [[label], [label] * (count - 1)], [[label]] * count):
        laid = ring([sector for sector in sectors if sector])
        boxes = [_box(place) for place in laid.places]
        assert not any(_lie_on_each_other(one, other) for one, other in combinations(boxes, 2))
        out = laid.radius + laid.disc
        for left, top, right, foot in boxes:
            assert -laid.width / 2 <= left <= right <= laid.width / 2
            assert -laid.height / 2 <= top <= foot <= laid.height / 2
            corners = [hypot(x, y) for x in (left, right) for y in (top, foot)]
            assert min(corners) > out, "on the circle"


@pytest.mark.parametrize(("count", "digits"), [(15, 12), (40, 9)])
def test_figures_have_room_where_a_narrow_page_shows_no_names(count: int, digits: int):
    """css/charts.css: a turned picture is 213 % of a page's width, 280 px at the narrowest."""
    laid = ring([["Skole"] * 4] * (count // 4) + [["Skole"] * (count % 4 or 1)])
    scale = 2.13 * 280 / laid.width
    nearest = min(hypot(a.x - b.x, a.y - b.y) for a, b in combinations(laid.places, 2))
    assert nearest > 2 * laid.disc
    assert 2 * 0.6 * laid.digits < 2 * laid.disc  # two figures
    assert laid.digits * scale >= digits
    assert (laid.radius + laid.disc + 24) * 2.13 < laid.width, "the band is cut off"


def test_words_that_are_cut_are_told_in_full_beside_the_picture():
    cut, whole = radial([LONG * 2] * 3), radial(["Beskæftigelse & Ydelse"] * 3)
    numbered, plain = on_the_page(cut), on_the_page(whole)
    assert ("nv-chart__names--always" in numbered, "nv-chart__names--always" in plain) == (1, 0)
    assert "nv-chart__view--numbered" in numbered
    named = re.search(r'<ol class="nv-chart__names.*?</ol>', numbered, re.DOTALL)
    assert named
    assert re.findall(r'<a href="([^"]+)">(.+?)</a>', named[0]) == [
        (f"/n{number}/", LONG * 2) for number in range(3)
    ]
    assert "…" not in "".join(words_in(radial(["Beskæftigelse & Ydelse"] * 24).svg()))


@pytest.mark.parametrize("count", [15, 30, 60])
def test_many_labels_turn_outwards_and_keep_their_distance(count: int):
    laid = ring([[LONG] * (count - 5), ["Skole"] * 5])
    angles = [place.angle for place in laid.places]
    out = hypot(laid.places[0].words_x, laid.places[0].words_y)
    nearest = min((second - first) * out for first, second in pairwise(angles))
    assert nearest > SIZE * max(len(place.lines) for place in laid.places)
    for place in laid.places:
        assert abs(place.turn) <= 90 or 270 <= place.turn <= 450, "nothing stands on its head"
        assert hypot(place.x, place.y) + laid.disc < out
        assert max(abs(place.words_x) * 2, 0) < laid.width
        assert max(abs(place.words_y) * 2, 0) < laid.height


def test_words_of_phases_have_room_of_their_own():
    spans = tuple(Span(f"Fase {day}", date(2025, 1, day), date(2025, 1, day + 1)) for day in (1, 2))
    late = Span("En meget lang fase til sidst", date(2026, 12, 20))
    drawn = lifelines(Lifeline("a", (*spans, late))).drawn["lines"][0]["spans"]
    assert [span["row"] for span in drawn] == [0, 1, 0]
    assert (drawn[2]["is_at_the_end"], drawn[2]["words_x"]) == (True, 100)


def test_what_lies_outside_the_span_of_time_is_left_out_of_the_picture_only():
    old = Span("Opstart", date(2020, 1, 1), date(2021, 1, 1))
    mark = Mark("Ny retning", date(2020, 6, 1))
    chart = lifelines(Lifeline("a", (old,), (mark,)))
    assert "nv-lives__span" not in chart.svg()
    assert "Opstart fra 1. januar 2020" in str(chart.table.rows[0][1])


@pytest.mark.parametrize(
    ("begins", "ends", "said"),
    [
        (date(2026, 1, 1), date(2026, 3, 31), ["jan 2026", "feb 2026", "mar 2026"]),
        (date(2025, 1, 1), date(2026, 12, 31), ["jan 2025", "jul 2025", "jan 2026", "jul 2026"]),
        (date(2021, 5, 1), date(2026, 2, 1), ["2022", "2023", "2024", "2025", "2026"]),
    ],
)
def test_time_is_divided_into_a_few(begins: date, ends: date, said: list[str]):
    assert [words for _day, words in ticks(begins, ends)] == said


@pytest.mark.parametrize("language", ["da", "en"])
def test_places_are_numbers_in_every_language(language: str):
    with translation.override(language):
        svgs = [one.svg_alone() for one in everything("Skole")]
    for svg in svgs:
        assert not re.search(r'"-?\d+,\d', svg)


TEXTS = st.text(max_size=120)


@settings(max_examples=60, deadline=None)
@given(TEXTS)
def test_no_words_break_a_picture(words: str):
    for chart in everything(words):
        parsed(chart.svg())
        parsed(chart.svg_alone())
        assert on_the_page(chart)


@settings(max_examples=200, deadline=None)
@given(TEXTS, st.integers(40, 300), st.integers(1, 4))
def test_lines_are_never_wider_or_more_than_there_is_room_for(text: str, width: int, most: int):
    lines = rows(text, width=width, size=15, most=most, leading=18)
    assert len(lines) <= most
    assert all(width_of(line.text, 15) <= width for line in lines)
    assert [line.down for line in lines] == [18 * number for number in range(len(lines))]


def test_a_long_word_is_broken_and_what_is_left_out_is_marked():
    said = [row.text for row in rows("a" * 30, width=100, size=15, most=2, leading=18)]
    assert said[0].endswith("-")
    assert said[1].endswith("…")
    assert [row.text for row in rows("Skole og hjem", width=300, size=15, most=2, leading=18)] == [
        "Skole og hjem"
    ]
