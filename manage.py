#!/usr/bin/env python
"""Django's command line; it starts the embedded servers for the commands that need them."""

import os
import sys

WITHOUT_SERVERS = {
    *("help", "version", "--help", "--version", "-h", "diffsettings"),
    *("check", "makemigrations", "collectstatic", "findstatic"),
    *("translations", "makemessages", "compilemessages"),
}


def needs_embedded_servers(arguments: list[str]) -> bool:
    if os.environ.get("DATABASE_URL") and os.environ.get("REDIS_URL"):
        return False
    return bool(arguments) and arguments[0] not in WITHOUT_SERVERS and "--help" not in arguments


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "netvaerk.settings")
    try:
        from django.core.management import execute_from_command_line

        from netvaerk import embedded
    except ImportError as error:
        sys.exit(f"{error}. Run `make test` or `make run` once, then use .venv/bin/python.")
    if needs_embedded_servers(sys.argv[1:]):
        try:
            embedded.start()
        except embedded.EmbeddedError as error:
            sys.exit(str(error))
    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
