#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
#
# Rare characters: what a font has is set and comes back out exactly; what no
# font has is a box on the page, a diagnostic with code point and place, exit
# status 1, and comes back out too.
. "$(dirname "$0")/lib.sh"

sample=corpus/samples/28-rare-characters.txt
letters() { grep -oP '[^\s\x{3000}]'; }

# exact NAME SOURCE PDF: both readers give the source's characters in order,
# page numbers aside.
exact() {
	letters <"$2" >"$tmp/want"
	for reader in 'pdftotext -raw PDF -' 'mutool draw -q -F txt PDF'; do
		${reader/PDF/$3} 2>/dev/null | tr '\f' '\n' |
			grep -Ev '^— ?[0-9]+ ?—$' | letters >"$tmp/have"
		check "$1-${reader%% *}" 'not the characters of the source' \
			diff "$tmp/want" "$tmp/have"
	done
}

# --- every extension that an installed font has

# Unicode 15.1 blocks: CJK Unified Ideographs Extension A ... I.
extensions='A 3400-4DBF
B 20000-2A6DF
C 2A700-2B73F
D 2B740-2B81F
E 2B820-2CEAF
F 2CEB0-2EBEF
I 2EBF0-2EE5F
G 30000-3134F
H 31350-323AF'
# The families that fonts/roles.yaml may take a character from.
families=$(sed -n 's/^ *- *//p' fonts/roles.yaml |
	sed 's/^{family: *\([^,}]*\).*/\1/' | sort -u)
fc-list :charset=4e00 family charset >"$tmp/fonts"
echo "$families" | while IFS= read -r family; do
	grep -F "$family" "$tmp/fonts"
done | grep -o 'charset=.*' | tr ' =' '\n\n' | sort -u >"$tmp/ranges"
while read -r name range; do
	has=$(awk -v r="$range" '
		function hex(s, i, v) {
			s = tolower(s)
			for (i = 1; i <= length(s); i++)
				v = v * 16 + index("0123456789abcdef", substr(s, i, 1)) - 1
			return v + 0
		}
		BEGIN { split(r, e, "-"); lo = hex(e[1]); hi = hex(e[2]) }
		/^[0-9a-f]+(-[0-9a-f]+)?$/ {
			n = split($0, t, "-")
			if (hex(t[1]) <= hi && hex(t[n]) >= lo) found = 1
		}
		END { print found + 0 }' "$tmp/ranges")
	shows=$(grep -cP "[\\x{${range/-/\}-\\x\{}}]" $sample)
	if [ "$has" -eq 0 ]; then
		skip "extension-$name" 'no installed font has it'
	else
		check "extension-$name" "the sample has none of U+$range" \
			test "$shows" -gt 0
	fi
done <<<"$extensions"

"$HONGTOU" render --lang en -o "$tmp/out" $sample >"$tmp/log" 2>&1
code=$?
if [ $code -eq 0 ]; then
	ok sample-status
else
	not_ok sample-status "exit status $code; is every font of tools/deps.sh there?" \
		"$tmp/log"
fi
exact sample $sample "$tmp/out/28-rare-characters.pdf"

# --- in mark and title, and in what the PDF says about itself

printf '%s\n\n' 𬭚𱎼县人民政府文件 龑政发〔2025〕3号 \
	𬭚𱎼县人民政府关于公布𫖮𰻞𠅤等用字的通知 各乡镇人民政府： 一、㛃䶮用字 \
	请遵照执行。 >"$tmp/head.txt"
"$HONGTOU" render --lang en -o "$tmp/out" "$tmp/head.txt" >"$tmp/log" 2>&1
code=$?
check head-status "exit status $code" test $code -eq 0
exact head "$tmp/head.txt" "$tmp/out/head.pdf"
"$HONGTOU" dump -s doc "$tmp/head.txt" >"$tmp/doc" 2>&1
check head-mark 'not found as the mark' \
	grep -q 'issuer_mark .*|𬭚𱎼县人民政府文件|' "$tmp/doc"
check head-title 'the PDF has another title' sh -c '
	pdfinfo "$1" | grep -q "^Title: *𬭚𱎼县人民政府关于公布𫖮𰻞𠅤等用字的通知$"
	' sh "$tmp/out/head.pdf"
check head-outline 'not in the outline' sh -c '
	mutool show "$1" outline 2>/dev/null | grep -q 一、㛃䶮用字
	' sh "$tmp/out/head.pdf"

# --- variation sequences and combining marks are kept

vs() { printf "\\U$1"; }
printf '%s\n\n' 青石市公安局文件 青石市公安局关于用字的通知 各派出所： \
	"异体：葛$(vs E0100)、辻$(vs E0101)、邊$(vs E0102)、𠮟$(vs E0100)。" \
	"组合：e$(vs 301)、か$(vs 3099)、n$(vs 323)$(vs 302)、汉$(vs 301)、𫖮$(vs 307)。" \
	>"$tmp/kept.txt"
"$HONGTOU" render --lang en -o "$tmp/out" "$tmp/kept.txt" >"$tmp/log" 2>&1
code=$?
check kept-status "exit status $code" test $code -eq 0
exact kept "$tmp/kept.txt" "$tmp/out/kept.pdf"

# --- a character that no font has

missing="$(vs 32000) $(vs E123) $(vs 10FFFD)"
read -r one two three <<<"$missing"
printf '%s\n\n' 青石市公安局文件 青石市公安局关于用字的通知 各派出所： \
	"缺字${one}在此，私用字${two}也在此。" "末字$three" >"$tmp/missing.txt"
"$HONGTOU" render --lang en -o "$tmp/out" "$tmp/missing.txt" >"$tmp/log" 2>&1
code=$?
check missing-status "exit status $code, not 1" test $code -eq 1
for place in '7:3: fault: .*U+32000' '7:10: fault: .*U+E123' \
	'9:3: fault: .*U+10FFFD'; do
	check "missing-U${place##*U}" "no diagnostic $place" grep -q ":$place" "$tmp/log"
done
check missing-count 'a fault is told twice, or of another character' \
	test "$(grep -c ' fault: ' "$tmp/log")" -eq 3
exact missing "$tmp/missing.txt" "$tmp/out/missing.pdf"

# Ink of the em at a character's origin, 300 dpi: black pixels on the page, of
# all of the em, and of its inner half, which a box leaves white.
ink() { # CHARACTER PART: x0 y0 side in em, from the origin, y down
	mutool trace "$tmp/out/missing.pdf" 1 2>/dev/null | awk -v c="$1" '
		/<g / && index($0, "unicode=\"" c "\"") {
			match($0, / x="[^"]*"/)
			x = substr($0, RSTART + 4, RLENGTH - 5)
			match($0, / y="[^"]*"/)
			print x, substr($0, RSTART + 4, RLENGTH - 5)
			exit
		}' >"$tmp/at"
	read -r x y <"$tmp/at" || return
	set -- $(awk -v x="$x" -v y="$y" -v part="$2" 'BEGIN {
		split(part, p, " ")
		k = 300 / 72
		printf "%d %d %d", (x + p[1] * 16) * k,
			(841.89 - y + p[2] * 16) * k, p[3] * 16 * k }')
	pdftoppm -r 300 -gray -x $1 -y $2 -W $3 -H $3 \
		"$tmp/out/missing.pdf" "$tmp/crop"
	tail -c $(($3 * $3)) "$tmp"/crop*.pgm | od -An -v -tu1 -w1 |
		awk '$1 < 128 { n++ } END { print n + 0 }'
	rm -f "$tmp"/crop*.pgm
}
for c in $missing; do
	code=$(printf 'U+%X' "'$c")
	all=$(ink "$c" '-0.02 -0.9 1.04')
	inner=$(ink "$c" '0.25 -0.63 0.5')
	# Four sides of 0.9 em, 0.05 em thick: 15 pt * 0.8 pt * 4 are 830 pixels.
	if [ "${all:-0}" -gt 600 ] && [ "${all:-0}" -lt 1100 ] && [ "$inner" = 0 ]; then
		ok "box-$code: $all black pixels, none within"
	else
		not_ok "box-$code" "no box: $all black pixels, $inner of them within"
	fi
done
