# SPDX-License-Identifier: EUPL-1.2
"""Uvicorn, told to end the serving on SIGTERM and no more.

Uvicorn's own raises the signal again at its end, which would end the process before its rooms are stopped in order.
Not for: what is served, or in which order a process stops.
"""

import asyncio
import contextlib
import signal
import threading
from collections.abc import Iterator

import uvicorn
from fastapi import FastAPI

__all__ = ["Server", "server_of"]

GRACE_S = 10


class Server(uvicorn.Server):
    """Serves until SIGTERM or SIGINT, or until it is cancelled."""

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Ask the serving to end, and leave the rest to the caller; outside the main thread signals are not ours."""
        if threading.current_thread() is not threading.main_thread():
            yield
            return
        loop, numbers = asyncio.get_running_loop(), (signal.SIGTERM, signal.SIGINT)
        for number in numbers:
            loop.add_signal_handler(number, self.handle_exit, number, None)
        try:
            yield
        finally:
            for number in numbers:
                loop.remove_signal_handler(number)


def server_of(app: FastAPI, host: str, port: int, trusted: str = "") -> Server:
    """A server for `app`: no access log of its own, no headers that name it; requests under way get 10 s at the end.

    `trusted`: whose X-Forwarded-For is believed, with commas between; nobody's where it is empty.
    """
    return Server(
        uvicorn.Config(
            app,
            host=host,
            port=port,
            log_config=None,
            access_log=False,
            server_header=False,
            date_header=False,
            proxy_headers=bool(trusted),
            forwarded_allow_ips=trusted,
            timeout_graceful_shutdown=GRACE_S,
            lifespan="off",
        )
    )
