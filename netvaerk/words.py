"""Words that are said now, or when the reader's language is known."""

from django.utils.functional import Promise

Words = str | Promise
