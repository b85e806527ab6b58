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

# run COMMAND...: its status in $code, output in $tmp/stdout and $tmp/stderr;
# at most 120 s and 3 GB.
run() {
	(
		# The address sanitizer maps terabytes.
		[ "${BUILD##*/}" = sanitize ] || ulimit -v 3000000
		exec timeout 120 "$@"
	) >"$tmp/stdout" 2>"$tmp/stderr" </dev/null
	code=$?
}

# expect NAME CODES PATTERN: holds the last run against them.  PATTERN (grep
# -E) must be in what was said to stderr, its lines joined (a message and what
# to do are two); CODES is a list like "0 1".
expect() {
	local why=
	case " $2 " in
	*" $code "*) ;;
	*) why="exit status $code, want $2" ;;
	esac
	[ "$code" -ne 124 ] || why='took more than 120 s'
	[ -z "$3" ] || tr '\n' ' ' <"$tmp/stderr" | grep -Eq -e "$3" ||
		why="${why:+$why; }no message with: $3"
	if [ -z "$why" ]; then
		ok "$1"
	else
		not_ok "$1" "$why" "$tmp/stderr" 12
	fi
}

render() { run "$HONGTOU" render --lang en "$@"; }

# ---- what stands where on the pages

# pages SOURCE: its pages, one node a line, each with its page before it.
pages() {
	"$HONGTOU" dump -s pages "$1" 2>"$tmp/err" |
		awk '$1 == "page" { n++ } { print n, $0 }'
}
# near NAME WHY WANT HAVE: millimetres.
near() {
	if awk -v a="$3" -v b="$4" 'BEGIN { exit !(b != "" &&
		a - b < 0.05 && b - a < 0.05) }'; then
		ok "$1"
	else
		not_ok "$1" "$2: asked $3, is ${4:-nothing}"
	fi
}
# place N NODE KEY: of the n-th such node.
place() {
	awk -v n="$1" -v node="$2" -v key="$3" '$2 == node && ++i == n {
		for (k = 3; k <= NF; k++)
			if (index($k, key "=") == 1) {
				print substr($k, length(key) + 2)
				exit
			}
	}' "$tmp/pages"
}
sum() { awk "BEGIN { printf \"%.5f\", $* }"; }

# A picture with the colours of inks, a JPEG.
cmyk_picture() {
	base64 -d <<'END'
/9j/7gAOQWRvYmUAZAAAAAAC/9sAQwAQCwwODAoQDg0OEhEQExgoGhgWFhgxIyUdKDozPTw5Mzg3
QEhcTkBEV0U3OFBtUVdfYmdoZz5NcXlwZHhcZWdj/9sAQwEREhIYFRgvGhovY0I4QmNjY2NjY2Nj
Y2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2Nj/8AAFAgAEAAQBAEiAAIR
AQMRAQQiAP/EABYAAQEBAAAAAAAAAAAAAAAAAAAFB//EABQQAQAAAAAAAAAAAAAAAAAAAAD/xAAV
AQEBAAAAAAAAAAAAAAAAAAAFBv/EABQRAQAAAAAAAAAAAAAAAAAAAAD/2gAOBAEAAhEDEQQAAD8A
tAFEG0AB/9k=
END
}
