#!/usr/bin/env bash
# 10,000 reports end to end: `dragoman add` into an empty account, once more over the full one, and what came out.
#   bench/store/add.sh DRAGOMAN [REPORTS]
set -euo pipefail
dragoman=$(realpath "$1")
reports=${2:-10000}
box=$(mktemp -d)
trap 'rm -rf "$box"' EXIT
cd "$box"
python3 - "$reports" >reports.jsonl <<'PY'
import json, random, sys
random.seed(1)
who = ["Ankara", "Damascus", "Moscow", "Kyiv", "Tehran", "Washington", "Beijing", "Nairobi", "Lima", "the United Nations", "the opposition",
       "an unknown armed group", "the foreign minister", "the central bank", "the union of dockers"]
did = ["warned {} over the frontier", "may impose sanctions on {} if talks fail", "signed a grain agreement with {}", "accused {} of shelling two villages",
       "released eleven prisoners of {}", "denied that it had attacked {}", "will send aid to {} in spring", "called on {} to withdraw its forces"]
where = ["Tessalit", "the port of Mombasa", "Geneva", "the eastern province", "the straits"]
for n in range(int(sys.argv[1])):
    sentences = []
    for _ in range(3):
        a, b = random.sample(who, 2)
        sentences.append(f"{a[0].upper() + a[1:]} {random.choice(did).format(b)} near {random.choice(where)} on day {n}.")
    print(json.dumps({"id": f"b{n}", "published": f"20{15 + n % 10}-{n % 12 + 1:02}-{n % 28 + 1:02}", "source": "Bench wire", "text": " ".join(sentences)}))
PY
seconds() {
  local start=$EPOCHREALTIME
  "$@" >&2
  awk "BEGIN { printf \"%.1f\", $EPOCHREALTIME - $start }"
}
echo "$reports reports of three sentences, $(nproc) CPUs, load $(cut -d' ' -f1 /proc/loadavg)"
first=$(seconds "$dragoman" add account.db reports.jsonl)
again=$(seconds "$dragoman" add account.db reports.jsonl)
events=$("$dragoman" events account.db --count)
kept=$("$dragoman" reports account.db | wc -l)
[[ $kept == "$reports" ]] || { echo "$kept reports in the account"; exit 1; }
size=$(stat -c %s account.db)
echo "add: $first s; the same again: $again s; $events events; $size bytes, $((size / events)) an event"
