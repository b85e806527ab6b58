#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
#
# Forms and elements whose places no row of docs/clauses.tsv can tell: what
# stands with what on a page.
. "$(dirname "$0")/lib.sh"

# pages SOURCE: its pages, one node a line, each with its page before it.
pages() {
	"$HONGTOU" dump -s pages "$1" 2>"$tmp/err" |
		awk '$1 == "page" { n++ } { print n, $0 }'
}
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
