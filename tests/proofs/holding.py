"""Who held which letter when: noted by a trigger of the test's own, in PostgreSQL's own time."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from itertools import groupby
from typing import NamedTuple

from django.db import connection

MAKE = """
CREATE TABLE proof_hold (
    id bigserial, letter bigint, at timestamptz, holder text, is_held bool, state text
);
CREATE FUNCTION proof_note() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    INSERT INTO proof_hold (letter, at, holder, is_held, state) VALUES (NEW.id, clock_timestamp(),
        current_setting('application_name'), NEW.leased_until IS NOT NULL, NEW.state);
    RETURN NULL;
END $$;
CREATE TRIGGER proof_note AFTER INSERT OR UPDATE ON people_outboxmail
    FOR EACH ROW EXECUTE FUNCTION proof_note();
"""
UNMAKE = """
DROP TRIGGER IF EXISTS proof_note ON people_outboxmail;
DROP FUNCTION IF EXISTS proof_note;
DROP TABLE IF EXISTS proof_hold;
"""
READ = "SELECT letter, extract(epoch FROM at)::float, holder, is_held, state FROM proof_hold "


class Moment(NamedTuple):
    letter: int
    at: float
    holder: str
    is_held: bool
    state: str


class Recovery(NamedTuple):
    """One letter that was in the hands of somebody killed, and what came of it."""

    holders_killed: set[str]
    seconds: float  # from the last such kill until it was sent


@contextmanager
def noted_holders() -> Iterator[None]:
    with connection.cursor() as cursor:
        cursor.execute(UNMAKE + MAKE)
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute(UNMAKE)


def recoveries(killed_at: Mapping[str, float]) -> list[Recovery]:
    """Of each letter that somebody held when they were killed."""
    with connection.cursor() as cursor:
        cursor.execute(READ + "ORDER BY letter, id")
        moments = [Moment(*row) for row in cursor.fetchall()]
    lives = [list(life) for _, life in groupby(moments, lambda moment: moment.letter)]
    return [found for life in lives if (found := _recovery(life, killed_at))]


def _recovery(life: list[Moment], killed_at: Mapping[str, float]) -> Recovery | None:
    sent_at = next((moment.at for moment in life if moment.state == "sent"), float("inf"))
    ends = [moment.at for moment in life[1:]] + [float("inf")]
    killed = {
        moment.holder
        for moment, end in zip(life, ends, strict=True)
        if moment.is_held and moment.at <= killed_at.get(moment.holder, 0) < end
    }
    if not killed:
        return None
    return Recovery(killed, sent_at - max(killed_at[holder] for holder in killed))
