from typing import Any

from django.db.models import OuterRef, Subquery
from django.utils.translation import gettext as _

from netvaerk.people.models import Person
from netvaerk.sheets import Listed, full_name, worded
from networks.enums import Audience, LearningKind
from networks.models import Assumption, LearningEntry, Network
from networks.queries.learning import all_shared, readable_cards


def shared_sheet(person: Person) -> Listed:
    """What networks have shared with every employee."""
    return Listed(
        name=_("Delt læring"),
        model=LearningEntry,
        columns={_("Netværk"): "network__title", **_columns(person)},
        found=all_shared(person).newest_first(),
        filtered=_("De kort, som netværkene deler med alle medarbejdere."),
    )


def cards_sheet(person: Person, network: Network) -> Listed:
    """The network's cards, as far as the person may read them."""
    said = _("De kort fra »{title}«, som du må læse.")
    return Listed(
        name=_("Læringskort"),
        model=LearningEntry,
        columns=_columns(person),
        found=readable_cards(person, network).newest_first(),
        filtered=said.format(title=network.title),
        within=network,
    )


def _columns(person: Person) -> dict[str, Any]:
    """A card in full, and the assumption that it touches if the person may read that too."""
    touched = Assumption.objects.visible_to(person).filter(pk=OuterRef("assumption"))
    return {
        _("Noteret"): "noted_at",
        _("Art"): worded("kind", LearningKind),
        _("Overskrift"): "title",
        _("Fortællingen"): "text",
        # Of a meeting the same four are asked in other words.
        _("Vi troede"): "believed",
        _("Vi så"): "saw",
        _("Vi lærte"): "learned",
        _("Derfor vil vi"): "therefore",
        _("Rører ved antagelsen"): Subquery(touched.values("sentence")[:1]),
        _("Skrevet af"): full_name("author", erased=_("Tidligere deltager")),
        _("Afdeling"): "author__unit__name",
        _("Hvem kan læse det"): worded("audience", Audience),
    }
