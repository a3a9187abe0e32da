"""Every component on one page, with made-up words; routed only in DEBUG."""

from datetime import timedelta
from types import SimpleNamespace as Thing

from django import forms
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from netvaerk import clock
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
