"""The plain loop that the outbox is there instead of: `python naive.py <port> <folder> <when>`.

Each file of the folder is a letter that is still to be sent. A letter is struck from the list
`first`, as Celery does by itself, or `last`, as it does with `acks_late`. It says when it begins.
"""

import smtplib
import sys
from email.message import EmailMessage
from email.utils import make_msgid
from pathlib import Path


def send(port: int, mark: str) -> None:
    letter = EmailMessage()
    letter["From"], letter["To"] = "a@demo.example", f"{mark}@demo.example"
    letter["Message-ID"] = make_msgid(domain="naive")
    letter.set_content(mark)
    with smtplib.SMTP("127.0.0.1", port) as server:
        server.send_message(letter)


def main(port: int, folder: Path, when: str) -> None:
    print("at work", flush=True)
    for job in sorted(folder.iterdir()):
        if when == "first":
            job.unlink()
        send(port, job.name)
        job.unlink(missing_ok=True)


if __name__ == "__main__":
    main(int(sys.argv[1]), Path(sys.argv[2]), sys.argv[3])
