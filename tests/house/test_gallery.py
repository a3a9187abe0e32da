"""The page that shows every component, so that nobody makes one again for not having seen it."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.contrib.sessions.backends.db import SessionStore

from netvaerk import gallery
from tests.house.source import ROOT, tracked


def test_the_gallery_shows_every_component():
    components = {path.name: path.read_text() for path in tracked("templates/components/_*.html")}
    pages = ("components/gallery.html", "base.html", "forms/form.html")
    shown = "".join((ROOT / "templates" / page).read_text() for page in pages)
    shown += "".join(components.values())
    assert {name for name in components if f"components/{name}" not in shown} == set()


@pytest.mark.parametrize("address", ["/komponenter/", "/komponenter/?fejl"])
def test_the_gallery_can_be_shown(rf, db, address):
    request = rf.get(address)
    request.user, request.session = AnonymousUser(), SessionStore()
    html = gallery.show(request).content.decode()
    for words in ("Hent listen", "Vejen hertil", "Hent som PDF", "juli 2026", "Gem med læsere"):
        assert words in html
