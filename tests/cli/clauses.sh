#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
#
# Every measured row of docs/clauses.tsv is a test; docs/clause-matrix.md is
# what tools/clauses.sh makes today.
. "$(dirname "$0")/lib.sh"

tools/clauses.sh --plain >"$tmp/table" 2>"$tmp/err"
awk -F'\t' '
	$1 == "ok" { printf "ok %s %s: %s\n", $2, $4, $9 }
	$1 == "BAD" { printf "not ok %s %s (%s, %s): asked %s, is %s\n", $2, $4,
		$6, $7, $8, $9 }' "$tmp/table"
[ "$(grep -c '^ok' "$tmp/table")" -ge 110 ] ||
	not_ok clauses 'fewer rows are measured than there were' "$tmp/err"
not_done=$(grep -c 'not done' docs/clauses.tsv)
[ "$not_done" -le 5 ] && ok "requirements not done: $not_done" ||
	not_ok not-done "$not_done requirements are not done"
