"""An own PostgreSQL server on a free port, thrown away afterwards.

python tools/postgres.py run COMMAND…    with DATABASE_URL set for the command
"""

import contextlib
import os
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from workshop import Command, Failed, run

GET_IT = "apt-get install postgresql"
_USER = "klientel"
_START_SECONDS = 30
_STOP_SECONDS = 20
_PLACES = ("/usr/lib/postgresql/*/bin", "/usr/pgsql-*/bin", "/opt/homebrew/opt/postgresql*/bin")
_FAST = ("fsync=off", "synchronous_commit=off", "full_page_writes=off", "max_connections=60")


def programs() -> Path | None:
    """Return the folder of the newest server's programs, or None."""
    found = [bin_ for place in _PLACES for bin_ in Path("/").glob(place[1:]) if _whole(bin_)]
    if found:
        return max(found, key=_version)
    initdb = shutil.which("initdb")
    return Path(initdb).resolve().parent if initdb and shutil.which("postgres") else None


def _whole(folder: Path) -> bool:
    return (folder / "initdb").exists() and (folder / "postgres").exists()


def _version(folder: Path) -> int:
    digits = "".join(sign for sign in folder.parent.name if sign.isdigit())
    return int(digits or 0)


@contextlib.contextmanager
def server() -> Iterator[str]:
    """Yield the DATABASE_URL of a fresh server; on leaving, that one is stopped and removed."""
    bin_ = programs()
    if bin_ is None:
        raise Failed(f"No PostgreSQL server's programs found: {GET_IT}")
    with tempfile.TemporaryDirectory(prefix="klientel-pg-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        password, port = secrets.token_urlsafe(16), free_port()
        other_user = _unprivileged(folder)
        _initialise(bin_, folder, password, other_user)
        process = _start(bin_, folder, port, other_user)
        try:
            _wait(process, bin_, folder, port)
            yield f"postgres://{_USER}:{password}@127.0.0.1:{port}/postgres"
        finally:
            _stop(process)


def _unprivileged(folder: Path) -> dict[str, Any]:
    """Return subprocess's arguments for another user: the server refuses to run as root."""
    if os.name == "nt" or os.geteuid() != 0:
        return {}
    import pwd

    names = {entry.pw_name: entry for entry in pwd.getpwall()}
    entry = names.get("postgres") or names["nobody"]
    os.chown(folder, entry.pw_uid, entry.pw_gid)
    return {"user": entry.pw_uid, "group": entry.pw_gid, "extra_groups": []}


def _initialise(bin_: Path, folder: Path, password: str, other_user: dict[str, Any]) -> None:
    secret = folder / "password"
    secret.write_text(password)
    if other_user:
        os.chown(secret, other_user["user"], other_user["group"])
    secret.chmod(0o600)
    locale = "C.UTF-8" if sys.platform.startswith("linux") else "en_US.UTF-8"
    command: Command = [bin_ / "initdb", "-D", folder / "data", "-U", _USER, "-A", "scram-sha-256"]
    done = subprocess.run(
        [*command, f"--pwfile={secret}", "--encoding=UTF8", f"--locale={locale}", "--no-sync"],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
        **other_user,
    )
    if done.returncode:
        raise Failed(f"initdb failed:\n{done.stderr.strip()}")


def _start(
    bin_: Path, folder: Path, port: int, other_user: dict[str, Any]
) -> subprocess.Popen[bytes]:
    settings = [
        *_FAST,
        "listen_addresses=127.0.0.1",
        f"port={port}",
        f"unix_socket_directories={folder}",
    ]
    options = [part for setting in settings for part in ("-c", setting)]
    with (folder / "log").open("wb") as log:
        return subprocess.Popen(
            [bin_ / "postgres", "-D", folder / "data", *options],
            cwd=folder,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            start_new_session=True,
            **other_user,
        )


def _wait(process: subprocess.Popen[bytes], bin_: Path, folder: Path, port: int) -> None:
    ask: Command = [bin_ / "pg_isready", "-q", "-h", "127.0.0.1", "-p", str(port)]
    deadline = time.monotonic() + _START_SECONDS
    while time.monotonic() < deadline and process.poll() is None:
        if subprocess.run(ask, check=False).returncode == 0:
            return
        time.sleep(0.05)
    log = (folder / "log").read_text(errors="replace")[-2000:]
    raise Failed(f"PostgreSQL did not start:\n{log}")


def _stop(process: subprocess.Popen[bytes]) -> None:
    if process.poll() is not None:
        return
    process.send_signal(signal.SIGINT)  # 'fast': ends sessions, then itself
    try:
        process.wait(_STOP_SECONDS)
    except subprocess.TimeoutExpired:
        process.send_signal(signal.SIGQUIT)
        process.wait(_STOP_SECONDS)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def leave_tidily_when_terminated() -> None:
    """Make SIGTERM an ordinary exit, so that no server is left behind."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))


def main(arguments: list[str]) -> int:
    if arguments[:1] != ["run"] or len(arguments) == 1:
        say_how = (__doc__ or "").strip()
        raise Failed(say_how)
    with server() as url:
        return run(arguments[1:], env={"DATABASE_URL": url, "KLIENTEL_TEST_DB": "postgres"})


if __name__ == "__main__":
    leave_tidily_when_terminated()
    try:
        sys.exit(main(sys.argv[1:]))
    except Failed as failure:
        sys.exit(str(failure))
