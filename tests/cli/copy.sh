#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
#
# usage: copy.sh           text that is copied or searched for is whole
#        copy.sh --table   prints, for each document and reader, how many words
#                          and lines came back in pieces
#
# Readers find words by the distances of glyphs: a narrow letter in half a cell,
# the gap between Han and Latin, a mark that gives of its blank half must not
# put a blank or an end of line into what the text has together
# (tests/text/whole.pl).  mutool 1.21 goes by distances alone and makes a blank of
# each gap between Han and Latin, and of two narrow letters side by side: of it
# only the words of the corpus and the samples are asked.
#
# The structure (pdfinfo -struct-text) tells all lines: what keeps words together
# must not take text out of it.
. "$(dirname "$0")/lib.sh"

# The text that a reader gives.
text_of() { # READER PDF
	case $1 in
	mutool) mutool draw -q -F txt "$2" 2>/dev/null ;;
	structure) pdfinfo -struct-text "$2" | sed -n 's/^ *"\(.*\)"$/\1/p' |
		tr -d ' \n' ;;
	reading) pdftotext "$2" - ;;
	*) pdftotext "-$1" "$2" - ;;
	esac
}

# What came back in pieces, of one source.
pieces() { # SOURCE PDF READER
	local lines=$tmp/lines all=
	[ "$3" != mutool ] || lines=
	[ "$3" != structure ] || all=all
	text_of "$3" "$2" >"$tmp/text"
	[ -s "$tmp/text" ] || echo 'no text'
	# Page numbers are no part of the structure.
	grep -v '^ *page_number' "$tmp/pages" >"$tmp/lines"
	tests/text/whole.pl "$1" "$tmp/text" $lines $all
}

# Marks that are raised have a baseline of their own, which -raw, that knows no
# lines, takes for a line of its own.
raised() { grep -oE '\[\^|<sup>' "$1" | wc -l; }

whole() { # SOURCE PDF READER
	local allowed=0
	[ "$3" != raw ] || allowed=$(raised "$1")
	pieces "$1" "$2" "$3" >"$tmp/pieces"
	if [ "$(wc -l <"$tmp/pieces")" -le "$allowed" ]; then
		ok "whole-$3-$(name_of "$1")"
	else
		not_ok "whole-$3-$(name_of "$1")" 'came back in pieces' \
			"$tmp/pieces"
	fi
}

readers='reading layout raw mutool structure'

test_one() { # SOURCE PDF LAYOUT READER...
	local source=$1 pdf=$2
	"$HONGTOU" dump -s pages ${3:+-l "$3"} "$1" >"$tmp/pages" 2>/dev/null
	shift 3
	for reader; do
		whole "$source" "$pdf" "$reader"
	done
}

table_of() { # SOURCE PDF
	"$HONGTOU" dump -s pages "$1" >"$tmp/pages" 2>/dev/null
	printf '%s' "$(name_of "$1")"
	for reader in $readers; do
		pieces "$1" "$2" $reader | awk -v r=$reader '
			$1 == "word" { words += $NF }
			$1 != "word" { lines++ }
			END { printf "\t%s %d/%d", r, words, lines }'
	done
	echo
}

# Words of narrow letters, in body, table and title, and marks that are
# squeezed; in half cells, and in a Latin face.
cat >"$tmp/narrow.txt" <<'END'
青石市民政局文件

青民发〔2025〕41号

青石市民政局关于做好2025年线上办理的通知

各县区民政局，局属各单位：

自11:17起至21:30止，可在www.example.cn或者http://files.example.cn/i/list-1.html办理，咨询电话0371-11171111，邮箱ill.till@mail.example.cn。收费标准为1,111.11元，不超过7.1%（含税），“最低”“最优”等字样，（一）至（三）项、《办法》、《细则》均适用。

| 项目 | 时间 | 网址 |
|---|---|---|
| 办理 | 11:17 | til.example.cn |
| 查询 | 1.1—7.1 | fill.example.cn |

青石市民政局
2025年11月10日
END
cp "$tmp/narrow.txt" "$tmp/latin.txt"
printf 'extends: document\nline:\n  latin: font\n' >"$tmp/latin.yaml"

"$HONGTOU" render -o "$tmp/out" corpus >"$tmp/log" 2>&1
code=$?
if [ "${1:-}" = --table ]; then
	for source in "${sources[@]}" corpus/samples/*.txt; do
		pdf=${source#corpus/}
		table_of "$source" "$tmp/out/${pdf%.txt}.pdf"
	done
	exit
fi
if [ $code -le 1 ]; then
	ok renders
else
	not_ok renders "exit status $code" "$tmp/log"
fi
for source in "${sources[@]}" corpus/samples/*.txt; do
	pdf=${source#corpus/}
	test_one "$source" "$tmp/out/${pdf%.txt}.pdf" '' $readers
done
for name in narrow latin; do
	layout=
	[ $name = narrow ] || layout=$tmp/latin.yaml
	"$HONGTOU" render ${layout:+-l "$layout"} -o "$tmp/$name.pdf" \
		"$tmp/$name.txt" >"$tmp/log" 2>&1
	test_one "$tmp/$name.txt" "$tmp/$name.pdf" "$layout" reading layout raw \
		structure
done
check sound 'qpdf --check complains' sh -c 'for f; do
	qpdf --check "$f" 2>&1 | grep -i "warn\|error:" && exit 1; done; true' \
	sh "$tmp/narrow.pdf" "$tmp/latin.pdf"

# What the tests above go by: a blank in a word, a line that is cut, and a blank
# in a line are told; a word at a line's end and what is not there are not.
line='自17:00起，请登录www.example.cn办理。'
echo "$line" >"$tmp/said"
echo "  body row=1 |$line|" >"$tmp/lines"
told() { # NAME TEXT WANT
	printf '%b\n' "$2" >"$tmp/text"
	tests/text/whole.pl "$tmp/said" "$tmp/text" "$tmp/lines" |
		tr '\t\n' '  ' >"$tmp/told"
	check "told-$1" "want $3, told $(cat "$tmp/told")" \
		[ "$(cat "$tmp/told")" = "$3" ]
}
told nothing "  $line" ''
told word "${line/:/ : }" "word 17:00 1 line $line "
told cut "${line/，/，\\n}" "line $line "
told blank "${line/17/ 17}" "line $line "
told absent '自17:00起，请登录www.example.\ncn' ''
printf '自17:00起，请登录' >"$tmp/text"
check told-lost 'a line that is not there' sh -c \
	'tests/text/whole.pl "$1/said" "$1/text" "$1/lines" all | grep -q ^lost' \
	sh "$tmp"
