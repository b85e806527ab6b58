#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
#
# Lines that are nearly an element: what is set as something else than was
# meant, or not in the standard's form, is told, at its place; what only looks
# like it is not.
. "$(dirname "$0")/lib.sh"

head_of() {
	printf '%s\n' 青石市统计局文件 '' '青统发〔2025〕8号' '' \
		关于印发工作要点的通知 '' 各县统计局： '' 现予印发，请认真执行。 ''
}
signed() { printf '%s\n' 青石市统计局 2025年3月1日; }
# says NAME KINDS [PLACE TEXT]...: standard input has these elements behind the
# addressee and the first paragraph, and these messages at line:column, no
# others.
says() {
	local name=$1 kinds=$2
	shift 2
	cat >"$tmp/$name.txt"
	"$HONGTOU" dump -s doc "$tmp/$name.txt" 2>"$tmp/err" >"$tmp/doc"
	awk 'NR > 6 { printf "%s%s", sep, $1; sep = " " }' \
		"$tmp/doc" >"$tmp/kinds"
	[ "$(cat "$tmp/kinds")" = "$kinds" ] && ok "$name-kinds" ||
		not_ok "$name-kinds" "not $kinds" "$tmp/doc"
	[ "$(grep -c '^[^ ]' "$tmp/err")" = $(($# / 2)) ] && ok "$name-count" ||
		not_ok "$name-count" "not $(($# / 2)) messages" "$tmp/err"
	while [ $# -gt 1 ]; do
		grep ":$1: " "$tmp/err" | grep -qF -- "$2" &&
			ok "$name-$1" || not_ok "$name-$1" "no $2" "$tmp/err"
		shift 2
	done
}
# as NAME TEXT: an element of the last document is set so.
as() {
	grep -qF "|$2|" "$tmp/doc" && ok "$1" || not_ok "$1" "no $2" "$tmp/doc"
}

# 7.3.6: a note stands in parentheses, full-width ones; others are set as they
# are.
brackets='half-width brackets'
for text in '(此件公开发布)' '（此件公开发布)' '(联系人：李明（主任）)' '(此件公开发布)。'; do
	{ head_of; signed; echo; echo "$text"; } |
		says "note $text" 'body signature date note' 14:1 "$brackets"
	as "note-as $text" "$text"
done
{ head_of; signed; echo; echo '(主动公开)'; } |
	says note-disclosure 'body signature date disclosure' 14:1 "$brackets"
as note-disclosure-as '(主动公开)'
{ head_of; signed; printf '%s\n' '' '(联系人：李明，' '电话：0879-7654321)'; } |
	says note-lines 'body signature date note' 14:1 "$brackets"
{ printf '%s\n' --- '附注: (联系人：李明)' ---; head_of; signed; } |
	says note-front 'body signature date note' 2:5 "$brackets"
for text in （此件公开发布） '（电话：(0879)7654321）' 【此件发至县级】 （主动公开）; do
	{ head_of; signed; echo; echo "$text"; } >"$tmp/note.txt"
	"$HONGTOU" dump -s doc "$tmp/note.txt" 2>"$tmp/err" >/dev/null
	[ ! -s "$tmp/err" ] && ok "note-good $text" ||
		not_ok "note-good $text" 'a message' "$tmp/err"
done
{ head_of; signed; echo; echo 公开方式：主动公开; } |
	says note-label 'body signature date disclosure'

# 7.3.5.4: a date stands alone; one behind a label is none.
label='a date behind a label'
for text in 日期：2025年3月1日 成文日期：二〇二五年三月一日 '日　期: 2025-03-01' 落款日期：2025年3月; do
	{ head_of; echo 青石市统计局; echo "$text"; } >"$tmp/date.txt"
	"$HONGTOU" dump -s doc "$tmp/date.txt" 2>"$tmp/err" >"$tmp/doc"
	grep -q ":12:1: .*$label.*7.3.5.4" "$tmp/err" && ok "date $text" ||
		not_ok "date $text" 'not told' "$tmp/err"
done
{ head_of; printf '%s\n' 青石市统计局 日期：2025年3月1日 '' （此件公开发布） '' 抄送：市委办公室。; } |
	says date-note 'body body body body copy_to' 12:1 "$label"
{ head_of; printf '%s\n' 日期：2025年3月1日 青石市统计局 '' 附件 '' 名单 '' 如实填写。; } |
	says date-above 'body body signature attachment_label attachment_title body' \
		11:1 "$label"
{ printf '%s\n' --- '成文日期: 2025年3月1日' ---; head_of; echo 日期：2025年3月1日; } |
	says date-front 'body body date' 14:1 "$label"
# What a text is about is no date of it.
{ head_of; printf '%s\n' 日期：2025年3月1日 '' 地点：市民中心; } |
	says date-inside 'body body body'
{ head_of; printf '%s\n' 日期：2025年3月1日 ''; signed; } |
	says date-dated 'body body signature date'
{ head_of; signed; printf '%s\n' '' 附件 '' 活动安排 '' 如实填写。 '' 日期：2025年3月1日; } |
	says date-attached \
		'body signature date attachment_label attachment_title body body'

# 7.3.5: so does a signature.
label='a signature behind a label'
for text in 发文机关：青石市统计局 发文单位：青石市统计局、青石市教育局 '署　名： 青石市统计局' \
	发文机关署名：青石市统计局办公室; do
	{ head_of; echo "$text"; echo 2025年3月1日; } |
		says "sign $text" 'body body date' 11:1 "$label"
done
{ head_of; printf '%s\n' 发文机关：青石市统计局 日期：2025年3月1日; } |
	says sign-date 'body body body' 11:1 "$label" 12:1 'a date behind a label'
{ head_of; printf '%s\n' 2025年3月1日 发文机关：青石市统计局; } |
	says sign-below 'body date stray' 12:1 'unknown use'
{ printf '%s\n' --- '署名: 青石市统计局' ---; head_of; echo 发文机关：青石市统计局; } |
	says sign-front 'body body signature' 14:1 "$label"
{ head_of; printf '%s\n' 联系单位：青石市统计局 ''; signed; } |
	says sign-other 'body body signature date'
{ head_of; printf '%s\n' 发文机关：青石市统计局 '' 请注明发文机关。 ''; signed; } |
	says sign-inside 'body body body signature date'

# 7.3.4: attachments are numbered in Arabic digits; others are put into them,
# which is told.
numbered() { # NAME FROM LINE...: both names are found; FROM: as the first says
	local name=$1 from=$2
	shift 2
	{ head_of; printf '%s\n' "$@" ''; signed
		printf '%s\n' '' 附件1 任务表 '' 说明如下。 '' 附件2 名册 '' 说明如下。; } \
		>"$tmp/number.txt"
	"$HONGTOU" dump -s doc "$tmp/number.txt" 2>"$tmp/err" >"$tmp/doc"
	sed -n 's/^ *attachment_note .*|\(.*\)|$/\1/p' "$tmp/doc" | tr '\n' / \
		>"$tmp/names"
	[ "$(cat "$tmp/names")" = '附件：1.任务表/2.名册/' ] && ok "number-$name" ||
		not_ok "number-$name" 'not both' "$tmp/doc"
	grep -q ":11:1: note: .*Arabic digits: $from becomes 1\. .7.3.4" "$tmp/err" &&
		[ "$(grep -c 'Arabic digits' "$tmp/err")" = 2 ] &&
		! grep -q warning "$tmp/err" && ok "number-$name-told" ||
		not_ok "number-$name-told" 'not told, or more' "$tmp/err"
}
numbered circled ① 附件：①任务表 ②名册
numbered circled-blanks ① '附件：① 任务表' '　　　② 名册'
numbered circled-marks ①、 附件：①、任务表 ②、名册
numbered circled-line ① 附件：①任务表②名册
numbered circled-below ① 附件： ①任务表 ②名册
numbered han 一、 附件：一、任务表 二、名册
numbered han-line 一、 '附件：一、任务表　二、名册'
numbered han-below 一、 附件： 一、任务表 二、名册
numbered paren （1） 附件：（1）任务表 （2）名册
numbered paren-han '(一)' '附件：(一)任务表' '(二)名册'
numbered paren-below （一） 附件： （一）任务表 （二）名册
printf '%s\n' --- '附件: [一、任务表, 二、名册]' --- >"$tmp/given.txt"
head_of >>"$tmp/given.txt"
"$HONGTOU" dump -s doc "$tmp/given.txt" 2>/dev/null >"$tmp/doc"
as number-given 附件：1.任务表
as number-given-second 2.名册
# A heading of the text is no name, a bracket of a name no number.
{ head_of; printf '%s\n' 附件：任务表 '' 一、工作要求 '' 请按时报送。 ''; signed; } |
	says number-head 'body attachment_note head1 body signature date' \
		11:1 '1 attachments are named'
{ head_of; printf '%s\n' 附件：1.任务表 2.名册 '' 三、工作要求 '' 请按时报送。 ''; signed; } |
	says number-head-third \
		'body attachment_note attachment_note head1 body signature date' \
		11:1 '2 attachments are named'
{ head_of; printf '%s\n' 附件 '' 一、填写要求 '' 如实填写。 '' 二、报送要求 '' 按时报送。; } |
	says number-attached 'body attachment_label head1 body head1 body'
{ head_of; printf '%s\n' 附件： '' 一、如实填写。 '' 二、按时报送。; } |
	says number-sentences 'body attachment_label body body'
{ head_of; printf '%s\n' 附件：（1）班名册 ''; signed; } >"$tmp/bracket.txt"
"$HONGTOU" dump -s doc "$tmp/bracket.txt" 2>/dev/null >"$tmp/doc"
as number-bracket 附件：（1）班名册
{ head_of; printf '%s\n' 附件：一、二年级名单 ''; signed; } >"$tmp/bracket.txt"
"$HONGTOU" dump -s doc "$tmp/bracket.txt" 2>/dev/null >"$tmp/doc"
as number-name 附件：一、二年级名单
{ head_of; printf '%s\n' 附件：一、二年级名单 2.教师名单 ''; signed; } >"$tmp/bracket.txt"
"$HONGTOU" dump -s doc "$tmp/bracket.txt" 2>/dev/null >"$tmp/doc"
as number-name-first 附件：1.一、二年级名单

# 7.4.2: copies behind a word without its colon, the last lines but for those
# of the imprint; the colon is put in, which is told.
colon='no colon stands behind'
printed='青石市统计局办公室　2025年3月2日印发'
for text in '抄送 市委办公室，市人大常委会办公室。' 抄送　市委办公室，市人大常委会办公室。 \
	'抄 送  市委办公室，市人大常委会办公室。'; do
	{ head_of; signed; echo; echo "$text"; } |
		says "copy $text" 'body signature date copy_to' 14:1 "$colon 抄送"
	as "copy-as $text" 抄送：市委办公室，市人大常委会办公室。
done
{ head_of; signed; printf '%s\n' '' （此件公开发布） '' '主送 各县统计局。' \
	'抄送 市委办公室。' "$printed"; } |
	says copy-note 'body signature date note main_to copy_to print_office print_date' \
		16:1 "$colon 主送" 17:1 "$colon 抄送"
as copy-note-main 主送：各县统计局。
{ head_of; signed; printf '%s\n' '' '抄送 市委办公室，' '　　 市人大常委会办公室，' \
	'　　 市政协办公室。' '' "$printed"; } |
	says copy-lines 'body signature date copy_to print_office print_date' \
		14:1 "$colon"
as copy-lines-as 抄送：市委办公室，市人大常委会办公室，市政协办公室。
{ head_of; signed; printf '%s\n' '' '抄送 市委办公室' '' "$printed" '' 共印60份; } |
	says copy-open 'body signature date copy_to print_office print_date extra' \
		14:1 "$colon"
{ head_of; signed; printf '%s\n' '' 附件 '' 名单 '' 如实填写。 '' '抄送 市委办公室。'; } |
	says copy-attached \
		'body signature date attachment_label attachment_title body copy_to' \
		20:1 "$colon"
{ printf '%s\n' --- '成文日期: 2025年3月1日' ---; head_of; echo '抄送 市委办公室。'; } |
	says copy-front 'body date copy_to' 14:1 "$colon"
# Where it is not as clear as that, it is body and told.
meant='copies or addressees without a colon are set as body'
{ head_of; printf '%s\n' '抄送 市委办公室。'; } |
	says copy-undated 'body body' 11:1 "$meant"
{ head_of; signed; printf '%s\n' '' 抄送市委办公室，市人大常委会办公室。; } |
	says copy-close 'body signature date body' 14:1 "$meant"
{ head_of; signed; printf '%s\n' '' 抄送市委办公室，市人大常委会办公室。 "$printed"; } |
	says copy-close-printed 'body signature date body print_office print_date' \
		14:1 "$meant"
{ head_of; signed; printf '%s\n' '' 附件 '' 办法 '' 如实填写。 '' '抄送 市委办公室。' '' \
	请按时报送有关材料，不得迟报、漏报、瞒报。; } |
	says copy-inside \
		'body signature date attachment_label attachment_title body body body' \
		20:1 "$meant"
# What speaks of copies is text.
{ head_of; printf '%s\n' 抄送市委办公室的材料由各县统计局报送。 ''; signed; } |
	says copy-text 'body body signature date'
{ head_of; signed; printf '%s\n' '' 附件 '' 办法 '' 抄送机关由主办单位确定。 '' \
	抄送范围应当从严控制，不得随意扩大到无关单位。; } |
	says copy-speaks \
		'body signature date attachment_label attachment_title body body'
# A million of them are counted.
{ head_of; signed; echo; yes '抄送 市委办公室。' | head -n 5000 | sed G; } >"$tmp/many.txt"
"$HONGTOU" dump -s doc "$tmp/many.txt" 2>"$tmp/err" >"$tmp/doc"
[ "$(grep -c '^[^ ]' "$tmp/err")" -le 200 ] && ok copy-many ||
	not_ok copy-many 'each of them is told'
