"""The chiefs' reviews, by the actions."""

from datetime import timedelta

from netvaerk import clock
from netvaerk.people.models import Person
from secretariat.actions.review import close_review
from secretariat.models import Review


def make_review(by: Person, *, days_ago: float = 0) -> Review:
    """Closed some days ago."""
    with clock.set_to(clock.now() - timedelta(days=days_ago)):
        return close_review(by=by)
