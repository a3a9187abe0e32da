"""`make shots`: a picture of every kind of page, per demo person and width, from a running demo.

Start `make run` first; SITE names another address than http://127.0.0.1:8000. A name after it
walks as that person alone; `pictures` takes the pages with pictures alone, also in print.
"""

import os
import re
import sys
from pathlib import Path

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "netvaerk.settings")
os.environ.setdefault("DEMO", "1")
django.setup()

from playwright.sync_api import Browser, sync_playwright  # noqa: E402 after Django's set-up

from tests.journeys.conftest import DESKTOP, FLAGS, PHONE, find_browser  # noqa: E402
from tests.journeys.crawler import walk  # noqa: E402
from tests.shots_pictures import shoot_pictures  # noqa: E402

SITE = os.environ.get("SITE", f"http://127.0.0.1:{os.environ.get('PORT', '8000')}")
FOLDER = Path(os.environ.get("SHOTS", "shots"))
PICTURES = "pictures"
PEOPLE = ["Karen", "Bo", "Dorte", "Mia", "Ali", "Eva", "Sanne"]


def shoot(browser: Browser, name: str, width: str, viewport: dict[str, int]) -> int:
    """Walk as `name` (empty: signed out) and photograph each page; returns how many."""
    context = browser.new_context(base_url=SITE, locale="da-DK", viewport=viewport)
    page = context.new_page()
    if name:
        page.goto("/konto/login/")
        page.get_by_role("button", name=re.compile(rf"^{name}\b")).click()
        page.wait_for_url("**/")
    paths = []
    for path in walk(page, SITE):
        paths.append(path)
        file_name = re.sub(r"[^\w-]+", "_", path).strip("_") or "front"
        picture = FOLDER / width / (name or "nobody") / f"{file_name}.png"
        page.screenshot(path=picture, full_page=True)
    context.close()
    return len(paths)


def main() -> int:
    path = find_browser()
    if path is None:
        print("No browser: 'apt-get install chromium', or BROWSER_PATH=/path/to/chrome")
        return 1
    names = sys.argv[1:] or [PICTURES, "", *PEOPLE]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        if PICTURES in names:
            shoot_pictures(browser, SITE, FOLDER)
            names.remove(PICTURES)
        for name in names:
            for width, viewport in (("desktop", DESKTOP), ("phone", PHONE)):
                count = shoot(browser, name, width, viewport)
                print(f"{name or 'nobody'}, {width}: {count} pictures in {FOLDER / width}")
        browser.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
