"""Who reads the reports on rounds and years; a network's is for whoever may see the network."""

from netvaerk.people.models import Person


def can_see_reports(person: Person) -> bool:
    """The chiefs and the secretariat, who read the proposals, the reasons and the promises."""
    return person.is_active and (person.is_chief or person.is_secretariat)
