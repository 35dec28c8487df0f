#!/usr/bin/env bash
# The digest as a user asks for it.
set -uo pipefail
dragoman=$(realpath "$1")
here=$(cd "$(dirname "$0")" && pwd)
turkey=$here/../../examples/questions/turkey-s400
box=$(mktemp -d)
trap 'rm -rf "$box"' EXIT
cd "$box" || exit 1

# shellcheck source=run.sh
source "$here/run.sh"

cat >records.jsonl <<'END'
{"id":"a","text":"Turkey may attack Syria if talks fail.","published":"2019-07-23","source":"Example Wire"}
{"id":"00000000000000a1","report":"a","published":"2019-07-23","sentence":0,"type":"ASSAULT","mode":null,"cameo":null,"goldstein":null,"status":"conditional","trigger":{"start":11,"end":17,"text":"attack"},"source":[{"start":0,"end":6,"text":"Turkey","actor":"TUR","name":"Turkey","country":"TUR","sector":"GOV","code":"TURGOV","role":null}],"target":[{"start":18,"end":23,"text":"Syria","actor":"SYR","name":"Syria","country":"SYR","sector":"GOV","code":"SYRGOV","role":null}],"condition":{"start":24,"end":37,"text":"if talks fail","event":null},"by":[],"quoted":false,"place":null,"time":null,"goods":[],"killed":null,"injured":null,"confidence":0.9,"why":[]}
END

run 0 "$dragoman" brief --help && prints 'Examples:'
run 0 "$dragoman" brief records.jsonl && prints 'Turkey would attack Syria “if talks fail”' && prints 'Example Wire, a, bytes 0–38'
run 0 "$dragoman" brief records.jsonl -o week.html
grep -q '<mark>attack</mark>' week.html || fail 'the page marks the words of the record'
grep -Eq '<script|https?://' week.html && fail 'the page has a script or an address'
run 0 "$dragoman" brief records.jsonl --from 2019-08-01 && prints 'No meeting is told.'
tac records.jsonl >turned.jsonl
"$dragoman" brief records.jsonl >one.md 2>/dev/null
"$dragoman" brief turned.jsonl >other.md 2>/dev/null
cmp -s one.md other.md || fail 'the digest depends on the order of the lines'
run 0 "$dragoman" brief records.jsonl "$turkey/question.toml" --to 2019-08-01 && prints 'The question and where it stands'

# What people say of an account is obeyed.
echo '{"id":"b","text":"Turkey warned Syria. Moscow shelled Idlib.","published":"2019-07-24","source":"Example Wire"}' >report.jsonl
run 0 "$dragoman" add week.db report.jsonl
run 0 "$dragoman" brief week.db && prints 'Turkey warned Syria' && prints 'shelled'
id=$("$dragoman" events week.db --type THREATEN --format csv 2>/dev/null | tail -1 | grep -Eo '[0-9a-f]{16}' | head -1)
run 0 "$dragoman" correct week.db event "$id" mend type=ACCUSE --by me --reason test
run 0 "$dragoman" brief week.db && prints 'Turkey accused or criticised Syria'
run 0 "$dragoman" correct week.db event "$id" reject --by me --reason test
run 0 "$dragoman" brief week.db && prints 'shelled'
grep -q 'Turkey accused' out && fail 'the digest tells what a person has rejected'

run 2 "$dragoman" brief
run 2 "$dragoman" brief records.jsonl --to July && says 'must be a day'
run 2 "$dragoman" brief records.jsonl --from 2019-08-01 --to 2019-07-01 && says 'is after'
echo 'text = ' >broken.toml
run 2 "$dragoman" brief records.jsonl broken.toml && says 'broken.toml:1'
run 1 "$dragoman" brief records.jsonl -o none/week.html && says 'none/week.html'

((failures)) && exit 1
echo 'the digest as it should be'
