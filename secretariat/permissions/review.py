"""Who reads what changed, and says that the reading is over."""

from django.utils import timezone

from netvaerk import clock
from netvaerk.people.models import Person
from secretariat.models import Review


def can_close_review(person: Person) -> bool:
    """The chiefs, at their meeting."""
    return person.is_active and person.is_chief


def can_take_back_review(person: Person, review: Review) -> bool:
    """Whoever closed it, on the same day; whether it is the newest, the action sees."""
    is_today = timezone.localdate(review.held_at) == clock.today()
    return can_close_review(person) and review.closed_by_id == person.pk and is_today
