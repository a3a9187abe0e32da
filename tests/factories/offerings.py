"""The catalogue, made through its action."""

from collections.abc import Iterable
from itertools import count

from netvaerk.people.enums import Role
from networks.models import Phase
from offerings.actions.offering import save_offering
from offerings.enums import OfferingKind
from offerings.models import Offering
from tests.factories.networks import content, somebody

_number = count(1)


def make_offering(
    title: str = "",
    *,
    kind: str = OfferingKind.WORKSHOP,
    phases: Iterable[str] = (),
    is_active: bool = True,
) -> Offering:
    """Something in the catalogue, suggested in the phases of those names."""
    content()
    number = next(_number)
    return save_offering(
        by=somebody(Role.CONSULTANT),
        offering=Offering(
            key=f"tilbud-{number}",
            title=title or f"Tilbud {number}",
            kind=kind,
            gives="En dag sammen.",
            asks="At alle er med.",
            is_active=is_active,
        ),
        phases=Phase.objects.filter(name__in=phases),
    )
