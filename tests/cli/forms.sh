#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
#
# Forms and elements whose places no row of docs/clauses.tsv can tell: what
# stands with what on a page.
. "$(dirname "$0")/lib.sh"

# has NAME WHY PATTERN: the pages have a line like it.
has() {
	if grep -Eq -- "$3" "$tmp/pages"; then
		ok "$1"
	else
		not_ok "$1" "$2" "$tmp/pages" 12
	fi
}

head_of() {
	printf '%s\n' 青石市统计局文件 '' '青统发〔2025〕8号' '' \
		青石市统计局关于印发名册的通知 '' 各单位： '' \
		现将名册印发给你们。 '' 附件：项目名册 '' 青石市统计局 \
		2025年3月1日 '' 附件 '' 项目名册 ''
}
# table COLUMNS WORD: a table with one row.
table() {
	awk -v n="$1" -v word="$2" 'BEGIN {
		for (i = 1; i <= n; i++) { a = a "| " word i " "; b = b "|---" }
		print a "|\n" b "|\n" a "|"
	}'
}

# 8: label and title of an attachment that is a turned table stand on its
# page, turned with it; text between keeps them upright.
{ head_of; table 12 建设项目; } >"$tmp/turned.txt"
pages "$tmp/turned.txt" >"$tmp/pages"
has turned-label 'the label is not turned with its table' \
	'^2 +attachment_label turned=1 x=0[.0]* '
has turned-title 'the title is not turned with its table' \
	'^2 +attachment_title turned=1 '
has turned-table 'the table begins on another page' '^2 +cell turned=1 '
"$HONGTOU" render -o "$tmp/turned.pdf" "$tmp/turned.txt" >/dev/null
# Centred on the turned width: its middle halfway up the type area; the origins
# of its first and last character lie half a character below.
mutool trace "$tmp/turned.pdf" | awk -f tools/trace.awk |
	awk -F'\t' '$1 == "G" && $2 == 2 && $3 > 50 && $3 < 60 { y[++n] = $4 }
		END { m = (y[1] + y[n]) / 2
			printf "%.2f\n", m; exit !(n == 4 && m < 153.9 && m > 152.9) }' \
	>"$tmp/mid" && ok turned-centred ||
	not_ok turned-centred 'the title is not centred' "$tmp/mid"
{ head_of; echo 单位：万元; echo; table 12 建设项目; } >"$tmp/text.txt"
pages "$tmp/text.txt" >"$tmp/pages"
has upright-label 'with text between the label stays upright' \
	'^2 +attachment_label row=1 x='
has upright-table 'with text between the table has its own page' \
	'^3 +cell turned=1 '

# The same of one folded out.
{ head_of; table 14 第季度支出（万元）说明与备注; } >"$tmp/fold.txt"
pages "$tmp/fold.txt" >"$tmp/pages"
has folded-label 'the label has another page than its table' \
	'^2 +attachment_label row=1 x='
has folded-table 'the table has another page than its label' '^2 +cell '
"$HONGTOU" render -o "$tmp/fold.pdf" "$tmp/fold.txt" >/dev/null
pdfinfo -f 1 -l 9 "$tmp/fold.pdf" | grep 'Page.*size' >"$tmp/sizes"
check folded-sheet 'page 2 is no A3 sheet' \
	grep -Eq '^Page +2 size: +1190[.0-9]* x 841' "$tmp/sizes"

# 7.3.5.3: joint stamps: the lead agency's post and stamp first, the others
# below in the same columns, one agency a line; the date once, below the last.

stamps=corpus/samples/17-stamp-joint.txt
pages $stamps >"$tmp/pages"
zi=$(sum 156/28) pitch=$(sum '(225 - 16 * 25.4 / 72) / 21')
size=$(sum '16 * 25.4 / 72')
[ "$(grep -c ' frame ' "$tmp/pages")" -eq 3 ] && ok stamps-three ||
	not_ok stamps-three 'there are not three stamps' "$tmp/pages"
[ "$(grep -c ' date ' "$tmp/pages")" -eq 1 ] && ok stamps-date-once ||
	not_ok stamps-date-once 'there is not one date' "$tmp/pages"
tail=$(awk '$2 == "body" { split($0, a, "baseline="); split(a[2], b, " ")
	y = b[1] } END { print y }' "$tmp/pages")
text=$(awk '/ duty / { print $NF }' "$tmp/pages" | tr -d '|' | tr '\n' ' ')
[ "$text" = '青石市市场监督管理局局长 青石市商务局局长 青石市公安局局长 ' ] &&
	ok stamps-order || not_ok stamps-order "the posts are: $text"
# A glyph box of 16 pt has its baseline 0.88 em below its top.
near stamps-before 'two empty lines below the body' \
	"$(sum "$tail - 0.88 * $size + 3 * $pitch")" "$(place 1 frame y)"
for i in 1 2 3; do
	x=$(place $i frame x) y=$(place $i frame y)
	w=$(place $i frame w) h=$(place $i frame h)
	near "stamp-$i-right" 'four zi from the right edge' \
		"$(sum "184 - 4 * $zi")" "$(sum "$x + $w")"
	near "stamp-$i-post-middle" 'the post is not centred on its stamp' \
		"$(sum "$y + $h / 2")" \
		"$(sum "$(place $i duty baseline) - 0.88 * $size + $size / 2")"
	n=$(awk '/ duty / { print $NF }' "$tmp/pages" | tr -d '|' | sed -n ${i}p)
	near "stamp-$i-post" 'the post does not end two zi before the stamp' \
		"$(sum "$x - 2 * $zi")" \
		"$(sum "$(place $i duty x) + ${#n} * $zi")"
	[ $i -eq 1 ] || near "stamp-$i-below" 'not below the one before' \
		"$(sum "$above + 2 * $pitch")" "$y"
	above=$y
done
near stamps-date 'an empty line below the last stamp' \
	"$(sum "$above + 3 * $pitch + 0.88 * $size")" "$(place 1 date baseline)"
"$HONGTOU" render -o "$tmp/stamps.pdf" $stamps >"$tmp/said" 2>&1
grep -q warning "$tmp/said" &&
	not_ok stamps-silent 'a joint order has a warning' "$tmp/said" ||
	ok stamps-silent
# A stamp as a picture with transparency keeps its proportions.
"$HONGTOU" render -o "$tmp/picture.pdf" corpus/samples/45-stamp-picture.txt \
	>"$tmp/said" 2>&1
pdfimages -list "$tmp/picture.pdf" >"$tmp/images"
check stamp-transparent 'the stamp has no soft mask' \
	grep -q ' smask ' "$tmp/images"

# 7.2.4: however many issuers: number, title, addressees and a line of text
# stand on page 1, and names that had to be set small are told.
pages corpus/samples/33-joint-forty.txt >"$tmp/pages"
[ "$(grep -c '^1  *issuer_mark ' "$tmp/pages")" -eq 40 ] && ok forty-marks ||
	not_ok forty-marks 'not all forty marks stand on page 1' "$tmp/pages"
for what in doc_number title addressee body; do
	has "forty-$what" "no $what on page 1" "^1 +$what "
done
check forty-told 'nobody says that the names are small' \
	grep -q 'smaller than' "$tmp/err"

# 7.3.5.5: signature and date never stand on a page without text, table or
# picture: what stands before them goes along.
body_of() { # ROWS of a table | figure ROWS of text
	printf '%s\n' 青石市统计局文件 '' '青统发〔2025〕8号' '' \
		青石市统计局关于印发名册的通知 '' 各单位： ''
	if [ "$1" = figure ]; then
		for ((i = 0; i < $2; i++)); do printf '第%d项。\n\n' "$i"; done
		echo "![图1 平面位置示意]($root/corpus/samples/plan.png)"
	else
		printf '%s\n' 现将名册印发给你们。 '' '| 序号 | 名称 |' '|---|---|'
		for ((i = 1; i <= $1; i++)); do echo "| $i | 项目 |"; done
	fi
	printf '%s\n' '' 青石市统计局 2025年3月1日
}
alone() { # the page of the signature has nothing else
	awk '/ (body|cell|figure|head.) / { text[$1] = 1 }
		/ picture | frame / { text[$1] = 1 }
		/ (signature|date) / { asked = 1; if (!($1 in text)) bad = 1 }
		END { exit bad || !asked }' "$tmp/pages" && return 1
	return 0
}
# Apart: rows of a table, its header again, are on both pages.
along=0
for n in 1 2 5 6 7 8 9 10 11 12 27 28 29 30 31 32 33; do
	body_of $n >"$tmp/along.txt"
	pages "$tmp/along.txt" >"$tmp/pages"
	! alone || { along=$n; break; }
done
[ $along = 0 ] && ok along-table ||
	not_ok along-table "alone behind a table of $along rows" "$tmp/pages"
along=0
for n in 1 2 3 4 5 6 7 8 9 10; do
	body_of figure $n >"$tmp/along.txt"
	pages "$tmp/along.txt" >"$tmp/pages"
	! alone || { along=$n; break; }
	[ "$(awk '/ frame | picture / { print $1 }' "$tmp/pages")" = \
		"$(awk '/ figure / { print $1 }' "$tmp/pages")" ] ||
		{ along="$n, parted from its caption"; break; }
done
[ "$along" = 0 ] && ok along-figure ||
	not_ok along-figure "alone behind a picture: $along" "$tmp/pages"
{ head_of | sed '/^附件/,$d'; table 14 第季度支出（万元）说明与备注
	printf '%s\n' '' 青石市统计局 2025年3月1日; } >"$tmp/own.txt"
pages "$tmp/own.txt" >"$tmp/pages"
check along-told 'nobody says that they stand alone' \
	grep -q '7\.3\.5\.5' "$tmp/err"

# 7.3.2: addressees that went to the imprint are all that is said: nothing
# stands behind the imprint for it.
"$HONGTOU" render -o "$tmp/moved.pdf" corpus/samples/20-addressees-moved.txt \
	>/dev/null 2>"$tmp/said"
[ "$(grep -c '' "$tmp/said")" -eq 1 ] && grep -q '7\.3\.2' "$tmp/said" &&
	ok moved-silent || not_ok moved-silent 'not one note' "$tmp/said"

# What stands above a table stays with it, turned or not.
label_of() { # LINES of text before it, COLUMNS
	printf '%s\n' 青石市统计局文件 '' '青统发〔2025〕8号' '' \
		青石市统计局关于印发名册的通知 '' 各单位： ''
	for ((i = 0; i < $1; i++)); do printf '第%d项。\n\n' "$i"; done
	printf '%s\n' '![表1 名册](rows.csv)' '' 以上各项请核对。 '' \
		青石市统计局 2025年3月1日
}
label=0
for n in 1 5 6 7 8; do
	label_of $n >"$tmp/label.txt"
	printf '序号,名称\n1,甲\n2,乙\n' >"$tmp/rows.csv"
	pages "$tmp/label.txt" >"$tmp/pages"
	[ "$(awk '$2 == "table_label" { print $1 }' "$tmp/pages")" = \
		"$(awk '$2 == "cell" { print $1; exit }' "$tmp/pages")" ] ||
		label=$n
done
[ $label = 0 ] && ok label-stays ||
	not_ok label-stays "the label leaves its table ($label)" "$tmp/pages"
label_of 3 >"$tmp/label.txt"
awk 'BEGIN { for (k = 0; k < 2; k++) { for (i = 0; i < 14; i++)
	printf "%s建设项目", i ? "," : ""; print "" } }' >"$tmp/rows.csv"
pages "$tmp/label.txt" >"$tmp/pages"
has label-turned 'the label of a turned table is upright' \
	'^2 +table_label turned=1 '

# 7.3.5.5: what names the attachments is no text: lines of the text stand on
# the signature's page, and on page 1 (7.3.3).
named_of() { # LINES of text, of attachments
	printf '%s\n' 青石市统计局文件 '' '青统发〔2025〕8号' '' \
		青石市统计局关于印发名册的通知 '' 各单位： ''
	for ((i = 0; i < $1; i++)); do printf '第%d项。\n\n' "$i"; done
	for ((i = 1; i <= $2; i++)); do
		[ "$i" = 1 ] && printf '附件：' || printf '　　　'
		printf '%d.名册\n' "$i"
	done
	printf '%s\n' '' 青石市统计局 2025年3月1日
}
named=0
for text in 2 3 4 5 6 7 8 9 10 24 27 30 31 32; do
	for list in 2 5; do
		named_of $text $list >"$tmp/named.txt"
		pages "$tmp/named.txt" >"$tmp/pages"
		awk '$2 == "body" { text[$1] = 1 }
			$2 == "attachment_note" { n++ }
			$2 == "date" { page = $1 }
			END { exit !(text[page] && text[1] && n == '$list') }' \
			"$tmp/pages" || named="$text and $list"
	done
done
[ "$named" = 0 ] && ok named-text ||
	not_ok named-text "no text with the signature ($named lines)" "$tmp/pages"

# 7.3.5.1: a seal's picture hides neither signature nor date, whatever is
# behind it: here nothing but white.
sealed=corpus/samples/14-seal-single.txt
mkdir "$tmp/press"
"$HONGTOU" render -o "$tmp/press/0.pdf" "$sealed" >/dev/null 2>&1
pdftoppm -r 50 -png -singlefile -x 0 -y 0 -W 50 -H 50 \
	"$tmp/press/0.pdf" "$tmp/press/white"
sed "s/^印章: .*/印章: white.png/" "$sealed" >"$tmp/press/1.txt"
"$HONGTOU" render -o "$tmp/press/1.pdf" "$tmp/press/1.txt" >/dev/null 2>&1
# black FILE: black pixels of page 2 where the seal is, 100 dpi.
black() {
	pdftoppm -r 100 -gray -f 2 -singlefile -x 480 -y 180 -W 240 -H 220 "$1" |
		tail -c +16 | od -An -v -tu1 -w1 | awk '$1 < 60 { n++ } END { print n + 0 }'
}
bare=$(black "$tmp/press/0.pdf") under=$(black "$tmp/press/1.pdf")
if [ "$bare" -gt 300 ] && [ "$under" -ge "$bare" ]; then
	ok "pressed: $under black pixels under a white seal, $bare under a ring"
else
	not_ok pressed "$under black pixels under a white seal, $bare under a ring"
fi

# 7.3.5.1: joint seals stand in neat rows: those of rows with as many below each
# other, whatever their names; names too long for such columns have their own
# room, and so has a last row with fewer, in the middle.
columns_of() { # NAME...: the centres of the names, a row of seals a line
	printf '%s\n' --- '标题: 关于联合检查的通知' "署名: [$(printf '%s, ' "$@" |
		sed 's/, $//')]" "印章: [$(printf 'outline, %.0s' "$@" |
		sed 's/, $//')]" '成文日期: 2025年3月1日' --- 请各单位做好检查。 \
		>"$tmp/columns.txt"
	pages "$tmp/columns.txt" | LC_ALL=C awk -v zi="$zi" '$2 == "signature" {
			sub(/row=/, "", $3); sub(/x=/, "", $4); gsub(/\|/, "", $6)
			printf "%s%.1f", $3 == row ? " " : row ? "\n" : "",
				$4 + length($6) / 3 * zi / 2
			row = $3
		} END { print "" }' >"$tmp/columns"
}
long=青石市关心下一代工作委员会办公室
middle=$(awk 'BEGIN { printf "%.1f", 28 + 156 / 2 }')
columns_of 青石市教育局 青石市体育局 $long 青石市水务局
[ "$(sort -u "$tmp/columns" | wc -l)" = 1 ] && ok seal-columns ||
	not_ok seal-columns 'the rows are not in line' "$tmp/columns"
columns_of 青石市教育局 $long $long 青石市水务局
[ "$(awk '$1 > 28 && $2 < 184 && NF == 2' "$tmp/columns" | wc -l)" = 2 ] &&
	ok seal-columns-wide || not_ok seal-columns-wide 'not two and two' "$tmp/columns"
columns_of 青石市教育局 青石市体育局 青石市民政局 青石市水务局
[ "$(tail -n 1 "$tmp/columns")" = "$middle" ] && ok seal-columns-last ||
	not_ok seal-columns-last 'the last is not in the middle' "$tmp/columns"

# 7.3.6: the note stands on the line below the date, across the seal's edge
# where it reaches so far; with seal.note_clear it stands below the seal then.
note() { # NAME TEXT LAYOUT ROWS: from the date's row to the note's
	printf '%s\n' --- '标题: 关于检查的通知' '署名: 青石市水务局' \
		'印章: outline' '成文日期: 2025年3月1日' "附注: $2" --- \
		请各单位做好检查。 >"$tmp/note.txt"
	"$HONGTOU" dump -l "$3" -s pages "$tmp/note.txt" 2>/dev/null |
		awk '$1 == "date" || $1 == "note" {
			sub(/row=/, "", $2)
			row[$1] = row[$1] ? row[$1] : $2
		} END { print row["note"] - row["date"] }' >"$tmp/rows"
	check "$1" "the note is not $4 rows below the date" \
		grep -qx "$4" "$tmp/rows"
}
long='（此件公开发布，联系人：王某某，联系电话：12345678，传真：12345678）'
printf 'extends: document\nseal: {note_clear: true}\n' >"$tmp/clear.yaml"
note note-below-date "$long" document 1
note note-clear "$long" "$tmp/clear.yaml" 2
note note-clear-short （此件公开发布） "$tmp/clear.yaml" 1

# Footnotes whose marks stand in a table have rows kept for them too: each is
# set on the page of its mark, all of its lines.
{
	printf '关于检查的通知\n\n各单位：\n\n'
	printf '请各单位做好检查。\n\n%.0s' {1..6}
	echo 检查情况表
	printf '\n| 单位 | 情况 |\n|---|---|\n'
	for k in {1..9}; do echo "| 第$k 单位 | 情况[^$k] |"; done
	for k in {1..9}; do
		printf '\n[^%s]: 第%s条，本单位已经完成检查，问题台账报送水务局，整改情况由水务局汇总以后报市政府办公室，有关图纸另行报送。\n' $k $k
	done
} >"$tmp/noted.txt"
pages "$tmp/noted.txt" >"$tmp/pages"
awk '
	function y_of(s) { match(s, / y=[0-9.]+/); return substr(s, RSTART + 3, RLENGTH - 3) + 0 }
	$2 == "table-rule" && y_of($0) > low[$1] { low[$1] = y_of($0) }
	$2 == "footnote-rule" && y_of($0) < low[$1] { print "across the table"; bad = 1 }
	$2 == "cell" && match($0, /情况[0-9]/) { at[substr($0, RSTART + RLENGTH - 1, 1)] = $1; n++ }
	$2 == "footnote" && match($0, /条，本/) {
		note = substr($0, RSTART - 1, 1)
		if (at[note] != $1) { print note, "away from its mark"; bad = 1 }
		begun[$1]++
	}
	$2 == "footnote" && /报送。/ { ended[$1]++ }
	END {
		for (p in begun)
			if (begun[p] != ended[p]) { print "cut on page", p; bad = 1 }
		exit bad || n != 9
	}' "$tmp/pages" >"$tmp/where" && ok noted-cells ||
	not_ok noted-cells 'notes do not stand with their marks' "$tmp/where"

# 7.3.5.5: the head of the lines that go along with the signature goes too.
{
	printf '%s\n\n' 青石市水务局文件 '青水〔2025〕18号' 关于做好巡查的通知 各单位：
	printf '请各单位认真做好河道巡查工作。\n\n%.0s' {1..4}
	printf '%s\n\n' 一、强化值班值守 \
		严格执行二十四小时值班制度和领导带班制度，重要情况第一时间报告，不得迟报漏报。
	printf '青石市水务局\n2025年4月7日\n'
} >"$tmp/along.txt"
pages "$tmp/along.txt" >"$tmp/pages"
has head-along 'the head stays behind' '^2 +head1 row=1 .*一、强化值班值守'
has head-along-text 'its text does not follow' '^2 +body row=2 .*严格执行'

# heading.keep: so many rows of text follow a head on its page.
headed() { # NAME LAYOUT PAGE: of the head that is the last row of page 1
	{
		printf '关于检查的通知\n\n各单位：\n\n'
		printf '请各单位做好检查。\n\n%.0s' {1..18}
		printf '一、总体要求\n\n（一）工作目标\n\n'
		printf '请各单位做好检查。\n\n%.0s' {1..3}
	} >"$tmp/headed.txt"
	pages "$tmp/headed.txt" >"$tmp/pages" # without the key
	[ "$2" = document ] || "$HONGTOU" dump -l "$2" -s pages \
		"$tmp/headed.txt" 2>/dev/null |
		awk '$1 == "page" { n++ } { print n, $0 }' >"$tmp/pages"
	has "$1" 'the head stands on another page' "^$3 +head1 "
}
printf 'extends: document\nheading: {keep: 1}\n' >"$tmp/keep.yaml"
headed head-at-foot document 1
headed head-kept "$tmp/keep.yaml" 2
