"""What a log line may hold: ids and sentences, never a key that still opens something."""

import logging
import re

# Django names the address of every refused request.
KEY_IN_PATH = re.compile(
    r"(/invitation/(?:netvaerk/)?|/konto/(?:password/reset/key|confirm-email)/|/skub/(?:fra/)?|/plads/"
    r"|/(?:kalender|nyt)/(?=[\w-]{20}))[^/\s?]+"
)


class WithoutKeys(logging.Filter):
    """Takes the key out of an address before any handler sees the line."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.msg = _hidden(record.msg)
        if isinstance(record.args, tuple):
            record.args = tuple(_hidden(argument) for argument in record.args)
        return True


def _hidden(value: object) -> object:
    return KEY_IN_PATH.sub(r"\1…", value) if isinstance(value, str) else value
