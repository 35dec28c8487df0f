#!/usr/bin/env bash
# The server as a user runs it: starting, asking with curl, uploading, correcting, stopping; and what goes wrong.
#   serve.sh DRAGOMAN        on a file; with DRAGOMAN_POSTGRES set (tests/store/with_server.sh) on that server
set -uo pipefail
dragoman=$(realpath "$1")
here=$(cd "$(dirname "$0")" && pwd)
examples=$(realpath "$here/../../examples")
box=$(mktemp -d)
server=
trap '[[ -z "$server" ]] || kill "$server" 2>/dev/null; rm -rf "$box"' EXIT
cd "$box" || exit 1
store=${DRAGOMAN_POSTGRES:-account.db}
# shellcheck source=run.sh
source "$here/run.sh"
needs_weights

# start OPTION…: leaves the address in $at
start() {
  "$dragoman" serve "$store" --listen 127.0.0.1:0 "$@" >address 2>served </dev/null &
  server=$!
  for _ in $(seq 300); do
    [[ -s address ]] && break
    kill -0 "$server" 2>/dev/null || break
    sleep .1
  done
  at=$(sed 's,/$,,' address)
  [[ -n $at ]] || fail "the server does not start: $(cat served)"
  for _ in $(seq 100); do
    [[ $(curl -s -o /dev/null -w '%{http_code}' "$at/api/incidents") == 503 ]] || break
    sleep .1
  done
}
stop() {
  kill "$1" "$server"
  wait "$server" || fail "the server ends with $? after $1: $(tail -3 served)"
  server=
}
# asks STATUS WORDS CURL…: the answer's status, and that it holds the words
asks() {
  local status=$1 words=$2
  shift 2
  [[ $(curl -s -o out -w '%{http_code}' "$@") == "$status" ]] || fail "not $status: curl $* ($(head -c 300 out))"
  prints "$words"
}

"$dragoman" add "$store" "$examples"/*.* >/dev/null 2>&1
start --questions "$examples/questions"
asks 200 "\"store\":\"$([[ $store == account.db ]] && echo account.db || echo postgres)\"" "$at/api/meta"
grep -q "open $at/ in a browser" served || fail "no address to open: $(cat served)"
run 2 "$dragoman" serve "$store" --listen "${at#http://}" && says 'is taken'
run 2 "$dragoman" serve "$store" --listen 0.0.0.0:0 && says '--token-file'

# --- asking ---
asks 200 '"reports":8' "$at/api/meta"
asks 200 '"type":"ASSAULT"' "$at/api/events?type=ASSAULT"
asks 200 '"value":"ASSAULT"' "$at/api/facets"
asks 200 '"id":"turkey-s400"' "$at/api/questions"
asks 200 '<!doctype html>' "$at/"
asks 200 '<!doctype html>' "$at/report/examples%2Fstraits"
asks 400 '"field":"type"' "$at/api/events?type=WAR"
asks 405 '"error":' -X DELETE "$at/api/events"
asks 403 '"error":' -H 'Host: example.org' "$at/api/meta"
curl -s --compressed -D head "$at/" >plain
grep -qi '^content-encoding: gzip' head || fail 'the page is not sent compressed'
curl -s "$at/" | cmp -s - plain || fail 'the page differs uncompressed'
[[ $("$dragoman" events "$store" --count) == $(curl -s "$at/api/events?limit=1" | sed 's/.*"total":\([0-9]*\),.*/\1/') ]] ||
  fail 'the server counts other events than the command'

# --- adding ---
printf '%s\n' '{"id":"up1","text":"Ankara warned Damascus on Monday.","published":"2026-11-23"}' '{"id":"up2","text":' >up.jsonl
echo 'Moscow sanctioned Kyiv.' >note.txt
asks 202 '"state":"waiting"' -F "a=@up.jsonl" -F "b=@note.txt" "$at/api/reports"
for _ in $(seq 300); do
  curl -s "$at/api/batches/b1" >out
  grep -q '"state":"done"' out && break
  sleep .1
done
prints '"added":2' && prints '"source":"up.jsonl","line":2'
for _ in $(seq 50); do
  [[ $(curl -s -o out -w '%{http_code}' "$at/api/reports/up1") == 200 ]] && break
  sleep .1
done
asks 200 '"id":"up1"' "$at/api/reports/up1"
asks 200 '"text":"Moscow sanctioned Kyiv' "$at/api/reports/note"
asks 202 '"id":"b2"' -H 'Content-Type: application/json' -d '{"id":"up3","text":"Tehran rejected the offer."}' "$at/api/reports"
echo '{"id":"cmd","text":"Lima signed a treaty with Nairobi."}' >cmd.jsonl
run 0 "$dragoman" add "$store" cmd.jsonl
for _ in $(seq 50); do
  [[ $(curl -s -o out -w '%{http_code}' "$at/api/reports/cmd") == 200 ]] && break
  sleep .1
done
asks 200 'Lima signed' "$at/api/reports/cmd"

# --- hostile texts come out as they went in ---
python3 - <<'PY' >hostile.json
import json
print(json.dumps({"id": "<script>alert(1)</script>", "text": "Ankara <img src=x onerror=alert(1)> warned Damascus \u202e\U0001f600.", "title": "</script><b>"}))
PY
asks 202 '"id":"b3"' -H 'Content-Type: application/json' -d @hostile.json "$at/api/reports"
for _ in $(seq 100); do
  curl -s "$at/api/batches/b3" | grep -q '"state":"done"' && break
  sleep .1
done
sleep 1
asks 200 '<img src=x onerror=alert(1)>' "$at/api/reports/%3Cscript%3Ealert(1)%3C%2Fscript%3E"
curl -s -D head -o page "$at/api/brief?format=html"
grep -q '<img src=x' page && fail 'the digest holds markup of a report'
grep -qi "^content-security-policy: default-src 'none'" head || fail 'the digest may run scripts'

# --- what the description promises ---
python3 "$here/openapi_check.py" "$at" >checked || fail "the answers are not as described: $(cat checked)"

# --- correcting ---
id=$(curl -s "$at/api/events?type=ASSAULT&limit=1" | sed 's/.*"events":\[{"id":"\([^"]*\)".*/\1/')
asks 200 '"review":"rejected"' -d "{\"object\":\"event\",\"target\":\"$id\",\"verb\":\"reject\",\"by\":\"A. Desk\",\"reason\":\"a film\"}" \
  -H 'Content-Type: application/json' "$at/api/corrections"
run 0 "$dragoman" changes "$store" && prints '"reason":"a film"'

# --- stopping in the middle of a batch ---
for n in $(seq 2 2 2000); do  # half of them without a date: one crowd
  printf '{"id":"many%d","text":"On day %d Ankara warned Damascus."}\n' $((n - 1)) $((n - 1))
  printf '{"id":"many%d","published":"%d-%02d-%02d","text":"On day %d Ankara warned Damascus."}\n' $n $((2000 + n / 300)) $((n / 25 % 12 + 1)) $((n % 25 + 1)) $n
done >many.jsonl
asks 202 '"state":"' -F file=@many.jsonl "$at/api/reports"
sleep 3
stop -INT
kept=$("$dragoman" reports "$store" --text 'day' | grep -c '"id":"many')
((kept < 2000)) || fail 'the batch was not stopped'
run 0 "$dragoman" add "$store" many.jsonl && prints "\"known\":$kept"
run 0 "$dragoman" incidents "$store"
grep -q '"many1999"' out || fail 'the crowd is in no incident'

# --- a token ---
echo short >token
run 2 "$dragoman" serve "$store" --token-file token && says 'openssl rand'
echo a-token-that-is-long-enough >token
start --token-file token
asks 401 '"error":' "$at/api/meta"
asks 200 '"reports":' -H 'Authorization: Bearer a-token-that-is-long-enough' "$at/api/meta"
stop -TERM

if ((failures)); then exit 1; fi
