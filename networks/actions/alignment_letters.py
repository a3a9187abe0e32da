"""The letters of a review: to who is asked to answer or to write, and to who asked."""

from django.urls import reverse
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from netvaerk.mail import Letter
from netvaerk.people.actions.mail import queue_mail
from netvaerk.people.models import Person
from netvaerk.words import Words
from networks.enums import Bearing
from networks.models import AlignmentNote

KIND = "alignment"
SUBJECTS = {
    Bearing.ON_COURSE: _("»{title}« er på kurs. Hvad siger I selv?"),
    Bearing.NEW_DIRECTION: _("»{title}« får en ny retning. Hvad siger I til det?"),
    Bearing.LET_US_TALK: _("Skal vi tale sammen om »{title}«?"),
}
WHAT_NEXT = {
    Bearing.ON_COURSE: _("I kan fortsætte som hidtil."),
    Bearing.NEW_DIRECTION: _(
        "{reference} skriver en ny version, og I får den at læse, når den er klar."
    ),
    Bearing.LET_US_TALK: _("Foreslå gerne en tid, når du svarer, eller ring."),
}
THE_FIRST = _("{reference} skriver retningen, og I får den at læse, når den er klar.")


def ask_leader(note: AlignmentNote) -> None:
    """The chief's own words, and the way to answer them."""
    network, bearing = note.network, Bearing(note.bearing)
    is_first = bearing == Bearing.NEW_DIRECTION and note.direction is None
    what_next = THE_FIRST if is_first else WHAT_NEXT[bearing]
    _send(
        note,
        to=network.leader,
        cause=f"alignment:{note.pk}:{network.leader_id}",
        letter=Letter(
            subject=format_lazy(SUBJECTS[bearing], title=network.title),
            paragraphs=[
                _what_was_read(note),
                format_lazy(what_next, reference=network.reference_leader.name),
            ],
            quotes=[_said(note)],
            button_label=_("Læs og svar"),
            button_path=_page_of(note),
            why=_("Du får mailen, fordi du leder netværket."),
        ),
    )


def ask_reference_leader(note: AlignmentNote) -> None:
    """A new direction is promised; who promised it themselves knows."""
    network = note.network
    if network.reference_leader_id in {note.written_by_id, network.leader_id}:
        return
    asked = _("{name} har gennemgået netværket og ser brug for en ny retning. Det ved {leader} nu.")
    _send(
        note,
        to=network.reference_leader,
        cause=f"alignment-direction:{note.pk}:{network.reference_leader_id}",
        letter=Letter(
            subject=format_lazy(
                _("Vil du skrive en ny retning for »{title}«?"), title=network.title
            ),
            paragraphs=[format_lazy(asked, name=note.written_by.name, leader=network.leader.name)],
            quotes=[_said(note)],
            button_label=_("Skriv den nye retning"),
            button_path=reverse("networks:direction_write", args=[network.slug]),
            why=_("Du får mailen, fordi du er netværkets referenceleder."),
        ),
    )


def tell_of_answer(note: AlignmentNote) -> None:
    """Who wrote the note, and the reference leader; nobody of their own answer."""
    network, leader = note.network, note.network.leader
    subject = format_lazy(
        _("{name} har svaret om »{title}«"), name=leader.name, title=network.title
    )
    for person in {note.written_by, network.reference_leader} - {leader}:
        is_writer = person == note.written_by
        _send(
            note,
            to=person,
            cause=f"alignment-answer:{note.pk}:{person.pk}",
            letter=Letter(
                subject=subject,
                paragraphs=[_("Her er ordene efter gennemgangen, og det, netværket svarer.")],
                quotes=[_said(note), (leader.name, note.answer)],
                button_label=_("Se samtalen"),
                button_path=_page_of(note),
                why=_("Du får mailen, fordi du skrev til netværket.")
                if is_writer
                else _("Du får mailen, fordi du er netværkets referenceleder."),
            ),
        )


def _what_was_read(note: AlignmentNote) -> Words:
    """No more than there was to read."""
    name, direction = note.written_by.name, note.direction
    if direction is None:
        return format_lazy(_("{name} har læst det, I har delt."), name=name)
    if direction.acknowledged_at is None:
        return format_lazy(_("{name} har læst retningen og det, I har delt."), name=name)
    all_of_it = _("{name} har læst retningen, hvordan I forstår den, og det, I har delt.")
    return format_lazy(all_of_it, name=name)


def _said(note: AlignmentNote) -> tuple[Words, str]:
    bearing = Bearing(note.bearing).label
    return format_lazy("{name}: {bearing}", name=note.written_by.name, bearing=bearing), note.reason


def _page_of(note: AlignmentNote) -> str:
    return reverse("networks:alignment_detail", args=[note.network.slug, note.pk])


def _send(note: AlignmentNote, *, to: Person, cause: str, letter: Letter) -> None:
    """Not to somebody who may no longer read it."""
    if AlignmentNote.objects.visible_to(to).filter(pk=note.pk).exists():
        queue_mail(to=to, cause=cause, kind=KIND, letter=letter)
