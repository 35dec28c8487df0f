#!/usr/bin/env bash
# An account as a user keeps it: adding, killing, adding again, asking, correcting, exporting; and what goes wrong on the way.
#   account.sh DRAGOMAN [KILLS]     so many kills of `add` (8); with DRAGOMAN_POSTGRES set the account is on that server
set -uo pipefail
dragoman=$(realpath "$1")
kills=${2:-8}
here=$(cd "$(dirname "$0")" && pwd)
examples=$(realpath "$here/../../examples")
box=$(mktemp -d)
trap 'rm -rf "$box"' EXIT
cd "$box" || exit 1
# shellcheck source=run.sh
source "$here/run.sh"
needs_weights

new_account() {
  if [[ -n "${DRAGOMAN_POSTGRES:-}" ]]; then
    local name=account$1
    createdb --maintenance-db="$DRAGOMAN_POSTGRES" "$name" || exit 1
    account=${DRAGOMAN_POSTGRES%%/postgres\?*}/$name?${DRAGOMAN_POSTGRES#*\?}
  else
    account=$box/account$1.db
  fi
}

# --- adding, and adding again ---
new_account 1
mkdir reports && cp "$examples"/*.* reports
run 0 "$dragoman" add "$account" reports && prints '"added":8,' && prints '"known":0'
run 0 "$dragoman" add "$account" reports --threads 3 && prints '"added":0,' && prints '"known":8'
"$dragoman" code reports | sort >coded
"$dragoman" events "$account" | sed 's/,"review":"none"}$/}/' | sort >stored
cmp -s coded stored || fail 'the account does not hold what code prints'
run 0 "$dragoman" events "$account" --count && prints "$(wc -l <coded)"
cp reports/straits.txt elsewhere.txt
run 0 "$dragoman" add "$account" elsewhere.txt && prints '"copies":1,'
echo 'The minister resigned on Tuesday.' >>reports/straits.txt
run 0 "$dragoman" add "$account" reports && prints '"versions":1,'
run 0 "$dragoman" reports "$account" --id elsewhere --withdrawn && prints '"version":1,"current":false'
run 0 "$dragoman" reports "$account" --id reports/straits && prints '"text":"The minister resigned on Tuesday."'
run 0 "$dragoman" reports "$account" --id reports/hostages --format text && prints 'ASSAULT'

# --- what cannot be read is told, the rest stored ---
{
  echo '{"id":"r1","text":"Ankara warned Damascus."}'
  echo '{"id":"r2","text":'
  echo '{"id":"r3","text":"Damascus answered Ankara with threats."}'
} >broken.jsonl
run 1 "$dragoman" add "$account" broken.jsonl && says 'dragoman: broken.jsonl:2: ' && prints '"added":2,'

# --- asking ---
run 0 "$dragoman" events "$account" --type ASSAULT --status actual --format csv && prints 'id,report,' && prints ',ASSAULT,'
run 0 "$dragoman" events "$account" --text tessalit --format table && prints 'hostages'
run 0 "$dragoman" events "$account" --actor syria --limit 1 && lines 1
run 0 "$dragoman" actors "$account" --format csv --limit 3 && lines 4 && prints 'actor,name,country,sector,source,target,first,last'
run 0 "$dragoman" reports "$account" --format table && prints 'wire-001'
run 0 "$dragoman" incidents "$account" && prints '"id":' && cp out incidents
run 0 "$dragoman" incidents "$account" --type ASSAULT --format table && prints 'ASSAULT'
[[ $(wc -l <out) -lt $(wc -l <incidents) ]] || fail 'a filter leaves out no incident'
run 0 "$dragoman" incidents "$account" --format parquet -o incidents.parquet && [[ $(head -c 4 incidents.parquet) == PAR1 ]] || fail 'no Parquet file'
run 0 "$dragoman" series "$account" --format parquet -o series.parquet && [[ $(head -c 4 series.parquet) == PAR1 ]] || fail 'no Parquet file'
run 0 "$dragoman" incidents "$account" --format csv && prints 'id,events,reports,sources,type,status,first,last,' && lines $(($(wc -l <incidents) + 1))
run 0 "$dragoman" incidents "$account" --type ASSAULT --format sqlite -o assaults.db
run 0 "$dragoman" incidents "$account" --type ASSAULT --format jsonl && mv out assaults
run 0 "$dragoman" incidents assaults.db && cmp -s out assaults || fail 'an exported account has other incidents'
run 2 "$dragoman" incidents "$account" --format sqlite -o assaults.db && says 'is there already'
run 2 "$dragoman" incidents "$account" --format parquet && says 'go together'
"$dragoman" events "$account" >events.jsonl
run 0 "$dragoman" incidents events.jsonl --reports reports
[[ $(wc -l <out) == $(wc -l <incidents) ]] || fail 'what is kept is not what one pass gives'
run 0 "$dragoman" events "$account" --box=-90,-180,90,180 --count && whole=$(<out)
run 0 "$dragoman" events "$account" --box=-1,-1,1,1 --count && [[ $(<out) -le $whole ]] || fail 'a box holds more than the world'
run 0 "$dragoman" events "$account" --happened-since 2999 --count && prints '0'
run 1 "$dragoman" incidents <("$dragoman" events "$account") --type ASSAULT && says 'put the reports into an account'
run 0 "$dragoman" series "$account" --format csv && prints ','
run 2 "$dragoman" events "$account" --since yesterday && says 'is no day; write 2019-07-29'
run 2 "$dragoman" events "$account" --format parquet && says 'name it with -o FILE'
run 0 "$dragoman" events "$account" --format parquet -o events.parquet
[[ $(head -c 4 events.parquet)$(tail -c 4 events.parquet) == PAR1PAR1 ]] || fail 'no Parquet file'
run 0 "$dragoman" code reports --format parquet -o coded.parquet
run 0 "$dragoman" events "$account" --type SANCTION --format sqlite -o sanctions.db
"$dragoman" events "$account" --type SANCTION >one
"$dragoman" events sanctions.db >other
cmp -s one other || fail 'the copy holds other events'
run 2 "$dragoman" events "$account" --format sqlite -o sanctions.db && says 'is there already'

# --- correcting ---
"$dragoman" events "$account" --report reports/hostages --type ASSAULT --limit 1 >first
id=$(head -c 23 first | tail -c 16)
run 0 "$dragoman" correct "$account" event "$id" mend type=ACCUSE killed=4 --by 'A. Desk' --reason 'it blamed them'
run 0 "$dragoman" events "$account" --id "$id" && prints '"type":"ACCUSE"' && prints '"killed":4' && prints '"review":"mended"'
run 0 "$dragoman" correct "$account" --export corrections.jsonl
run 0 "$dragoman" correct "$account" event "$id" undo --by 'A. Desk'
run 0 "$dragoman" events "$account" --id "$id" && prints '"type":"ASSAULT"' && prints '"review":"none"'
run 2 "$dragoman" correct "$account" event "$id" reject && says '--by NAME'
run 2 "$dragoman" correct "$account" event 0123456789abcdef reject --by me && says 'no event 0123456789abcdef'
run 0 "$dragoman" add fresh.db reports
run 0 "$dragoman" correct fresh.db --import corrections.jsonl && lines 1
run 0 "$dragoman" events fresh.db --id "$id" && prints '"type":"ACCUSE"'
run 0 "$dragoman" changes "$account" && prints '"what":"added"' && prints '"what":"version"' && prints '"what":"copy"' && prints '"verb":"undo"'
last=$(tail -1 out | sed 's/{"change":\([0-9]*\),.*/\1/')
run 0 "$dragoman" changes "$account" --since "$last" && lines 0

# --- killed while it adds, then given again: nothing lost, nothing doubled ---
new_account 2
for n in $(seq 1 400); do
  echo "{\"id\":\"k$n\",\"published\":\"2019-07-$((n % 28 + 1))\",\"text\":\"On day $n Ankara warned Damascus. Moscow may sanction Kyiv $n times.\"}"
done >many.jsonl
for kill in $(seq 1 "$kills"); do
  "$dragoman" add "$account" many.jsonl >/dev/null 2>&1 &
  child=$!
  sleep "$((RANDOM % 2)).$(printf %03d $((RANDOM % 1000)))"
  kill -9 "$child" 2>/dev/null
  wait "$child" 2>/dev/null
  if [[ -e $account || -n "${DRAGOMAN_POSTGRES:-}" ]]; then
    "$dragoman" reports "$account" >seen 2>err || grep -q 'no account yet' err || fail "after kill $kill: $(head -c 300 err)"
    [[ -z $(cut -d, -f1 seen | sort | uniq -d) ]] || fail "a report twice after kill $kill"
  fi
done
run 0 "$dragoman" add "$account" many.jsonl
run 0 "$dragoman" reports "$account" && lines 400
"$dragoman" code many.jsonl | sort >coded
"$dragoman" events "$account" | sed 's/,"review":"none"}$/}/' | sort >stored
cmp -s coded stored || fail 'after the kills the account does not hold what code prints'

# --- two at once ---
new_account 3
"$dragoman" add "$account" many.jsonl >/dev/null 2>first_err &
child=$!
run 0 "$dragoman" add "$account" many.jsonl reports
wait "$child" || fail "the first of two writers: $(head -c 300 first_err)"
run 0 "$dragoman" reports "$account" && lines 408

# --- files: full, read-only, none, damaged ---
if [[ -z "${DRAGOMAN_POSTGRES:-}" ]]; then
  # A file that may not grow stands for a full disk, and needs no rights to make.
  cp fresh.db full.db
  (
    trap '' XFSZ
    ulimit -f $(($(stat -c %s full.db) / 1024 + 8))
    "$dragoman" add full.db many.jsonl >out 2>err </dev/null
  )
  [[ $? == 2 ]] || fail 'a full disk is no error'
  says 'is the disk full'
  [[ $(wc -l <err) == 1 ]] || fail "more than one line for one fault: $(cat err)"
  run 0 "$dragoman" reports full.db && prints '"id":"reports/hostages"'
  run 0 "$dragoman" add full.db many.jsonl
  run 0 "$dragoman" reports full.db && lines 408

  mkdir -m 755 locked
  cp fresh.db locked/a.db
  chmod 444 locked/a.db
  chmod 555 locked
  as=()
  ((EUID != 0)) || as=(setpriv --reuid=65534 --regid=65534 --clear-groups)
  chmod 755 "$box"
  if "${as[@]}" "$dragoman" --version >/dev/null 2>&1; then
    run 2 "${as[@]}" "$dragoman" add locked/a.db reports && says 'cannot be written; check the permissions'
    run 0 "${as[@]}" "$dragoman" events locked/a.db --count
  fi
  chmod 755 locked
  run 2 "$dragoman" events none.db && says 'none.db: is not there'
  [[ ! -e none.db ]] || fail 'asking made a file'
  run 2 "$dragoman" events reports/straits.txt && says 'is no store of dragoman'
  run 2 "$dragoman" add reports/straits.txt many.jsonl && says 'is no store of dragoman'
else
  run 2 "$dragoman" events "postgresql://nobody@/none?host=$box" && says 'cannot be reached'
fi

((failures)) && exit 1
echo 'the account is as it should be'
