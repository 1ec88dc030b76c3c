"""How the server's processes live and die together."""

import os
import signal
import sys

_SET_PARENT_DEATH_SIGNAL = 1


def die_with_parent() -> None:
    """On Linux: end when the main process is killed, and hear Ctrl+C through it alone."""
    if sys.platform != "linux":
        return
    import ctypes

    ctypes.CDLL(None).prctl(_SET_PARENT_DEATH_SIGNAL, signal.SIGTERM)
    os.setpgid(0, 0)
