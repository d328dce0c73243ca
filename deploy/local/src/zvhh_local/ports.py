# SPDX-License-Identifier: EUPL-1.2
"""Free ports of 127.0.0.1 that two stacks started at the same moment never share.

Not for finding out whether a service answers: see process.Child.wait_until.
"""

import fcntl
import os
import random
import socket
import tempfile
from pathlib import Path

LOOPBACK = "127.0.0.1"
# Below the range that the kernel hands to outgoing connections, so that no client takes a port between choice and use.
_FIRST, _LAST = 20_000, 31_999
_held: dict[int, int] = {}


def free_port() -> int:
    """A port nobody listens on, held for this process by a lock file until the process ends or `release` is called.

    Raises OSError when 500 tries found none.
    """
    folder = Path(tempfile.gettempdir()) / f"zvhh-ports-{os.getuid()}"
    folder.mkdir(mode=0o700, exist_ok=True)
    for _ in range(500):
        port = random.randint(_FIRST, _LAST)  # noqa: S311 - no secret
        if port in _held:
            continue
        lock = os.open(folder / str(port), os.O_CREAT | os.O_RDWR | os.O_CLOEXEC, 0o600)
        if _locked(lock) and not in_use(port):
            _held[port] = lock
            return port
        os.close(lock)
    raise OSError("no free port found on 127.0.0.1")


def release(port: int) -> None:
    """Gives a port back; one that is not held is left alone."""
    lock = _held.pop(port, None)
    if lock is not None:
        os.close(lock)


def in_use(port: int) -> bool:
    """Whether something on this machine holds the port on 127.0.0.1 (a closing connection counts as well)."""
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        try:
            probe.bind((LOOPBACK, port))
        except OSError:
            return True
    return False


def _locked(lock: int) -> bool:
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True
