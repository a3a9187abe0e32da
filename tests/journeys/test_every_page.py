"""Every page, as every demo person: accessible, within its width, and the policy never broken."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.core.management import call_command
from playwright.sync_api import Page

from tests.journeys.conftest import PHONE
from tests.journeys.crawler import walk

PEOPLE = ["Karen", "Bo", "Dorte", "Mia", "Ali", "Eva", "Sanne"]
WCAG = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]}
NARROW = {"width": 320, "height": 700}

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def wrong_with(page: Page, path: str) -> list[str]:
    """What the policy stopped, what axe finds, and what does not fit at 320 px."""
    found = [f"{path}: policy {violation}" for violation in page.evaluate("window.violations")]
    wide = page.viewport_size
    page.set_viewport_size(NARROW)
    if page.evaluate("document.documentElement.scrollWidth") > NARROW["width"]:
        found.append(f"{path}: scrolls sideways at 320 px")
    page.set_viewport_size(wide)
    for violation in Axe().run(page, options=WCAG).response["violations"]:
        found += [f"{path}: {violation['id']} {node['target']}" for node in violation["nodes"]]
    # axe tries out styles of its own, which the policy stops: that is not the page's doing.
    page.evaluate("window.violations = []")
    return found


def test_every_page_of_every_demo_person_is_accessible(live_server, enter, new_context, subtests):
    call_command("load_demo", verbosity=0)
    with subtests.test(person="nobody"):
        page = new_context(base_url=live_server.url).new_page()
        assert [
            wrong for path in walk(page, live_server.url) for wrong in wrong_with(page, path)
        ] == []
    for name in PEOPLE:
        with subtests.test(person=name):
            page, seen, wrong = enter(name), [], []
            for path in walk(page, live_server.url):
                seen.append(path)
                wrong += wrong_with(page, path)
            assert wrong == []
            assert len(seen) > 12, f"{name} reached only {seen}"


def test_every_page_works_on_a_phone_without_javascript(live_server, enter):
    """The same walk with scripts off: every page answers and shows its heading."""
    call_command("load_demo", verbosity=0)
    page = enter("Mia", java_script_enabled=False, viewport=PHONE)
    for path in walk(page, live_server.url):
        assert page.get_by_role("heading", level=1).count() == 1, path
