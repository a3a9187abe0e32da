from django import template

from netvaerk.people.queries.role_word import role_label

register = template.Library()


@register.simple_tag
def role(key: str, plural: bool = False) -> str:
    """`{% role "leader" %}` or `{% role "leader" as label %}`: what the role is called here."""
    return role_label(key, plural=plural)
