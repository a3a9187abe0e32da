"""The story's text, and the people and things that it names."""

import tomllib
import uuid
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any

from netvaerk import clock
from netvaerk.people.models import OrgUnit, Person, StakeholderKind
from networks.models import Network, NetworkType, Phase, Question, StrategicTheme
from offerings.models import Offering

FOLDER = Path(__file__).parent
UNITS, PEOPLE = FOLDER / "units.csv", FOLDER / "people.csv"


class Story:
    """Looks each name up once; a name that the story has but the database hasn't is a KeyError."""

    def __init__(self, today: date | None = None) -> None:
        self.text = _read("story.toml")
        self.text["network"] += _read("ending.toml")["network"]
        # Inside the rooms: by the network's key, and what all of them share.
        self.rooms = _read("room.toml")
        self.support = _read("support.toml")
        self.review = _read("review.toml")
        self.today = today or clock.today()
        self.networks: dict[str, Network] = {}  # by the story's key, once they are decided

    @cached_property
    def people(self) -> dict[str, Person]:
        """By the local part of the address: story.people["mia"]."""
        return {person.email.partition("@")[0]: person for person in Person.objects.all()}

    @cached_property
    def units(self) -> dict[str, OrgUnit]:
        return {unit.name: unit for unit in OrgUnit.objects.all()}

    @cached_property
    def phases(self) -> dict[str, Phase]:
        return {phase.name: phase for phase in Phase.objects.all()}

    @cached_property
    def types(self) -> dict[str, NetworkType]:
        return {network_type.key: network_type for network_type in NetworkType.objects.all()}

    @cached_property
    def voices(self) -> dict[str, StakeholderKind]:
        return {kind.key: kind for kind in StakeholderKind.objects.all()}

    @cached_property
    def questions(self) -> dict[int, Question]:
        return {question.number: question for question in Question.objects.all()}

    @cached_property
    def themes(self) -> dict[str, StrategicTheme]:
        return {theme.key: theme for theme in StrategicTheme.objects.all()}

    @cached_property
    def offerings(self) -> dict[str, Offering]:
        return {offering.key: offering for offering in Offering.objects.all()}


def _read(name: str) -> dict[str, Any]:
    return tomllib.loads((FOLDER / name).read_text("utf-8"))


def key_of(title: str) -> uuid.UUID:
    """The same proposal has the same address in every demo."""
    return uuid.uuid5(uuid.NAMESPACE_URL, f"demo:{title}")
