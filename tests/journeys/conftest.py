"""A real browser, a real worker and a real beat, against the test's own database and broker."""

import os
import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from tests.journeys.celery_processes import running_celery

# Playwright runs its loop in this thread; Django would take our own queries for async ones.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
DESKTOP = {"width": 1280, "height": 900}
PHONE = {"width": 360, "height": 740}
# Told to the page before its own scripts: whatever the policy stops is remembered.
LISTEN = """
window.violations = [];
document.addEventListener("securitypolicyviolation",
    event => window.violations.push(event.violatedDirective + " " + event.blockedURI));
"""


def find_browser() -> str | None:
    names = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
    return os.environ.get("BROWSER_PATH") or next(filter(None, map(shutil.which, names)), None)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    path = find_browser()
    if path is None:
        pytest.skip("No browser: 'apt-get install chromium', or BROWSER_PATH=/path/to/chrome")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield browser
        browser.close()


class Trouble(list[str]):
    """What the browser complained about: page errors, failed requests, policy violations."""


@pytest.fixture
def trouble() -> Iterator[Trouble]:
    found = Trouble()
    yield found
    assert found == []


@pytest.fixture
def new_context(browser: Browser, trouble: Trouble) -> Iterator[Callable[..., BrowserContext]]:
    """Make a fresh Danish browser profile that reports trouble."""
    contexts: list[BrowserContext] = []

    def make(**options: object) -> BrowserContext:
        context = browser.new_context(
            **{
                "locale": "da-DK",
                "timezone_id": "Europe/Copenhagen",
                "viewport": DESKTOP,
                **options,
            }
        )
        context.set_default_timeout(10_000)
        context.add_init_script(LISTEN)
        context.on("weberror", lambda error: trouble.append(f"error: {error.error}"))
        context.on(
            "response",
            lambda answer: (
                trouble.append(f"{answer.status} {answer.url}") if answer.status >= 500 else None
            ),
        )
        contexts.append(context)
        return context

    yield make
    for context in contexts:
        for page in context.pages:
            trouble.extend(page.evaluate("window.violations || []"))
        context.close()


@pytest.fixture
def enter(live_server, new_context) -> Callable[..., Page]:
    """Sign a demo person in by their button on the sign-in page; returns their browser page."""

    def sign_in(name: str, **options: object) -> Page:
        page = new_context(base_url=live_server.url, **options).new_page()
        page.goto("/konto/login/")
        page.get_by_role("button", name=re.compile(rf"^{name}\b")).click()
        page.wait_for_url("**/")
        return page

    return sign_in


@pytest.fixture
def celery(transactional_db: None, tmp_path: Path) -> Iterator[None]:
    """A worker and a beat that tick every second, stopped at the end."""
    with running_celery(tmp_path):
        yield
