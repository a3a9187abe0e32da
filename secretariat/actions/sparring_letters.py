"""What those around a conversation are told: asked, found, agreed, moved, fallen through."""

from collections.abc import Iterable, Sequence
from typing import Any, cast

from django.urls import reverse
from django.utils import translation
from django.utils.functional import lazy
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from netvaerk.dates import moment
from netvaerk.mail import Letter
from netvaerk.people.actions.mail import queue_mail
from netvaerk.people.models import Person
from netvaerk.words import Words
from offerings.queries.request import answerers_for
from secretariat.models import SparringSession, SparringTime
from secretariat.queries.sparring import entry_of, page_of, told_of

# The day and the hour, said in each reader's language.
_when = lazy(moment, str)


def tell_asked(session: SparringSession) -> None:
    """The network's consultant; without one, those who lead the secretariat."""
    letter = Letter(
        subject=format_lazy(_("»{title}« beder om sparring"), **_named(session)),
        paragraphs=[
            format_lazy(_("{asker} beder om »{format}«."), **_named(session)),
            _("Vil du tage den selv, eller hvem kan? Du finder en partner på skrivebordet."),
        ],
        quotes=[_question(session)],
        button_label=_("Find en sparringspartner"),
        button_path=reverse("admin:secretariat_sparringsession_change", args=[session.pk]),
        why=_("Du får mailen, fordi sekretariatet finder den, netværket skal tale med."),
    )
    _queue(session, answerers_for(session.network), letter)


def tell_assigned(session: SparringSession, times: Sequence[SparringTime]) -> None:
    """The partner learns what they are asked for; the network picks, when there are times."""
    partner = _partner(session)
    if times:
        tell_proposed(session, times)
        asked = _("Sekretariatet har foreslået de tider, der står her. Netværket vælger en af dem.")
        button = _("Se samtalen")
    else:
        asked = _("Foreslå op til tre tidspunkter, så netværket kan vælge et af dem.")
        button = _("Foreslå tider")
    letter = Letter(
        subject=format_lazy(_("Vil du tage en sparring med »{title}«?"), **_named(session)),
        paragraphs=[
            format_lazy(_("Sekretariatet har tænkt på dig til »{format}«."), **_named(session)),
            asked,
        ],
        quotes=[_question(session), *_proposed(times)],
        button_label=button,
        button_path=page_of(session),
        why=_("Du får mailen, fordi du er netværkets sparringspartner i samtalen."),
    )
    _queue(session, [partner], letter)
    _tell_peers(session)


def _tell_peers(session: SparringSession) -> None:
    """Those from elsewhere who come to listen: what about, and that the time follows."""
    letter = Letter(
        subject=format_lazy(_("Vil du lytte med, når »{title}« får sparring?"), **_named(session)),
        paragraphs=[
            format_lazy(_("Sekretariatet har tænkt på dig til »{format}«."), **_named(session)),
            format_lazy(
                _("Du hører igen, når {partner} og netværket har fundet et tidspunkt."),
                **_named(session),
            ),
        ],
        quotes=[_question(session)],
        button_label=_("Se samtalen"),
        button_path=page_of(session),
        why=_("Du får mailen, fordi du skal være med i samtalen."),
    )
    own = [session.partner_id, session.network.leader_id, session.asked_by_id]
    peers = told_of(session).exclude(pk__in=[pk for pk in own if pk])
    _queue(session, peers.order_by("pk"), letter)


def tell_proposed(session: SparringSession, times: Iterable[SparringTime]) -> None:
    """Those who speak for the network pick; peers hear of the time when it is agreed."""
    letter = Letter(
        subject=format_lazy(_("Hvornår passer sparring med {partner}?"), **_named(session)),
        paragraphs=[
            format_lazy(
                _("{partner} vil gerne tale med jer om spørgsmålet. Vælg det, der passer bedst."),
                **_named(session),
            ),
        ],
        quotes=[*_proposed(times), _question(session)],
        button_label=_("Vælg et tidspunkt"),
        button_path=page_of(session),
        why=_("Du får mailen, fordi du skal være med i samtalen."),
    )
    pickers = {session.network.leader_id, session.asked_by_id}
    _queue(session, told_of(session).filter(pk__in=filter(None, pickers)).order_by("pk"), letter)


def tell_agreed(session: SparringSession) -> None:
    agreed = _("Der er aftalt sparring om »{title}« med {other}, {when}.")
    _tell_all(session, _("Sparring med {other} {when}"), agreed)


def tell_moved(session: SparringSession) -> None:
    subject = _("Flyttet: sparring med {other} er {when}")
    moved = _("Sparringen om »{title}« er flyttet. I taler nu sammen {when}.")
    _tell_all(session, subject, moved)


def tell_reopened(
    session: SparringSession, *, said_by: Person, because: str, is_struck: bool
) -> None:
    """The partner proposes anew; an agreed time is struck in everybody's calendar."""
    if is_struck:
        _tell_struck(
            session,
            _("Tidspunktet holdt ikke. {partner} foreslår nye tider, som netværket vælger mellem."),
            said=(said_by.name, because),
        )
        return
    letter = Letter(
        subject=format_lazy(_("»{title}« har brug for andre tider"), **_named(session)),
        paragraphs=[_("Ingen af tiderne passede. Foreslå et par nye, så finder I hinanden.")],
        quotes=[(said_by.name, because), _question(session)],
        button_label=_("Foreslå tider"),
        button_path=page_of(session),
        why=_("Du får mailen, fordi du er netværkets sparringspartner i samtalen."),
    )
    _queue(session, [_partner(session)], letter)


def tell_withdrawn(
    session: SparringSession, *, said_by: Person, because: str, is_struck: bool
) -> None:
    """Everybody who had heard of it; the one who did it only when a calendar is to be mended."""
    if is_struck:
        gone = _("Sparringen om »{title}« bliver ikke til noget.")
        _tell_struck(session, gone, said=(said_by.name, because))
        return
    letter = Letter(
        subject=format_lazy(_("»{title}«: sparringen er trukket tilbage"), **_named(session)),
        paragraphs=[_("Sparringen bliver ikke til noget, så du skal ikke gøre mere.")],
        quotes=[(said_by.name, because), _question(session)],
        button_label=_("Se samtalen"),
        button_path=page_of(session),
        why=_("Du får mailen, fordi du har haft med samtalen at gøre."),
    )
    readers = {*told_of(session), *([] if session.partner_id else answerers_for(session.network))}
    _queue(session, sorted(readers - {said_by}, key=lambda one: one.pk), letter)


def _tell_struck(session: SparringSession, paragraph: Words, *, said: tuple[Words, str]) -> None:
    _tell_all(session, _("Aflyst: sparring med {other} {when}"), paragraph, said=[said])


def _tell_all(
    session: SparringSession,
    subject: Any,
    paragraph: Any,
    *,
    said: Iterable[tuple[Words, str]] = (),
) -> None:
    """One letter each to the network's own, the peers and the partner, with the appointment."""
    partner = _partner(session)
    others = told_of(session).exclude(pk=partner.pk).order_by("pk")
    for person in [*others, partner]:
        other = _counterpart(session) if person == partner else partner
        named = {**_named(session), "other": other.name}
        with translation.override(person.language):
            appointment = entry_of(session)
        letter = Letter(
            subject=format_lazy(subject, **named),
            paragraphs=[format_lazy(paragraph, **named)],
            quotes=[
                *said,
                (_("Spørgsmålet, I tager op"), session.question),
                *([(_("Hvor"), session.where)] if session.where else []),
            ],
            button_label=_("Se samtalen"),
            button_path=page_of(session),
            why=_("Du får mailen, fordi du skal være med i samtalen."),
            appointment=appointment,
        )
        _queue(session, [person], letter)


def _queue(session: SparringSession, people: Iterable[Person], letter: Letter) -> None:
    for person in people:
        queue_mail(
            to=person,
            cause=f"sparring:{session.pk}:{session.sequence}:{person.pk}",
            kind="sparring",
            letter=letter,
        )


def _partner(session: SparringSession) -> Person:
    """The database holds that what is assigned has one."""
    return cast(Person, session.partner)


def _counterpart(session: SparringSession) -> Person:
    """Whom the partner talks with: who asked, otherwise the leader."""
    return session.asked_by or session.network.leader


def _named(session: SparringSession) -> dict[str, Any]:
    return {
        "title": session.network.title,
        "format": session.format.name,
        "asker": session.asked_by.name if session.asked_by else "",
        "partner": session.partner.name if session.partner else "",
        "when": _when(session.takes_place_at),
    }


def _question(session: SparringSession) -> tuple[Words, str]:
    return (_("Spørgsmålet"), session.question)


def _proposed(times: Iterable[SparringTime]) -> list[tuple[Words, Any]]:
    return [(_("Forslag"), _when(one.begins_at)) for one in times]
