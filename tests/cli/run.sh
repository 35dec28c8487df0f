# What the command tests share: source it in the folder that they work in.
failures=0

# Leaves with 77, a test that did not run, where there are no weights to read with.
needs_weights() { "$dragoman" code "$examples/hostages.txt" >out 2>err </dev/null || { grep -q 'weights' err && exit 77; }; }

# run STATUS COMMAND…: runs it, leaving its output in out and err, and compares its exit status.
run() {
  local wanted=$1
  shift
  "$@" >out 2>err </dev/null
  local got=$?
  [[ $got == "$wanted" ]] || fail "exit $got instead of $wanted: $* ($(head -c 300 err))"
}
fail() {
  echo "FAILED: $*"
  failures=$((failures + 1))
}
says() { grep -qF -- "$1" err || fail "standard error does not say '$1' but: $(head -c 300 err)"; }
prints() { grep -qF -- "$1" out || fail "standard output does not hold '$1' but: $(head -c 300 out)"; }
lines() { [[ $(wc -l <out) == "$1" ]] || fail "$(wc -l <out) lines instead of $1"; }
