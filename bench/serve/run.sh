#!/usr/bin/env bash
# A server over an account of so many events: how soon it answers, how fast, and how fast while reports are being added.
#   bench/serve/run.sh [EVENTS] [SECONDS for each question] [ACCOUNT]
#   tests/store/with_server.sh bench/serve/run.sh 100000 2 postgres      with a PostgreSQL server of its own
# ACCOUNT is a file that is not there yet, or the address of an empty PostgreSQL database.
set -euo pipefail
build=$(cd "$(dirname "$0")/../.." && pwd)/build
events=${1:-100000}
seconds=${2:-5}
account=${3:-account.db}
[[ $account != postgres ]] || account=${DRAGOMAN_POSTGRES:?is not set: begin with tests/store/with_server.sh}
box=$(mktemp -d)
server=
trap '[[ -z "$server" ]] || kill "$server"; rm -rf "$box"' EXIT
cd "$box"
"$build/bench/store_bench" "$account" "$events" >bench || { cat bench; exit 1; }
grep -i -m1 'a second' bench || true
begun=$EPOCHREALTIME
"$build/dragoman" serve "$account" --listen 127.0.0.1:0 >address 2>/dev/null &
server=$!
while [[ ! -s address ]]; do sleep .05; done
at=$(sed 's,/$,,' address)
curl -sf "$at/api/events?limit=100" >/dev/null
since() { awk "BEGIN { printf \"%.1f\", $EPOCHREALTIME - $begun }"; }
echo "$events events, $(nproc) CPUs, load $(cut -d' ' -f1 /proc/loadavg); events answered after $(since) s"
while [[ $(curl -s -o /dev/null -w '%{http_code}' "$at/api/incidents") == 503 ]]; do sleep .2; done
echo "incidents answered after $(since) s; $(awk '/VmRSS/ { printf "%.0f MB", $2 / 1024 }' "/proc/$server/status") in memory"
echo
"$build/bench/serve_bench" "$at" "$seconds"
for n in $(seq 20000); do
  echo "{\"id\":\"new$n\",\"published\":\"2024-12-$((n % 28 + 10))\",\"text\":\"On day $n Ankara warned Damascus. Moscow may sanction Kyiv $n times.\"}"
done >new.jsonl
batch=$(curl -sf -F file=@new.jsonl "$at/api/reports" | sed 's/{"id":"\([^"]*\)".*/\1/')
sleep 5
done_before=$(curl -sf "$at/api/batches/$batch" | sed 's/.*"done":\([0-9]*\).*/\1/')
echo
echo "while reports are being added:"
echo
start=$EPOCHREALTIME
"$build/bench/serve_bench" "$at" "$seconds"
curl -sf "$at/api/batches/$batch" >batch
awk -v n="$(sed 's/.*"done":\([0-9]*\).*/\1/' batch)" "BEGIN { printf \"\\n%.0f reports a second were added meanwhile\\n\", (n - $done_before) / ($EPOCHREALTIME - $start) }"
