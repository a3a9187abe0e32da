"""Run celery on another clock: `python -m tests.journeys.moved_clock <moment> worker ...`.

Nudges leave on working days in office hours, and the tests run when they run.
"""

import sys
from datetime import datetime

import time_machine
from celery.__main__ import main

if __name__ == "__main__":
    moment = datetime.fromisoformat(sys.argv.pop(1))
    sys.argv[0] = "celery"
    time_machine.travel(moment, tick=True).start()
    sys.exit(main())
