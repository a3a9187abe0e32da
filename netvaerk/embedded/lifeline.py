"""A child process that cannot outlive its parent, even when the parent is killed with -9."""

import ctypes
import os
import signal
import sys
from collections.abc import Callable

PR_SET_PDEATHSIG = 1


def dying_with_parent(with_signal: signal.Signals = signal.SIGKILL) -> Callable[[], None]:
    """A preexec_fn for subprocess; it runs after a change of user, which would undo it.

    The kernel watches the thread that makes the child, so make it from the main thread.
    Linux only; elsewhere it does nothing.
    """
    if sys.platform != "linux":
        return lambda: None
    parent, libc = os.getpid(), ctypes.CDLL(None)

    def tie() -> None:
        libc.prctl(PR_SET_PDEATHSIG, with_signal)
        if os.getppid() != parent:  # it died before the line above
            os._exit(1)

    return tie
