#!/usr/bin/env bash
# Runs a command with a PostgreSQL server of its own; DRAGOMAN_POSTGRES is the server's address. Exit 77: no server is installed.
set -euo pipefail
bin=$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V | tail -1)
[[ -x "$bin/initdb" ]] || { echo 'no PostgreSQL server here: apt-get install postgresql'; exit 77; }
export PATH=$bin:$PATH
box=$(mktemp -d)
as=()
if ((EUID == 0)); then  # the server refuses to run as root
  as=(setpriv --reuid=postgres --regid=postgres --clear-groups)
  chown postgres "$box"
fi
stop() {
  "${as[@]}" pg_ctl -D "$box/data" -m immediate stop >/dev/null 2>&1 || true
  rm -rf "$box"
}
trap stop EXIT
cd "$box"
"${as[@]}" initdb -D "$box/data" -U postgres --auth=trust --no-sync >/dev/null
"${as[@]}" pg_ctl -D "$box/data" -w -l "$box/log" -o "-c listen_addresses='' -k '$box' -c fsync=off" start >/dev/null || { cat "$box/log"; exit 1; }
export DRAGOMAN_POSTGRES="postgresql://postgres@/postgres?host=$box"
"$@"
