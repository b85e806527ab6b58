#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
#
# usage: measure.sh [--plain] [FILE.pdf...]
#
# Measures finished PDFs (those of the corpus if none is given) with readers
# that know nothing of hongtou: mutool for where glyphs and rules stand, a
# raster by poppler for where ink is.  Prints a table of what GB/T 9704-2012
# asks and what there is; exit 1 if anything is more than 0.5 mm off.
# --plain: tabs instead of columns.
set -eu
cd "$(dirname "$0")/.."
HONGTOU=${HONGTOU:-build/hongtou}
inkbox=build/tools/inkbox
export LC_ALL=C
dpi=600
tmp=$(mktemp -d "${TMPDIR:-/tmp}/hongtou-measure.XXXXXX")
trap 'rm -rf "$tmp"' EXIT

plain=
if [ "${1:-}" = --plain ]; then
	plain=1
	shift
fi
[ -x $inkbox ] || make -s $inkbox >&2

# ink FILE PAGE red|dark LEFT TOP WIDTH HEIGHT (whole mm): the ink's box on
# the page, tabs between.
ink() {
	pdftoppm -r $dpi -f "$2" -l "$2" -x $(($4 * dpi * 10 / 254)) \
		-y $(($5 * dpi * 10 / 254)) -W $(($6 * dpi * 10 / 254)) \
		-H $(($7 * dpi * 10 / 254)) "$1" | $inkbox "$3" $dpi |
		awk -v x=$(($4 * dpi * 10 / 254)) -v y=$(($5 * dpi * 10 / 254)) \
			-v mm=0.0423333 '$1 != "none" { printf "%.3f\t%.3f\t%.3f\t%.3f\n",
			$1 + x * mm, $2 + y * mm, $3 + x * mm, $4 + y * mm }'
}

# The records of one PDF for measure.awk.
records() {
	local pages page box left
	mutool trace "$1" 2>/dev/null | awk -f tools/trace.awk >"$tmp/records"
	cat "$tmp/records"
	# Red ink above the red rule, or in the upper half: the issuer mark.
	if awk -F'\t' '$1 == "G" && $2 == 1 && $7 { found = 1 }
		END { exit !found }' "$tmp/records"; then
		printf 'I\tmark\t1\t%s\n' "$(ink "$1" 1 red 0 0 210 140)"
	fi
	# The left dash of each page number: 2 mm of it.
	pages=$(awk -F'\t' '$1 == "P" { n++ } END { print n }' "$tmp/records")
	for ((page = 1; page <= pages; page++)); do
		box=$(ink "$1" "$page" dark 0 264 210 20)
		[ -n "$box" ] || continue
		left=$(echo "$box" | awk '{ print int($1) + 1 }')
		printf 'I\tdash\t%d\t%s\n' "$page" \
			"$(ink "$1" "$page" dark "$left" 264 2 20)"
	done
}

if [ $# -eq 0 ]; then
	code=0
	"$HONGTOU" render -o "$tmp/out" corpus >"$tmp/log" 2>&1 || code=$?
	[ $code -le 1 ] || { cat "$tmp/log" >&2; exit 2; }
	set -- "$tmp"/out/*.pdf
fi
for pdf in "$@"; do
	name=$(basename "$pdf" .pdf)
	records "$pdf" | awk -v doc="${name%%_*}" -f tools/measure.awk
done >"$tmp/table"

if [ -n "$plain" ]; then
	cat "$tmp/table"
else
	{
		printf '\tdoc\twhat\tclause\twant mm\tis mm\tdiff\n'
		cat "$tmp/table"
	} | awk -F'\t' '{ printf "%-4s %-10s %-38s %-7s %10s %10s %8s\n",
		$1, $2, $3, $4, $5, $6, $7 }'
fi
awk -F'\t' '{ n++; bad += $1 == "BAD" }
	END { printf "%d measures, %d off by more than 0.5 mm\n", n, bad
		exit bad > 0 || !n }' "$tmp/table" >&2
