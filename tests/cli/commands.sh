#!/usr/bin/env bash
# The commands as a user runs them, on bad input above all: each piece of it told with its place, the rest done, exit 1.
set -uo pipefail
dragoman=$(realpath "$1")
here=$(cd "$(dirname "$0")" && pwd)
examples=$here/../../examples
box=$(mktemp -d)
trap 'rm -rf "$box"' EXIT
cd "$box" || exit 1

# shellcheck source=run.sh
source "$here/run.sh"

printf 'Ankara warned Damascus.\n' >good.txt
: >empty.txt
head -c 4096 /bin/ls >rubbish.bin
printf 'Ankara \xff\xfe\xfa\x81\x00 warned.\n' >invalid.txt
mkdir folder
for n in 1 2 3 4 5 6; do echo "{\"id\":\"r$n\",\"text\":\"Ankara warned Damascus.\"}"; done >seven.jsonl
echo '{"id":"r7","text":' >>seven.jsonl
echo '{"id":"r8","text":"Damascus answered."}' >>seven.jsonl
head -c 5000000 /dev/zero | tr '\0' 'a' >long.txt
offsets=("$dragoman" parse --format offsets)

# --- what needs no weights ---
run 0 "$dragoman" --version && prints 'dragoman '
run 0 "$dragoman" --help && prints 'explain'
for command in code explain incidents parse relate score series add events reports actors correct changes; do
  run 0 "$dragoman" "$command" --help && prints 'Examples:'
done
run 2 "$dragoman"
run 2 "$dragoman" code
run 2 "$dragoman" code good.txt --format xml
run 2 "$dragoman" code good.txt --threads 0
run 2 "$dragoman" --model "$box/none.drg" code good.txt && says 'none.drg'

run 1 "${offsets[@]}" empty.txt good.txt && says 'dragoman: empty.txt: ' && lines 1
run 1 "${offsets[@]}" rubbish.bin good.txt && says 'dragoman: rubbish.bin: ' && lines 1
run 1 "${offsets[@]}" invalid.txt good.txt && says 'dragoman: invalid.txt: ' && lines 1
run 1 "${offsets[@]}" folder good.txt && says 'dragoman: folder: is a folder without reports' && lines 1
run 1 "${offsets[@]}" none.txt good.txt && says 'dragoman: none.txt: cannot be read' && lines 1
run 1 "${offsets[@]}" seven.jsonl && says 'dragoman: seven.jsonl:7: ' && lines 7
run 0 "${offsets[@]}" long.txt && lines 1
if ((EUID != 0)); then
  printf 'Ankara warned.\n' >locked.txt
  chmod 000 locked.txt
  run 1 "${offsets[@]}" locked.txt good.txt && says 'dragoman: locked.txt: cannot be read' && lines 1
fi
"${offsets[@]}" - <good.txt >out 2>err || fail 'standard input'
prints '[[0,6],[7,13],[14,22],[22,23]]'
for threads in 1 2 5; do
  "${offsets[@]}" --threads "$threads" seven.jsonl "$examples" >"offsets.$threads" 2>/dev/null
  cmp -s offsets.1 "offsets.$threads" || fail "offsets differ with --threads $threads"
done

run 0 "$dragoman" score "$here/data/gold.jsonl" "$here/data/system.jsonl" && prints 'whole event' && prints '2/5/5'
run 0 "$dragoman" score "$here/data/gold.jsonl" "$here/data/system.jsonl" --json && prints '"reports":3'
run 2 "$dragoman" score "$here/data/gold.jsonl"
printf '{"report":"a"}\n' >bad.jsonl
run 1 "$dragoman" score "$here/data/gold.jsonl" bad.jsonl && says 'dragoman: bad.jsonl:1: '
run 1 "$dragoman" score none.jsonl bad.jsonl && says 'dragoman: none.jsonl: cannot be read'

account=(--reports "$here/data/ambush.reports.jsonl")
told=$here/data/ambush.events.jsonl
run 0 "$dragoman" incidents "$told" "${account[@]}" && lines 2 && prints '"field":"killed","sayings":[{"value":"5","who":["Mali'"'"'s army"]'
run 0 "$dragoman" incidents "$told" "${account[@]}" --format table && prints '3 sources of 3 reports' && prints 'differ on killed: 5' && prints '4 events in 2 incidents'
run 0 "$dragoman" incidents "$told" "${account[@]}" --incident e2 --format table && prints 'e2 joins e1' && prints 'Tessalit'
run 1 "$dragoman" incidents "$told" --incident none && says 'dragoman: none: no incident holds this event'
echo '{"events":["e1","e2"],"one":false,"by":"A. Kaya"}' >decisions.jsonl
run 0 "$dragoman" incidents "$told" "${account[@]}" --decisions decisions.jsonl && lines 3
echo '{"events":["e1"]}' >>decisions.jsonl
run 1 "$dragoman" incidents "$told" "${account[@]}" --decisions decisions.jsonl && says 'dragoman: decisions.jsonl:2: ' && lines 3
tac "$told" >backwards.jsonl
run 0 "$dragoman" incidents backwards.jsonl "${account[@]}" && mv out backwards
run 0 "$dragoman" incidents "$told" "${account[@]}"
cmp -s out backwards || fail 'incidents depend on the order of events'
run 1 "$dragoman" incidents bad.jsonl none.jsonl "$told" && says 'dragoman: bad.jsonl:1: "id" is missing' && says 'none.jsonl: cannot be read' && lines 2
run 0 "$dragoman" series "$told" "${account[@]}" && lines 1 && prints '"pair":["FRA","MLI"]'
run 0 "$dragoman" series "$told" --by code --format csv && prints 'MLI.MIL,MLI.REB,2023-W09,2023-02-27,0,0,0,1,-9.70,'
run 0 "$dragoman" series "$told" --by code --pair MLI.REB MLI.MIL --format table && prints 'ASSAULT 1'
run 0 "$dragoman" series "$told" --by code --pair MLI.REB MLI.MIL --open 2023-W09 --format table && prints 'five soldiers'
run 0 "$dragoman" series "$told" --by code --pair MLI.REB MLI.MIL --format svg && python3 -c 'import xml.dom.minidom as x; x.parse("out")' || fail 'the picture is no XML'
run 2 "$dragoman" series "$told" --format svg && says 'name it with --pair'
run 1 "$dragoman" series "$told" --pair TUR USA && says 'TUR and USA: no dated incident'
run 1 "$dragoman" series "$told" --by code --pair MLI.REB MLI.MIL --open 1999-W01 && says '1999-W01: is no period'
run 0 "$dragoman" actors pompeo && prints 'mike-pompeo' && prints 'secretary of state of United States, 2018-04-26 to 2021-01-20'
run 0 "$dragoman" actors Turkey --on 2019-07-29 && prints 'foreign minister: Mevlüt Çavuşoğlu'
run 0 "$dragoman" actors --kind group --country SYR && prints 'sdf'
run 0 "$dragoman" actors hamas --json && prints '"code":"PSEREBHMS"'
run 0 "$dragoman" actors --check && prints ' 0 errors'
run 1 "$dragoman" actors qwertz && says 'nobody of that name'
run 2 "$dragoman" actors Turkey --on 2019-02-30 && says 'is no day'
mkdir -p mine/actors wrong/actors
printf '# Source: a test.\nid\tkind\tcountry\tsector\tname\talso\nmoon-front\tgroup\tTUR\tREB\tMoon Front\tMF\n' >mine/actors/groups.tsv
printf '# Source: a test.\nid\tkind\tcountry\tsector\tname\nmoon-front\tgang\tTUR\tREB\tMoon Front\n' >wrong/actors/groups.tsv
run 0 "$dragoman" --data mine actors 'moon front' && prints 'TURREB'
run 1 "$dragoman" --data wrong actors pompeo && says 'groups.tsv:3: “gang” is no kind of actor' && says 'built-in data stay in force' && prints 'mike-pompeo'
run 1 "$dragoman" --data nowhere actors pompeo && says 'is no folder'
store=$here/data/store.jsonl
turkey=$here/../../examples/questions/turkey-s400/question.toml
run 0 "$dragoman" law "$store" --on 2019-08-01 && prints 'caatsa-231 for TUR: triggered since 2019-07-12' && prints 'delivery, bytes 7–16'
run 0 "$dragoman" law "$store" --on 2019-07-11 && prints 'No provision is borne on'
run 0 "$dragoman" law "$store" --on 2021-02-01 --provision ndaa-2021-1241 --json && prints '"standing":"overdue"' && prints '"due":"2021-01-31"' && lines 1
run 0 "$dragoman" law "$store" --on 2026-01-01 --provision caesar-7412 && prints 'No provision is borne on'
run 0 "$dragoman" law --list --provision caatsa-235 && prints '235(a)(12)'
run 0 "$dragoman" law --list --provision caesar-7412 && prints 'until 2025-12-18: repealed'
run 2 "$dragoman" law "$store" --on someday && says 'must be a day'
run 2 "$dragoman" law "$store" --provision none && says 'no provision "none"'
run 2 "$dragoman" law
mkdir -p rules && printf 'id = "mine"\ntitle = "t"\nfrom = 2020-01-01\nsource = "s"\nlasts = 3\n' >rules/mine.toml
run 2 "$dragoman" law --list --statutes rules && says 'rules/mine.toml:5: lasts is no field here' && says 'rules/mine.toml:1: citation is missing'
sed 's/menu = .*/menu = "no-menu"/' "$here/../../data/statutes/caatsa-231.toml" >rules/caatsa-231.toml && rm rules/mine.toml
run 2 "$dragoman" law "$store" --statutes rules && says 'rules/caatsa-231.toml:' && says 'duty.menu: no provision has the id "no-menu"'
printf 'id = "mine"\n[oops\n' >rules/caatsa-231.toml
run 2 "$dragoman" law "$store" --statutes rules && says 'rules/caatsa-231.toml:2: ' && says 'a rule file is TOML'
run 2 "$dragoman" law "$store" --statutes nowhere && says 'nowhere: cannot be read'
echo '{"id":"a","published":"2023-03-01","text":"Peru recalled its envoy to Chile."}' >elsewhere.jsonl
run 0 "$dragoman" law elsewhere.jsonl --on 2023-03-02 && prints 'No provision is borne on by what these reports tell'
run 0 "$dragoman" ask elsewhere.jsonl "$turkey" --on 2020-01-01 && prints 'Nothing that is known on that day bears on the question' && prints 'The ledger is empty'
{ cat "$store" && echo '{"report":"x","type":"AGREE","trigger":7}'; } >broken-store.jsonl
run 1 "$dragoman" law broken-store.jsonl --on 2019-08-01 && says 'dragoman: broken-store.jsonl:6: ' && prints 'caatsa-231 for TUR: triggered'
tac "$store" >turned.jsonl
"$dragoman" law "$store" --on 2019-08-01 --json >law.1 && "$dragoman" law turned.jsonl --on 2019-08-01 --json >law.2
cmp -s law.1 law.2 || fail 'law differs with the order of records'
run 0 "$dragoman" ask "$store" "$turkey" --on 2019-08-01 && prints 'James Risch (USA): for' && prints 'Donald Trump (USA): reluctant' && prints 'USA is divided'
run 0 "$dragoman" ask "$store" "$turkey" --on 2019-07-01 && prints 'Nothing that is known on that day bears on the question'
run 0 "$dragoman" ask "$store" "$turkey" --on 2019-08-01 --json && prints '"stance":"reluctant"'
python3 -c 'import json; json.load(open("out"))' || fail 'ask --json is no JSON'
sed 's/country = "TUR"/country = "TRU"/' "$turkey" >never.toml
run 2 "$dragoman" ask "$store" never.toml && says 'never.toml:' && says 'can never match: "TRU" is no state'
sed 's/^deadline = .*/deadline = 2001-01-01/' "$turkey" >never.toml
run 2 "$dragoman" ask "$store" never.toml && says 'never.toml:3: deadline: can never match'
run 2 "$dragoman" ask "$store" none.toml && says 'none.toml: cannot be read'
run 2 "$dragoman" score-questions folder && says 'holds no folder with a question.toml'
mkdir -p back/a back/b
cp "$turkey" back/a/question.toml && cp "$store" back/a/events.jsonl
sed 's/^outcome = .*/outcome = "no"/' "$turkey" >back/b/question.toml && cp "$store" back/b/events.jsonl
run 0 "$dragoman" score-questions back --plot plot.svg --learn learned.toml && prints 'n = 2 questions' && prints 'Brier' && prints '80 % range'
run 0 "$dragoman" score-questions back --json && prints '"wider":'
grep -q '<circle' plot.svg || fail 'no plot'
run 0 "$dragoman" ask "$store" "$turkey" --on 2019-08-01 --weights learned.toml

# --- what reads with the model ---
if ! "$dragoman" code good.txt >out 2>err; then
  cat err
  ((failures)) && exit 1
  echo 'no weights: the rest is passed over'
  exit 77
fi
for broken in empty.txt rubbish.bin invalid.txt folder none.txt; do
  run 1 "$dragoman" code "$broken" good.txt && says "dragoman: $broken: "
done
run 1 "$dragoman" code seven.jsonl && says 'dragoman: seven.jsonl:7: '
run 0 "$dragoman" code long.txt
run 0 "$dragoman" code "$examples" -o events.jsonl
[[ -s events.jsonl ]] || fail 'no events in examples'
python3 - "$examples" <<'PY' || fail 'a record is not as the guide says'
import json, os, pathlib, sys
texts = {os.path.normpath(p.with_suffix("")): p.read_bytes() for p in pathlib.Path(sys.argv[1]).glob("*.txt")}
assert texts
fields = ["id", "report", "published", "sentence", "type", "mode", "cameo", "goldstein", "status", "trigger", "source", "target",
          "condition", "by", "quoted", "place", "time", "goods", "killed", "injured", "confidence", "why"]
ids, seen = set(), {}
for line in open("events.jsonl", encoding="utf-8"):
    event = json.loads(line)
    assert [name for name in event if name not in ("arrested", "displaced")] == fields, list(event)  # those two where told
    assert event["id"] not in ids
    ids.add(event["id"])
    assert (event["condition"] is not None) == (event["status"] == "conditional"), line
    text = texts.pop(event["report"], None) or seen.get(event["report"])
    seen[event["report"]] = text
    for span in [event["trigger"], *event["source"], *event["target"], *event["by"], event["condition"], event["place"], event["time"]]:
        if span and text is not None:
            assert text[span["start"]:span["end"]].decode() == span["text"], span
assert not texts, texts.keys()
PY
for threads in 1 2 5; do
  "$dragoman" code "$examples" seven.jsonl --threads "$threads" >"events.$threads" 2>/dev/null
  cmp -s events.1 "events.$threads" || fail "events differ with --threads $threads"
done
run 0 "$dragoman" code "$examples" --format csv && prints 'id,report,'
run 0 "$dragoman" code "$examples" --format table && prints 'status'
run 0 "$dragoman" code "$examples/straits.txt" --format text --color always && prints $'\x1b['
run 0 "$dragoman" code "$examples/straits.txt" --format text
grep -q $'\x1b' out && fail 'colour where no terminal is'
run 0 "$dragoman" code good.txt && prints '"type":"THREATEN"' && prints '"cameo":"13' && prints '"goldstein":-'
run 0 "$dragoman" explain good.txt && prints 'CAMEO 13' && prints 'statuses'
run 0 "$dragoman" code good.txt && prints '"actor":"TUR","name":"Turkey","country":"TUR","sector":"GOV","code":"TURGOV"'
printf 'The Moon Front attacked a village.\n' >moon.txt
run 0 "$dragoman" --data mine code moon.txt && prints '"actor":"moon-front"'
run 2 "$dragoman" code good.txt -o "$box/folder/none/x.jsonl"
run 0 "$dragoman" explain good.txt --sentence 0 && prints 'sentence 0 [0, 23)'
run 1 "$dragoman" explain good.txt --sentence 5 && says 'no such sentence'
run 0 "$dragoman" parse good.txt && prints $'1\tAnkara\tAnkara\tPROPN'
mv out given.conllu
run 0 "$dragoman" parse --tokens conllu given.conllu
cmp -s out given.conllu || fail 'parse --tokens conllu changed its own output'
{
  echo '{"id":1,"text":"Ankara warned Damascus.","source":{"start":0,"end":6},"target":{"start":14,"end":22}}'
  echo '{"id":2,"text":"Ankara warned Damascus.","source":null}'
  echo '{"id":3,'
  echo '{"id":4,"text":"Ankara warned Damascus.","source":{"start":0,"end":600}}'
  echo '{"id":5,"text":"Ankara warned Damascus."}'
} >pairs.jsonl
run 1 "$dragoman" relate pairs.jsonl && lines 3 && says 'dragoman: pairs.jsonl:3: ' && says 'dragoman: pairs.jsonl:4: ' && prints '{"id":5,'

run 0 "$dragoman" law "$examples/questions/turkey-s400/reports.jsonl" --on 2020-12-31 --party TUR && prints 'caatsa-231 for TUR: discharged since 2020-12-14' && prints 'told as taken of at least 5'
"$dragoman" add turkey.db "$examples/questions/turkey-s400/reports.jsonl" >/dev/null 2>&1 || fail 'add'
"$dragoman" law turkey.db --on 2020-12-31 --json >law.stored && "$dragoman" law "$examples/questions/turkey-s400/reports.jsonl" --on 2020-12-31 --json >law.read
cmp -s law.stored law.read || fail 'law differs between an account and its reports'
for threads in 1 3; do
  "$dragoman" ask "$examples/questions/turkey-s400/reports.jsonl" "$turkey" --on 2020-12-01 --json --threads "$threads" >"ask.$threads"
  cmp -s ask.1 "ask.$threads" || fail "ask differs with --threads $threads"
done

((failures)) && exit 1
echo 'all commands as they should be'
