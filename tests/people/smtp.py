"""A real SMTP server that can refuse, postpone, hang and drop."""

import asyncio
import socket
import time
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes
from email.message import Message
from threading import Thread

from aiosmtpd.controller import Controller

HANGS = 3.0  # seconds; longer than the tests' patience


class Relay:
    """Answers the next times a recipient is named with what stands in `answers`; else 250.

    What stands in `to_text` is said to the recipient's letter, in `to_sender` to the next senders.
    """

    def __init__(self) -> None:
        self.received: list[tuple[str, Message]] = []
        self.answers: dict[str, list[str]] = defaultdict(list)
        self.to_text: dict[str, list[str]] = defaultdict(list)
        self.to_sender: list[str] = []
        self.greeted = 0  # connections
        self.pause = 0.0

    async def handle_EHLO(self, server, session, envelope, hostname, responses) -> list[str]:
        self.greeted += 1
        session.host_name = hostname
        return responses

    async def handle_MAIL(self, server, session, envelope, address, options) -> str:
        if self.to_sender:
            return self.to_sender.pop(0)
        envelope.mail_from = address
        return "250 OK"

    async def handle_RCPT(self, server, session, envelope, address, options) -> str:
        answer = self.answers[address].pop(0) if self.answers[address] else "250 OK"
        if answer == "drop":
            server.transport.abort()
            return "421 gone"
        if answer == "hang":
            await asyncio.sleep(HANGS)
            return "421 too late"
        if answer.startswith("250"):
            envelope.rcpt_tos.append(address)
        return answer

    async def handle_DATA(self, server, session, envelope) -> str:
        time.sleep(self.pause)
        [address] = envelope.rcpt_tos
        if self.to_text[address]:
            return self.to_text[address].pop(0)
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


@contextmanager
def saying_only(words: bytes | None) -> Iterator[int]:
    """A port where everybody is told `words` and shown the door; None is never to answer."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        if words is not None:
            Thread(target=_say, args=(listening, words), daemon=True).start()
        yield listening.getsockname()[1]
        listening.shutdown(socket.SHUT_RDWR)


def _say(listening: socket.socket, words: bytes) -> None:
    while True:
        try:
            caller, _ = listening.accept()
        except OSError:
            return
        with caller:
            caller.sendall(words)
