#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
#
# Plain texts as they are written: what their lines are found to be, where one
# of those is missing that recognition leans on.
. "$(dirname "$0")/lib.sh"

# is NAME WHY KINDS: standard input has these elements, in order; cells and
# settings left out.  What is said of it stands in err.
is() {
	cat >"$tmp/$1.txt"
	"$HONGTOU" dump -s doc "$tmp/$1.txt" 2>"$tmp/err" >"$tmp/doc"
	awk 'NR > 2 && $1 != "cell" && $1 != "setting" { printf "%s ", $1 }' \
		"$tmp/doc" >"$tmp/kinds"
	if [ "$(cat "$tmp/kinds")" = "$3 " ]; then
		ok "$1"
	else
		not_ok "$1" "$2" "$tmp/doc" 20
	fi
}
# silent NAME: nothing was said.
silent() {
	[ ! -s "$tmp/err" ] && ok "$1" || not_ok "$1" 'a message' "$tmp/err"
}
head_of() {
	printf '%s\n' 青石市统计局文件 '' '青统发〔2025〕8号' '' \
		"${1:-关于印发工作要点的通知}" ''
}
signed() { printf '%s\n' '' 青石市统计局 2025年3月1日; }
head='issuer_mark doc_number title'
sign='signature date'

# A sentence is body, however short, where no addressee stands before it.
for text in 现予印发。 现印发给你们，请认真执行。 请问各单位是否收到？ 请各单位照办！; do
	{ head_of; echo "$text"; signed; } |
		is "short-${#text}" 'a short paragraph is no body' \
			"$head body $sign"
	silent "short-${#text}-silent"
done
# So is what ends in none, where signature and date close the text.
{ head_of; echo 请各单位报送材料; signed; } |
	is no-stop 'text without a stop is no body' "$head body $sign"
silent no-stop-silent
{ head_of; printf '| 序号 | 名称 |\n|---|---|\n| 1 | 甲 |\n'; signed; } |
	is only-table 'signature and date of a table alone' "$head $sign"
silent only-table-silent
{ head_of; signed; } | is only-title 'no text at all' "$head $sign"
# A date below the title closes nothing when text follows.
{ head_of; printf '%s\n' 青石市统计局 '' 2025年3月1日 '' 2025年是重要的一年。
	signed; } | is date-above 'a date below the title ends the text' \
	"$head stray stray body $sign"

# 7.2.4: what stands below the title is no issuer's mark.
{ head_of; printf '%s\n' 各学校 '' 请报送材料。; signed; } |
	is below 'a name below the title is a mark' "$head stray body $sign"
