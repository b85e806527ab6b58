#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
#
# usage: tests/run.sh [NAME...]
#
# Runs the unit tests (cmocka binaries in $BUILD/unit) and the scripts in
# tests/cli, or those of the given names ("unit": all unit tests), two at a
# time.  Every test says TAP-like lines: ok NAME, not ok NAME why, skip NAME
# why.  A test that ends badly, or says nothing, has failed.  Failures are
# shown in full, skips counted; the last line counts: N passed, N failed.
set -u
cd "$(dirname "$0")/.."
export BUILD=${BUILD:-build/release}
export HONGTOU=${HONGTOU:-build/hongtou}
logs=$(mktemp -d "${TMPDIR:-/tmp}/hongtou-logs.XXXXXX")
trap 'rm -rf "$logs"' EXIT

# One cmocka binary: its TAP, told in our lines.
run_unit() {
	CMOCKA_MESSAGE_OUTPUT=TAP timeout 300 "$1" 2>&1
	local code=$?
	[ $code -lt 124 ] || echo "not ok ${1##*/} ended with status $code"
}

run_one() { # FILE
	local name log start code
	name=$(basename "$1" .sh)
	log=$logs/$name
	start=$(date +%s)
	case $1 in
	*.sh) timeout 900 "$1" >"$log" 2>&1 </dev/null; code=$? ;;
	*) run_unit "$1" >"$log" </dev/null; code=0 ;;
	esac
	[ $code -eq 0 ] || grep -q '^not ok' "$log" ||
		echo "not ok $name ended with status $code" >>"$log"
	grep -Eq '^(ok|not ok|skip)' "$log" ||
		echo "not ok $name ran no test" >>"$log"
	report "$name" "$log" $(($(date +%s) - start))
}

count() { # ok|not ok|skip LOG
	case $1 in
	ok) grep -E '^ok' "$2" | grep -vc '# SKIP' ;;
	skip) grep -Ec '^skip|^(not )?ok.*# SKIP' "$2" ;;
	*) grep -E '^not ok' "$2" | grep -vc '# SKIP' ;; # cmocka 1.1.5: not ok
	esac
}

report() { # NAME LOG SECONDS
	local passed failed skipped
	passed=$(count ok "$2") failed=$(count 'not ok' "$2")
	skipped=$(count skip "$2")
	echo "$passed $failed $skipped" >"$2.count"
	{
		printf '%-16s %4d ok' "$1" "$passed"
		[ "$failed" -eq 0 ] || printf ', %d FAILED' "$failed"
		[ "$skipped" -eq 0 ] || printf ', %d skipped' "$skipped"
		printf '  (%d s)\n' "$3"
		if [ "$failed" -gt 0 ]; then
			grep -Ev '^ok|^[0-9]+\.\.[0-9]+$' "$2" | sed 's/^/    /'
		else
			grep -E '^skip|^(not )?ok.*# SKIP' "$2" | sed 's/^/    /'
		fi
	} >"$2.report"
	cat "$2.report"
}

# The files of the tests asked for; of all tests, the long ones come first.
chosen() {
	local name
	[ $# -gt 0 ] || set -- badinput kill measure unit $(cd tests/cli && ls *.sh |
		sed 's/\.sh$//' | grep -Evx 'lib|badinput|kill|measure')
	for name in "$@"; do
		if [ "$name" = unit ]; then
			ls "$BUILD"/unit/test_* 2>/dev/null
		elif [ -x "$BUILD/unit/$name" ]; then
			echo "$BUILD/unit/$name"
		else
			echo "tests/cli/$name.sh"
		fi
	done
}

export logs
export -f run_unit run_one count report
chosen "$@" | xargs -r -P 2 -I{} bash -c 'run_one "$1"' run {}

cat "$logs"/*.count 2>/dev/null | awk '
	{ passed += $1; failed += $2; skipped += $3 }
	END {
		if (passed + failed == 0)
			failed = 1
		if (skipped)
			printf "%d skipped\n", skipped
		printf "%d passed, %d failed\n", passed, failed
		exit failed > 0
	}'
