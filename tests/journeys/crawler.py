"""Walk every page that a person can reach by links, once or twice a kind of page."""

from collections import Counter, deque
from collections.abc import Iterator
from urllib.parse import urljoin, urlsplit

from django.urls import Resolver404, resolve
from playwright.sync_api import Page

# One page of a kind shows its markup; the second shows it with other content.
VISITS_A_KIND = 2
LED_AWAY = ("/static/", "/was/", "/filer/")
FILES = (".ics", ".pdf", ".docx")  # the browser lays them on the disk


def kind_of(path: str) -> str:
    """The view behind an address; addresses of one view are one kind of page."""
    try:
        match = resolve(path)
    except Resolver404:
        return ""
    return f"{match.view_name}:{sorted(match.kwargs)}:{'?' in path}"


def walk(page: Page, base: str, start: str = "/") -> Iterator[str]:
    """Go to each page in turn and yield its path while the browser stands there."""
    waiting, met, visits = deque([start]), {start}, Counter[str]()
    while waiting:
        path = waiting.popleft()
        kind = kind_of(urlsplit(path).path)
        if not kind or visits[kind] >= VISITS_A_KIND:
            continue
        visits[kind] += 1
        answer = page.goto(base + path)
        assert answer is not None
        assert answer.status == 200, f"{path} answered {answer.status}"
        yield path
        for link in _links(page, base):
            if link not in met:
                met.add(link)
                waiting.append(link)


def _links(page: Page, base: str) -> list[str]:
    hrefs = page.eval_on_selector_all("a[href]", "links => links.map(a => a.getAttribute('href'))")
    links = []
    for href in hrefs:
        target = urlsplit(urljoin(page.url, href))
        own = f"{target.scheme}://{target.netloc}" == base
        if own and not target.path.startswith(LED_AWAY) and not target.path.endswith(FILES):
            links.append(target.path + (f"?{target.query}" if target.query else ""))
    return links
