"""The old address of what secretariat/actions/sparring.py does."""

from secretariat.actions.sparring import assign_sparring
from secretariat.actions.sparring_time import SparringIsOver, SparringWithOneself

__all__ = ["SparringIsOver", "SparringWithOneself", "assign_sparring"]
