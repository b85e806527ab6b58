#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
#
# Layouts for all forms (forms: all): the document keeps its form, and the
# layout's own keys lie over that form's; other layouts say when they override
# a form that the source asks for.
. "$(dirname "$0")/lib.sh"

# source_of FORM: a document that asks for it.
source_of() {
	printf '%s\n' --- "格式: $1" "发文机关标志: 青石市统计局${2:-}" \
		'发文字号: 青统函〔2025〕8号' \
		"标题: 青石市统计局关于核对名册的${3:-函}" '主送: 青石市财政局' \
		'署名: 青石市统计局' '成文日期: 2025年3月1日' '抄送: 市审计局' ---
	for ((i = 0; i < 30; i++)); do
		printf '请贵局核对第%d册名册所列单位的名称、地址和负责人。\n\n' "$i"
	done
}
source_of 信函 >"$tmp/letter.txt"
source_of 命令 令 >"$tmp/order.txt"
source_of 纪要 专题会议纪要 纪要 >"$tmp/minutes.txt"
source_of 白头 >"$tmp/draft.txt"
source_of 上行文 文件 请示 | sed 's/^署名/签发人: 王远\n&/' >"$tmp/upward.txt"
source_of 文件 文件 通知 >"$tmp/document.txt"

# pages LAYOUT SOURCE: its pages, one node a line, each with its page before it.
pages() {
	"$HONGTOU" dump -s pages ${1:+-l "$1"} "$2" 2>"$tmp/err" |
		awk '$1 == "page" { n++ } { print n, $0 }'
}
# What tells the forms apart: rules and marks of page 1, where the number
# stands, the places of the signature and of the page number.
traits() {
	awk '$1 == 1 && $2 == "red-rule" { rules++ }
		$2 == "issuer_mark" { marks++ }
		$1 == 1 && $2 == "doc_number" { sub(/.*x=/, ""); number = int($0) }
		$2 == "signature" { sign = ($0 ~ /row=/) "." }
		$1 == 1 && $2 == "page_number" { numbered = 1 }
		END { print "rules", rules + 0, "marks", marks + 0, "number at",
			number, "signed on a row", sign, "numbered", numbered + 0 }' "$1"
}

for layout in gbt33476 word-grid close; do
	for form in document upward letter order minutes draft; do
		pages '' "$tmp/$form.txt" >"$tmp/own"
		mv "$tmp/err" "$tmp/said"
		pages $layout "$tmp/$form.txt" >"$tmp/under"
		traits "$tmp/own" >"$tmp/want"
		traits "$tmp/under" >"$tmp/got"
		check "$layout-keeps-$form" 'it is another form' \
			diff "$tmp/want" "$tmp/got"
		check "$layout-$form-says" 'not what its form says' \
			diff "$tmp/said" "$tmp/err"
	done
done

# The geometry is the layout's.
row() { awk '$1 == 1 && $2 == "body" { sub(/.*baseline=/, ""); print $1 }' \
	"$tmp/under" | awk 'NR == 2 { printf "%.2f", $1 - y } { y = $1 }'; }
for pair in gbt33476=10.39 word-grid=10.21 close=10.45; do
	for form in letter order minutes draft upward; do
		pages ${pair%=*} "$tmp/$form.txt" >"$tmp/under"
		check "${pair%=*}-rows-of-$form" "rows are $(row) mm apart" \
			[ "$(row)" = "${pair#*=}" ]
	done
done

# 10.1: the lower double rule stays; the text keeps clear of it.
for layout in gbt33476 word-grid close; do
	pages $layout "$tmp/letter.txt" >"$tmp/under"
	awk '$1 == 1 && $2 == "red-rule" {
			for (k = 3; k <= NF; k++) {
				if ($k ~ /^y=/) y = substr($k, 3)
				if ($k ~ /^h=/) h = substr($k, 3)
			}
			if (y > 250 && (!top || y < top)) top = y
			if (y + h > foot) foot = y + h
		}
		$1 == 1 && $2 == "body" { sub(/.*baseline=/, ""); last = $1 }
		END { size = 5.59 # 5.54 or 5.644 mm
			gap = top - last - 0.12 * size
			print foot, top, last, gap
			exit !(foot > 276.99 && foot < 277.01 && gap > 4.8 && gap < 5) }' \
		"$tmp/under" >"$tmp/rules" && ok "$layout-letter-rules" ||
		not_ok "$layout-letter-rules" 'rule or text are elsewhere' "$tmp/rules"
done

# page.blank: gap: rows are 10.39 mm apart, and an empty line is a pitch from
# edge to edge, so 4.85 mm less than two rows; wherever the page turns.  The
# note stays with the date.
gap_of() { # LINES of text, what is named below it
	printf '%s\n' --- '发文机关标志: 青石市统计局文件' \
		'发文字号: 青统发〔2025〕8号' '标题: 关于核对名册的通知' \
		'主送: 各单位' '署名: 青石市统计局' '成文日期: 2025年3月1日' \
		'附注: 联系人：王远'
	case $2 in
	nothing) echo '公开属性: 主动公开' ;;
	attachments) echo '附件: [名册, 说明]' ;;
	attendance) echo '出席: 王远' ;;
	esac
	echo ---
	for ((i = 0; i < $1; i++)); do printf '第%d项。\n\n' "$i"; done
}
bad=
for n in 1 3 4 5 6 7 8 9 10 11 12 25 26 27 28 29 30 31 32 33 34; do
	for with in nothing attachments attendance; do
		gap_of $n $with >"$tmp/gap.txt"
		pages gbt33476 "$tmp/gap.txt" >"$tmp/under"
		awk '{ row = at = 0
				for (k = 3; k <= NF; k++) {
					if ($k ~ /^row=/) row = substr($k, 5)
					if ($k ~ /^baseline=/) at = substr($k, 10)
				}
				if (!row) next
				if ($2 == "date") dated = $1
				if ($2 == "note" && $1 != dated) { print; bad = 1 }
				if ($1 == page) {
					want = (row - last) * 10.39 - (row - last > 1) * 4.85
					off = at - y - want
					if (off > 0.01 || off < -0.01) { print; bad = 1 }
					empty += row - last > 1
				}
				page = $1
				last = row
				y = at }
			END { exit bad || empty < 1 }' "$tmp/under" >"$tmp/off" ||
			bad="$n lines, $with"
	done
done
[ -z "$bad" ] && ok gap-rows || not_ok gap-rows "$bad" "$tmp/off"

# House layouts: own keys alone, but for those of one that is for all forms too.
cat >"$tmp/house.yaml" <<'END'
extends: document
name: house
red_rule: {width: 120mm, style: single}
END
cat >"$tmp/house-all.yaml" <<'END'
extends: house
name: house-all
forms: all
END
echo 'title: {before: 3}' >>"$tmp/house-all.yaml"
printf '%s\n' 'extends: gbt33476' 'name: chain' 'forms: all' \
	'signature: {tighten: 1}' >"$tmp/chain.yaml"
width() { "$HONGTOU" dump -s pages -l "$1" "$2" 2>/dev/null |
	awk '$1 == "red-rule" { sub(/.*w=/, ""); print $1; exit }'; }
check house-general 'a general document has not what the layout extends' \
	[ "$(width "$tmp/house-all.yaml" "$tmp/document.txt")" = 120 ]
check house-letter 'a letter has what the layout extends' \
	[ "$(width "$tmp/house-all.yaml" "$tmp/letter.txt")" = 170 ]
pages "$tmp/house-all.yaml" "$tmp/letter.txt" >"$tmp/under"
pages '' "$tmp/letter.txt" >"$tmp/own"
check house-own-key 'its own key does not count for a letter' \
	[ "$(awk '$2 == "title" { sub(/.*baseline=/, ""); printf "%d", $1 }' \
		"$tmp/under")" -gt "$(awk '$2 == "title" {
			sub(/.*baseline=/, ""); printf "%d", $1 + 9 }' "$tmp/own")" ]
pages "$tmp/chain.yaml" "$tmp/letter.txt" >"$tmp/under"
check chain-rows "rows are $(row) mm apart" [ "$(row)" = 10.39 ]
check chain-rules 'it is no letter' \
	[ "$(grep -c '^1 *red-rule' "$tmp/under")" -eq 4 ]

# A learned layout may be one.
"$HONGTOU" render -l word-grid -o "$tmp/own.pdf" "$tmp/document.txt" \
	>/dev/null 2>&1
"$HONGTOU" learn -o "$tmp/learned.yaml" "$tmp/own.pdf" >/dev/null 2>&1
echo 'forms: all' >>"$tmp/learned.yaml"
pages "$tmp/learned.yaml" "$tmp/letter.txt" >"$tmp/under"
check learned-rules 'it is no letter' \
	[ "$(grep -c '^1 *red-rule' "$tmp/under")" -eq 4 ]
check learned-rows "rows are $(row) mm apart" [ "$(row)" = 10.21 ]
# What is learned by one extends it, and lies over a form with it.
"$HONGTOU" learn -l word-grid -o "$tmp/learned.yaml" "$tmp/own.pdf" \
	>/dev/null 2>&1
check learned-extends 'not named' grep -q '^extends: word-grid' \
	"$tmp/learned.yaml"

# check sees the same layout as render.
"$HONGTOU" render -l gbt33476 -o "$tmp/letter.pdf" "$tmp/letter.txt" \
	>/dev/null 2>&1
"$HONGTOU" check --format json -l gbt33476 --original "$tmp/letter.pdf" \
	"$tmp/letter.txt" >"$tmp/check.json" 2>"$tmp/err"
check check-original 'its own PDF differs' \
	jq -e '[.. | .differences? // empty | length] | add == 0 or . == []' \
	"$tmp/check.json"

# Other layouts are whatever the document's form, and say so when it is asked
# for; not when it is the same form.
render -l document -o "$tmp/o.pdf" "$tmp/letter.txt"
expect overrides-told 0 'letter.txt.*warning.*document.*信函'
render -l letter -o "$tmp/o.pdf" "$tmp/letter.txt"
check overrides-same 'told of the form that is asked for' test ! -s "$tmp/stderr"
render -l order -o "$tmp/o.pdf" corpus/samples/07-letter.txt
check overrides-unasked 'told of a form that is not asked for' \
	sh -c "! grep -q form '$tmp/stderr'"
printf '%s\n' 'extends: letter' 'name: my-letter' >"$tmp/mine.yaml"
render -l "$tmp/mine.yaml" -o "$tmp/o.pdf" "$tmp/letter.txt"
check overrides-extends 'told of the form that is extended' \
	test ! -s "$tmp/stderr"

# Which ones they are is listed.
"$HONGTOU" layouts --lang en >"$tmp/list"
for layout in gbt33476 word-grid close; do
	check "listed-$layout" 'not told' grep -q "^$layout .*\[all forms\]" \
		"$tmp/list"
done
check listed-others 'told of another' \
	sh -c "! grep -E '^(document|letter|order) .*all forms' '$tmp/list'"

# A batch renders again when a key is written out that the general form has:
# it lies over the other forms too.
cp -r layouts data fonts "$tmp/"
batch() {
	HONGTOU_DATA=$tmp "$HONGTOU" render --lang en -l gbt33476 -o "$tmp/batch" \
		"$tmp/letter.txt" "$tmp/order.txt" 2>&1
}
batch >/dev/null
cp "$tmp/batch/letter.pdf" "$tmp/before.pdf"
printf '\nred_rule: {style: single}\n' >>"$tmp/layouts/gbt33476.yaml"
batch >"$tmp/said"
check key-changes 'the letter is not rendered again' \
	sh -c "! cmp -s '$tmp/before.pdf' '$tmp/batch/letter.pdf'"

# forms is own or all, and a file's own word.
echo 'forms: some' | cat layouts/close.yaml - >"$tmp/layouts/bad.yaml"
run env HONGTOU_DATA="$tmp" "$HONGTOU" render --lang en -l bad -o "$tmp/o.pdf" \
	"$tmp/letter.txt"
expect forms-names 2 'forms cannot be some.*own, all'
