#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
#
# Tables: when one stands upright, turned (8) or folded out; what stands above
# it; where it parts.
. "$(dirname "$0")/lib.sh"

# pages SOURCE: its pages, one node a line, each with its page before it.
pages() {
	"$HONGTOU" dump -s pages "$1" 2>"$tmp/err" |
		awk '$1 == "page" { n++ } { print n, $0 }' >"$tmp/pages"
}
# has NAME WHY PATTERN: the pages have a line like it.
has() {
	if grep -Eq -- "$3" "$tmp/pages"; then
		ok "$1"
	else
		not_ok "$1" "$2" "$tmp/pages" 20
	fi
}
head_of() {
	printf '%s\n' 青石市统计局文件 '' '青统发〔2025〕8号' '' \
		青石市统计局关于印发名册的通知 '' 各单位： '' \
		现将名册印发给你们。 ''
}
# text CHARACTERS: a text so long.
text() {
	local s=
	while [ ${#s} -lt "$1" ]; do s=${s}落实专人做好便民服务点日常维护，; done
	echo "${s:0:$1}"
}
# columns CELL...: a table with one row below its head.
columns() {
	local a= b= c= i=0 cell
	for cell; do
		i=$((i + 1))
		a="$a| 栏$i " b="$b|---" c="$c| $cell "
	done
	printf '%s|\n' "$a" "$b" "$c"
}
# stands NAME HOW CELL...: a table of these cells is upright, turned or folded.
stands() {
	local name=$1 want=$2 have=upright
	shift 2
	{ head_of; columns "$@"; } >"$tmp/$name.txt"
	pages "$tmp/$name.txt"
	! grep -q ' cell turned=1 ' "$tmp/pages" || have=turned
	"$HONGTOU" render -o "$tmp/$name.pdf" "$tmp/$name.txt" >/dev/null 2>&1
	! pdfinfo -l 99 "$tmp/$name.pdf" | grep -q 'size: *1190' || have=folded
	[ $have = "$want" ] && ok "$name" ||
		not_ok "$name" "is $have, not $want" "$tmp/pages" 20
}

# How long a text is says nothing about how wide its column must be.
for n in 20 60 100 200 1500; do
	stands wrapped-$n upright 1 "$(text $n)" 市住房城乡建设局
	stands alone-$n upright "$(text $n)"
done
long=$(text 90)
stands texts-4 upright 1 "$long" "$long" "$long" "$long"
stands texts-5 turned 1 "$long" "$long" "$long" "$long" "$long"
stands texts-6 turned "$long" "$long" "$long" "$long" "$long" "$long"
stands texts-7 folded "$long" "$long" "$long" "$long" "$long" "$long" "$long"
# Words that would be torn, and pieces that cannot be.
stands words-12 turned 周小雨 云溪县 改建 北河区 新建 南屏县 周小雨 云溪县 \
	周小雨 云溪县 北河区 周小雨
word() { printf 'hongtou%.0s' $(seq "$1"); }
stands piece-fits upright "$(word 6)" "$long"
stands piece-turned turned "$(word 6)" "$(word 6)"
stands piece-folded folded "$(word 9)" "$(word 9)"

# Lines of a head: brackets are whole where that takes no more lines, and no
# line is shorter than it must be; not so the lines of a row's text.
lines_of() { # SAMPLE TEXT: the lines of the first cell that begins with TEXT
	"$HONGTOU" dump -s lines "corpus/samples/$1.txt" 2>/dev/null |
		awk -v text="$2" '
			function tell(all) {
				all = cell
				gsub("/", "", all)
				if (index(all, text) == 1) { print cell; exit }
				cell = ""
			}
			$1 !~ /^line/ { tell() }
			$1 == "line" { sub(/^[^|]*\|/, ""); sub(/\|$/, ""); cell = cell $0 "/" }'
}
while read -r sample text want; do
	have=$(lines_of "$sample" "$text")
	[ "$have" = "$want" ] && ok "lines-$sample-$text" ||
		not_ok "lines-$sample-$text" "they are $have, not $want"
done <<'END'
11-table 任务 任务/（公里）/
11-table 备注 备注/
13-landscape-table 建设地 建设/地点/
13-landscape-table 总投 总投/资/（万/元）/
34-a3-table 第1季 第1季度支/出（万元）/说明与备注/
48-table-texts 市住房 市住房城乡建/设局/
END

# A caption above a table, or below a picture, is one in whatever way it is
# written; it stays with the table, turned or not.
kind_of() { # TEXT BELOW...: the kind of the element that begins with TEXT
	local text=$1
	shift
	{ head_of; printf '%s\n' "$text" "$@"; } >"$tmp/caption.txt"
	"$HONGTOU" dump -s doc "$tmp/caption.txt" 2>/dev/null >"$tmp/doc"
	grep -F "|$text|" "$tmp/doc" | awk '{ print $1 }'
}
rows=('| 序号 | 名称 |' '|---|---|' '| 1 | 甲 |')
printf '序号,名称\n1,甲\n' >"$tmp/rows.csv"
cp corpus/samples/plan.png "$tmp"
caption() { # KIND TEXT BELOW...
	local want=$1 text=$2 have
	shift 2
	have=$(kind_of "$text" "$@")
	[ "$have" = "$want" ] && ok "caption $text" ||
		not_ok "caption $text" "is ${have:-nothing}, not $want" "$tmp/doc"
}
for text in '表1 各县区任务分解表' '表2：任务分解' 表3任务分解表 '表 4 任务' 表1-2 \
	'表一 任务分解表' '附表1 任务分解表' 附表：任务分解表 续表1 '附表 任务分解表' \
	'表1 任务分解表（单位：万元）'; do
	caption table_label "$text" '' "${rows[@]}"
done
caption table_label '表5 任务分解表' "${rows[@]}"
caption table_label '表6 任务分解表' '' '![](rows.csv)'
caption table_label '表7 任务分解表' '' '![单位：个](rows.csv)'
for text in 表1为各单位任务，详见下表： 表1列出各单位的任务。 任务如下 表彰名单 \
	表一为各单位任务 '表1 任务分解表，请核对'; do
	caption body "$text" '' "${rows[@]}"
done
caption body '表8 任务分解表' '' 请核对。 '' "${rows[@]}"
caption body '表9 任务分解表' '' '![](plan.png)'
# Below a picture that has no label of its own.
figure() { # KIND LABEL TEXT
	{ head_of; printf '%s\n' "![$2](plan.png)" '' "$3" '' 请核对。; } \
		>"$tmp/caption.txt"
	"$HONGTOU" dump -s doc "$tmp/caption.txt" 2>/dev/null >"$tmp/doc"
	grep -F "|$3|" "$tmp/doc" | grep -q "^ *$1 " && ok "caption $2 $3" ||
		not_ok "caption $2 $3" "is not $1" "$tmp/doc"
}
figure figure '' '图1 平面位置示意'
figure figure '' 图2：平面位置
figure body '' '图3为平面位置示意。'
figure body 示意 '图4 平面位置示意'
figure body '' 图纸目录

# together NAME PATTERN: what it names stands on the first cell's page, and
# its kind is centred as the layout says.
together() {
	[ "$(grep -E "$2" "$tmp/pages" | awk '{ print $1; exit }')" = \
		"$(awk '$2 == "cell" { print $1; exit }' "$tmp/pages")" ] &&
		ok "$1" || not_ok "$1" 'leaves its table' "$tmp/pages" 20
}
for n in 10 11 12 13 14 15 16; do
	{ head_of; seq -f '第%.0f项。' $n | sed G
		printf '%s\n' '表1 任务分解表' '' "${rows[@]}"; } >"$tmp/keep.txt"
	pages "$tmp/keep.txt"
	together caption-kept-$n table_label
done
{ head_of; printf '%s\n' '表1 任务分解表' ''; columns "$long" "$long" "$long" \
	"$long" "$long"; } >"$tmp/turned.txt"
pages "$tmp/turned.txt"
together caption-turned table_label
has caption-turned-too 'it is upright' ' table_label turned=1 '

# A table's head row never stands alone on a page: lines of a row below it do,
# parted only where no page has room for the whole of it, or where the head's
# label or title would be left alone.
head_alone() { # pages where cells are those of the head alone
	awk '$2 == "cell" { n[$1]++; if (/\|栏[0-9]+\|/) head[$1]++ }
		END { for (p in n) if (n[p] == head[p]) print p }' "$tmp/pages"
}
below() { # NAME LINES of text, CHARACTERS of the cell, LABEL
	{ head_of; [ "$2" = 0 ] || seq -f '第%.0f项。' "$2" | sed G
		printf '%s\n' "$4" ''; columns "$(text "$3")"; } >"$tmp/$1.txt"
	pages "$tmp/$1.txt"
	[ -z "$(head_alone)" ] && ok "$1" ||
		not_ok "$1" "alone on page $(head_alone)" "$tmp/pages" 40
}
for n in 0 6 7 8 9 10 11 12; do
	below head-page-$n $n 2000 ''
	below head-row-$n $n 200 ''
	below head-label-$n $n 2000 '表1 任务'
	[ "$(awk '$2 == "table_label" { print $1 }' "$tmp/pages")" = \
		"$(awk '$2 == "cell" { print $1; exit }' "$tmp/pages")" ] ||
		not_ok head-label-stays-$n 'the label is alone' "$tmp/pages" 40
done
# A row that a page has room for is whole.
below head-whole 8 600 ''
[ "$(awk '$2 == "cell" && !/栏1/ { print $1 }' "$tmp/pages" | uniq | wc -l)" = 1 ] &&
	ok head-whole-row || not_ok head-whole-row 'it is parted' "$tmp/pages" 40
# Below the title of an attachment it parts, so that the title is not alone.
for n in 800 2000; do
	below head-title-$n 0 $n $'青石市统计局\n2025年3月1日\n\n附件\n\n任务表'
	[ "$(awk '$2 == "attachment_title" { print $1 }' "$tmp/pages")" = \
		"$(awk '$2 == "cell" { print $1; exit }' "$tmp/pages")" ] &&
		ok head-titled-$n ||
		not_ok head-titled-$n 'the title is alone' "$tmp/pages" 40
done
# A label as well, that no page has room for with the whole row.
for n in 5 6 7; do
	below head-full-$n $n 1175 '表1 任务'
	together head-full-label-$n table_label
	{ head_of; seq -f '第%.0f项。' $n | sed G
		printf '%s\n' '表1 任务分解表' '' '![单位：个](rows.csv)'; } \
		>"$tmp/two.txt"
	pages "$tmp/two.txt"
	together two-labels-$n table_label
done
# A turned one below its title.
{ head_of; printf '%s\n' 青石市统计局 2025年3月1日 '' 附件 '' 任务表 '' \
	'表1 任务分解表' ''; columns "$(text 400)" "$long" "$long" "$long" "$long"
	columns; } >"$tmp/tall.txt"
pages "$tmp/tall.txt"
together tall-turned table_label
[ -z "$(head_alone)" ] && ok tall-turned-head ||
	not_ok tall-turned-head "alone on page $(head_alone)" "$tmp/pages" 40

# A row with fewer or more cells than the head is told, where it stands.
told() { # NAME PATTERN: of $tmp/rows.txt; without a pattern: nothing is
	run "$HONGTOU" render --lang "${3:-en}" -o "$tmp/rows.pdf" "$tmp/rows.txt"
	if [ -n "$2" ]; then
		expect "$1" 0 "$2"
	else
		check "$1" 'something is said' sh -c "! grep -q row $tmp/stderr"
	fi
}
rows() { { head_of; printf '%s\n' "$@"; } >"$tmp/rows.txt"; }
rows '| 序号 | 名称 | 备注 |' '|---|---|---|' '| 1 | 甲 |' '| 2 | 乙 | 丙 | 丁 |' \
	'| 3 | 戊 | |'
told row-short 'rows.txt:13:1: warning: this row has 2 cells, the head 3 '
told row-long 'rows.txt:14:1: warning: this row has 4 cells, the head 3 '
told row-zh 'rows.txt:13:1: 警告: 此行有 2 格，表头有 3 格' zh
check row-good 'a whole row is told' sh -c "! grep -q rows.txt:15 $tmp/stderr"
rows '![](ragged.csv)'
printf '序号,名称,备注\n1,甲\n\n2,乙,丙,丁\n3,戊,\n' >"$tmp/ragged.csv"
told csv-short 'rows.txt:11:1: warning: row 2 of the table ragged.csv has another number'
told csv-long 'row 4 of the table ragged.csv has'
check csv-good 'a whole row is told' sh -c "! grep -q 'row [135]' $tmp/stderr"
# Lines without a cell, and columns and cells behind the last that says
# something, as spreadsheets leave them, are none.
printf '序号,名称,,\n1,甲,,\n2,乙\n\n3,丙,\n\n' >"$tmp/ragged.csv"
told csv-trailing ''
pages "$tmp/rows.txt"
[ "$(grep -c ' cell ' "$tmp/pages")" = 8 ] && ok csv-cells ||
	not_ok csv-cells 'not four rows of two cells' "$tmp/pages" 20

# A column of numbers stands in the middle, where the source does not say how.
# numbers NAME WANT LAYOUT MARK CELL...: how far the first cell of a column
# begins behind the second.
numbers() {
	local name=$1 want=$2 layout=$3 mark=$4
	shift 4
	if [ "$mark" = csv ]; then
		rows '![](column.csv)'
		{ echo 名称,数量; printf '甲,%s\n' "$@"; } >"$tmp/column.csv"
	else
		rows '| 名称 | 数量 |' "|---|$mark|" "$(printf '| 甲 | %s |\n' "$@")"
	fi
	"$HONGTOU" dump -s display -l "$layout" "$tmp/rows.txt" 2>/dev/null |
		awk '$1 == "cell" { n++ } n && $1 == "show" && !(n in x) {
			x[n] = substr($3, 3) }
			END { printf "%.1f", x[4] - x[6] }' >"$tmp/have"
	[ "$(cat "$tmp/have")" = "$want" ] && ok "numbers-$name" ||
		not_ok "numbers-$name" "asked $want, is $(cat "$tmp/have")"
}
# In mm: a digit of 12 pt is half an em.
for key in centre right left; do
	printf 'extends: document\nname: n\ntable: {numbers: %s}\n' $key \
		>"$tmp/$key.yaml"
done
numbers centre 1.1 document --- 7 75
numbers csv 1.1 document csv 7 75
numbers key-centre 1.1 "$tmp/centre.yaml" --- 7 75
numbers key-right 2.1 "$tmp/right.yaml" --- 7 75
numbers key-left 0.0 "$tmp/left.yaml" --- 7 75
numbers said-left 0.0 document :--- 7 75
numbers said-right 2.1 document ---: 7 75
numbers said-centre 1.1 "$tmp/right.yaml" :---: 7 75
numbers signs 5.3 document --- -75 '-7,500.5'
numbers wide 2.1 document --- ７ ７５
numbers empty 1.1 document --- 7 75 '' — 合计
numbers text 0.0 document --- 7 75 约7
numbers units 0.0 document --- 7年 75年
numbers none 0.0 document --- — 合计
