"""What the admin's first page asks of the rooms, without the admin site knowing them."""

from dataclasses import dataclass
from typing import Any

from django import template
from django.utils.translation import gettext_lazy as _

from secretariat.queries.desk import desk_work

register = template.Library()
register.simple_tag(desk_work, name="desk_work")

# In the order of the work, not of the alphabet; what is in none of them comes last.
SHELVES: list[tuple[Any, list[str]]] = [
    (
        _("Forslag og runder"),
        ["networks.proposal", "networks.themeround", "networks.question"],
    ),
    (
        _("Netværk og sparring"),
        [
            "networks.network",
            "secretariat.sparringsession",
            "secretariat.sparringformat",
            "secretariat.consultantprofile",
            "secretariat.absence",
        ],
    ),
    (
        _("Tilbud, hold og steder"),
        [
            "offerings.offeringrequest",
            "offerings.offering",
            "offerings.offeringsession",
            "offerings.place",
        ],
    ),
    (
        _("Skub, post og spor"),
        [
            "secretariat.announcement",
            "secretariat.nudgerule",
            "secretariat.quietperiod",
            "secretariat.officehours",
            "secretariat.nudge",
            "secretariat.snooze",
            "people.outboxmail",
            "people.refusedaddress",
            "people.auditentry",
        ],
    ),
    (
        _("Ord og rammer"),
        [
            "networks.networktype",
            "networks.phase",
            "networks.strategictheme",
            "people.stakeholderkind",
            "people.roleword",
        ],
    ),
    (_("Mennesker"), ["people.person", "people.orgunit", "people.invitation"]),
]


@dataclass(frozen=True)
class Shelf:
    heading: Any
    models: list[dict[str, Any]]


@register.simple_tag
def desk_shelves(app_list: list[dict[str, Any]]) -> list[Shelf]:
    """The admin's own list of what the person may open, laid on shelves."""
    models = {one["model"]._meta.label_lower: one for app in app_list for one in app["models"]}
    shelves = [
        Shelf(heading, [models.pop(label) for label in labels if label in models])
        for heading, labels in SHELVES
    ]
    shelves.append(Shelf(_("Andet"), list(models.values())))
    return [shelf for shelf in shelves if shelf.models]
