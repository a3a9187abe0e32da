"""What a proof found out stands at the end of the run, where somebody reads it."""

from collections.abc import Callable

import pytest

Say = Callable[[str], None]
FIGURES = pytest.StashKey[list[str]]()


@pytest.fixture
def say(request: pytest.FixtureRequest) -> Say:
    """Put a line among the figures."""
    return request.config.stash.setdefault(FIGURES, []).append


def pytest_terminal_summary(terminalreporter, config: pytest.Config) -> None:
    if figures := config.stash.get(FIGURES, []):
        terminalreporter.section("figures of the proofs")
        for line in figures:
            terminalreporter.write_line(line)
