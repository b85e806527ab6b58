#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
#
# Every row of tools/measure.sh is a test; each document must have its rows.
. "$(dirname "$0")/lib.sh"

HONGTOU=$HONGTOU tools/measure.sh --plain >"$tmp/table" 2>"$tmp/err"
awk -F'\t' '
	$1 == "ok" { printf "ok %s %s: %s mm\n", $2, $3, $6 }
	$1 == "BAD" { printf "not ok %s %s (%s): want %s mm, is %s\n",
		$2, $3, $4, $5, $6 }' "$tmp/table"
for source in "${sources[@]}"; do
	doc=$(name_of "$source")
	rows=$(grep -c "	${doc%%_*}	" "$tmp/table")
	if [ "$rows" -ge 10 ]; then
		ok "${doc%%_*} is measured"
	else
		not_ok "${doc%%_*} is measured" "only $rows rows" "$tmp/err"
	fi
done
