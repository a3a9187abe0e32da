"""Tell the whole demo story, once, in an empty house."""

from datetime import date, timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from netvaerk import clock
from netvaerk.people.actions.accounts import give_demo_password
from netvaerk.people.actions.content import save_content
from netvaerk.people.actions.mail import lay_in_mailboxes
from netvaerk.people.actions.organisation import import_organisation
from netvaerk.people.models import Person
from netvaerk.refusals import Refusal
from networks.actions.strategic_theme import save_theme
from networks.models import StrategicTheme, ThemeRound
from offerings.actions.offering import save_offering
from offerings.models import Offering
from secretariat.actions.content import install_content
from secretariat.actions.planner import plan_nudges
from secretariat.demo.agreements import tell_agreements
from secretariat.demo.endings import tell_endings
from secretariat.demo.networks import LEAD, tell_networks
from secretariat.demo.nudges import tell_nudges
from secretariat.demo.proposals import tell_proposals
from secretariat.demo.reviews import tell_reviews
from secretariat.demo.room import tell_rooms
from secretariat.demo.rounds import rounds_around
from secretariat.demo.story import PEOPLE, UNITS, Story
from secretariat.demo.support import tell_support
from secretariat.demo.timeline import Timeline, before_weekend

STORY_BEGAN_DAYS_AGO = 900


class NotADemo(Refusal):
    """Invented people have no place in a real municipality's database."""

    def __init__(self) -> None:
        super().__init__(_("Demoen kan kun lægges ind, hvor DEMO=1 er sat."))


def load_demo() -> bool:
    """Load it all or nothing; False when there are people already and nothing was done."""
    if not settings.DEMO:
        raise NotADemo
    if Person.objects.exists():
        return False
    with transaction.atomic():
        _tell()
    return True


def _tell() -> None:
    now = clock.now()
    with clock.set_to(now - timedelta(days=STORY_BEGAN_DAYS_AGO)):
        install_content()
        _bring_in_people()
        story = Story(before_weekend(timezone.localdate(now)))
        _lay_out_content(story, rounds_around(timezone.localdate(now)))
    timeline = Timeline()
    tell_networks(story, timeline)
    tell_rooms(story, timeline)
    tell_agreements(story, timeline)
    tell_endings(story, timeline)
    tell_support(story, timeline)
    tell_proposals(story, timeline)
    tell_reviews(story, timeline)
    tell_nudges(story, timeline)
    timeline.tell()
    for name in story.text["entrance"]["people"]:
        give_demo_password(person=story.people[name])
    lay_in_mailboxes(dated_before=now)
    plan_nudges()  # today's too: on the desk the planner is at work from the first look


def _bring_in_people() -> None:
    told = import_organisation(
        by=None,
        units_csv=UNITS.read_text(encoding="utf-8"),
        people_csv=PEOPLE.read_text(encoding="utf-8"),
        dry_run=False,
    )
    if told.bad_rows:
        raise ValueError(told.bad_rows)


def _lay_out_content(story: Story, rounds: list[ThemeRound]) -> None:
    lead = story.people[LEAD]
    for theme_round in rounds:
        save_content(by=lead, content=theme_round)
    for position, row in enumerate(story.text["theme"], start=1):
        words = {**row, "owner": story.people[row["owner"]]}
        first, *last = (story.today.year + years for years in words.pop("years_from_now"))
        words["starts_on"] = date(first, 1, 1)
        words["ends_on"] = date(last[0], 12, 31) if last else None
        if row["key"] == story.review["theme_before"]["key"]:
            words["text"] = story.review["theme_before"]["text"]
        save_theme(by=lead, theme=StrategicTheme(**words, position=position))
    for row in story.text["offering"]:
        words = {name: value for name, value in row.items() if name not in {"phases", "holder"}}
        if "holder" in row:
            words["holder"] = story.people[row["holder"]]
        phases = [story.phases[name] for name in row["phases"]]
        save_offering(by=lead, offering=Offering(**words), phases=phases)
