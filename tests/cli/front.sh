#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
#
# Front matter beside a text that says the same elements in its own way: the
# key's value is set, the text's own is named and left out, and all other
# elements are what they are without front matter.  What contradicts itself,
# attachments that the note does not name, lists of extras, and the examples of
# the manual page.
. "$(dirname "$0")/lib.sh"
cd "$tmp" || exit 1

cat >text <<'END'
000001

机密★1年

特急

青石市教育局文件

青教发〔2024〕9号        签发人：王立

青石市教育局关于别的事的通知

各学校：

各学校要明确牵头部门。

附件：1. 旧表
      2. 旧册

青石市教育局
2024年1月1日

（联系人：赵一）

抄送：市委办公室。

青石市教育局办公室 2024年1月2日印发
END

# elements FILE: kind and text of each that is set.
elements() {
	"$HONGTOU" dump -s doc "$1" 2>/dev/null |
		sed -n 's/^  *\([a-z_0-9]*\) .*|\(.*\)|$/\1 \2/p' |
		grep -Ev '^(noise|setting) '
}
cp text plain.txt
elements plain.txt >plain
check front-text 'the text itself is not recognised' \
	test "$(grep -c '' plain)" -eq 18

# key KIND KEY VALUE OWN...: what the text has of KIND begins with OWN.
key() {
	local kind=$1 key=$2 value=$3 own
	shift 3
	{
		printf -- '---\n%s: %s\n---\n' "$key" "$value"
		cat text
	} >"$key.txt"
	elements "$key.txt" >have
	grep -v "^$kind " plain | sort >others
	grep -v "^$kind " have | sort | diff others - >differ || {
		not_ok "front-$key" 'other elements differ' differ
		return
	}
	grep -q "^$kind .*$value" have || {
		not_ok "front-$key" 'the value is not set' have
		return
	}
	render -o out.pdf "$key.txt"
	for own; do
		if grep "^$kind " have | grep -qF "$own"; then
			not_ok "front-$key" "$own is set too" have
			return
		fi
		grep -qF "front matter gives the $kind; this one is not set: $own" \
			stderr || {
			not_ok "front-$key" "$own is not named" stderr
			return
		}
	done
	ok "front-$key"
}
key copy_number 份号 000099 000001
key secrecy 密级 秘密★3年 机密★1年
key urgency 紧急程度 加急 特急
key issuer_mark 发文机关标志 新局文件 青石市教育局文件
key doc_number 发文字号 新发〔2025〕1号 青教发〔2024〕9号
key title 标题 新局关于新事的通知 青石市教育局关于别的事的通知
key addressee 主送 新单位 各学校
key attachment_note 附件 新表 '附件：1. 旧表' '2. 旧册'
key signature 署名 新局 青石市教育局
key date 成文日期 2025年5月5日 2024年1月1日
key note 附注 此件发至各县 （联系人：赵一）
key copy_to 抄送 新办公室 抄送：市委办公室
key print_office 印发机关 新办 青石市教育局办公室
key print_date 印发日期 2025年5月6日 2024年1月2日

# A signer is a label and names.
{
	printf -- '---\n签发人: 李新\n---\n'
	cat text
} >signer.txt
elements signer.txt >have
check front-signer 'the names are not those of front matter' \
	sh -c 'grep -qx "signer_name 李新" have && ! grep -q 王立 have'

# titled NAME BODY LINE...: with a title in front matter, BODY is the first
# element below the head of the text LINE...
titled() {
	local name=$1 body=$2
	shift 2
	{
		printf -- '---\n标题: 新局关于新事的通知\n---\n'
		printf '%s\n\n' "$@"
	} >"$name.txt"
	elements "$name.txt" | grep -E '^(body|head[1-4]|attachment_title|stray) ' | head -n 1 \
		>have
	check "titled-$name" "the body begins with $(cat have)" \
		grep -qF " $body" have
}
titled own 各学校要 关于别的事的通知 各学校要明确牵头部门。
titled own-lines 各学校要 青石市教育局关于 别的事的通知 各学校： 各学校要明确牵头部门。
titled own-place 各学校要 关于别的事 各学校： 各学校要明确牵头部门。
titled own-heading 各学校要 '# 关于别的事的通知' 各学校要明确牵头部门。
titled subtitle 各学校要 关于别的事的通知 ——从速 各学校要明确牵头部门。
titled below-number 各学校要 青教发〔2024〕9号 工作安排 各学校要明确牵头部门。
# What only may be a title is body.
titled none 各学校要 各学校要明确牵头部门。 参加单位： 甲局、乙局
titled word 工作安排 工作安排 各学校要明确牵头部门。
titled number 一、关于 一、关于别的事的通知 各学校要明确牵头部门。
elements subtitle.txt >have
check titled-subtitle-kept 'the subtitle is lost' \
	grep -q '^subtitle .*从速' have
"$HONGTOU" render -o own.pdf own.txt >/dev/null 2>&1
pdfinfo own.pdf >have
check titled-name 'the PDF bears another title' \
	grep -q 'Title: *新局关于新事的通知' have

# The word beside joint marks goes with them.
{
	printf -- '---\n发文机关标志: 新局文件\n---\n'
	sed 's/^青石市教育局文件/青石市教育局\n\n青石市财政局\n\n文件/' text
} >joint.txt
elements joint.txt | grep -E '^(mark_suffix|issuer_mark) ' >have
check front-joint 'a mark or its word of the text is set' \
	test "$(cat have)" = 'issuer_mark 新局文件'

# Attendance: each label is an element of its own.
printf '%s\n' --- '格式: 纪要' '标题: 会议纪要' '出席: 新人' --- \
	会议议定如下事项。 '' 出席：赵一 '' 列席：钱二 >minutes.txt
elements minutes.txt | grep '^attendance ' | sort >have
printf '%s\n' 'attendance 出席：新人' 'attendance 列席：钱二' | sort >want
check front-attendance 'not one of front matter and one of the text' \
	diff want have

# --- 7.3.7: attachments are what the note below the body says

# attached NAME PATTERN NOTE LINE...: what is said of these attachments, or
# with an empty PATTERN that nothing is.
attached() {
	local name=$1 pattern=$2 note=$3
	shift 3
	{
		printf '%s\n\n' 青石市教育局文件 '青教发〔2024〕9号' \
			关于别的事的通知 各学校： 各学校要明确牵头部门。
		printf '%s\n' "$note" '' 青石市教育局 2024年1月1日 ''
		printf '%s\n\n' "$@"
	} >"attached-$name.txt"
	render -o out.pdf "attached-$name.txt"
	if [ -n "$pattern" ]; then
		expect "attached-$name" 0 "attached-$name.txt:$pattern"
	else
		check "attached-$name" 'something is said' \
			sh -c '! grep -q "warning.*attachment" stderr'
	fi
}
list='附件：1. 任务表
      2. 名册（试行）'
attached same '' "$list" 附件1 任务表 说明。 附件2 '《名册》(试行)' 说明。
attached single '' 附件：任务表 附件 任务表 说明。
attached parts '' "$list" 附件1 任务表 说明。 附件2-1 名册一 说明。 附件2-2 名册二 说明。
attached on-label '' "$list" '附件1：任务表' 说明。 '附件2 名册（试行）' 说明。
attached title '18:1: warning: the attachment.s title is "另一个名字的表", the note below the body \(11:1\) has "任务表" \[7\.3\.7\]' \
	附件：任务表 附件 另一个名字的表 说明。
attached title-second '25:1: warning: .* is "花名册", .* \(12:7\) has "名册（试行）"' \
	"$list" 附件1 任务表 说明。 附件2 花名册 说明。
attached title-label '17:1: warning: .* is "另一表", .* has "任务表"' \
	"$list" '附件1：另一表' 说明。 附件2 '名册（试行）' 说明。
attached number '17:1: warning: .* it is number 1, but says "附件2" \[7\.3\.7\]' \
	"$list" 附件2 '名册（试行）' 说明。 附件1 任务表 说明。
attached more '11:1: warning: 2 attachments are named, but 3 follow \[7\.3\.7\]' \
	"$list" 附件1 任务表 说明。 附件2 '名册（试行）' 说明。 附件3 又一表 说明。

# --- what contradicts itself

# agree NAME PATTERN [KEY: VALUE...]: what is said of this front matter, or
# with an empty PATTERN that no such thing is.
agree() {
	local name=$1 pattern=$2
	shift 2
	{
		printf '%s\n' --- '标题: 关于别的事的通知' \
			'署名: 青石市教育局' '成文日期: 2025年3月5日'
		printf '%s\n' "$@" --- 各学校要明确牵头部门。
	} >"agree-$name.txt"
	render -o out.pdf "agree-$name.txt"
	if [ -n "$pattern" ]; then
		expect "agree-$name" 0 "agree-$name.txt:$pattern"
	else
		check "agree-$name" 'something is said' sh -c \
			'! grep -E "a secret|printed before|both an|one element|stamp is" stderr'
	fi
}
agree secret '6:7: warning: a secret document \(秘密★1年\) says that it is public: （此件主动公开） \[7\.2\.2\]' \
	'密级: 秘密★1年' '公开属性: 主动公开'
agree secret-note '6:5: warning: .* is public: （此件公开发布）' \
	'密级: 秘密★1年' '附注: 此件公开发布'
agree secret-kept '' '密级: 秘密★1年' '公开属性: 不予公开' '附注: 此件不公开'
agree print '5:7: warning: it is printed before its date: 2025年3月1日印发, 2025年3月5日 \[7\.4\.3\]' \
	'印发日期: 2025年3月1日' '印发机关: 办公室'
agree print-year '5:7: warning: it is printed before' '印发日期: 2024-12-31' '印发机关: 办公室'
agree print-same '' '印发日期: 2025-03-05' '印发机关: 办公室'
agree print-later '' '印发日期: 2026年1月1日' '印发机关: 办公室'
agree copy '6:5: warning: both an addressee and sent a copy: 各县（区、市）人民政府 \[7\.4\.2\]' \
	'主送: [各学校, 各县（区、市）人民政府]' '抄送: 市委办公室，各县（区、市）人民政府。'
agree copy-imprint '6:6: warning: both an .*: 各学校' '版记主送: 各学校' '抄送: [市委办公室, 各学校]'
agree copy-others '' '主送: 各镇（区、市）人民政府' '抄送: 各县（区、市）人民政府'
agree keys '5:7: warning: the keys 发文机关标志 and 发文机关 are one element; the latter is not set: 甲局 \[7\.1\]' \
	'发文机关: 甲局' '发文机关标志: 乙局文件'
"$HONGTOU" dump -s doc agree-keys.txt 2>/dev/null | grep 'issuer_mark\|suffix' >have
check agree-keys-one 'two marks' test "$(grep -c '' have)" -eq 1
agree keys-joint '' '发文机关标志: [乙局文件, 甲局]'
agree keys-setting '6:9: warning: the keys 双面 and duplex are one element; the latter is not set: false' \
	'双面: 是' 'duplex: false'
agree seal '5:5: warning: a signature stamp is given: the seal is not shown: outline \[7\.3\.5\.3\]' \
	'印章: outline' '签名章: outline'
agree seal-alone '' '印章: outline'

# --- each item of a list of extras is a row of the imprint; extras of the text
#     stand side by side

printf '%s\n' --- '标题: 关于别的事的通知' '署名: 甲局' '成文日期: 2025年3月5日' \
	'版记其他: [（共印200份）, 校对：张三, 打印：李四]' --- 各学校要明确。 >extras.txt
"$HONGTOU" dump -s pages extras.txt 2>/dev/null |
	sed -n 's/^ *extra .* baseline=\([0-9.]*\) .*/\1/p' >have
check extras-listed 'not three rows' test "$(sort -u have | grep -c '')" -eq 3
printf '%s\n\n' 关于别的事的通知 各学校： 各学校要明确。 甲市教育局 2025年3月5日 \
	校对：张三 打印：李四 >extras.txt
"$HONGTOU" dump -s pages extras.txt 2>/dev/null |
	sed -n 's/^ *extra .* baseline=\([0-9.]*\) .*/\1/p' >have
check extras-text 'not two on one row' \
	test "$(grep -c '' have) $(sort -u have | grep -c '')" = '2 1'

# --- the examples of hongtou-source(5): KIND, or several, then the text

while read -r kind text; do
	echo "$text" >>examples.txt
	echo >>examples.txt
	echo "$kind" | tr , '\n' >>kinds
done <<'END'
copy_number No.000001
secrecy 秘密☆1年
urgency 特急件
issuer_mark 青石市教育局
issuer_mark 青石市财政局
mark_suffix 文件
doc_number,signer,signer_name,signer_name 青政发[2025]第3号   签发：李明 王立
title 关于开展检查的通知
subtitle ——在工作会议上的讲话
subtitle （2025年3月1日第2次会议通过）
addressee 各县区人民政府，市直各部门：
head1 一、总体要求
body 各单位要认真落实有关要求，把各项工作做到位，按时报送情况。
head2 （一）加强领导。各单位要认真落实。要按时报送。
chapter 第一章 总则
article 第一条 为了规范管理，制定本办法。
attendance 出席人员：李明
attachment_note 附件：1. 任务表
attachment_note 2. 名册
signature,date 青石市教育局 二〇二五年三月一日
note （联系人：李明）
disclosure 公开方式：不予公开
attachment_label 附件1：任务表
body 各单位要认真落实有关要求，把各项工作做到位，按时报送情况。
attachment_label 附录2
attachment_title 名册
body 各单位要认真落实有关要求，把各项工作做到位，按时报送情况。
copy_to 报：市委办公室。
print_office,print_date 青石市教育局办公室　2025年3月2日印发
extra 校对：李明
extra （共印60份）
END
elements examples.txt | cut -d ' ' -f 1 >have
check examples 'not what the manual says' diff kinds have
for mark in 青石市人民政府文件 青石市人民政府令 青石市水务局会议纪要; do
	printf '%s\n\n' $mark 第3号 各单位： 请认真落实。 >mark.txt
	elements mark.txt >have
	check "examples-$mark" 'no mark' grep -qx "issuer_mark $mark" have
done

# --- layout keys for what the standard leaves open

near() { # NAME WHY WANT HAVE: millimetres
	check "$1" "$2: asked $3, is ${4:-nothing}" awk -v a="$3" -v b="$4" \
		'BEGIN { exit !(b != "" && a - b < 0.05 && b - a < 0.05) }'
}
# place N NODE KEY: of the n-th such node.
place() {
	awk -v n="$1" -v node="$2" -v key="$3" '$1 == node && ++i == n {
		for (k = 2; k <= NF; k++)
			if (index($k, key "=") == 1)
				print substr($k, length(key) + 2)
	}' pages
}
sum() { awk "BEGIN { printf \"%.5f\", $* }"; }

# The dashes of the page number at their centre or their upper edge (7.5), a
# letter's rules in the middle of the type area or of the sheet (10.1), a gap
# behind 1. of 附件说明 (7.3.4).
printf 'extends: letter\nname: sheet\nred_rule: {centre: sheet}\n' \
	>sheet.yaml
printf 'extends: document\nname: open\n%s\n%s\n' 'page_number: {drop_to: top}' \
	'attachment: {number_gap: 0.25}' >open.yaml
letter=$root/corpus/samples/07-letter.txt notes=$root/corpus/samples/18-attachments.txt
laid() { # LAYOUT SOURCE
	"$HONGTOU" dump -s pages -l "$1" "$2" 2>/dev/null |
		sed 's/^ *//' >pages
}
laid letter $letter
near rules-area 'not in the middle of the type area' \
	"$(sum '28 + (156 - 170) / 2')" "$(place 3 red-rule x)"
laid ./sheet.yaml $letter
near rules-sheet 'not in the middle of the sheet' \
	"$(sum '(210 - 170) / 2')" "$(place 3 red-rule x)"
laid document $notes
note=$(place 4 attachment_note x) dash=$(place 1 page_number baseline)
laid ./open.yaml $notes
near note-gap 'a later line is not below the name' \
	"$(sum "$note + 0.25 * 16 * 25.4 / 72")" "$(place 4 attachment_note x)"
# Half of a dash of some tenths of a millimetre.
check dash-top 'the dash is not lower by half its thickness' awk -v a="$dash" \
	-v b="$(place 1 page_number baseline)" \
	'BEGIN { exit !(b - a > 0.05 && b - a < 0.4) }'
