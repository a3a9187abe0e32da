"""Template tags and filters that every template has without loading them (TEMPLATES builtins)."""

from functools import lru_cache
from typing import Any

import nh3
from django import template
from django.templatetags.static import static
from django.utils.html import format_html, linebreaks
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt

from netvaerk import dates

register = template.Library()

TINTS = 4
# Lists, emphasis, quotes and links; no raw HTML, and no picture from somebody else's server.
MARKDOWN = MarkdownIt("zero", {"html": False, "breaks": True}).enable(
    ["emphasis", "list", "blockquote", "link", "autolink", "heading", "newline", "escape"]
)
MARKDOWN_TAGS = {"p", "br", "em", "strong", "ul", "ol", "li", "blockquote", "a", "h3", "h4", "h5"}


@register.simple_tag
@lru_cache(maxsize=512, typed=True)  # on every page, in every row; what is safe is no plain text
def icon(name: str, label: str = "", **attributes: str) -> SafeString:
    """`{% icon "search" %}`: a picture beside words; with label= it speaks for itself.

    class= adds classes. The names are the design system's (dkfds/img/all-svg-icons.svg).
    """
    hidden = mark_safe('aria-hidden="true"')
    spoken = format_html('role="img" aria-label="{}"', label) if label else hidden
    return format_html(
        '<svg class="{}" focusable="false" {}><use href="{}#{}"></use></svg>',
        f"icon-svg {attributes.get('class', '')}".strip(),
        spoken,
        static("dkfds/img/all-svg-icons.svg"),
        name,
    )


@register.simple_tag
def initials(person: Any) -> SafeString:
    """A circle with a person's initials, where a face would be. The name stands beside it."""
    return _initials(getattr(person, "first_name", ""), getattr(person, "last_name", ""))


@lru_cache(maxsize=1024, typed=True)  # whoever looks stands on every page
def _initials(first_name: str, last_name: str) -> SafeString:
    names = f"{first_name} {last_name}".split()
    if not names:
        return format_html('<span class="nv-initials" aria-hidden="true">{}</span>', icon("person"))
    letters = names[0][0] + (names[-1][0] if len(names) > 1 else "")
    tint = sum(map(ord, "".join(names))) % TINTS + 1
    return format_html(
        '<span class="nv-initials nv-initials--{}" aria-hidden="true">{}</span>',
        tint,
        letters.upper(),
    )


register.filter(dates.ago)
register.filter(dates.day)
register.filter(dates.full_day)
register.filter(dates.moment)


@register.filter(is_safe=True)
def paragraphs(text: str | None) -> SafeString:
    """What a person wrote, escaped, as <p> with <br> where a line was broken."""
    # Safe: linebreaks escapes what the person wrote.
    return mark_safe(linebreaks(text, autoescape=True) if text else "")


@register.filter(is_safe=True)
def markdown(text: str | None) -> SafeString:
    """What a person wrote in Markdown; its headings begin below the page's own."""
    tokens = MARKDOWN.parse(text or "")
    for token in tokens:
        if token.type in {"heading_open", "heading_close"}:
            token.tag = f"h{min(int(token.tag[1]) + 2, 5)}"
    html = MARKDOWN.renderer.render(tokens, MARKDOWN.options, {})
    # Safe: html=False lets no raw HTML in, and nh3 lets only these tags out.
    return mark_safe(nh3.clean(html, tags=MARKDOWN_TAGS, link_rel="noopener noreferrer nofollow"))
