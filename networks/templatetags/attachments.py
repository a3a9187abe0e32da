from django import template

from netvaerk.uploads import kind_in_words

register = template.Library()
register.filter("kind_of_file", kind_in_words)
