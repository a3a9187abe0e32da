"""A mail relay in a process of its own, which outlives whoever is killed while sending.

`python -m tests.proofs.relay <file> <pause>` prints its port, and writes down each envelope: when,
to whom, under which Message-ID and with which marks (M and a number) in its text. It takes up to
`pause` seconds before it takes the recipient, and again before it says that it has the text: long
enough that a kill hits between.
"""

import asyncio
import json
import random
import re
import sys
import time
from collections import Counter, defaultdict
from dataclasses import dataclass
from email import message_from_bytes, policy
from pathlib import Path

from aiosmtpd.smtp import SMTP

MARK = re.compile(r"\bM\d+\b")
HOST = "127.0.0.1"


class Sink:
    def __init__(self, file: Path, pause: float) -> None:
        self.file, self.pause, self.dice = file.open("a", buffering=1), pause, random.SystemRandom()

    async def handle_RCPT(self, server, session, envelope, address, options) -> str:
        await self._linger()
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope) -> str:
        message = message_from_bytes(envelope.content, policy=policy.default)
        text = message.get_body(("plain",)).get_content()
        noted = {"id": message["Message-ID"], "marks": sorted({*MARK.findall(text)})}
        for address in envelope.rcpt_tos:
            self.file.write(json.dumps({"at": time.time(), "to": address, **noted}) + "\n")
        await self._linger()
        return "250 OK"

    async def _linger(self) -> None:
        await asyncio.sleep(self.dice.uniform(0, self.pause))


async def serve(sink: Sink) -> None:
    loop = asyncio.get_running_loop()
    server = await loop.create_server(lambda: SMTP(sink, hostname="sink"), HOST, 0)
    print(server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()


@dataclass(frozen=True)
class Post:
    """What the relay took. A mailbox keeps a Message-ID once, as Exchange and Dovecot do."""

    envelopes: int
    mailbox: set[tuple[str, str]]  # (address, Message-ID)
    found: Counter[tuple[str, str]]  # (address, mark) → in how many entries of the mailbox

    @classmethod
    def read(cls, file: Path) -> "Post":
        lines = [json.loads(line) for line in file.read_text().splitlines()]
        marks: dict[tuple[str, str], set[str]] = defaultdict(set)
        for line in lines:
            marks[line["to"], line["id"]].update(line["marks"])
        found = Counter((to, mark) for (to, _), held in marks.items() for mark in held)
        return cls(len(lines), set(marks), found)

    def lost(self, expected: set[tuple[str, str]]) -> int:
        return len(expected - set(self.found))

    def doubled(self, expected: set[tuple[str, str]]) -> int:
        return sum(self.found[pair] - 1 for pair in expected if self.found[pair] > 1)


if __name__ == "__main__":
    asyncio.run(serve(Sink(Path(sys.argv[1]), float(sys.argv[2]))))
