from netvaerk.people.models import Person


def can_see_rounds(person: Person) -> bool:
    """The chiefs, who decide in them, and the secretariat, which lays them out."""
    return person.is_chief or person.is_secretariat


def can_decide_in_rounds(person: Person) -> bool:
    return person.is_chief


def can_see_what_is_not_forwarded(person: Person) -> bool:
    """What is still being sharpened is the secretariat's; a chief who wrote some of it waits."""
    return person.is_secretariat


def can_create_rounds(person: Person) -> bool:
    return person.is_secretariat
