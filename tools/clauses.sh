#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
#
# usage: clauses.sh [--rows FILE] [--write] [--plain]
#
# Renders corpus/samples and holds the rows of docs/clauses.tsv, one for each
# requirement of GB/T 9704-2012 clauses 5 to 10, against the finished PDFs, read
# by programs that know nothing of hongtou (mutool, poppler).  Prints what was
# asked and measured; exit 1 when a row is off.  --write makes
# docs/clause-matrix.md of it.  HONGTOU_DATA: another data folder.
set -eu
cd "$(dirname "$0")/.."
HONGTOU=${HONGTOU:-build/hongtou}
inkbox=build/tools/inkbox
export LC_ALL=C.UTF-8
dpi=300
rows=docs/clauses.tsv write= plain=
while [ $# -gt 0 ]; do
	case $1 in
	--rows) rows=$2; shift ;;
	--write) write=1 ;;
	--plain) plain=1 ;;
	*) echo "clauses.sh: unknown option: $1" >&2; exit 2 ;;
	esac
	shift
done
tmp=$(mktemp -d "${TMPDIR:-/tmp}/hongtou-clauses.XXXXXX")
trap 'rm -rf "$tmp"' EXIT
[ -x $inkbox ] || make -s $inkbox >&2

# The box of red ink on a page, above height mm; tabs between.
ink() { # FILE PAGE HEIGHT
	pdftoppm -r $dpi -f "$2" -l "$2" -x 0 -y 0 -W $((420 * dpi * 10 / 254)) \
		-H $(($3 * dpi * 10 / 254)) "$1" | $inkbox red $dpi |
		tr ' ' '\t'
}

records() { # FILE
	local pages page height
	mutool trace "$1" 2>/dev/null | awk -f tools/trace.awk >"$tmp/records"
	pages=$(awk -F'\t' '$1 == "P" { n++ } END { print n }' "$tmp/records")
	for ((page = 1; page <= pages; page++)); do
		awk -F'\t' -v p=$page '$2 == p && $7 { found = 1 }
			$1 == "R" && $2 == p && $NF == 1 { found = 1 }
			END { exit !found }' "$tmp/records" || continue
		# On page 1 the mark: above the red rule and the number.
		height=$(awk -F'\t' -v p=$page '
			$1 == "R" && $2 == p && p == 1 && $7 &&
				$5 - $3 > 20 && (!y || $4 < y) { y = $4 }
			END { print y ? int(y - 2) : 297 }' "$tmp/records")
		printf 'I\tmark\t%d\t%s\n' $page "$(ink "$1" $page "$height")"
	done >>"$tmp/records"
}

awk -F'\t' '!/^#/ && $5 != "" && $5 != "-" && $6 != "" && $6 != "-" {
	print $5 }' "$rows" | sort -u >"$tmp/samples"
code=0
sed 's,.*,corpus/samples/&.txt,' "$tmp/samples" |
	xargs "$HONGTOU" render -o "$tmp/out" >"$tmp/log" 2>&1 || code=$?
[ $code -le 1 ] || { cat "$tmp/log" >&2; exit 2; }
while read -r sample; do
	records "$tmp/out/$sample.pdf"
	awk -v sample="$sample" -v tolerance=0.5 -f tools/clauses.awk \
		"$tmp/records" "$rows"
done <"$tmp/samples" | sort -t"	" -k2,2n >"$tmp/measured"

# Each row with its verdict and what was measured.
awk -F'\t' -v OFS='\t' 'NR == FNR { verdict[$2] = $1; have[$2] = $4; next }
	/^#/ || !NF { next }
	{ print FNR in verdict ? verdict[FNR] : "-", $1, $2, $3, $4, $5, $6, $7,
		FNR in have ? have[FNR] : "" }' "$tmp/measured" "$rows" \
	>"$tmp/table"

if [ -n "$write" ]; then
	awk -F'\t' -f tools/clauses_md.awk "$tmp/table" >docs/clause-matrix.md
elif [ -n "$plain" ]; then
	cat "$tmp/table"
else
	awk -F'\t' '{ printf "%-4s %-9s %s %s: %s, %s (%s)\n", $1, $2, $3, $4,
		$8 == "" ? "-" : $8, $9 == "" ? "not measured" : $9, $6 }' \
		"$tmp/table"
fi
awk -F'\t' '$1 == "ok" { ok++ } $1 == "BAD" { bad++ }
	END { printf "%d requirements measured, %d off\n", ok + bad, bad
		exit bad > 0 || !ok }' "$tmp/table" >&2
