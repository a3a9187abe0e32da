from collections.abc import Iterable

from django.utils.text import get_text_list
from django.utils.translation import gettext as _

from netvaerk.people.models import Person


def names_of(people: Iterable[Person]) -> str:
    """ "Eva Holm, Ali Demir og Mia Lund"; each is named once."""
    return get_text_list(list(dict.fromkeys(person.name for person in people)), _("og"))
