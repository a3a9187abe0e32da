"""The post's pulse in words for those who are not technicians."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from netvaerk.dates import moment
from netvaerk.people.enums import Part
from netvaerk.people.queries.pulse import NEVER, OK, Pulse, pulse

MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)


@dataclass(frozen=True)
class Line:
    says: str
    is_fault: bool = False  # somebody must be told


@dataclass(frozen=True)
class DeskPulse:
    lines: list[Line]

    @property
    def has_fault(self) -> bool:
        return any(line.is_fault for line in self.lines)


def desk_pulse(*, undelivered: int) -> DeskPulse:
    """Two queries; `undelivered` letters have their own pile on the desk."""
    now = pulse()
    lines = [_planner(now), _worker(now), _smtp(now), _queue(now)]
    if undelivered:
        words = ngettext(
            "%(n)d mail kunne ikke sendes den seneste måned. Den står under »Mails og skub, der "
            "fejlede«.",
            "%(n)d mails kunne ikke sendes den seneste måned. De står under »Mails og skub, der "
            "fejlede«.",
            undelivered,
        )
        lines.append(Line(words % {"n": undelivered}))
    return DeskPulse(lines)


def _planner(now: Pulse) -> Line:
    """It plans each rule by itself: one that fails stands in no other's way."""
    state = now.state_of(Part.PLANNER)
    if trouble := now.trouble_of(Part.PLANNER):
        words = _("Planlæggeren kunne ikke finde ud af, hvem der skal have disse skub: {trouble}.")
        return Line(words.format(trouble=trouble), is_fault=True)
    if state == NEVER:
        return Line(_("Planlæggeren har ikke arbejdet endnu."), is_fault=True)
    words = _("Planlæggeren, der finder ud af, hvem der skal have et skub, arbejdede sidst {when}.")
    return Line(words.format(when=_since(now, now.last_beat(Part.PLANNER))), state != OK)


def _worker(now: Pulse) -> Line:
    state = now.state_of(Part.WORKER)
    if state == NEVER:
        return Line(_("Postbuddet har ikke arbejdet endnu."), is_fault=True)
    words = _("Postbuddet, der sender mails af sted, arbejdede sidst {when}.")
    return Line(words.format(when=_since(now, now.last_beat(Part.WORKER))), state != OK)


def _smtp(now: Pulse) -> Line:
    if trouble := now.trouble_of(Part.SMTP):
        words = _(
            "Mailserveren tager ikke imod mails: {trouble}. Mails venter og bliver prøvet igen."
        )
        return Line(words.format(trouble=trouble.rstrip(".")), is_fault=True)
    beat_at = now.last_beat(Part.SMTP)
    if beat_at is None:
        return Line(_("Mailserveren har ikke fået en mail endnu."))
    words = _("Mailserveren tog imod en mail {when}.")
    return Line(words.format(when=_since(now, beat_at)))


def _queue(now: Pulse) -> Line:
    if now.due_since is None:
        return Line(_("Ingen mails venter på at komme af sted."))
    words = ngettext(
        "%(n)d mail skulle være sendt: den ældste %(when)s.",
        "%(n)d mails skulle være sendt: den ældste %(when)s.",
        now.due,
    )
    said = words % {"n": now.due, "when": _since(now, now.due_since)}
    return Line(said, now.is_queue_old)


def _since(now: Pulse, then: datetime | None) -> str:
    """ "for 3 minutter siden"; what is further back than a day by its day and hour."""
    if then is None:
        return ""
    passed = now.at - then
    if passed < MINUTE:
        return _("for et øjeblik siden")
    if passed < HOUR:
        n = passed // MINUTE
        return ngettext("for %(n)d minut siden", "for %(n)d minutter siden", n) % {"n": n}
    if passed < DAY:
        n = passed // HOUR
        return ngettext("for %(n)d time siden", "for %(n)d timer siden", n) % {"n": n}
    return moment(then)
