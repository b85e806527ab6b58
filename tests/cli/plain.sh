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

# But a call above the title is none, and a line of the title is no mark.
{ printf '%s\n' 大干一百天！ 致全县人民的倡议书 '' 全县人民： 请节约用水。; signed; } |
	is call 'a call above the title begins the body' \
		"stray issuer_mark title addressee body $sign"
{ head_of; printf '%s\n' 现予印发。 '' 供水管理办法 '' 请各单位执行。; signed; } |
	is call-body 'a line like a title below text takes it along' \
		"$head body body body $sign"
{ printf '%s\n' 青石市统计局文件 '' '青统发〔2025〕8号' '' \
	青石市统计局关于报送青石市小学 幼儿园工作 \
	情况的通知 '' 请报送。; signed; } |
	is title-lines 'a line of the title is a mark' "$head body $sign"
# A table's rows are no title.
{ printf '%s\n' 青石市统计局文件 '' 2025年招生名册 '' '| 甲 | 乙 |' '|--|--|' \
	'| 1 | 2 |'; signed; } |
	is title-table 'a row is the title' "issuer_mark title $sign"
{ head_of; printf '%s\n' 请报送材料 '' 附件 '' 名单 '' 甲、乙、丙; } |
	is label-first 'a label ends no text without a sentence' \
		"$head body attachment_label attachment_title body"

# 7.3.7: attachments follow where signature and date stand in front matter,
# or nowhere.
given() { # KEY...
	echo ---
	for key; do
		case $key in
		署名) echo 署名: 青石市统计局 ;;
		成文日期) echo 成文日期: 2025年3月1日 ;;
		esac
	done
	echo ---
	head_of "${title:-}"
}
attached() { printf '%s\n' '' 附件1 '' 指标说明 '' 一、填写要求 '' 如实填写。; }
attachment='attachment_label attachment_title head1 body'
{ given 署名 成文日期; echo 现予印发。; attached; } |
	is attached-given 'no attachment behind given date and signature' \
		"$head body $sign $attachment"
{ given 署名; echo 现予印发。; attached; } |
	is attached-signed 'no attachment behind a given signature' \
		"$head body signature $attachment"
{ head_of; echo 现予印发。; attached; } |
	is attached-bare 'no attachment where nothing is signed' \
		"$head body $attachment"
{ given 署名 成文日期; printf '| 序号 | 名称 |\n|---|---|\n| 1 | 甲 |\n'; attached; } |
	is attached-table 'no attachment behind a table' \
		"$head $sign $attachment"
silent attached-table-silent

# 7.3.6: a note stands below the date, wherever that stands.
note='（联系人：李明，电话：0879-7654321）'
{ given 署名 成文日期; printf '%s\n' 现予印发。 '' "$note"; } |
	is note-given 'a note is body' "$head body $sign note"
{ given 署名 成文日期; printf '%s\n' 现予印发。 '' "$note"; attached; } |
	is note-attached 'a note before an attachment is body' \
		"$head body $sign note $attachment"
{ given 成文日期; printf '%s\n' 现予印发。 '' 青石市统计局 '' "$note" '' 抄送：市委。; } |
	is note-signed 'a note below a signature is body' \
		"$head body $sign note copy_to"
{ given 署名 成文日期; printf '%s\n' 要求如下： '' （一）按时报送（含电子版）; } |
	is note-numbered 'a numbered line is a note' "$head body head2 $sign"
{ given 署名 成文日期; printf '%s\n' 现予印发。 '' 附件1：名单 附件2：方案; } |
	is attached-named 'names of attachments are attachments' \
		"$head body attachment_note attachment_note $sign"

# 10.2, 7.3.7: what an order issues follows its date on a page of its own, no
# label above it; the date may stand in front matter.
order() { printf '%s\n' 青石市人民政府令 '' 第12号 ''; }
issued='《青石市供水管理办法》已经审议通过，现予公布，自2025年8月1日起施行。'
rules() {
	printf '%s\n' '' 青石市供水管理办法 '' "$@" '第一章　总则' '' \
		'第一条　为规范供水，制定本办法。'
}
regulation='attachment_title chapter article'
{ order; printf '%s\n' "$issued" '' 市长　李明 '' 2025年6月5日; rules; } |
	is order-text 'the regulation behind an order' \
		"issuer_mark doc_number body $sign $regulation"
silent order-text-silent
{ printf '%s\n' --- '职务: 市长' '署名: 李明' '签名章: outline' \
	'成文日期: 2025年6月5日' ---; order; echo "$issued"; rules; } |
	is order-given 'the regulation is body of the order' \
		"issuer_mark doc_number body duty $sign $regulation"
silent order-given-silent
{ given 署名 成文日期; echo 现予印发。; rules （2025年6月3日通过） ''; } |
	is rules-dated 'a date below a title hides it' \
		"$head body $sign attachment_title body chapter article"
{ given 署名 成文日期; echo 现予印发。; printf '%s\n' '' 第一章　工作要点 '' \
	第一条　按时报送。; } | is chapters 'chapters of the text itself' \
	"$head body chapter article $sign"
for how in order-text order-given rules-dated; do
	"$HONGTOU" dump -s pages "$tmp/$how.txt" 2>/dev/null |
		awk '$1 == "page" { n++ } { print n, $0 }' >"$tmp/pages"
	grep -Eq '^2 +attachment_title ' "$tmp/pages" &&
		! grep -Eq '^1 +(attachment_title|chapter)' "$tmp/pages" &&
		ok "$how-page" ||
		not_ok "$how-page" 'not on a new page' "$tmp/pages"
done

# No date at all: a regulation of two articles or more, whose first is the
# first, is no part of the body either.
named() { # LINE...: a document that issues what the lines are
	printf '%s\n' 青石市水务局文件 '' '青水发〔2025〕8号' '' \
		青石市水务局关于印发供水管理办法的通知 '' 各单位： '' \
		'现将《青石市供水管理办法》印发给你们，请遵照执行。' "$@"
}
issue="issuer_mark doc_number title addressee body"
{ named; rules; echo; echo '第二条　供水应当连续。'; } |
	is rules-undated 'the regulation is body' "$issue $regulation article"
silent rules-undated-silent
{ named '' 青石市水务局; rules （2025年6月3日通过） ''
	printf '%s\n' '' '第二条　供水应当连续。' '' 抄送：市政府办公室。; } |
	is rules-signed 'the regulation is body' \
		"$issue signature attachment_title body chapter article article copy_to"
{ named '' 青石市供水管理办法 '' '第三条　供水。' '' '第四条　用水。'; } |
	is rules-part 'articles that are cited begin a regulation' \
		"$issue body article article"
{ named '' 青石市供水管理办法 '' '第一条　供水。'; } |
	is rules-one 'one article is a regulation' "$issue body article"
{ rules; echo; echo '第二条　供水应当连续。'; } |
	is rules-alone 'a regulation alone is attached' \
		'title chapter article article'
# Of one that is dated behind the regulation, it is the text.
{ named; rules; printf '%s\n' '' '第二条　供水应当连续。' '' 青石市水务局 2025年3月1日; } |
	is rules-inside 'the date does not close the text' \
		"$issue body chapter article article $sign"

# 7.3.5.4: a date in whatever digits and marks, below a name; there alone.
for text in ２０２６年３月１日 2026-03-01 2026.3.1 2026/3/1 2026．3．1 2026年3月1号 \
	'2026 年 3 月 1 号'; do
	{ head_of; printf '%s\n' 现予印发。 '' 青石市统计局 "$text" '' （联系人：赵一）; } |
		is "date ${text//\//-}" 'no date' "$head body $sign note"
	grep -q '|2026年3月1日|' "$tmp/doc" && ok "date-as $text" ||
		not_ok "date-as $text" 'another form' "$tmp/doc"
done
{ head_of; printf '%s\n' 现予印发。 '' 青石市统计局 2026年3月; } |
	is date-month 'no date' "$head body $sign"
grep -q 'no full date' "$tmp/err" && ok date-month-told ||
	not_ok date-month-told 'not told' "$tmp/err"
{ head_of; printf '%s\n' 办理时间如下。 2026.3.1 至月底办理。; signed; } |
	is date-inside 'text is a date' "$head body body body $sign"
for text in 2026年3月1号 20260301 2026．3．1; do
	printf '%s\n' --- "成文日期: $text" --- >"$tmp/as.txt"
	{ head_of; echo 现予印发。; } >>"$tmp/as.txt"
	"$HONGTOU" dump -s doc "$tmp/as.txt" 2>/dev/null | grep -q '|2026年3月1日|' &&
		ok "date-given $text" || not_ok "date-given $text" 'another form'
done

# 7.3.4: what the note of the attachments is, in whatever way it is written.
noted() { # NAME LINE...: both attachments are named
	local name=$1
	shift
	{ head_of; printf '%s\n' 现予印发。 '' "$@"; signed
		printf '%s\n' '' 附件1 任务表 '' 说明如下。 '' 附件2 名册 '' 说明如下。; } \
		>"$tmp/note.txt"
	"$HONGTOU" dump -s doc "$tmp/note.txt" 2>"$tmp/err" |
		sed -n 's/^ *attachment_note .*|\(.*\)|$/\1/p' >"$tmp/doc"
	[ "$(tr '\n' / <"$tmp/doc")" = '附件：1.任务表/2.名册/' ] && ok "note-$name" ||
		not_ok "note-$name" 'not both' "$tmp/doc"
	! grep -q warning "$tmp/err" && ok "note-$name-silent" ||
		not_ok "note-$name-silent" 'a warning' "$tmp/err"
}
noted plain '附件：1. 任务表' '      2. 名册'
noted line '附件：1.任务表 2.名册'
noted line-wide '　　附件：１．任务表　２．名册'
noted line-comma '附件：1、任务表　2、名册'
noted line-semicolon '附件：1.任务表；2.名册'
noted below 附件： '1. 任务表' '2. 名册'
noted below-apart 附件： '' '1. 任务表' '' '2. 名册'
noted spaced '附 件：1. 任务表' '2. 名册'
noted each 附件1：任务表 附件2：名册
noted each-dot 附件1.任务表 附件2.名册
noted each-spaced '附件 1：任务表' '附件 2：名册'
noted ratio '附件∶1. 任务表' '2. 名册'
{ head_of; printf '%s\n' 现予印发。 '' '附件：1.2025年1.5万亩计划表 2025年3.名册 3.5版' ''
	signed; } >"$tmp/note.txt"
"$HONGTOU" dump -s doc "$tmp/note.txt" 2>/dev/null |
	grep -c '^ *attachment_note ' >"$tmp/doc"
[ "$(cat "$tmp/doc")" = 1 ] && ok note-numbers ||
	not_ok note-numbers 'numbers inside a name part it' "$tmp/doc"

# 7.3.7: so with the label of each.
labelled() { # NAME LABEL: both are found and set as 附件1, 附件2
	{ head_of; printf '%s\n' 现予印发。 '' '附件：1. 任务表' '2. 名册'; signed
		printf '%s\n' '' "$2" 任务表 '' 说明如下。 '' "${2//[1１]/2}" 名册 '' \
			说明如下。; } >"$tmp/label.txt"
	"$HONGTOU" dump -s doc "$tmp/label.txt" 2>"$tmp/err" |
		sed -n 's/^ *attachment_\([lt]\).*|\(.*\)|$/\1 \2/p' >"$tmp/doc"
	[ "$(tr '\n' / <"$tmp/doc")" = 'l 附件1/t 任务表/l 附件2/t 名册/' ] &&
		ok "label-$1" || not_ok "label-$1" 'not both' "$tmp/doc"
	! grep -q warning "$tmp/err" && ok "label-$1-silent" ||
		not_ok "label-$1-silent" 'a warning' "$tmp/err"
}
labelled plain 附件1
labelled colon 附件1：
labelled spaced '附 件 1'
labelled wide 附件１
labelled brackets （附件1）
labelled square 【附件1】
labelled short 附1

# 7.2: the head's texts in whatever way they are written.
topped() { # NAME KIND TEXT LINE...: the lines above the mark; what KIND is
	local name=$1 kind=$2 text=$3
	shift 3
	{ printf '%s\n\n' "$@"; head_of; echo 现予印发。; } >"$tmp/top.txt"
	"$HONGTOU" dump -s doc "$tmp/top.txt" 2>"$tmp/err" >"$tmp/doc"
	grep -q "^ *$kind .*|$text|$" "$tmp/doc" && ! grep -q stray "$tmp/doc" &&
		ok "top-$name" || not_ok "top-$name" "no $kind $text" "$tmp/doc"
}
topped copy-wide copy_number 000001 ０００００１
topped copy-blanks copy_number 000001 '0 0 0 0 0 1'
topped copy-label copy_number 000001 份号：000001
topped copy-sign copy_number №000001 №000001
topped secrecy-blanks secrecy 秘密★1年 '秘 密 ★ 1 年'
topped secrecy-brackets secrecy 秘密★1年 '秘密（1年）'
topped secrecy-label secrecy 秘密★1年 密级：秘密★1年
topped secrecy-alone secrecy '秘　密' '秘　密'
topped urgency-label urgency 特急 紧急程度:特急
topped both secrecy 秘密★1年 '秘密★1年    特急'
topped both-urgency urgency 特急 '秘密★1年    特急'
# 7.2.5
for text in 青统发〈2025〉8号 '青统发<2025>8号' '青统发{2025}8号' 青统发〔2025年〕8号 \
	青统发〔2025〕8 青统发〔二〇二五〕8号 青统发〔二○二五〕八号 '青统发〔2025〕第008号'; do
	{ head_of | sed "s/青统发.*/$text/"; echo 现予印发。; } |
		is "number ${text}" 'no number' "$head body"
	grep -q '|青统发〔2025〕8号|' "$tmp/doc" && ok "number-as $text" ||
		not_ok "number-as $text" 'another form' "$tmp/doc"
	grep -q 'becomes 青统发〔2025〕8号' "$tmp/err" && ok "number-told $text" ||
		not_ok "number-told $text" 'it is not told' "$tmp/err"
	printf '%s\n' --- "发文字号: $text" '标题: 关于检查的通知' --- 现予印发。 \
		>"$tmp/as.txt"
	"$HONGTOU" dump -s doc "$tmp/as.txt" 2>/dev/null |
		grep -q '|青统发〔2025〕8号|' && ok "number-given $text" ||
		not_ok "number-given $text" 'another form'
done
{ head_of | sed 's/青统发.*/& 　签 发 人：王 立　李明/'; echo 现予印发。; } |
	is signer-spaced 'no signer' \
		'issuer_mark doc_number signer signer_name signer_name title body'
grep -q '|签发人：|' "$tmp/doc" && grep -q '|王立|' "$tmp/doc" && ok signer-as ||
	not_ok signer-as 'its label has blanks' "$tmp/doc"

# 7.4: so with the imprint; a wrapped list of names goes on.
closed() { # NAME KINDS LINE...: below the date
	local name=$1 kinds=$2
	shift 2
	{ head_of; printf '%s\n' 现予印发。; signed; printf '%s\n' '' "$@"; } |
		is "close-$name" 'other elements' "$head body $sign $kinds"
	silent "close-$name-silent"
}
has_text() { # NAME TEXT: an element is that
	grep -q "|$2|$" "$tmp/doc" && ok "$1" || not_ok "$1" "no $2" "$tmp/doc"
}
imprint='copy_to print_office print_date'
printed='青石市统计局办公室　2025年3月2日印发'
closed copy-spaced "$imprint" '抄 送：市委办公室。' '' "$printed"
has_text copy-spaced-as 抄送：市委办公室。
closed copy-wide "$imprint" '抄　送：市委办公室。' '' "$printed"
closed copy-lines "$imprint" 抄送：市委办公室， '　　　市人大常委会办公室，' \
	'　　　市政协办公室。' '' "$printed"
has_text copy-lines-as 抄送：市委办公室，市人大常委会办公室，市政协办公室。
closed copy-lines-2 "$imprint" 抄送：市委办公室、 市人大常委会办公室。 "$printed"
closed print-close print_office\ print_date 青石市统计局办公室2025年3月2日印发
has_text print-close-as 青石市统计局办公室
{ head_of; printf '%s\n' 现予印发。; signed; printf '%s\n' '' 抄送：市委办公室。 '' 不知何物; } |
	is close-stray 'a list that has ended goes on' "$head body $sign copy_to stray"
# 7.3.6: notes.
closed note-stop note （联系人：赵一）。
closed note-lines note '（联系人：赵一，' 联系电话：12345678）
has_text note-lines-as （联系人：赵一，联系电话：12345678）
closed note-lines-open note （联系人：赵一 联系电话：12345678）
has_text note-lines-open-as （联系人：赵一　联系电话：12345678）
closed note-square note 【此件发至县级】
# How many lines a note and how many digits a copy number may have is the rules'.
four='（联系人：赵一， 联系人：钱二， 联系人：孙三， 联系电话：12345678）'
closed note-four note $four
{ head_of; printf '%s\n' 现予印发。; signed; printf '%s\n' '' （联系人：李四， $four; } |
	is close-note-five 'a note of more lines than a note has' "$head body $sign stray note"
mkdir "$tmp/own"
cp -r layouts data fonts "$tmp/own/"
sed -i 's/^  lines: 4/  lines: 5/; s/^  max: 6$/  max: 7/' "$tmp/own/data/rules.yaml"
export HONGTOU_DATA=$tmp/own
closed note-five-ruled note （联系人：李四， $four
topped copy-ruled copy_number 0000012 份号：12
unset HONGTOU_DATA
for value in '(联系人：赵一)' '（联系人：赵一)' '（联系人：赵一）' 联系人：赵一; do
	printf '%s\n' --- "附注: $value" '抄送: 市委办公室.' '主送: 各单位:' --- >"$tmp/as.txt"
	{ head_of; echo 现予印发。; } >>"$tmp/as.txt"
	"$HONGTOU" dump -s doc "$tmp/as.txt" 2>/dev/null >"$tmp/doc"
	grep -Eq '\|[（(]联系人：赵一[）)]\|' "$tmp/doc" && ok "given-note $value" ||
		not_ok "given-note $value" 'brackets twice' "$tmp/doc"
	grep -Eq '\|抄送：市委办公室[.。]\|' "$tmp/doc" &&
		grep -Eq '\|各单位[：:]\|' "$tmp/doc" && ok "given-ends $value" ||
		not_ok "given-ends $value" 'marks twice' "$tmp/doc"
done

# The number of an article is its head, whole; a text that only names one is
# none.
article() { # NUMBER TEXT: the bytes of the number, or nothing
	printf '%s\n' 青石市供水管理办法 '' '第一章　总则' '' '第一条　供水。' '' \
		"$1$2" >"$tmp/article.txt"
	have=$("$HONGTOU" dump -s doc "$tmp/article.txt" 2>/dev/null |
		awk '$2 ~ /^@7:/ { print $1, $5 }')
	want="article runin=$(printf %s "$1" | wc -c)"
	[ -n "$1" ] || want='body '
	[ "${have%ordinal*}" = "$want" ] && ok "article $1$2" ||
		not_ok "article $1$2" "is $have, not $want"
}
article 第十条 '　供水应当连续。'
article 第十条之一 '　供水应当连续。'
article 第一百二十条之十二 ' 供水应当连续。'
article 第十条之二 供水应当连续。
article 第10条之1 '　供水应当连续。'
article 第三条 供水应当连续。
article '' 第十条之规定另行公布。
article '' 第十条之一的规定另行公布。
article '' 第十条之二十的规定另行公布。
article '' 第三条第二款的规定另行公布。
article '' 第三条、第四条另行公布。
article '' 第三条至第五条另行公布。

# 10.3: the mark of minutes is their title.
{ printf '%s\n' 青石市人民政府常务会议纪要 '' 〔2025〕9号 '' 现将会议情况纪要如下。 \
	'' 一、听取了汇报 '' 会议指出，要密切配合。; } |
	is minutes 'minutes' 'issuer_mark doc_number body head1 body'
silent minutes-silent

# 9: a half-width mark beside a Han character is told wherever it stands; those
# of numbers, times and addresses are not.
{ head_of; printf '%s\n' 各学校: '' '请做好工作,确保安全.' '' \
	'总数为12,其中3.5%为新增;2025年,20人.' '' '附表A:说明!(略)' '' \
	'开会9:30,见http://a.cn/b.c，比例为3:1，共10.5。'; signed; } |
	is half 'marks change what a line is' \
		"$head addressee body body body body $sign"
sed -n 's/.*half-width mark.*: \(.\) \[9\]$/\1/p' "$tmp/err" |
	tr -d '\n' >"$tmp/half"
[ "$(cat "$tmp/half")" = ':,.,;,.:!,' ] && ok half-told ||
	not_ok half-told 'not all are told, or others' "$tmp/half"
# Such a full stop ends a sentence all the same.
{ head_of; printf '%s\n' '现予印发,请执行.' '各单位要按时报送工作要点，不得迟报、漏报.' \
	'工作中的问题请及时反馈.'; signed; } |
	is half-stop 'a half-width full stop ends no sentence' \
		"$head body body body $sign"

# A full-width colon behind a key of front matter is a colon.
wide() { # LINE...
	printf '%s\n' --- "$@" ---
	head_of
	echo 现予印发。
}
keys='secrecy issuer_mark doc_number title addressee body'
wide 密级：秘密 主送：各学校：初中部 |
	is wide-colons 'full-width colons' "$keys"
silent wide-colons-silent
grep -q '|秘密|' "$tmp/doc" && grep -q '|各学校：初中部：|' "$tmp/doc" &&
	ok wide-values || not_ok wide-values 'not the values' "$tmp/doc"
wide '密级: 秘密' '主送：' '- 各学校：初中部' '- 各科室' |
	is wide-mixed 'mixed colons' "$keys"
silent wide-mixed-silent
grep -q '|各学校：初中部，各科室：|' "$tmp/doc" && ok wide-list ||
	not_ok wide-list 'not the list' "$tmp/doc"
wide 签发仁：李明 >"$tmp/wide.txt"
render -o "$tmp/wide.pdf" "$tmp/wide.txt"
expect wide-unknown 2 'no key 签发仁.*签发人'
# So is a half-width one with no blank behind it, where the key is known; what
# is a value keeps its colons, and its place.
wide 密级:秘密 '主送:各学校：初中部' |
	is tight-colons 'half-width colons without a blank' "$keys"
silent tight-colons-silent
grep -q '|秘密|' "$tmp/doc" && grep -q '|各学校：初中部：|' "$tmp/doc" &&
	ok tight-values || not_ok tight-values 'not the values' "$tmp/doc"
wide '密级:　秘密' '主送 :' '- 各学校：初中部' '- 各科室' |
	is tight-mixed 'a full-width blank behind the colon' "$keys"
silent tight-mixed-silent
wide '标题: 关于17:00闭馆的通知' '密级:机密' 'date:2025-03-01' \
	'附注:网址http://example.cn:80/' |
	is tight-values-kept 'values with colons' \
		'secrecy issuer_mark doc_number title noise body date note'
grep -q '|关于17:00闭馆的通知|' "$tmp/doc" &&
	grep -q '|（网址http://example.cn:80/）|' "$tmp/doc" && ok tight-times ||
	not_ok tight-times 'not the values' "$tmp/doc"
wide '标题: 关于闭馆的通知' 密级:机密 紧急程度:速速 >"$tmp/tight.txt"
render -o "$tmp/tight.pdf" "$tmp/tight.txt"
expect tight-place 0 'tight.txt:4:6: warning: .*urgency'
wide 密级:机密 签发仁:李明 >"$tmp/tight.txt"
render -o "$tmp/tight.pdf" "$tmp/tight.txt"
expect tight-unknown 0 'tight.txt:1:1: warning: .*no valid YAML'
# Where YAML has a meaning of its own for a value, known keys are read line by
# line, each value as it stands.
given_as() { # NAME LINE ELEMENT: a line of front matter, what it makes
	wide '主送: 各学校：初中部' "$2" >"$tmp/as.txt"
	"$HONGTOU" dump -s doc "$tmp/as.txt" 2>"$tmp/err" >"$tmp/doc"
	grep -q "addressee @2:5-2:12 .*|各学校：初中部：|" "$tmp/doc" &&
		grep -q "^ *$3" "$tmp/doc" && ! grep -q stray "$tmp/doc" &&
		ok "as-$1" || not_ok "as-$1" "no $3" "$tmp/doc" 20
}
given_as colon '抄送: 市委: 办公室' 'copy_to @3:5-3:12 .*|抄送：市委: 办公室。|'
given_as colon-end '印发机关: 办公室:' 'print_office .*|办公室:|'
given_as bracket '发文字号: [2026]9号' 'doc_number @3:7-3:15 .*|〔2026〕9号|'
given_as quote '标题: "数字青石"建设要点' 'title .*|"数字青石"建设要点|'
given_as at '附注: @赵一' 'note .*|（@赵一）|'
given_as percent '附注: %50' 'note .*|（%50）|'
given_as star '附注: *此件公开' 'note .*|（\*此件公开）|'
given_as backtick '附注: `此件公开' 'note .*|（`此件公开）|'
given_as indent ' 附注: 此件公开' 'note @3:6-3:10 .*|（此件公开）|'
given_as key-blank '附注　: 此件公开' 'note .*|（此件公开）|'
given_as key-blanks '附 注：此件: 公开' 'note .*|（此件: 公开）|'
wide '主送: 甲局: 乙科' '抄送:' '- 丙局: 丁科' '  - 戊局' '# 附注' '' '密级: 秘密' |
	is as-list 'a list' 'secrecy issuer_mark doc_number title addressee body copy_to'
grep -q '|抄送：丙局: 丁科，戊局。|' "$tmp/doc" && ok as-items ||
	not_ok as-items 'not the items' "$tmp/doc"
# But not what looks like YAML gone wrong.
for line in '附注: [甲, 乙' '附注: {甲: 乙' '附注: "此件' '秘级: 此: 件' '甲乙丙'; do
	wide '主送: 各学校' "$line" >"$tmp/as.txt"
	render -o "$tmp/as.pdf" "$tmp/as.txt"
	expect "as-not $line" '0 2' 'as.txt:1:1: warning: .*no valid YAML|no key|front matter'
done
# Its marks as programs change them, blank lines above them.
for mark in ---- — —— ——— －－－ –––; do
	printf '%s\n' '' "$mark" '密级: 秘密' "$mark" >"$tmp/mark.txt"
	head_of >>"$tmp/mark.txt"
	echo 现予印发。 >>"$tmp/mark.txt"
	"$HONGTOU" dump -s doc "$tmp/mark.txt" 2>/dev/null >"$tmp/doc"
	grep -q 'secrecy .*front.key' "$tmp/doc" && ok "mark$mark" ||
		not_ok "mark$mark" 'no front matter' "$tmp/doc"
done
{ printf '%s\n' ---- 各学校：请认真执行。 ----; head_of; echo 现予印发。; } >"$tmp/mark.txt"
"$HONGTOU" dump -s doc "$tmp/mark.txt" 2>/dev/null | grep -q '请认真执行。|' &&
	ok mark-text || not_ok mark-text 'a text is front matter'
# Text between two lines of hyphens is text.
{ printf '%s\n' --- 各学校： 请认真执行。 ---; head_of; echo 现予印发。; } \
	>"$tmp/wide.txt"
"$HONGTOU" dump -s doc "$tmp/wide.txt" 2>/dev/null |
	grep -q '| *请认真执行。|' && ok wide-text ||
	not_ok wide-text 'a text is front matter'

# Front matter that nothing closes is named.
for colon in ': ' ：; do
	printf '%s\n' --- "密级${colon}秘密" '' >"$tmp/open.txt"
	{ head_of; echo 现予印发。; } >>"$tmp/open.txt"
	render -o "$tmp/open.pdf" "$tmp/open.txt"
	expect "open$colon" 0 'open.txt:1:1: warning: .*no second line ---'
done
{ printf '%s\n' --- ''; head_of; echo 现予印发。; } >"$tmp/open.txt"
"$HONGTOU" dump -s doc "$tmp/open.txt" >/dev/null 2>"$tmp/err"
silent open-rule
