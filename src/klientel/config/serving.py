"""The server: pages from a process a core, static files, and the worker beside them."""

import multiprocessing
import os
import socket
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any

from klientel.config import env
from klientel.config.processes import die_with_parent

MOST_WORKERS = 4
THREADS = 4
GRACE = 5
_WAIT_FOR_ADDRESS = 2.0
_STEP = 0.1


class AddressTaken(Exception):
    """Another program serves there."""


@dataclass(frozen=True, slots=True)
class Address:
    """Where the server listens."""

    host: str
    port: int

    @property
    def near(self) -> str:
        """The host as this machine itself reaches it."""
        return {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(self.host, self.host)  # noqa: S104 -- reached, not bound

    @property
    def url(self) -> str:
        host = self.near
        return f"http://{f'[{host}]' if ':' in host else host}:{self.port}/"


def address_of(text: str) -> Address:
    """Return the address that `host:port` names; ValueError if it names none."""
    host, colon, port = text.rpartition(":")
    if not colon or not port.isdecimal():
        raise ValueError(text)
    return Address(host.strip("[]") or "127.0.0.1", int(port))


def require_free(address: Address) -> None:
    """Raise `AddressTaken` if somebody listens there; one that is just leaving may finish."""
    deadline = time.monotonic() + _WAIT_FOR_ADDRESS
    while not _is_free(address):
        if time.monotonic() > deadline:
            raise AddressTaken(f"{address.host}:{address.port}")
        time.sleep(_STEP)


def _is_free(address: Address) -> bool:
    family = socket.AF_INET6 if ":" in address.host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((address.host, address.port))
        except OSError:
            return False
    return True


def workers() -> int:
    return env.number("KLIENTEL_WORKERS") or min(os.cpu_count() or 1, MOST_WORKERS)


def run(address: Address, folder: Path, ready: Callable[[], None]) -> None:
    """Serve until SIGTERM or SIGINT, then finish what is under way within seconds."""
    from django.db import connections
    from granian.constants import HTTPModes, Interfaces
    from granian.log import LogLevels
    from granian.server import Server

    server = Server(
        "klientel.config.wsgi:application",
        address=address.host,
        port=address.port,
        interface=Interfaces.WSGI,
        workers=workers(),
        blocking_threads=THREADS,
        blocking_threads_idle_timeout=600,
        http=HTTPModes.http1,
        websockets=False,
        log_level=LogLevels.warning,
        respawn_failed_workers=True,
        workers_kill_timeout=GRACE,
    )
    worker = _Beside(folder)
    server.on_startup(worker.start)
    server.on_startup(lambda: _when_listening(address, ready))
    server.on_shutdown(worker.stop)
    _application()
    connections.close_all()
    server.serve(target_loader=_load, wrap_loader=False)


def _when_listening(address: Address, ready: Callable[[], None]) -> None:
    """Call `ready` once somebody answers at the address."""

    def wait() -> None:
        while not _answers(address):
            time.sleep(_STEP / 4)
        ready()

    threading.Thread(target=wait, daemon=True).start()


def _answers(address: Address) -> bool:
    family = socket.AF_INET6 if ":" in address.host else socket.AF_INET
    with socket.socket(family) as caller:
        return caller.connect_ex((address.near, address.port)) == 0


def _load() -> Any:
    """Return the application in a new process of the server."""
    die_with_parent()
    return _application()


def _application() -> Any:
    """Return the application, loaded before the processes part so that they share its memory."""
    from django.urls import get_resolver

    from klientel.config.wsgi import application

    assert get_resolver().url_patterns  # noqa: S101 -- loads the views
    return application


class _Beside:
    """The process that works beside the server; one that dies is started again."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._stopping = threading.Event()
        self._process: BaseProcess | None = None

    def start(self) -> None:
        self._begin(multiprocessing.get_context())
        threading.Thread(target=self._watch, daemon=True).start()

    def stop(self) -> None:
        self._stopping.set()
        if self._process is not None:
            self._process.terminate()
            self._process.join(GRACE)
            if self._process.is_alive():
                self._process.kill()

    def _begin(self, context: Any) -> None:
        from klientel.config.working import work

        self._process = context.Process(target=work, args=(self._folder,), daemon=True)
        self._process.start()

    def _watch(self) -> None:
        while self._process is not None and not self._stopping.is_set():
            self._process.join()
            if not self._stopping.wait(1):
                self._begin(multiprocessing.get_context("spawn"))
