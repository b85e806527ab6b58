#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
#
# Marked text on the page: emphasis dots, underlines, raised text, footnotes,
# shapes of digits.  Places are read off the PDF by mutool, in points, y up;
# what to expect is read off the source.
. "$(dirname "$0")/lib.sh"

source=corpus/samples/40-inline.txt
"$HONGTOU" render --lang en -o "$tmp/out" $source >"$tmp/log" 2>&1 ||
	not_ok inline-renders "exit status $?" "$tmp/log"
pdf=$tmp/out/40-inline.pdf
# A footnote may stand anywhere in the source: behind the imprint, before all.
grep -E ': (note|warning|fault): ' "$tmp/log" >"$tmp/said"
check inline-silent 'something is said of it' test ! -s "$tmp/said"
{
	sed -n 's/^\[^1\]: /&/p' $source
	echo
	sed '/^\[^1\]: /d' $source
} >"$tmp/first.txt"
"$HONGTOU" render --lang en -o "$tmp/out" "$tmp/first.txt" >"$tmp/log" 2>&1
grep -E ': (note|warning|fault): ' "$tmp/log" >"$tmp/said"
check inline-first-silent 'something is said of it' test ! -s "$tmp/said"

# One object a line: glyph PAGE SIZE X Y CHARACTER, disc PAGE X Y DIAMETER,
# rect PAGE X Y WIDTH HEIGHT; all from the page's trace.
objects() { # PDF
	local page pages
	pages=$(pdfinfo "$1" | awk '/^Pages/ { print $2 }')
	for ((page = 1; page <= pages; page++)); do
		mutool trace "$1" $page 2>/dev/null | awk -v page=$page '
			function value(name) {
				if (!match($0, " " name "=\"[^\"]*\"")) return ""
				return substr($0, RSTART + length(name) + 3,
					RLENGTH - length(name) - 4)
			}
			function corner(x, y) {
				if (!n++) { x0 = x1 = x; y0 = y1 = y }
				if (x < x0) x0 = x; if (x > x1) x1 = x
				if (y < y0) y0 = y; if (y > y1) y1 = y
			}
			/<layer / { layer = value("name") }
			/<end_layer/ { layer = "" }
			/<span / { split(value("trm"), t, " "); size = t[4] }
			/<g / { print "glyph", page, size + 0, value("x"),
				value("y"), value("unicode"), layer }
			/<fill_path / { n = round = 0 }
			/<(moveto|lineto) / { corner(value("x") + 0, value("y") + 0) }
			/<curveto / { round++; corner(value("x3") + 0, value("y3") + 0) }
			/<\/fill_path/ && round { print "disc", page,
				(x0 + x1) / 2, (y0 + y1) / 2, x1 - x0, layer }
			/<\/fill_path/ && !round { print "rect", page, x0, y0,
				x1 - x0, y1 - y0, layer }'
	done
}
objects "$pdf" >"$tmp/objects"

# --- emphasis dots: GB/T 15834-2011 5.1.8, below the text

# The Han characters between single stars, in order, and those above a dot:
# the glyph whose em is centred over it, its baseline within one em above.
sed 's/\*\*//g' $source | grep -o '\*[^*]*\*' | grep -oP '\p{Han}' >"$tmp/want"
awk '
	$1 == "glyph" { n++; p[n] = $2; s[n] = $3; x[n] = $4; y[n] = $5; c[n] = $6 }
	$1 == "disc" {
		found = ""
		for (i = 1; i <= n; i++) {
			d = x[i] + s[i] / 2 - $3
			up = y[i] - $4
			if (p[i] == $2 && d * d < 0.01 && up > 0 && up < s[i])
				found = found c[i]
		}
		print found
	}' "$tmp/objects" >"$tmp/have"
if [ -s "$tmp/want" ] && diff "$tmp/want" "$tmp/have" >"$tmp/diff"; then
	ok "dots below $(wc -l <"$tmp/want") characters, centred within 0.1 pt"
else
	not_ok dots 'not one below each marked Han character' "$tmp/diff"
fi
awk '$1 == "disc" && ($5 - 2.56 > 0.01 || 2.56 - $5 > 0.01 ||
	$6 != "Artifact")' "$tmp/objects" >"$tmp/bad"
if [ -s "$tmp/bad" ]; then
	not_ok dots-size 'not 0.16 em of 16 pt, or no artifact' "$tmp/bad"
else
	ok dots-size
fi

# --- underlines: from the first character to the last, cut at line ends

# The type area's edges: 28 mm and 184 mm, in points.
left=79.37 right=521.57
awk '$1 == "rect" && $6 > 0.71 && $6 < 0.73' "$tmp/objects" >"$tmp/lines"
awk -v left=$left -v right=$right '
	function near(a, b) { return a - b < 0.05 && b - a < 0.05 }
	{ bad = $7 != "Artifact" }
	NR == 1 { bad = bad || near($3, left) || !near($3 + $5, right) }
	NR == 2 { bad = bad || !near($3, left) || !near($3 + $5, right) }
	# four characters: 明情况 and no stop behind them
	NR == 3 { bad = bad || !near($3, left) || $5 < 46 || $5 > 49 }
	# six blanks to sign on
	NR == 4 { bad = bad || near($3, left) || $5 < 94 || $5 > 97 }
	bad { print }
	END { if (NR != 4) print NR " underlines, not 4" }' "$tmp/lines" >"$tmp/bad"
if [ -s "$tmp/bad" ]; then
	not_ok underlines 'not from edge to edge of their text' "$tmp/bad"
else
	ok underlines
fi

# Never under an indent: a paragraph that is underlined from its begin.
printf '%s\n\n' 青石市民政局文件 青石市民政局关于缴费的通知 各单位： \
	"<u>本段整段加下划线，$(printf '应当按时缴纳%.0s' 1 2 3 4 5 6 7 8)。</u>" \
	>"$tmp/indent.txt"
"$HONGTOU" render -o "$tmp/out" "$tmp/indent.txt" >"$tmp/log" 2>&1
objects "$tmp/out/indent.pdf" |
	awk '$1 == "rect" && $6 > 0.71 && $6 < 0.73 { print $3 }' >"$tmp/starts"
if [ "$(awk '{ printf "%.1f ", $1 }' "$tmp/starts")" = '111.0 79.4 79.4 ' ]; then
	ok underline-indent
else
	not_ok underline-indent 'wants 2 zi on line 1, none on lines 2 and 3' "$tmp/starts"
fi

# --- raised text: 0.6 em, 0.35 em above the baseline

# raised CHARACTER BEFORE SIZE: the character of that size stands right behind
# the other, which is of 16 pt, raised by 5.6 pt.
raised() {
	awk -v c="$1" -v before="$2" -v size="$3" '
		$1 == "glyph" && $6 == c && last == before &&
		$3 - size < 0.01 && size - $3 < 0.01 &&
		$5 - y > 5.58 && $5 - y < 5.62 { found = 1 }
		$1 == "glyph" { last = $6; y = $5 }
		END { exit !found }' "$tmp/objects"
}
check raised-note-1 'no raised 1 behind 构' raised 1 构 9.6
check raised-note-2 'no raised 2 behind 级' raised 2 级 9.6
check raised-sup 'no raised 2 behind m' raised 2 m 9.6

# --- footnotes: 12 pt at the foot of their page, above the imprint

# Baseline of the line of 12 pt that begins with a character.
foot() { # PAGE CHARACTER
	awk -v page=$1 -v c="$2" '$1 == "glyph" && $2 == page && $3 == 12 &&
		$6 == c { print int($5); exit }' "$tmp/objects"
}
# Their foot is the type area's, 35 mm above the sheet's edge (99.2 pt): the
# baseline of the last line 0.12 em higher.
last=$(awk '$1 == "glyph" && $2 == 1 && $3 == 12 { y = $5 } END { print y }' \
	"$tmp/objects")
if awk -v y="$last" 'BEGIN { d = y - (99.21 + 0.12 * 12); exit !(d * d < 0.01) }'
then
	ok "footnote-foot: $last pt"
else
	not_ok footnote-foot "last baseline of page 1 at $last pt, not 100.65"
fi
copies=$(awk '$1 == "glyph" && $2 == 2 && $6 == "抄" { print int($5); exit }' \
	"$tmp/objects")
sign=$(awk '$1 == "glyph" && $2 == 2 && $6 == "日" && $3 == 16 { y = $5 }
	END { print int(y) }' "$tmp/objects")
if [ "$(foot 2 护)" -gt "$copies" ] && [ "$(foot 2 护)" -lt "$sign" ]; then
	ok footnote-above-imprint
else
	not_ok footnote-above-imprint \
		"baselines: date $sign, note $(foot 2 护), imprint $copies"
fi

# --- nothing is lost, nothing changed: footnotes move, marks are no text

plain() {
	sed -E 's/\[\^([^]]*)\]:?/\1/g; s/<\/?(u|sup)>//g; s/\*//g' "$1"
}
letters() { grep -oP '[^\s\x{3000}]' | LC_ALL=C sort; }
for reader in pdftotext mutool; do
	case $reader in
	pdftotext) pdftotext -raw "$pdf" "$tmp/text" ;;
	mutool) mutool draw -q -F txt "$pdf" >"$tmp/text" 2>/dev/null ;;
	esac
	plain $source | letters >"$tmp/want"
	tr '\f' '\n' <"$tmp/text" | grep -Ev '^— [0-9]+ —$' | letters >"$tmp/have"
	check text-$reader 'not the text of the source' \
		diff "$tmp/want" "$tmp/have"
	grep -oP '[^\s\x{3000}]' "$tmp/text" | tr -d '\n' >"$tmp/joined"
	for piece in 不得遗漏收费项目 未公示的收费项目，养老服务机构不得收取费用 \
		机构1应当在入口处 级2。公示牌由 0.5m2，内容; do
		check "text-$reader-$piece" 'is not in one piece' \
			grep -qF "$piece" "$tmp/joined"
	done
done

qpdf --qdf --object-streams=disable "$pdf" "$tmp/plain.pdf" 2>/dev/null
check tagged-note 'footnotes are no Note' grep -aq '/footnote /Note' "$tmp/plain.pdf"

# --- a mark without its footnote, a footnote without its mark

printf '%s\n\n' 青石市民政局文件 青石市民政局关于缴费的通知 各单位： \
	'请按时缴费[^a]，不得拖延。' '[^b]: 无人引用的脚注。' >"$tmp/lone.txt"
"$HONGTOU" render --lang en -o "$tmp/out" "$tmp/lone.txt" >"$tmp/log" 2>&1
code=$?
pdftotext -raw "$tmp/out/lone.pdf" "$tmp/text"
check lone-status "exit status $code, not 0" test $code -eq 0
check lone-mark 'no diagnostic at 7:6' grep -q ':7:6: .*\[^a\]' "$tmp/log"
check lone-note 'no diagnostic at 9:3' grep -q ':9:3: .*without a mark' "$tmp/log"
check lone-mark-text 'the mark is not set' grep -qF '缴费[^a]' "$tmp/text"
check lone-note-text 'the footnote is not set' grep -q '无人引用的脚注' "$tmp/text"

# --- a footnote of pages goes on from foot to foot, above the page's end

{
	printf '%s\n\n' 青石市民政局文件 青石市民政局关于缴费的通知 各单位： \
		'请按时缴费[^1]，不得拖延。'
	for ((i = 1; i <= 60; i++)); do printf '第%d段正文，占一行。\n\n' $i; done
	printf '[^1]: '
	for ((i = 1; i <= 200; i++)); do printf '第%d句脚注，很长。' $i; done
	printf '\n'
} >"$tmp/long.txt"
"$HONGTOU" render -o "$tmp/out" "$tmp/long.txt" >"$tmp/log" 2>&1 ||
	not_ok long-renders "exit status $?" "$tmp/log"
plain "$tmp/long.txt" | letters >"$tmp/want"
pdftotext -raw "$tmp/out/long.pdf" - | tr '\f' '\n' |
	grep -Ev '^— [0-9]+ —$' | letters >"$tmp/have"
check long-note 'text is lost' diff "$tmp/want" "$tmp/have"
# No two baselines of one page nearer than a line of footnotes, none but the
# page number's below the type area.
objects "$tmp/out/long.pdf" | awk '
	$1 == "glyph" && ($3 == 12 || $3 == 16) { print $2, $5 + 0, $3 }' |
	sort -k1,1n -k2,2n -u | awk '
	$1 == page && $2 - y < 17.9 || $2 < 99 { print }
	{ if ($1 != page) pages++; page = $1; y = $2 }
	$3 == 12 { notes[$1] = 1 }
	END { n = 0; for (i in notes) n++
		if (n < 3) print "footnotes on " n " pages only" }' >"$tmp/bad"
if [ -s "$tmp/bad" ]; then
	not_ok long-note-places 'lines overlap' "$tmp/bad"
else
	ok long-note-places
fi

# --- the signature takes body lines along: the notes of both pages stay whole

mkdir "$tmp/turns"
for ((n = 1; n <= 24; n++)); do
	{
		printf '%s\n\n' 青石市民政局文件 青石市民政局关于缴费的通知 各单位：
		for ((i = 1; i <= n; i++)); do
			printf '第%d段正文[^%d]。\n\n' $i $((i % 3))
		done
		printf '青石市民政局\n2025年11月10日\n\n'
		for i in 1 2 0; do
			[ $n -lt ${i/0/3} ] || printf '[^%d]: 脚注%d。\n\n' $i $i
		done
	} >"$tmp/turns/$n.txt"
done
"$HONGTOU" render -o "$tmp/turned" "$tmp/turns" >"$tmp/log" 2>&1 ||
	not_ok turns-render "exit status $?" "$tmp/log"
for ((n = 1; n <= 24; n++)); do
	plain "$tmp/turns/$n.txt" | letters >"$tmp/want"
	pdftotext -raw "$tmp/turned/$n.pdf" - | tr '\f' '\n' |
		grep -Ev '^— [0-9]+ —$' | letters >"$tmp/have"
	diff "$tmp/want" "$tmp/have" >"$tmp/diff" || echo "$n lines"
done >"$tmp/bad"
if [ -s "$tmp/bad" ]; then
	not_ok turns-text 'text is lost or doubled' "$tmp/bad"
else
	ok turns-text
fi

# --- digits: other shapes and widths, the same text

cp layouts/document.yaml "$tmp/"
printf '%s\n\n' 青石市民政局文件 青石市民政局关于数字的通知 各单位： \
	'共有1234人、５６７８户。' >"$tmp/digits.txt"
for how in as-is half full; do
	printf 'extends: document\nname: d\nlabel: d\nline: {digits: %s}\n' \
		$how >"$tmp/$how.yaml"
	"$HONGTOU" render -l "$tmp/$how.yaml" -o "$tmp/$how" "$tmp/digits.txt" \
		>"$tmp/log" 2>&1 || not_ok digits-$how "exit status $?" "$tmp/log"
	for reader in 'pdftotext -raw PDF -' 'mutool draw -q -F txt PDF'; do
		${reader/PDF/$tmp/$how/digits.pdf} 2>/dev/null | tr -d ' ' |
			grep -q '共有1234人、５６７８户。' &&
			ok "digits-$how-text ${reader%% *}" ||
			not_ok "digits-$how-text ${reader%% *}" 'text is another'
	done
	# from one digit to the next, pt
	objects "$tmp/$how/digits.pdf" | awk '
		$1 != "glyph" { next }
		$6 == "2" || $6 == "６" { x = $4 }
		$6 == "3" || $6 == "７" { printf "%.0f ", $4 - x }' >"$tmp/steps"
	case $how in as-is) want='8 16 ' ;; half) want='8 8 ' ;; full) want='16 16 ' ;; esac
	check "digits-$how-width" "steps $(cat "$tmp/steps"), not $want" \
		test "$(cat "$tmp/steps")" = "$want"
done

# --- SVG: dots are circles

"$HONGTOU" check -f html -o "$tmp/report.html" $source >/dev/null 2>&1
circles=$(grep -o '<circle ' "$tmp/report.html" | wc -l)
discs=$(grep -c '^disc' "$tmp/objects")
check svg-dots "$circles circles, $discs dots" test "$circles" -eq "$discs"
