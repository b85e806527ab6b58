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
