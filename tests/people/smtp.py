"""A real SMTP server that can refuse, postpone, hang and drop."""

import socket
import time
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes
from email.message import Message

from aiosmtpd.controller import Controller


class Relay:
    """Answers the next times a recipient is named with what stands in `answers`; else 250."""

    def __init__(self) -> None:
        self.received: list[tuple[str, Message]] = []
        self.answers: dict[str, list[str]] = defaultdict(list)
        self.pause = 0.0

    async def handle_RCPT(self, server, session, envelope, address, options) -> str:
        if self.answers[address]:
            answer = self.answers[address].pop(0)
            if answer == "drop":
                server.transport.abort()
                return "421 gone"
            return answer
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope) -> str:
        time.sleep(self.pause)
        for address in envelope.rcpt_tos:
            self.received.append((address, message_from_bytes(envelope.content)))
        return "250 OK"

    @property
    def addresses(self) -> list[str]:
        return [address for address, _ in self.received]


@contextmanager
def running(relay: Relay) -> Iterator[int]:
    """The relay on a free port; yields the port."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    controller = Controller(relay, hostname="127.0.0.1", port=port)
    controller.start()
    try:
        yield port
    finally:
        controller.stop()
