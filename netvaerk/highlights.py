"""Where the words stand that somebody found: a line and an excerpt, as PostgreSQL cuts them."""

import html
from typing import Any

from django.contrib.postgres.search import SearchHeadline, SearchQuery
from django.db.models import F, Func, TextField, Value
from django.db.models.functions import Cast, Left, NullIf, Replace
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from netvaerk.wording import DANISH

READ = 6_000  # characters of a text in which the words are shown
# On nobody's keyboard, and taken out of every text: what stands between them was found.
BEGINS, ENDS = "\ue000", "\ue001"
UNSEEN = f"{BEGINS}{ENDS}*#`"  # the signs of Markdown go too
MARKS = {"start_sel": BEGINS, "stop_sel": ENDS}
CUT = {"max_words": 32, "min_words": 16, "max_fragments": 2, "fragment_delimiter": " … "}


def line(text: Any, query: SearchQuery, *, config: str = DANISH) -> SearchHeadline:
    """All of it, with the words marked."""
    return SearchHeadline(_bare(text), query, config=config, highlight_all=True, **MARKS)


def excerpt(query: SearchQuery, *names: str) -> SearchHeadline:
    """The piece of the named texts where the words stand, or their beginning."""
    texts = [NullIf(F(name), Value("")) for name in names]
    together = Func(Value(" · "), *texts, function="concat_ws", output_field=TextField())
    return SearchHeadline(_bare(Left(together, READ)), query, config=DANISH, **MARKS, **CUT)


def trailing(found: str) -> str:
    """An excerpt that stops in the middle says so."""
    return found if not found or found.endswith((".", "!", "?", "…")) else f"{found} …"


def marked(found: str) -> SafeString:
    """A line or an excerpt as HTML, whatever stands in it."""
    text = escape(html.unescape(found))
    return mark_safe(text.replace(BEGINS, "<mark>").replace(ENDS, "</mark>"))


def _bare(text: Any) -> Func:
    """Without the marks; escaped, or PostgreSQL would take what looks like a tag out of it."""
    bare = Func(
        Cast(text, TextField()),
        Value(UNSEEN),
        Value(""),
        function="translate",
        output_field=TextField(),
    )
    return Replace(Replace(bare, Value("&"), Value("&amp;")), Value("<"), Value("&lt;"))
