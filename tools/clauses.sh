#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
#
# usage: clauses.sh [--rows FILE] [--samples FOLDER] [--write FILE] [--plain]
#
# Renders corpus/samples and holds the rows of docs/clauses.tsv, one for each
# requirement of GB/T 9704-2012 clauses 5 to 10, against the finished PDFs, read
# by programs that know nothing of hongtou (mutool, poppler).  Prints what was
# asked and measured; exit 1 when a row is off.  --write makes
# a table like docs/clause-matrix.md of it.  HONGTOU_DATA: another data folder.
set -eu
cd "$(dirname "$0")/.."
HONGTOU=${HONGTOU:-build/hongtou}
inkbox=build/tools/inkbox
export LC_ALL=C.UTF-8
dpi=300 # of the ink
rows=docs/clauses.tsv samples=corpus/samples write= plain=
while [ $# -gt 0 ]; do
	case $1 in
	--rows) rows=$2; shift ;;
	--samples) samples=$2; shift ;;
	--write) write=$2; shift ;;
	--plain) plain=1 ;;
	*) echo "clauses.sh: unknown option: $1" >&2; exit 2 ;;
	esac
	shift
done
tmp=$(mktemp -d "${TMPDIR:-/tmp}/hongtou-clauses.XXXXXX")
trap 'rm -rf "$tmp"' EXIT
[ -x $inkbox ] || make -s $inkbox >&2

# px MM: its pixels.
px() { echo $(($1 * dpi * 10 / 254)); }
# mm MM: where the pixel begins.
mm() { awk -v px="$(px "$1")" -v dpi=$dpi 'BEGIN { print px * 25.4 / dpi }'; }

# ink WHAT FILE PAGE red|dark LEFT TOP WIDTH HEIGHT (whole mm): a record of the
# box of the ink there.
ink() {
	pdftoppm -r $dpi -f "$3" -l "$3" -x "$(px "$5")" -y "$(px "$6")" \
		-W "$(px "$7")" -H "$(px "$8")" "$2" | $inkbox "$4" $dpi |
		awk -v what="$1" -v page="$3" -v x="$(mm "$5")" -v y="$(mm "$6")" -v OFS='\t' '
			$1 != "none" { print "I", what, page, $1 + x, $2 + y,
				$3 + x, $4 + y }'
}

# What the rows of this sample ask for: ink of the mark, of a number's dash.
inks() { # FILE SAMPLE
	local what page x y w h
	awk -F'\t' -v sample="$2" 'NR == FNR {
			if (!/^#/ && $5 == sample)
				while (match($6, /(ink|dash) [0-9]+/)) {
					want[substr($6, RSTART, RLENGTH)] = 1
					$6 = substr($6, RSTART + RLENGTH)
				}
			next
		}
		$1 == "G" && $7 {
			if (!($2 in high) || $4 - $6 < high[$2]) high[$2] = $4 - $6
			if (!($2 in low) || $4 + 0.2 * $6 > low[$2])
				low[$2] = $4 + 0.2 * $6
		}
		$1 == "G" && $8 == "—" && $4 > 262 && !($2 in dash) {
			dash[$2] = $3
		}
		END {
			for (k in want) {
				split(k, a, " ")
				if (a[1] == "ink" && a[2] in low)
					print "mark", a[2], "red", 0, int(high[a[2]]), 210,
						int(low[a[2]] - int(high[a[2]]) + 1)
				if (a[1] == "dash" && a[2] in dash)
					print "dash", a[2], "dark", int(dash[a[2]] + 1), 264,
						3, 20
			}
		}' "$rows" "$tmp/records" |
	while read -r what page colour x y w h; do
		ink "$what" "$1" "$page" "$colour" "$x" "$y" "$w" "$h" </dev/null
	done
}

# A sample is a source, or SOURCE@LAYOUT.
render() { # LAYOUT
	local code=0
	sed -n "s,\(.*\)@$1\$,\1,p" "$tmp/samples" | sed "s,.*,$samples/&.txt," |
		xargs "$HONGTOU" render ${1:+-l "$1"} --force -o "$tmp/out@$1" \
			>"$tmp/log" 2>&1 || code=$?
	[ $code -le 1 ] || { cat "$tmp/log" >&2; exit 2; }
}

awk -F'\t' '!/^#/ && $5 != "" && $5 != "-" && $6 != "" && $6 != "-" {
	print $5 (index($5, "@") ? "" : "@") }' "$rows" | sort -u >"$tmp/samples"
for layout in $(sed 's/.*@/@/' "$tmp/samples" | sort -u); do
	render "${layout#@}"
done
while read -r sample; do
	pdf=$tmp/out@${sample#*@}/${sample%@*}.pdf
	sample=${sample%@}
	mutool trace "$pdf" 2>/dev/null | awk -f tools/trace.awk >"$tmp/records"
	inks "$pdf" "$sample" >>"$tmp/records"
	awk -v sample="$sample" -v tolerance=0.5 -f tools/clauses.awk \
		"$tmp/records" "$rows"
done <"$tmp/samples" | sort -t"	" -k2,2n >"$tmp/measured"

# Each row with its verdict and what was measured.
awk -F'\t' -v OFS='\t' 'NR == FNR { verdict[$2] = $1; have[$2] = $4; next }
	/^#/ || !NF { next }
	{ print FNR in verdict ? verdict[FNR] : "-", $1, $2, $3, $4, $5, $6, $7,
		FNR in have ? have[FNR] : "", $8, $9 }' "$tmp/measured" "$rows" \
	>"$tmp/table"

if [ -n "$write" ]; then
	awk -F'\t' -f tools/clauses_md.awk "$tmp/table" >"$write"
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
