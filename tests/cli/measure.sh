#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
#
# Every row of tools/measure.sh is a test.
. "$(dirname "$0")/lib.sh"

HONGTOU=$HONGTOU tools/measure.sh --plain >"$tmp/table" 2>"$tmp/err"
awk -F'\t' '
	$1 == "ok" { printf "ok %s %s: %s mm\n", $2, $3, $6 }
	$1 == "BAD" { printf "not ok %s %s (%s): want %s mm, is %s\n",
		$2, $3, $4, $5, $6 }' "$tmp/table"
# What each document must have, so that nothing passes by not being there.
while IFS='	' read -r doc what; do
	grep -q "	$doc	$what" "$tmp/table" ||
		not_ok "$doc $what" 'is not on the page' "$tmp/err"
done <<-ROWS
	$(for doc in 000 001 002 003 004; do
		for what in 'issuer mark, top' 'red rule, length' 'left edge' \
			'right edge' 'page number 1' 'page number 2'; do
			printf '%s\t%s\n' $doc "$what"
		done
	done)
	002	red rule below the number
	004	red rule below the number
	004	imprint, first rule
	004	imprint, bottom edge
ROWS
