#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
#
# The head: what gives way when it is crowded, and what is told when its
# elements are not as the standard has them.
. "$(dirname "$0")/lib.sh"

zi=$(sum 156/28) pitch=$(sum '(225 - 16 * 25.4 / 72) / 21')

# 7.2.5, 7.2.6: names in columns never meet each other, their label or the
# number, which stands on the last name's line.  A character is a zi wide, one
# of ASCII half of it.
upward_of() { # NUMBER NAME...
	local number=$1
	shift
	printf '%s\n' --- '格式: 上行文' '发文机关标志: 青石市人民政府文件' \
		"$number" "签发人: [$(printf '%s, ' "$@" | sed 's/, $//')]" \
		'标题: 青石市人民政府关于申请经费的请示' '主送: 省人民政府' \
		'署名: 青石市人民政府' '成文日期: 2025年3月1日' --- 妥否，请批示。
}
# Pieces of the head on one line, left to right; a piece that begins before
# the one to its left ends, or ends outside the type area.
meets() {
	awk -v zi="$zi" '$2 ~ /^(signer|signer_name|doc_number)$/ {
			split($4, b, "="); split($3, a, "="); x = a[2] + 0
			t = $5; gsub(/\|/, "", t)
			half = gsub(/[ -~\302]/, "&", t) # UTF-8: · is half
			whole = gsub(/[\340-\357]/, "&", t)
			print b[2], x, x + (whole + half / 2) * zi, t
		}' "$tmp/pages" | sort -n -k1,1 -k2,2 |
		awk '$1 == line && $2 < end - 0.01 { print "meet:", last, $4 }
			$3 > 184 { print "outside:", $4 }
			{ line = $1; end = $3; last = $4 }'
}
while read -r name where number people; do
	upward_of "发文字号: $number" $people >"$tmp/upward.txt"
	pages "$tmp/upward.txt" >"$tmp/pages"
	meets >"$tmp/met"
	[ ! -s "$tmp/met" ] && ok "signers-$name" ||
		not_ok "signers-$name" 'number and names meet' "$tmp/met"
	[ "$(grep -c ' signer_name ' "$tmp/pages")" = "$(set -- $people; echo $#)" ] &&
		ok "signers-$name-all" ||
		not_ok "signers-$name-all" 'a name is missing' "$tmp/pages"
	# How far the number is below the last name.
	last=$(awk '$2 == "signer_name" { split($4, b, "="); print b[2] }' \
		"$tmp/pages" | tail -n 1)
	near "signers-$name-number" 'the number is not where it belongs' \
		"$(sum "$last + $where * $pitch")" "$(place 1 doc_number baseline)"
	[ "$where" = "$(grep -c '7\.2\.5' "$tmp/err")" ] &&
		ok "signers-$name-told" ||
		not_ok "signers-$name-told" 'what is told is wrong' "$tmp/err"
done <<'END'
long-second 0 青政办发〔2025〕12号 李明 阿卜杜热西提·买买提 赵刚
long-first 0 青政办发〔2025〕12号 阿卜杜热西提·买买提 李明
long-one 0 青政办发〔2025〕12号 阿卜杜热西提·买买提
four 0 青政办发〔2025〕12号 欧阳长风 司马相如如
short 0 青政发〔2025〕1号 李明 王小芳 赵刚
long-number 1 青政办发改社会保障综合协调字〔2025〕1234号 阿卜杜热西提·买买提 李明
long-number-one 1 青政办发改社会保障综合协调字〔2025〕1234号 李明
long-number-two 0 青政办发改社会保障协调字〔2025〕4号 李明 王芳
long-name 1 青政发〔2025〕1号 阿卜杜热西提·买买提·阿不都热合曼·吐尔逊
END

# has NAME WHY PATTERN: the pages have a line like it.
has() {
	if grep -Eq -- "$3" "$tmp/pages"; then
		ok "$1"
	else
		not_ok "$1" "$2" "$tmp/pages" 12
	fi
}

# 7.2.4, 7.3.2: a row of addressees stays below the title; marks are set
# smaller for it.  A list of several rows goes to the imprint first.
names='青石市发展和改革委员会, 青石市住房和城乡建设局, 青石市人力资源和社会保障局'
crowded() { # LINE...: the head's lines besides
	printf '%s\n' --- "$@" '份号: 1' '密级: 秘密★1年' '紧急程度: 特急' \
		'发文字号: 青发改〔2025〕6号' "署名: [$names]" \
		'成文日期: 2025年3月1日' ---
	printf '请明确牵头部门，落实工作经费，按时完成建设任务。\n\n%.0s' 1 2 3
}
long='标题: 青石市人力资源和社会保障局、青石市财政局、青石市卫生健康委员会关于调整2025年城乡居民基本养老保险和医疗保险缴费标准等有关问题的请示'
people='格式: 上行文
签发人: [李明, 王小芳, 欧阳长风, 赵刚, 钱伟]
标题: 关于申请社区服务设施普查经费的请示'
crowded "发文机关标志: [$names]" "$long" '主送: 省人民政府' >"$tmp/three.txt"
crowded "发文机关标志: [$names, 中共青石市委机构编制委员会办公室, 青石市教育局]" \
	"$people" '主送: 省人民政府' >"$tmp/five.txt"
for name in three five; do
	pages "$tmp/$name.txt" >"$tmp/pages"
	has "crowded-$name-row" 'a row of addressees is moved' '^1 +addressee '
	has "crowded-$name-body" 'no text on page 1' '^1 +body '
	check "crowded-$name-silent" 'they are said to be many' \
		sh -c "! grep -q 'addressees are many' $tmp/err"
done
crowded "发文机关标志: [$names]" "$long" \
	"主送: [$names, 各县（区）人民政府, 各开发区管理委员会]" >"$tmp/many.txt"
pages "$tmp/many.txt" >"$tmp/pages"
has crowded-many 'many addressees are not moved' ' main_to '
# 7.3.3: signers that fill page 1 leave no room: told.
upward_of '发文字号: 青政发〔2025〕1号' $(seq -f '王第%.0f' 1 24) >"$tmp/upward.txt"
pages "$tmp/upward.txt" >"$tmp/pages"
check signers-24-told 'nobody says that page 1 has no text' \
	grep -q '7\.3\.3' "$tmp/err"

# The head's texts are put into form where they can be read in one way; what
# cannot is set as it is, and told with its clause.
elem_of() { # KIND <DUMP: its texts
	sed -n "s/^ *\($1\) .*|\(.*\)|$/\2/p"
}
while IFS='|' read -r kind front want clause; do
	{ echo ---; printf '%b\n' "$front"; echo '标题: 关于检查的通知'
		printf '%s\n' --- 请做好检查。; } >"$tmp/text.txt"
	"$HONGTOU" dump -s doc "$tmp/text.txt" >"$tmp/doc" 2>"$tmp/err"
	name="text-$kind-${front//\\n/-}"
	[ "$(elem_of "$kind" <"$tmp/doc")" = "$want" ] && ok "$name" ||
		not_ok "$name" "not set as $want" "$tmp/doc"
	told=$(grep -o "\[\(7\.2\.[0-9]*\|10\.2\)\]" "$tmp/err" | tr -d '[]\n')
	[ "${told:--}" = "$clause" ] && ok "$name-told" ||
		not_ok "$name-told" "told ${told:-nothing}, not $clause" "$tmp/err"
done <<'END'
doc_number|发文字号: 青政发〔2025〕1号|青政发〔2025〕1号|-
doc_number|发文字号: 〔2025〕12号|〔2025〕12号|-
doc_number|发文字号: （2025）第012号|〔2025〕12号|7.2.5
doc_number|发文字号: 青政发【2025】１２号|青政发〔2025〕12号|7.2.5
doc_number|发文字号: 青政发２０２５年12号|青政发〔2025〕12号|7.2.5
doc_number|发文字号: 青政发〔2025〕12|青政发〔2025〕12号|7.2.5
doc_number|发文字号: 青政发〔25〕12号|青政发〔25〕12号|7.2.5
doc_number|发文字号: 青政发〔2025〕第12-1号|青政发〔2025〕第12-1号|7.2.5
doc_number|发文字号: 青政发〔2025〕0号|青政发〔2025〕0号|7.2.5
doc_number|发文字号: 待定|待定|7.2.5
doc_number|发文字号: 第12号|第12号|-
doc_number|发文字号: 2025年第12号|2025年第12号|-
doc_number|发文字号: 青石市水务局公告2025年第12号|青石市水务局公告2025年第12号|-
doc_number|发文字号: 第三期（总第15期）|第三期（总第15期）|-
doc_number|发文字号: 十二|十二|7.2.5
doc_number|格式: 命令\n令号: 十二|第十二号|10.2
doc_number|格式: 命令\n令号: １2|第12号|10.2
doc_number|格式: 命令\n令号: 第 12 号|第12号|10.2
doc_number|格式: 命令\n令号: 第十二号|第十二号|-
doc_number|发文机关标志: 青石市人民政府令\n令号: 12号|第12号|10.2
secrecy|密级: 机密|机密|-
secrecy|密级: 机密★10年|机密★10年|-
secrecy|密级: 机密★长期|机密★长期|-
secrecy|密级: 机密★启用前|机密★启用前|-
secrecy|密级: 机密10年|机密★10年|7.2.2
secrecy|密级: 机密\n保密期限: 二十年|机密★20年|7.2.2
secrecy|密级: 秘密★１２个月|秘密★12个月|7.2.2
secrecy|保密期限: 10年|10年|7.2.2
secrecy|密级: 保密|保密|7.2.2
urgency|紧急程度: 特急|特急|-
urgency|紧急程度: 加　急|加　急|-
urgency|紧急程度: 很急|很急|7.2.3
copy_number|份号: 12|000012|-
copy_number|份号: １２|000012|-
copy_number|份号: 000012|000012|-
copy_number|份号: abc|abc|7.2.1
copy_number|份号: 12345678|12345678|7.2.1
END
# The same in a text without front matter.
printf '%s\n' '机密 二十年' '' 青石市人民政府文件 '' '青政发【2025】１２号' '' \
	关于检查的通知 '' 各单位： '' 请做好检查。 >"$tmp/text.txt"
"$HONGTOU" dump -s doc "$tmp/text.txt" >"$tmp/doc" 2>"$tmp/err"
[ "$(elem_of 'secrecy\|doc_number' <"$tmp/doc" | tr '\n' ' ')" = \
	'机密★20年 青政发〔2025〕12号 ' ] && ok text-plain ||
	not_ok text-plain 'secrecy and number are not found' "$tmp/doc"

# What a form does not show is told with the clause of that form.
while IFS='|' read -r form line clause; do
	printf '%s\n' --- "格式: $form" '发文机关标志: 青石市水务局' "$line" \
		'标题: 关于检查的通知' '署名: 青石市水务局' \
		'成文日期: 2025年3月1日' --- 请做好检查。 >"$tmp/form.txt"
	render -o "$tmp/form.pdf" "$tmp/form.txt"
	expect "left-out-$form-${line%%:*}" 0 \
		"form.txt:[0-9:]* warning: this form does not show the [a-z_]*: [^ ]*$clause +->"
done <<'END'
信函|印发机关: 水务局办公室| \[10\.1\]
纪要|印章: outline| \[10\.3\]
纪要|签名章: outline| \[10\.3\]
白头|标志后缀: 文件|
END
printf '%s\n' --- '标题: 关于检查的通知' '签名章: outline' --- 请做好检查。 \
	>"$tmp/form.txt"
render -o "$tmp/form.pdf" "$tmp/form.txt"
expect stamp-alone 0 'the signature_stamp is not shown: outline \[7\.3\.5\.3\]'

# 10.1: a letter's mark is the name alone; 文件 is told.
while IFS='|' read -r mark shown; do
	printf '%s\n' --- '格式: 信函' "发文机关标志: $mark" \
		'标题: 关于检查的函' '署名: 青石市水务局' \
		'成文日期: 2025年3月1日' --- 请做好检查。 >"$tmp/letter.txt"
	pages "$tmp/letter.txt" >"$tmp/pages"
	has "letter-$mark" "the mark is not $shown" \
		"^1 +issuer_mark .*\\|$shown\\|"
	case $mark in
	"$shown") want=0 ;;
	*) want=1 ;;
	esac
	[ "$(grep -c '文　*件 \[10\.1\]' "$tmp/err")" = $want ] &&
		ok "letter-$mark-told" ||
		not_ok "letter-$mark-told" 'what is told is wrong' "$tmp/err"
done <<'END'
青石市人民政府文件|青石市人民政府
青石市人民政府　文　件|青石市人民政府
[青石市水务局, 青石市财政局, 文件]|青石市水务局
青石市人民政府|青石市人民政府
END

# 7.2.6: names below the line of the label are signers too, and the number may
# stand before the last of them; a line that is not right below is none.
heads() { # WANT <SOURCE: kinds and texts of the head, in one line
	cat >"$tmp/head.txt"
	"$HONGTOU" dump -s doc "$tmp/head.txt" 2>"$tmp/err" |
		sed -n 's/^ *\([a-z_]*\) .*|\(.*\)|$/\1 \2/p' |
		grep -E '^(doc_number|signer|signature|date|title|stray)' |
		tr '\n' ' ' >"$tmp/heads"
	[ "$(cat "$tmp/heads")" = "$2 " ] && ok "$1" ||
		not_ok "$1" "not $2" "$tmp/heads"
}
upward_text() {
	printf '%s\n' 青石市人民政府文件 '' "$@" '' 关于便民的请示 '' 省政府： '' \
		请批准。
}
upward_text '青政发〔2025〕1号　　签发人：李明' '　　　　　　　　　　　　　王芳' |
	heads below-one 'doc_number 青政发〔2025〕1号 signer 签发人： signer_name 李明 signer_name 王芳 title 关于便民的请示'
upward_text '　　　　签发人：李　明　欧阳长风' '　　　　　　　　赵　刚　阿卜杜热西提·买买提' \
	'青政发〔2025〕1号　　钱伟' |
	heads below-many 'signer 签发人： signer_name 李明 signer_name 欧阳长风 signer_name 赵刚 signer_name 阿卜杜热西提·买买提 doc_number 青政发〔2025〕1号 signer_name 钱伟 title 关于便民的请示'
upward_text '青政发〔2025〕1号　　签发人：李明' '' '　　　　　　　　　　　　　王芳' |
	heads below-blank 'doc_number 青政发〔2025〕1号 signer 签发人： signer_name 李明 stray 王芳 title 关于便民的请示'
upward_text '青政发〔2025〕1号　　签发人：李明' 王芳 |
	heads below-left 'doc_number 青政发〔2025〕1号 signer 签发人： signer_name 李明 stray 王芳 title 关于便民的请示'

# 10.3: who issues minutes, and when, above the red line: in a row, in two
# lines, and as our own pages say it.
minutes_text() {
	printf '%s\n' 青石市人民政府专题会议纪要 '' 〔2025〕12号 '' "$@" '' \
		研究停车场有关问题的会议纪要 '' 会议听取了市住房城乡建设局的情况汇报，议定了以下事项。 '' 出席：王远
}
issue='signature 青石市人民政府办公室 date 2025年5月6日'
minutes_text 青石市人民政府办公室　　　　2025年5月6日 | heads issue-row \
	"doc_number 〔2025〕12号 $issue title 研究停车场有关问题的会议纪要"
pages "$tmp/head.txt" >"$tmp/pages"
near issue-place 'who issues the minutes is not above the title' \
	"$(sum "$(place 1 doc_number baseline) + $pitch")" \
	"$(place 1 signature baseline)"
near issue-beside 'the date is not in that row' \
	"$(place 1 signature baseline)" "$(place 1 date baseline)"
check issue-silent 'something is said of the row' test ! -s "$tmp/err"
minutes_text 青石市人民政府办公室 2025年5月6日 | heads issue-lines \
	"doc_number 〔2025〕12号 $issue title 研究停车场有关问题的会议纪要"
render -o "$tmp/minutes.pdf" corpus/samples/09-minutes.txt
pdftotext "$tmp/minutes.pdf" - | heads issue-own 'doc_number 〔2025〕8号 signature 青石市人民政府办公室 date 2025年5月30日 title 研究老旧小区加装电梯有关工作的会议纪要'

# The genre picks the form (10): front matter names it, or the title; an upward
# document without a signer is told (7.2.6).
form_of() {
	awk -v zi="$zi" '$2 == "red-rule" { rules++; letter = / w=170 / }
		$2 == "doc_number" { split($3, x, "=")
			left = x[2] > 28 + zi - 0.01 && x[2] < 28 + zi + 0.01 }
		END { form = left ? "upward" : "document"
			if (!rules) form = "order"
			if (letter) form = "letter"
			print form }' "$tmp/pages"
}
while IFS='|' read -r form told mark genre title more; do
	printf '%s\n' --- "发文机关标志: 青石市人民政府$mark" \
		'发文字号: 青政发〔2025〕1号' ${genre:+"文种: $genre"} \
		${more:+"$more"} "标题: 青石市人民政府关于便民服务点$title" \
		'署名: 青石市人民政府' '成文日期: 2025年3月1日' --- \
		请明确牵头部门，按时完成建设任务。 >"$tmp/genre.txt"
	pages "$tmp/genre.txt" >"$tmp/pages"
	name="genre-$mark$genre$title${more%%:*}"
	[ "$(form_of)" = "$form" ] && ok "$name" ||
		not_ok "$name" "is $(form_of), not $form" "$tmp/pages"
	[ "$(grep -c '7\.2\.6' "$tmp/err")" = "$told" ] && ok "$name-told" ||
		not_ok "$name-told" 'what is told is wrong' "$tmp/err"
done <<'END'
letter|0||函||
letter|0||复函||
document|0|文件|函||
order|0||命令（令）||
order|0||令||
upward|1||请示||
upward|1||报告||
document|0||意见||
upward|0||意见||签发人: 李明
document|0||通知||
upward|1|||的请示|
upward|1|文件||的请示|
upward|0|文件||的请示|签发人: 李明
upward|1|||情况的报告|
document|0|||年度报告|格式: 文件
document|0|||的请示|格式: 文件
document|0|||的函|
document|0|||请示的批复|
END
