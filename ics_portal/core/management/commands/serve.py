"""``manage.py serve``: the portal and its worker, until Ctrl-C. ``make run`` calls it."""

import fcntl
import io
import logging
import os
import socket
import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import connections
from django.db.migrations.executor import MigrationExecutor

from ics_portal.core.supervise import Child, Supervisor
from ics_portal.core.supervise.children import end_leftover
from ics_portal.core.supervise.probe import is_live

OWNER_ONLY = 0o077


class Command(BaseCommand):
    help = "Start the web server and the worker together; Ctrl-C ends both."
    # The checks of a start that follows setup were made by it; they cost a second.
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--host", default=os.environ.get("HOST", "127.0.0.1"))
        parser.add_argument("--port", default=os.environ.get("PORT", "8000"))
        parser.add_argument(
            "--demo",
            action="store_true",
            help="bring the database up to date and load the demonstration first",
        )

    def handle(self, *, host: str, demo: bool, **options: Any) -> None:
        port = _port(options["port"])
        os.umask(OWNER_ONLY)  # the database, the logs and the children's files
        run_dir = Path(settings.VAR_DIR) / "run"
        run_dir.mkdir(parents=True, exist_ok=True)
        held = self._only_one(run_dir / "serve.lock", f"{_address(host, port)}")
        self._port_is_free(host, port)
        children = _children(host, port, run_dir)
        for child in children:
            if pid := end_leftover(child):
                self.stdout.write(
                    f"Ended the {child.name} left over from an earlier start ({pid})."
                )
        sign_ins = self._prepare() if demo else ""
        connections.close_all()  # a child must not share our connection

        def when_up() -> None:
            self.stdout.write(f"\nThe portal is at {_address(host, port)}\n{sign_ins}")
            self.stdout.write(f"Logs are in {children[0].log.parent}. Ctrl-C ends it.")
            self.stdout.flush()

        code = Supervisor(children, say=self._say).run(
            env=dict(os.environ),
            is_up=lambda: is_live(_reachable(host), port),
            when_up=when_up,
        )
        os.close(held)
        if code:
            sys.exit(code)

    def _say(self, words: str) -> None:
        self.stdout.write(words)
        self.stdout.flush()

    def _only_one(self, lock: Path, address: str) -> int:
        """Hold the lock of this data folder for as long as this process lives."""
        descriptor = os.open(lock, os.O_RDWR | os.O_CREAT, 0o600)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            where, _, pid = lock.read_text().partition(" ")
            raise CommandError(
                f"The portal is already running at {where} (process {pid}). "
                "Open it there, or end it first."
            ) from None
        os.ftruncate(descriptor, 0)
        os.pwrite(descriptor, f"{address} {os.getpid()}".encode(), 0)
        return descriptor

    def _port_is_free(self, host: str, port: int) -> None:
        try:
            family, kind, proto, _, where = socket.getaddrinfo(
                host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
            )[0]
            with socket.socket(family, kind, proto) as probe:
                probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
                probe.bind(where)
        except OSError as refused:
            raise CommandError(
                f"Port {port} on {host} cannot be used: {refused.strerror}. "
                f"Another program may be using it. Choose another: PORT={port + 1} make run"
            ) from None

    def _prepare(self) -> str:
        """Bring the database up to date and load the demonstration; its sign-ins."""
        executor = MigrationExecutor(connections["default"])
        if executor.migration_plan(executor.loader.graph.leaf_nodes()):
            self._say(
                "Bringing the database up to date and loading the demonstration "
                "(the first time takes about half a minute)"
            )
            call_command("migrate", interactive=False, verbosity=0)
        said = io.StringIO()
        logging.disable(logging.INFO)  # the jobs of loading are nobody's news
        try:
            call_command("seed_demo", if_empty=True, stdout=said)
            # A database of an earlier edition has its rules, and gets the newer ones.
            call_command("load_composition_rules", stdout=io.StringIO())
        finally:
            logging.disable(logging.NOTSET)
        return said.getvalue()


def _children(host: str, port: int, run_dir: Path) -> list[Child]:
    logs = Path(settings.VAR_DIR) / "log"
    web = [sys.executable, "-m", "gunicorn", "ics_portal.wsgi:application"]
    web += ["--bind", f"[{host}]:{port}" if ":" in host else f"{host}:{port}"]
    web += ["--workers", "2", "--threads", "2", "--preload", "--no-control-socket"]
    web += ["--graceful-timeout", "5", "--timeout", "120"]
    if Path("/dev/shm").is_dir():  # noqa: S108 -- a heartbeat that never meets a disk
        web += ["--worker-tmp-dir", "/dev/shm"]  # noqa: S108
    worker = [sys.executable, "-m", "celery", "-A", "ics_portal", "worker", "--beat"]
    worker += ["--concurrency", "2", "--loglevel", "INFO"]
    worker += ["--without-gossip", "--without-mingle", "--without-heartbeat"]
    return [
        Child("web server", web, logs / "web.log", run_dir / "web.lock"),
        Child("worker", worker, logs / "worker.log", run_dir / "worker.lock"),
    ]


def _reachable(host: str) -> str:
    """An address to ask at, for one that means "every address of this machine"."""
    return {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)  # noqa: S104


def _address(host: str, port: int) -> str:
    name = _reachable(host)
    return f"http://{f'[{name}]' if ':' in name else name}:{port}/"


def _port(given: str) -> int:
    if not given.isdigit() or not 0 < int(given) < 65536:
        raise CommandError(f"PORT is {given!r}; it must be a number from 1 to 65535.")
    return int(given)
