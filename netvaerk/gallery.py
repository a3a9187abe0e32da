"""Every component on one page, with made-up words; routed only in DEBUG."""

from datetime import date, timedelta
from types import SimpleNamespace as Thing

from django import forms
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from netvaerk import charts, clock, papers
from netvaerk.look import Doorway

ALI = Thing(first_name="Ali", last_name="Demir", unit="Sundhed & Omsorg")
MIA = Thing(first_name="Mia", last_name="Krogh", unit="Skole & Dagtilbud")
GONE = Thing(first_name="", last_name="", unit=None)


class GalleryForm(forms.Form):
    """One field of each kind, to see the design system's markup in all its states."""

    title = forms.CharField(label="Titel", help_text="Så kort, at den kan siges i en elevator.")
    why = forms.CharField(
        label="For hvem er udfordringen vigtig?",
        widget=forms.Textarea,
        help_text="Et godt svar nævner nogen, man kan se for sig.",
        error_messages={"required": "Skriv, hvem den er vigtig for. Et par linjer er nok."},
    )
    kind = forms.ChoiceField(
        label="Type",
        choices=[("", "Vælg en type"), ("v", "Velfærdsnetværk"), ("l", "Læringsnetværk")],
    )
    audience = forms.ChoiceField(
        label="Hvem kan læse det?",
        widget=forms.RadioSelect,
        choices=[("n", "Kun netværket"), ("s", "Netværket og sekretariatet")],
    )
    units = forms.MultipleChoiceField(
        label="Hvilke afdelinger rører det?",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        choices=[("1", "Skole"), ("2", "Sundhed"), ("3", "Kultur")],
    )
    day = forms.DateField(label="Dato", required=False)
    agreed = forms.BooleanField(label="Jeg har talt med min leder", help_text="Bare en snak.")


def show(request: HttpRequest) -> HttpResponse:
    """The gallery page; `?fejl` shows the form with errors."""
    now = clock.now()
    context = {
        "form": GalleryForm({"kind": "x"} if "fejl" in request.GET else None),
        "trail": [("/", "Netværk"), ("/", "Elever med højt fravær"), ("", "Læring")],
        "chips": [Doorway("#", "Undersøg", True), Doorway("#", "Opstart", False)],
        "people": [MIA, ALI, GONE],
        "card": _card(now),
        "steps": _steps(now),
        "moments": [
            Thing(on=now - timedelta(days=days), heading=heading, text=text)
            for days, heading, text in (
                (400, "Forslaget blev til", "Mia og Ali skrev det sammen."),
                (90, "Chefforum sagde ja", "Fordi ingen afdeling kan løse det alene."),
                (9, "Undersøg", "Nu taler vi med forældrene."),
            )
        ],
        "page": Paginator(range(50), 10).page(2),
        "charts": [_bars(), _columns(), _lifelines(), _radial(9), _radial(30)],
        "nothing": charts.Bars(
            name="nothing", title="Ingenting endnu", description="", headings=("", ""), bars=()
        ),
        "paper": (paper := _paper()),
        "parts": papers.parts_of(paper),
        "may_fetch": True,
        "readers": Thing(readers={"n": "Kun netværket kan læse det.", "s": "Netværket og …"}),
        "moments_ago": [now - timedelta(days=days) for days in (0, 1, 9, 80)],
    }
    return render(request, "components/gallery.html", context)


def _card(now) -> Thing:
    return Thing(
        network="Elever med højt fravær",
        answers=[
            ("Vi troede", "At børnene blev væk, fordi de ikke gad.", False),
            ("Vi så", "At de fleste møder op i klubben samme eftermiddag.", False),
            ("Vi lærte", "Det er vejen ind ad døren om morgenen, der er svær.", True),
            ("Derfor vil vi", "Prøve en morgen, hvor klubben åbner sammen med skolen.", False),
        ],
        author=ALI,
        noted_at=now - timedelta(days=9),
        get_audience_display="Alle medarbejdere",
    )


def _steps(now) -> list[Thing]:
    return [
        Thing(
            sentence="Retningen for »Elever med højt fravær« er klar. Er det sådan, I forstår den?",
            since=now - timedelta(days=2),
            url="#",
            action="Læs og svar",
            not_now_url="#",
        ),
        Thing(
            sentence="Eva Holm vil gerne være med.",
            why="»Jeg møder børnene i klubben.«",
            url="#",
            action="Svar",
        ),
        Thing(
            sentence="I har ikke noteret læring siden 3. november. Hvad overraskede jer sidst?",
            url="#",
            action="Skriv et kort",
            not_now_url="#",
            not_relevant_url="#",
        ),
    ]


def _paper() -> papers.Paper:
    """A block of each kind."""
    return papers.Paper(
        title="Elever med højt fravær",
        subtitle="Hvorfor bliver nogle børn væk, og hvem ser det først?",
        blocks=(
            papers.Small("Det må kun netværket læse."),
            papers.Facts((("I gang siden", "1. juli 2026"), ("Netværksleder", "Mia Krogh"))),
            papers.Heading("Det har vi lært", url="#"),
            papers.Said("Vi lærte", "Det er **vejen ind ad døren**, der er svær."),
            papers.Quote("Jeg står på parkeringspladsen.", by="En forælder"),
            papers.Bullets(("Døren om morgenen", charts.Link("Klubben åbner før skolen", "#"))),
            papers.Heading("Hvem er med?", 2),
            papers.Table(("Afdeling", "Siden"), ((charts.Link("Skole", "#"), "juli 2026"),)),
            papers.Text("Sådan stod det i november."),
        ),
    )


def _bars() -> charts.Bars:
    return charts.Bars(
        name="departments",
        title="Netværk, som afdelingerne er med i",
        description="Én afdeling ad gangen, før og nu. Afdelingerne står i organisationens orden.",
        headings=("Afdeling", "1. januar 2025", "I dag"),
        bars=(
            charts.Bar("Skole & Dagtilbud", (2, 5), url="#skole"),
            charts.Bar("Sundhed & Omsorg", (4, 4), url="#sundhed"),
            charts.Bar("Arbejdsmarked, Borgerservice og Integration", (1, 3), url="#job"),
            charts.Bar("Kultur & Fritid", (0, 2), url="#kultur"),
            charts.Bar("Teknik & Miljø", (1, None), url="#teknik"),
        ),
    )


def _columns() -> charts.Columns:
    rounds = (("Efterår 2024", 3), ("Forår 2025", 4), ("Efterår 2025", 2), ("Forår 2026", 6))
    return charts.Columns(
        name="rounds",
        title="Nye netværk i hver runde",
        description="Så mange netværk sagde Chefforum ja til i hvert halvår.",
        headings=("Runde", "Nye netværk"),
        columns=(
            *(charts.Column(label, value, url="#runde") for label, value in rounds),
            charts.Column("Efterår 2026", 1, is_running=True),
        ),
    )


def _lifelines() -> charts.Lifelines:
    spans = (
        charts.Span("Opstart", date(2025, 2, 3), date(2025, 3, 20)),
        charts.Span("Undersøg", date(2025, 3, 20), date(2025, 9, 1)),
        charts.Span("Afprøv", date(2025, 9, 1), date(2026, 3, 14)),
        charts.Span("Aflever", date(2026, 3, 14), date(2026, 5, 30)),
    )
    marks = (
        charts.Mark("Delt læring", date(2025, 6, 11), "Døren om morgenen", url="#laering"),
        charts.Mark("Ny retning", date(2025, 11, 5), url="#retning"),
        charts.Mark("Delt læring", date(2026, 2, 2), url="#laering"),
    )
    late = (
        charts.Span("Opstart", date(2026, 4, 1), date(2026, 6, 20)),
        charts.Span("Undersøg", date(2026, 6, 20)),
    )
    return charts.Lifelines(
        name="lives",
        title="Netværkenes vej",
        description="Fra Chefforums ja til afslutningen, med de faser, som hvert netværk var i.",
        thing="Netværk",
        begins=date(2025, 1, 1),
        ends=date(2026, 12, 31),
        today=date(2026, 9, 15),
        lines=(
            charts.Lifeline("Elever med højt fravær", spans, marks, url="#fravaer"),
            charts.Lifeline("Ensomme ældre på landet", late, url="#aeldre"),
        ),
    )


AREAS = (
    ("Børn & Unge", ("Skole & Dagtilbud", "Familie & Forebyggelse", "PPR")),
    ("Velfærd", ("Sundhed & Omsorg", "Arbejdsmarked, Borgerservice og Integration")),
    ("By & Kultur", ("Kultur & Fritid", "Teknik & Miljø")),
    ("Udefra", ("Forældre", "Foreninger")),
)


def _radial(count: int) -> charts.Radial:
    """Nine nodes as they are, or more of the same."""
    sectors = tuple(
        charts.Sector(
            area,
            tuple(
                charts.Node(f"{label} {again}", f"{label} {again or ''}", url="#afdeling")
                for again in range(count // 9)
                for label in labels
            ),
            is_outside=area == "Udefra",
        )
        for area, labels in AREAS
    )
    keys = [node.key for sector in sectors for node in sector.nodes]
    manners = list(charts.Manner)
    pairs = [(one, other) for one in range(len(keys)) for other in range(one)]
    return charts.Radial(
        name=f"relations-{count}",
        title="Hvem arbejder sammen?" if count == len(AREAS[0][1]) * 3 else "Mange i en kreds",
        description="Afdelinger og grupper udefra rundt i en kreds. En linje forbinder to, "
        "der er med i det samme netværk.",
        sectors=sectors,
        ties=tuple(
            charts.Tie(keys[one], keys[other], manners[number % 7 % 3], "#linje", "2 netværk")
            for number, (one, other) in enumerate(pairs[:: 2 if count < 20 else 9])
        ),
        manners={charts.Manner.NEW: "Nyt siden 1. januar 2025"},
    )
