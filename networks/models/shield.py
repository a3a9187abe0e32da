from collections.abc import Sequence
from typing import Any, TypeVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from netvaerk.wording import WordedQuerySet
from networks.enums import Audience
from networks.models.network import Network

Text = TypeVar("Text", bound=models.Model)


def audiences_open_to(person) -> list[str]:
    """What somebody outside a network may read of it."""
    audiences = []
    if person.is_employee:
        audiences.append(Audience.EMPLOYEES)
    if person.is_secretariat:
        audiences += [Audience.EMPLOYEES, Audience.SECRETARIAT]
    return audiences


class ShieldedQuerySet(WordedQuerySet[Text]):
    """Texts of a network, each with an audience of its own and found by their words."""

    def shared(self) -> Any:
        """Open to every employee."""
        return self.filter(audience=Audience.EMPLOYEES)

    def visible_to(self, person, inside: Sequence[int] | None = None) -> Any:
        """The shield: own networks; the secretariat and employees only what is for them.

        `inside` are the keys of `shielded_open_to(person)`, where they have been read already.
        """
        own: Any = Network.objects.shielded_open_to(person) if inside is None else inside
        return self.filter(Q(network__in=own) | Q(audience__in=audiences_open_to(person)))


class AudienceField(models.CharField):
    """Who may read a text; the network alone unless it says otherwise."""

    def __init__(self, **options: Any) -> None:
        super().__init__(
            **{
                "verbose_name": _("hvem kan læse det?"),
                "max_length": 12,
                "choices": Audience.choices,
                "default": Audience.NETWORK,
                **options,
            }
        )
