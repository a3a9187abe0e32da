from netvaerk.people.models import Person
from networks.models import StrategicTheme


def can_read_themes(person: Person) -> bool:
    """The strategic agenda is the whole house's; a guest has a network, not the house."""
    return person.is_employee or person.is_secretariat or person.is_superuser


def can_edit_theme(person: Person, theme: StrategicTheme | None = None) -> bool:
    """The secretariat keeps the agenda; whoever owns a theme may write its words."""
    is_owner = theme is not None and theme.owner_id == person.pk and person.is_chief
    return person.is_secretariat or is_owner
