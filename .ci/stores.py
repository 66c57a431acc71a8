"""Finds a PostgreSQL and a Redis the tests may use, and leaves them as they were."""

import contextlib
import getpass
import os
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import quote, urlsplit

import psycopg2
import redis
from psycopg2 import sql

SECONDS_TO_ANSWER = 3
POSTGRESQL_PORT = 5432
REDIS_PORT = 6379


@dataclass(frozen=True)
class Store:
    """``url`` for the tests; ``name`` with its version, as a person reads it."""

    url: str
    name: str


@dataclass(frozen=True)
class NotReachable:
    """Why there is none, as a sentence."""

    reason: str


@contextlib.contextmanager
def postgresql() -> Iterator[Store | NotReachable]:
    """TEST_DATABASE_URL, or the server on the standard local port.

    Django makes databases named after the one in the address (``test_…``); with the
    local server the name is new, and whatever a killed run left of it is dropped.
    """
    asked = os.environ.get("TEST_DATABASE_URL")
    name = f"ics_{os.getpid()}"
    users = dict.fromkeys([os.environ.get("PGUSER"), "postgres", getpass.getuser()])
    local = [
        f"postgres://{quote(user)}@127.0.0.1:{POSTGRESQL_PORT}/{name}"
        for user in users
        if user
    ]
    reasons = []
    for url in [asked] if asked else local:
        try:
            version = _may_create_databases(url)
        except (psycopg2.Error, ValueError) as refused:
            reasons.append(" ".join(str(refused).split()))
            continue
        try:
            yield Store(url, f"PostgreSQL {version}")
        finally:
            if not asked:
                _drop_databases_of(url, name)
        return
    yield NotReachable(f"PostgreSQL was not reachable ({reasons[0]})")


def _server(url: str) -> "psycopg2.extensions.connection":
    """A connection to the server's own database: the one in the address may not be."""
    parts = urlsplit(url)
    connection = psycopg2.connect(
        host=parts.hostname,
        port=parts.port or POSTGRESQL_PORT,
        user=parts.username,
        password=parts.password,
        dbname="postgres",
        connect_timeout=SECONDS_TO_ANSWER,
    )
    connection.autocommit = True
    return connection


def _may_create_databases(url: str) -> str:
    """The server's version; ValueError if this user may not create databases there."""
    with contextlib.closing(_server(url)) as server, server.cursor() as cursor:
        cursor.execute(
            "select rolcreatedb or rolsuper from pg_roles where rolname = current_user"
        )
        if not cursor.fetchone()[0]:
            raise ValueError("the user there may not create databases")
        cursor.execute("show server_version")
        return cursor.fetchone()[0].split()[0]


def _drop_databases_of(url: str, name: str) -> None:
    with contextlib.closing(_server(url)) as server, server.cursor() as cursor:
        cursor.execute(
            "select datname from pg_database where datname ~ %s", [f"^test_{name}(_|$)"]
        )
        for (left_over,) in cursor.fetchall():
            cursor.execute(
                sql.SQL("drop database {} with (force)").format(
                    sql.Identifier(left_over)
                )
            )


@contextlib.contextmanager
def redis_database() -> Iterator[Store | NotReachable]:
    """TEST_REDIS_URL, or an empty database of the server on the standard local port."""
    asked = os.environ.get("TEST_REDIS_URL")
    url = asked or f"redis://127.0.0.1:{REDIS_PORT}"
    try:
        server = redis.Redis.from_url(url, socket_connect_timeout=SECONDS_TO_ANSWER)
        name = f"Redis {server.info('server')['redis_version']}"
        number = None if asked else _empty_database(server)
    except (redis.RedisError, ValueError, OSError) as refused:
        yield NotReachable(f"Redis was not reachable ({refused})")
        return
    if asked:
        yield Store(asked, name)
        return
    url = f"{url}/{number}"
    try:
        yield Store(url, name)
    finally:
        redis.Redis.from_url(url).flushdb()


def _empty_database(server: redis.Redis) -> int:
    """The highest number nobody has put anything in; ValueError when all are in use."""
    in_use = {int(name.removeprefix("db")) for name in server.info("keyspace")}
    count = int(server.config_get("databases").get("databases", 16))
    free = [number for number in range(count - 1, 0, -1) if number not in in_use]
    if not free:
        raise ValueError("every database of it holds something")
    return free[0]


def main() -> int:
    """``python .ci/stores.py postgresql|redis``: 0 and its name if one may be used."""
    look = {"postgresql": postgresql, "redis": redis_database}[sys.argv[1]]
    with look() as store:
        if isinstance(store, NotReachable):
            return 1
        sys.stdout.write(f"Using {store.name}\n")
        return 0


if __name__ == "__main__":
    sys.exit(main())
