#!/usr/bin/env bash
# An account on a disk that is really full: 64 MB of memory, mounted in a namespace of the test's own, all but 3 of them taken.
#   full_disk.sh DRAGOMAN     exit 77: namespaces or weights are not to be had
set -uo pipefail
dragoman=$(realpath "$1")
here=$(cd "$(dirname "$0")" && pwd)
if [[ -z "${DRAGOMAN_DISK:-}" ]]; then
  DRAGOMAN_DISK=$(mktemp -d)
  export DRAGOMAN_DISK
  trap 'rmdir "$DRAGOMAN_DISK"' EXIT
  unshare --map-root-user --mount mount -t tmpfs -o size=64M tmpfs "$DRAGOMAN_DISK" 2>/dev/null || exit 77
  unshare --map-root-user --mount "$0" "$dragoman"
  exit
fi
mount -t tmpfs -o size=64M tmpfs "$DRAGOMAN_DISK" || exit 77
examples=$(realpath "$here/../../examples")
box=$(mktemp -d)
trap 'rm -rf "$box"' EXIT
cd "$box" || exit 1
# shellcheck source=run.sh
source "$here/run.sh"
needs_weights
account=$DRAGOMAN_DISK/account.db
head -c 61M /dev/zero >"$DRAGOMAN_DISK/ballast"

run 2 "$dragoman" add "$account" "$examples"/questions/*/reports.jsonl && says 'the disk is full; free space'
kept=$(sed -n 's/^{"added":\([0-9]*\),.*/\1/p' out)
((kept > 0)) || fail 'nothing was added before the disk was full'
run 0 "$dragoman" reports "$account" && lines "$kept"

rm "$DRAGOMAN_DISK/ballast"
run 0 "$dragoman" add "$account" "$examples"/questions/*/reports.jsonl && prints "\"known\":$kept"
run 0 "$dragoman" add fresh.db "$examples"/questions/*/reports.jsonl
for what in events incidents; do
  "$dragoman" $what fresh.db >wanted && "$dragoman" $what "$account" >out || fail "$what cannot be read"
  cmp wanted out || fail "$what are not those of a disk that was never full"
done

if ((failures)); then exit 1; fi
