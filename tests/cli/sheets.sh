#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
#
# Sheets: our PDF read back by hongtou-read is our display list: the same
# lines, characters, fonts, sizes, colours and rules, within 0.05 mm.  Where
# mutool is there, it agrees about every origin.
. "$(dirname "$0")/lib.sh"

# Dumps without what only our own side knows, one node a line.
same='
	function value(line, key) {
		if (!match(line, " " key "=[^ ]*")) return ""
		return substr(line, RSTART + length(key) + 2,
			RLENGTH - length(key) - 2)
	}
	function text(line) { return substr(line, index(line, "|")) }
	function fail(why) {
		if (bad++ < 10) print FNR ": " why ": " a[FNR] " / " $0
	}
	FNR == NR { a[FNR] = $0; n = FNR; next }
	{
		nodes++
		split(a[FNR], first, " ")
		if ($1 != first[1])
			fail("another node")
		split("x y w h x0 x1 size", keys, " ")
		for (i in keys) {
			d = value(a[FNR], keys[i]) - value($0, keys[i])
			if (d * d > 0.05 * 0.05) fail(keys[i] " off by " d)
		}
		if (value(a[FNR], "font") != value($0, "font")) fail("font")
		if (value(a[FNR], "colour") != value($0, "colour"))
			fail("colour")
		if (/\|/ && text(a[FNR]) != text($0)) fail("text")
	}
	END {
		if (nodes != n) { print nodes " nodes of " n; bad++ }
		exit bad > 0 || n < 100
	}'
for source in "${sources[@]}"; do
	name=$(name_of "$source")
	pdf=$tmp/$name.pdf
	"$HONGTOU" render -o "$pdf" "$source" >/dev/null 2>&1
	"$HONGTOU" dump -s sheets "$source" >"$tmp/ours" 2>/dev/null
	"$HONGTOU" dump -s sheets "$pdf" >"$tmp/read" 2>"$tmp/err"
	if awk "$same" "$tmp/ours" "$tmp/read" >"$tmp/why"; then
		ok "round-trip-$name"
	else
		not_ok "round-trip-$name" 'the PDF read back differs' "$tmp/why"
	fi
	# mutool: x and y of each glyph in points, by its own reading.
	mutool trace "$pdf" 2>/dev/null | awk '
		/transform="/ { match($0, /transform="[^"]*"/)
			split(substr($0, RSTART + 11, RLENGTH - 12), m, " ") }
		/<g / {
			match($0, / x="[^"]*"/)
			x = substr($0, RSTART + 4, RLENGTH - 5)
			match($0, / y="[^"]*"/)
			y = substr($0, RSTART + 4, RLENGTH - 5)
			printf "%.1f %.1f\n", (m[1] * x + m[3] * y + m[5]) * 25.4 / 72,
				(m[2] * x + m[4] * y + m[6]) * 25.4 / 72
		}' | sort -u >"$tmp/mutool"
	awk '
		/^  line / { match($0, / y=[^ ]*/)
			y = substr($0, RSTART + 3, RLENGTH - 3) }
		/^    mark / { match($0, / x=[^ ]*/)
			printf "%s %s\n", substr($0, RSTART + 3, RLENGTH - 3), y
		}' "$tmp/read" >"$tmp/marks"
	# Within 0.1 mm of one that mutool tells.
	awk '
		FNR == NR { seen[$1 " " $2]; next }
		{
			hit = 0
			for (i = -1; i <= 1; i++)
				for (k = -1; k <= 1; k++)
					if (sprintf("%.1f %.1f", $1 + i / 20,
						$2 + k / 20) in seen) hit = 1
			if (!hit && bad++ < 10) print
		}
		END { exit bad > 0 || FNR < 100 }' "$tmp/mutool" "$tmp/marks" \
		>"$tmp/why"
	if [ $? -eq 0 ]; then
		ok "origins-$name"
	else
		not_ok "origins-$name" 'mutool has no glyph there' "$tmp/why"
	fi
done
"$HONGTOU" dump -s sheets "$pdf" | cmp -s - "$tmp/read" &&
	ok same-twice || not_ok same-twice 'two readings differ'
