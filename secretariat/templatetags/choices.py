"""What one's own page tells of the choices, without the people room knowing them."""

from django import template

from secretariat.queries.choices import chosen_by

register = template.Library()
register.simple_tag(chosen_by, name="chosen_nudges")
