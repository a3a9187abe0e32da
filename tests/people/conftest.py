"""A real mail server for tests of post."""

import pytest

from tests.people.smtp import Relay, running


@pytest.fixture
def smtp(settings):
    """Letters leave by SMTP, to a port that nobody listens at yet."""
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = "127.0.0.1", 1, 2
    settings.EMAIL_USE_TLS = settings.EMAIL_USE_SSL = False
    return settings


@pytest.fixture
def relay(smtp):
    relay = Relay()
    with running(relay) as smtp.EMAIL_PORT:
        yield relay
