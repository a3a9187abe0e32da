"""People as others find them."""

from dataclasses import dataclass

from allauth.account.models import EmailAddress
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext as _

from netvaerk.people.enums import Role
from netvaerk.people.models import Person, RefusedAddress
from netvaerk.people.models.person import PersonQuerySet

SHORTEST = 2
MOST = 10
# The order of the buttons: the parts of a network's way first, then everybody else.
DEMO_ORDER = ["mia", "ali", "eva", "karen", "bo", "dorte", "sanne", "noor"]


@dataclass(frozen=True)
class DemoPerson:
    """A button on the demo's sign-in page."""

    email: str
    first_name: str
    last_name: str
    part: str

    @property
    def name(self) -> str:
        return f"{self.first_name} {self.last_name}"


def people_like(text: str) -> PersonQuerySet:
    """At most ten employees in whose name or address each word begins a word."""
    words = text.split()
    if sum(map(len, words)) < SHORTEST:
        return Person.objects.none()
    found = Person.objects.employees().select_related("unit")
    for word in words[:4]:
        found = found.filter(
            Q(first_name__istartswith=word)
            | Q(last_name__istartswith=word)
            | Q(first_name__icontains=f" {word}")
            | Q(last_name__icontains=f" {word}")
            | Q(email__istartswith=word)
        )
    return found.in_danish_order()[:MOST]


def with_confirmed_address(people: PersonQuerySet) -> PersonQuerySet:
    """Those who have shown that the address is theirs, or whose municipality has said so."""
    shown = EmailAddress.objects.filter(verified=True)
    return people.filter(Exists(shown.filter(user=OuterRef("pk"), email=OuterRef("email"))))


def has_confirmed_address(person: Person) -> bool:
    return with_confirmed_address(Person.objects.filter(pk=person.pk)).exists()


def has_refusing_address(person: Person) -> bool:
    """Whether mail servers have said no to the person's address often enough to be sure."""
    return RefusedAddress.objects.marked().filter(address=person.email).exists()


def demo_people() -> list[DemoPerson]:
    """The invented people who have been given the demo's password, in the order of the story."""
    people = Person.objects.demo().with_password().select_related("stakeholder_kind")
    return [
        DemoPerson(person.email, person.first_name, person.last_name, _part(person))
        for person in sorted(people.in_danish_order(), key=_place)
    ]


def _place(person: Person) -> int:
    name = person.email.partition("@")[0]
    return DEMO_ORDER.index(name) if name in DEMO_ORDER else len(DEMO_ORDER)


def _part(person: Person) -> str:
    """What somebody is, in a few words."""
    if person.title:
        return person.title
    if person.roles:
        return str(Role(person.roles[-1]).label)
    return str(person.stakeholder_kind or _("udefra"))
