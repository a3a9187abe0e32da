"""Fetching a page's list, and reading the file that comes."""

import csv
import io
from typing import Any

from django.test import Client

CSV = {"hent": "csv"}


def asked_for(client: Client, address: str, kind: str = "csv") -> Any:
    return client.post(address, {"hent": kind})


def text_of(response: Any) -> str:
    assert response.status_code == 200
    return b"".join(response.streaming_content).decode("utf-8-sig")


def rows_in(response: Any) -> list[list[str]]:
    """The file's lines: what it says of itself, its headings, its rows."""
    return list(csv.reader(io.StringIO(text_of(response), newline=""), delimiter=";"))


def fetched(client: Client, address: str) -> list[list[str]]:
    return rows_in(asked_for(client, address))
