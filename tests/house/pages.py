"""What stands on a page: where it leads, and the forms that one can fill in."""

from dataclasses import dataclass, field
from html.parser import HTMLParser
from io import BytesIO
from typing import Any
from urllib.parse import urljoin, urlsplit
from zipfile import ZipFile

from pypdf import PdfReader

LINKS = ("href", "hx-get")


@dataclass
class Form:
    """One form, with what a browser would send if nothing were touched."""

    action: str
    method: str
    fields: dict[str, str] = field(default_factory=dict)


class Page(HTMLParser):
    """`links` and `forms` of the page at `address`; other hosts are left out."""

    def __init__(self, address: str, html: str) -> None:
        super().__init__()
        self.address, self.links, self.forms = address, set(), []
        self._writing = self._select = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list) -> None:
        said = {name: value or "" for name, value in attrs}
        for name in LINKS:
            if tag != "link" and (address := self._here(said.get(name, ""))):
                self.links.add(address)
        if tag == "form":
            address = self._here(said.get("action") or self.address)
            self.forms.append(Form(address, said.get("method", "get").lower()))
        elif tag == "select":
            self._select = said.get("name", "")
            self._fill(self._select, "", only_if_new=True)
        elif tag == "option" and "selected" in said:
            self._fill(self._select, said.get("value", ""))
        elif tag == "textarea":
            self._writing = said.get("name", "")
            self._fill(self._writing, "")
        elif tag in {"input", "button"}:
            chosen = said.get("type") not in {"radio", "checkbox"} or "checked" in said
            value = said.get("value", "")
            self._fill(said.get("name", ""), value if chosen else "", only_if_new=not chosen)

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea":
            self._writing = ""

    def handle_data(self, data: str) -> None:
        if self._writing and self.forms:
            self.forms[-1].fields[self._writing] += data.removeprefix("\n")

    def _fill(self, name: str, value: str, *, only_if_new: bool = False) -> None:
        if name and self.forms and not (only_if_new and name in self.forms[-1].fields):
            self.forms[-1].fields[name] = value

    def _here(self, address: str) -> str:
        """The path with its query, if it lies in this house."""
        parts = urlsplit(urljoin(f"http://testserver{self.address}", address))
        if not address or parts.netloc != "testserver" or parts.scheme != "http":
            return ""
        return parts.path + (f"?{parts.query}" if parts.query else "")


def text_of(response: Any) -> str:
    """What the answer says: a page, a file that streams, or the words of a PDF or Office file."""
    content = b"".join(response) if response.streaming else response.content
    kind = response.headers.get("Content-Type", "")
    if kind == "application/pdf":
        return "\n".join(page.extract_text() for page in PdfReader(BytesIO(content)).pages)
    if "openxmlformats" in kind:
        with ZipFile(BytesIO(content)) as office:
            # The parts that say when it was made are no words of ours.
            parts = [name for name in office.namelist() if not name.startswith("docProps/")]
            return "\n".join(office.read(name).decode("utf-8", "replace") for name in parts)
    if kind.startswith("text/calendar"):
        content = content.replace(b"\r\n ", b"")  # a long line goes on there
    return content.decode("utf-8" if kind.startswith("text/") else "latin-1")
