"""A Klientel of its own in processes of its own: database, server, and how to kill it."""

import http.client
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path
from threading import Event

from postgres import free_port

PASSWORD = "Elbtunnel-1911"
USERS = ("anna", "bert", "cleo", "dora")
_PATIENCE = 30
_STEP = 0.02


class House:
    """A data folder with its server; `url` is the database on PostgreSQL, else ''."""

    def __init__(self, folder: Path, url: str = "") -> None:
        self.folder = folder
        self.url = url
        self.port = free_port()
        self.process: subprocess.Popen[bytes] | None = None

    @property
    def environment(self) -> dict[str, str]:
        kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
        mine = {
            "KLIENTEL_DATA": str(self.folder),
            "KLIENTEL_BIND": f"127.0.0.1:{self.port}",
            "KLIENTEL_WORKERS": "2",
            "LANG": "en_US.UTF-8",
        }
        return {**kept, **mine, **({"DATABASE_URL": self.url} if self.url else {})}

    def run(self, *arguments: str, said: str = "") -> str:
        """Run a command of `klientel` to its end; return what it printed."""
        done = subprocess.run(  # noqa: S603 -- our own command
            self._command(*arguments),
            env=self.environment,
            input=said,
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def start(self) -> float:
        """Start the server; return after how many seconds it answered a request."""
        began = time.monotonic()
        with (self.folder / "server.log").open("ab") as log:
            self.process = subprocess.Popen(  # noqa: S603 -- our own command
                self._command("serve"), env=self.environment, stdout=log, stderr=log
            )
        while not self._answers():
            assert self.process.poll() is None, self.log()
            assert time.monotonic() - began < _PATIENCE, self.log()
            Event().wait(_STEP)
        return time.monotonic() - began

    def kill(self) -> None:
        """Kill the server with every process of its at once: no one may finish anything."""
        assert self.process is not None
        pids = [*_offspring(self.process.pid), self.process.pid]
        for pid in pids:
            os.kill(pid, signal.SIGSTOP)  # none may see another die and act on it
        for pid in pids:
            os.kill(pid, signal.SIGKILL)
        self.process.wait(_PATIENCE)
        self.process = None

    def stop(self) -> None:
        if self.process is not None:
            self.process.terminate()
            self.process.wait(_PATIENCE)
            self.process = None

    def rows(self, sql: str) -> list[tuple]:
        """Return what the database itself holds, past all of our code."""
        if self.url:
            import psycopg

            with psycopg.connect(self.url) as connection:
                return connection.execute(sql).fetchall()
        connection = sqlite3.connect(self.folder / "klientel.sqlite3")
        try:
            return connection.execute(sql).fetchall()
        finally:
            connection.close()

    def execute(self, sql: str) -> None:
        """Change the database past all of our code, as somebody with a client of it can."""
        if self.url:
            import psycopg

            with psycopg.connect(self.url) as connection:
                connection.execute(sql)
            return
        connection = sqlite3.connect(self.folder / "klientel.sqlite3")
        try:
            with connection:
                connection.execute(sql)
        finally:
            connection.close()

    def log(self) -> str:
        return (self.folder / "server.log").read_text()[-4000:]

    def _command(self, *arguments: str) -> list[str]:
        return [str(Path(sys.prefix) / "bin" / "klientel"), *arguments]

    def _answers(self) -> bool:
        caller = http.client.HTTPConnection("127.0.0.1", self.port, timeout=_PATIENCE)
        try:
            caller.request("GET", "/konto/login/")
            return caller.getresponse().status == 200
        except OSError:
            return False
        finally:
            caller.close()


def _offspring(pid: int) -> list[int]:
    """Return the processes below one, the deepest first."""
    ask = ["ps", "-o", "pid=", "--ppid", str(pid)]
    listed = subprocess.run(ask, capture_output=True, text=True, check=False)  # noqa: S603 -- as above
    children = [int(word) for word in listed.stdout.split()]
    return [each for child in children for each in (*_offspring(child), child)]


def copied(house: House, folder: Path) -> House:
    """Return a house with a copy of another one's database, which must not be in use."""
    shutil.copytree(house.folder, folder, dirs_exist_ok=True)
    return House(folder, house.url)
