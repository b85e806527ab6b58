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
[ -s "$tmp/table" ] || not_ok clauses "nothing is measured" "$tmp/err"

# Clauses 5 to 10 all have rows, and every row is measured or says why not.
for clause in 4 5.1 5.2.1 5.2.2 5.2.3 5.2.4 6.1 6.2 6.3 7.2.1 7.2.2 7.2.3 7.2.4 \
	7.2.5 7.2.6 7.2.7 7.3.1 7.3.2 7.3.3 7.3.4 7.3.5.1 7.3.5.2 7.3.5.3 7.3.5.4 \
	7.3.5.5 7.3.6 7.3.7 7.4.1 7.4.2 7.4.3 7.5 8 9 10.1 10.2 10.3; do
	awk -F'\t' -v clause=$clause '$2 == clause { found = 1 }
		END { exit !found }' "$tmp/table" || echo "$clause: no row"
done >"$tmp/bad"
awk -F'\t' '$1 == "-" && $5 !~ /^not done: ./ { print $2, $4 ": not measured" }
	$10 > 1 { print $2, $4 ": a tolerance of " $10 }' "$tmp/table" >>"$tmp/bad"
[ -s "$tmp/bad" ] && not_ok rows "some are missing or say nothing" "$tmp/bad" ||
	ok "every clause has rows, every row a measurement or a reason"
not_done=$(awk -F'\t' '$5 ~ /^not done/' "$tmp/table" | wc -l)
[ "$not_done" -le 5 ] && ok "requirements not done: $not_done" ||
	not_ok not-done "$not_done requirements are not done"

# What was measured, the last column, may be another font's.
awk -F'\t' -f tools/clauses_md.awk "$tmp/table" |
	sed 's/ | [^|]*|$//' >"$tmp/matrix.md"
sed 's/ | [^|]*|$//' docs/clause-matrix.md | cmp -s - "$tmp/matrix.md" &&
	ok matrix-current ||
	not_ok matrix-current "docs/clause-matrix.md is stale: make matrix"
