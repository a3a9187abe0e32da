"""Danish alphabetical order on any PostgreSQL server, with or without ICU."""

from django.db.models import F, Func, Value
from django.db.models.functions import Collate, Lower


def danish_order(field: str) -> Collate:
    """Order by `field` so that æ, ø, å come last, whatever the server's locale."""
    translated = Func(Lower(F(field)), Value("æøå"), Value("{|}"), function="TRANSLATE")
    return Collate(translated, "C")
