"""The strategic direction: written in versions, acknowledged in the network's own words."""

from collections.abc import Iterable

from django.db import transaction
from django.urls import reverse
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from netvaerk import clock
from netvaerk.mail import Letter
from netvaerk.people.actions.audit import record
from netvaerk.people.actions.mail import queue_mail
from netvaerk.people.models import Person
from netvaerk.refusals import EditedMeanwhile, NotPossibleNow, require
from networks.actions.establishment import establish_when_ready, locked
from networks.models import Direction, Network, StrategicTheme
from networks.permissions.network import can_acknowledge_direction, can_write_direction
from networks.queries.direction import newest_direction


@transaction.atomic
def write_direction(
    *,
    by: Person,
    network: Network,
    based_on: int,
    why: str,
    is_open: str,
    is_fixed: str,
    chiefs_will: str,
    is_shared: bool,
    themes: Iterable[StrategicTheme],
) -> Direction:
    """Write a new version; `based_on` is the version that the writer saw, 0 for none.

    Raises EditedMeanwhile, with the version that stands, when somebody else wrote in between.
    """
    network = locked(network)
    require(can_write_direction(by, network))
    words: dict[str, str | bool] = {
        "why": why,
        "is_open": is_open,
        "is_fixed": is_fixed,
        "chiefs_will": chiefs_will,
        "is_shared": is_shared,
    }
    themes = list(themes)
    newest = newest_direction(network)
    if newest and newest.version != based_on:
        if _is_sent_twice(newest, by=by, based_on=based_on, words=words, themes=themes):
            return newest
        raise EditedMeanwhile(newest)
    direction = Direction.objects.create(
        network=network,
        version=newest.version + 1 if newest else 1,
        written_by=by,
        written_at=clock.now(),
        **words,
    )
    direction.themes.set(themes)
    record(by=by, verb="write_direction", subject=network, version=direction.version)
    _tell_leader(direction)
    establish_when_ready(network=network, by=by)
    return direction


def _tell_leader(direction: Direction) -> None:
    network = direction.network
    queue_mail(
        to=network.leader,
        cause=f"direction:{direction.pk}:{network.leader_id}",
        kind="direction",
        letter=Letter(
            subject=_("Er det sådan, I forstår retningen?"),
            paragraphs=[
                format_lazy(
                    _(
                        "{name} har skrevet retningen for »{title}«. Læs den sammen med netværket, "
                        "og svar med jeres egne ord."
                    ),
                    name=direction.written_by.name,
                    title=network.title,
                )
            ],
            button_label=_("Læs og svar"),
            button_path=reverse("networks:direction_detail", args=[network.slug]),
            why=_("Du får mailen, fordi du leder netværket."),
        ),
    )


def _is_sent_twice(
    newest: Direction,
    *,
    by: Person,
    based_on: int,
    words: dict[str, str | bool],
    themes: list[StrategicTheme],
) -> bool:
    """The same form once more: to the one who wrote it, that is nobody else's edit."""
    return (
        newest.version == based_on + 1
        and newest.written_by_id == by.pk
        and all(getattr(newest, name) == said for name, said in words.items())
        and set(newest.themes.all()) == set(themes)
    )


@transaction.atomic
def acknowledge_direction(
    *, by: Person, network: Network, version: int, understanding: str
) -> Direction:
    """The network leader answers "sådan forstår vi den" to the newest version."""
    network = locked(network)
    require(can_acknowledge_direction(by, network))
    direction = newest_direction(network)
    if direction is None or direction.version != version:
        raise NotPossibleNow
    direction.understanding = understanding
    direction.acknowledged_by, direction.acknowledged_at = by, clock.now()
    direction.save(update_fields=["understanding", "acknowledged_by", "acknowledged_at"])
    record(by=by, verb="acknowledge_direction", subject=network, version=version)
    return direction
