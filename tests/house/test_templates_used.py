"""No template lies unused."""

import re

from tests.house.source import ROOT, python_files, short, tracked

NAMED = re.compile(r"""["']([\w./-]+\.(?:html|txt))(?:#[\w-]+)?["']""")
# Found by Django, allauth or the form renderer by their place, not by a name in our code.
BY_PLACE = (
    "templates/400.html",
    "templates/403.html",
    "templates/404.html",
    "templates/429.html",
    "templates/500.html",
    "templates/503.html",
    "templates/account/",
    "templates/mfa/",
    "templates/allauth/",
    "templates/admin/",
    "templates/django/",
    "templates/forms/",
)


# It shows every component, so that a component it alone shows is used by nobody.
GALLERY = ROOT / "templates/components/gallery.html"


def test_every_template_is_used():
    sources = [path for path in [*python_files(), *tracked("templates/*")] if path != GALLERY]
    used = set(NAMED.findall("\n".join(path.read_text(encoding="utf-8") for path in sources)))
    unused = [
        short(path)
        for path in tracked("templates/*.html", "templates/*.txt")
        if not short(path).startswith(BY_PLACE)
        and str(path.relative_to(ROOT / "templates")) not in used
    ]
    assert unused == []
