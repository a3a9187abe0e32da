"""One of several schedulers: `python -m tests.proofs.scheduler` does on its input what a line says.

A line is a moment and what to do then; the answer to each is one line of JSON. `naive` is how
nudges must not be planned: it looks whether somebody has been asked, and if not, asks.
"""

import json
import os
import sys
from datetime import datetime

import django

os.environ["DJANGO_SETTINGS_MODULE"] = "netvaerk.settings"
django.setup()

from django.db import connection  # noqa: E402 after Django's set-up

from netvaerk import clock  # noqa: E402 as above
from netvaerk.people.models import Person  # noqa: E402 as above
from secretariat.actions.planner import gather_letters, plan_nudges  # noqa: E402 as above

LOOK = "SELECT count(*) FROM proof_naive WHERE person = %s AND day = %s"
ASK = "INSERT INTO proof_naive (person, day) VALUES (%s, %s)"


def ask_naively() -> int:
    asked, day = 0, clock.today()
    with connection.cursor() as cursor:
        for person in Person.objects.active().chiefs().order_by("pk"):
            cursor.execute(LOOK, [person.pk, day])
            if not cursor.fetchone()[0]:
                cursor.execute(ASK, [person.pk, day])
                asked += 1
    return asked


DEEDS = {"plan": plan_nudges, "gather": gather_letters, "naive": ask_naively}


def main() -> None:
    for line in sys.stdin:
        moment, *deeds = line.split()
        with clock.set_to(datetime.fromisoformat(moment)):
            print(json.dumps({deed: DEEDS[deed]() for deed in deeds}), flush=True)


if __name__ == "__main__":
    main()
