# Sourced by .ci/run: a PostgreSQL and a Redis for the tests.
#
# A server that answers on its standard local port (or at TEST_DATABASE_URL,
# TEST_REDIS_URL) is used as it is. Otherwise one is started for this run alone, in a
# folder and on a port of its own, and ended with it: servers already here are not touched.
# ICS_CI_OWN_STORES=1 starts both even where others answer.

own_stores=$(mktemp -d "${TMPDIR:-/tmp}/ics-stores-XXXXXX")
chmod 711 "$own_stores"
own_postgresql= own_redis= as_postgres=

end_services() {
  [ -z "$own_postgresql" ] ||
    $as_postgres "$own_postgresql/pg_ctl" -D "$own_stores/postgresql" -m fast -s stop
  [ -z "$own_redis" ] || kill "$own_redis" 2>/dev/null
  rm -rf "$own_stores"
}

free_port() {
  .venv/bin/python -c 'import socket; s = socket.create_server(("127.0.0.1", 0)); print(s.getsockname()[1])'
}

answers() { # postgresql | redis
  [ "${ICS_CI_OWN_STORES:-}" != 1 ] && .venv/bin/python .ci/stores.py "$1"
}

start_postgresql() {
  local bin port
  bin=$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V | tail -n 1)
  if [ -z "$bin" ]; then
    .venv/bin/python .ci/system.py postgresql || return
    bin=$(ls -d /usr/lib/postgresql/*/bin | sort -V | tail -n 1)
  fi
  # The server refuses to run as root; the package made a user for it.
  if [ "$(id -u)" = 0 ]; then
    as_postgres="runuser -u postgres --"
    install -d -o postgres "$own_stores/postgresql"
  fi
  port=$(free_port)
  (
    cd / # the user postgres may not read where we are
    $as_postgres "$bin/initdb" -D "$own_stores/postgresql" -U postgres -A trust \
      -E UTF8 --locale=C.UTF-8 --no-sync >/dev/null &&
      $as_postgres "$bin/pg_ctl" -D "$own_stores/postgresql" -s -w \
        -l "$own_stores/postgresql/log" \
        -o "-p $port -c listen_addresses=127.0.0.1 -c unix_socket_directories='' -c fsync=off" \
        start
  ) || return
  own_postgresql=$bin
  export TEST_DATABASE_URL="postgres://postgres@127.0.0.1:$port/ics"
  echo "Started a PostgreSQL of its own on port $port"
}

start_redis() {
  local port server
  server=$(command -v redis-server || command -v valkey-server)
  if [ -z "$server" ]; then
    .venv/bin/python .ci/system.py redis-server || return
    server=$(command -v redis-server)
  fi
  port=$(free_port)
  "$server" --bind 127.0.0.1 --port "$port" --save '' --appendonly no \
    --dir "$own_stores" --logfile "$own_stores/redis.log" >/dev/null &
  own_redis=$!
  export TEST_REDIS_URL="redis://127.0.0.1:$port/1"
  for _ in 1 2 3 4 5 6 7 8 9 10; do
    .venv/bin/python .ci/stores.py redis >/dev/null && break
    sleep 0.5
  done
  echo "Started a Redis of its own on port $port"
}

start_services() {
  answers postgresql || start_postgresql || return
  answers redis || start_redis
}
