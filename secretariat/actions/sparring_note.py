"""Afterwards: whether it was held, and what those who were there want to remember."""

import uuid

from django.db import transaction

from netvaerk import clock
from netvaerk.people.actions.audit import record
from netvaerk.people.models import Person
from netvaerk.refusals import require
from networks.actions.establishment import locked
from secretariat.enums import SparringState
from secretariat.models import SparringNote, SparringSession
from secretariat.permissions.sparring import can_log_sparring, can_note_sparring
from secretariat.queries.sparring import told_of

OUTCOMES = {SparringState.HELD, SparringState.NOT_HELD}


@transaction.atomic
def log_sparring(
    *,
    by: Person,
    session: SparringSession,
    outcome: str,
    sentence: str = "",
    form_key: uuid.UUID | None = None,
) -> SparringSession:
    """Held or not, once the time has come; a slip of the finger is mended by the other one.

    AGREED leaves it as it is, to be moved, and keeps the sentence.
    """
    session = _locked(session)
    require(can_log_sparring(by, session))
    require(outcome in OUTCOMES or outcome == session.state == SparringState.AGREED)
    if outcome != session.state:
        if session.state == SparringState.AGREED:
            # Who left before it was held was not there, and reads no notes of it.
            gone = session.people.exclude(pk__in=told_of(session).values("pk"))
            session.people.remove(*gone)
        session.state, session.logged_by, session.logged_at = outcome, by, clock.now()
        session.save(update_fields=["state", "logged_by", "logged_at"])
        record(
            by=by,
            verb="log_sparring",
            subject=session.network,
            sparring=session.pk,
            outcome=str(outcome),
        )
    if sentence:
        _keep(session, by=by, text=sentence, form_key=form_key or uuid.uuid4())
    return session


@transaction.atomic
def write_note(
    *, by: Person, session: SparringSession, text: str, form_key: uuid.UUID
) -> SparringNote:
    """Something to remember, for those who were there; a form sent twice is one note."""
    session = _locked(session)
    require(can_note_sparring(by, session))
    return _keep(session, by=by, text=text, form_key=form_key)


def _locked(session: SparringSession) -> SparringSession:
    network = locked(session.network)
    session = SparringSession.objects.select_for_update(of=("self",)).get(pk=session.pk)
    session.network = network
    return session


def _keep(session: SparringSession, *, by: Person, text: str, form_key: uuid.UUID) -> SparringNote:
    note, is_new = SparringNote.objects.get_or_create(
        form_key=form_key, defaults={"session": session, "author": by, "text": text}
    )
    require((note.author_id, note.session_id) == (by.pk, session.pk))
    if is_new:
        facts = {"sparring": session.pk, "note": note.pk}
        record(by=by, verb="write_sparring_note", subject=session.network, **facts)
    return note
