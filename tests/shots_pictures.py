"""The pages with pictures: at both widths, as they are printed, and the paper that is handed out.

A page is named by who looks, where they begin, and the links that they follow from there.
"""

import re
from pathlib import Path

from playwright.sync_api import Browser, BrowserContext, Page

WIDTHS = {"desktop": {"width": 1280, "height": 900}, "phone": {"width": 360, "height": 740}}
A4 = {"format": "A4", "margin": dict.fromkeys(("top", "right", "bottom", "left"), "10mm")}
NETWORK = "/netvaerk/elever-med-hoejt-fravaer"
RELATIONS, REPORTS = "/forbindelser/", "/ledelse/rapporter/"

PICTURES: dict[str, tuple[str, ...]] = {
    "relations": ("Bo", RELATIONS),
    "relations-area": ("Bo", RELATIONS, "select[name=omraade]"),
    "relations-unit": ("Bo", RELATIONS, "a[href*='/forbindelser/afdeling/']:has-text('Sundhed')"),
    "relations-kind": ("Bo", RELATIONS, "a[href*='/forbindelser/udefra/']"),
    "relations-pair": ("Bo", RELATIONS, "a[href*='/forbindelser/mellem/']"),
    "relations-network": ("Mia", f"{NETWORK}/forbindelser/"),
    "relations-own": ("Mia", "/mine-forbindelser/"),
    "leadership": ("Bo", "/ledelse/"),
    "since-last": ("Bo", "/ledelse/siden-sidst/"),
    "review": ("Bo", f"/ledelse/gennemgang{NETWORK.removeprefix('/netvaerk')}/"),
    "report-round": ("Bo", REPORTS, "a[href*='/rapport/runde/'] >> nth=2"),
    "report-year": ("Bo", REPORTS, "a[href*='/rapport/aar/']"),
    "report-network": ("Bo", f"{NETWORK}/rapport/"),
    "harvest": ("Bo", "/netvaerk/det-vi-ser-i-hjemmet/", "a[href$='/hoest/']"),
}


def shoot_pictures(browser: Browser, site: str, folder: Path) -> None:
    contexts: dict[str, BrowserContext] = {}
    for name, (who, start, *steps) in PICTURES.items():
        if who not in contexts:
            contexts[who] = _signed_in(browser, site, who)
        page = contexts[who].new_page()
        page.goto(start)
        for step in steps:
            _follow(page, step)
        _take(page, folder, name)
        page.close()
    print(f"{len(PICTURES)} pictures in {', '.join(WIDTHS)}, print and paper of {folder}")


def _signed_in(browser: Browser, site: str, who: str) -> BrowserContext:
    context = browser.new_context(base_url=site, locale="da-DK")
    page = context.new_page()
    page.goto("/konto/login/")
    page.get_by_role("button", name=re.compile(rf"^{who}\b")).click()
    page.wait_for_url("**/")
    page.close()
    return context


def _follow(page: Page, step: str) -> None:
    """The first such link of the page; or a form, with the second that can be chosen."""
    there = page.locator("main").locator(step).first
    if not step.startswith("select"):
        page.goto(str(there.get_attribute("href")))
        return
    there.select_option(index=2)
    with page.expect_navigation():
        there.evaluate("list => list.form.submit()")


def _take(page: Page, folder: Path, name: str) -> None:
    for width, viewport in WIDTHS.items():
        page.set_viewport_size(viewport)
        page.screenshot(path=folder / width / "pictures" / f"{name}.png", full_page=True)
    page.pdf(path=_in(folder / "print") / f"{name}.pdf", **A4)
    paper = page.locator("main form[action$='.pdf'] button")
    if paper.count():
        with page.expect_download() as handed_out:
            paper.first.click()
        handed_out.value.save_as(_in(folder / "paper") / f"{name}.pdf")


def _in(folder: Path) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    return folder
