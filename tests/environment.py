"""What must be so before Django's settings are read: a demo on servers of the tests' own."""

import os

from netvaerk import embedded

# Nothing of the machine's own may reach a test: no real database, no production, no SMTP server.
OUTSIDE = ("DATABASE_URL", "REDIS_URL", "SECRET_KEY", "DEBUG", "EMAIL_URL", "SIGNUP_DOMAINS")


def prepare() -> None:
    """Set the environment and start the servers; NETVAERK_TEST_DATA lets several run at once."""
    for name in (*OUTSIDE, "NETVAERK_DATA"):
        os.environ.pop(name, None)
    home = os.environ.get("NETVAERK_TEST_DATA") or f"{embedded.data_home()}-test"
    os.environ["NETVAERK_DATA"] = home
    os.environ["NETVAERK_EMBEDDED_FAST"] = "1"
    os.environ["DEMO"] = "1"
    os.environ["DJANGO_SETTINGS_MODULE"] = "netvaerk.settings"
    embedded.start()
