# SPDX-License-Identifier: Apache-2.0
#
# What the test scripts share; they source it first.  The working folder is
# the repository's root, $tmp a folder that is removed at the end.
set -u
cd "$(dirname "${BASH_SOURCE[0]}")/../.." || exit 1
root=$PWD
HONGTOU=${HONGTOU:-build/hongtou}
case $HONGTOU in
/*) ;;
*) HONGTOU=$root/$HONGTOU ;;
esac
BUILD=${BUILD:-build/release}
export LC_ALL=C.UTF-8
mkdir -p build
tmp=$(mktemp -d "${TMPDIR:-/tmp}/hongtou-test.XXXXXX")
trap 'on_exit' EXIT
trap 'exit 1' INT TERM HUP

on_exit() {
	chmod -R u+rwx "$tmp" 2>/dev/null
	rm -rf "$tmp"
}

ok() { echo "ok $*"; }
skip() { echo "skip $*"; }
# not_ok NAME WHY [FILE]: FILE is shown below, its first lines.
not_ok() {
	echo "not ok $1: $2"
	[ $# -lt 3 ] || head -n "${4:-40}" "$3" | cut -c 1-400 | sed 's/^/#   /'
}
# check NAME WHY COMMAND...: ok when the command succeeds.
check() {
	local name=$1 why=$2
	shift 2
	if "$@" >"$tmp/check.out" 2>&1; then
		ok "$name"
	else
		not_ok "$name" "$why" "$tmp/check.out"
	fi
}

# The corpus: paths, and a path's name without folder and ending.
sources=(corpus/*.txt)
name_of() { basename "$1" .txt; }
