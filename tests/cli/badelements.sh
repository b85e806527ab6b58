#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
#
# Bad elements: pictures, tables, lists and front matter that cannot be as the
# source says.  Each renders what it can and names what it cannot, or stops
# with an error; no character is lost.
. "$(dirname "$0")/lib.sh"

picture=$root/build/tools/picture
cd "$tmp" || exit 1

# characters <TEXT: how often each non-blank one stands there
characters() { grep -o '[^[:space:]　]' | LC_ALL=C sort | uniq -c; }

# whole NAME PDF <TEXT: all of the text's characters are on the pages.
whole() {
	characters >"$tmp/want"
	pdftotext -raw "$2" - 2>/dev/null | characters >"$tmp/have"
	awk 'NR == FNR { have[$2] = $1; next }
	have[$2] + 0 < $1 { print $2 ": " $1 " times, found " have[$2] + 0 }' \
		"$tmp/have" "$tmp/want" >"$tmp/lack"
	if [ ! -s "$tmp/want" ] || ! qpdf --check "$2" >"$tmp/qpdf" 2>&1; then
		not_ok "$1" 'no sound PDF' "$tmp/qpdf"
	elif [ -s "$tmp/lack" ]; then
		not_ok "$1" 'lost' "$tmp/lack"
	else
		ok "$1"
	fi
}

# told NAME CODES PATTERN [KEY: VALUE...]: a document with this front matter
# besides title, signature and date; its source in NAME.txt.  The pages must
# have all values but those of settings, and the body.
plain='标题: 关于检查的通知
署名: 青石市水务局
成文日期: 2025年3月1日'
told() {
	local name=$1 codes=$2 pattern=$3
	shift 3
	{
		echo ---
		echo "$plain"
		[ $# -eq 0 ] || printf '%s\n' "$@"
		echo ---
		echo 请各单位做好检查。
	} >"$name.txt"
	render -o "$name.pdf" "$name.txt"
	expect "$name" "$codes" "$pattern"
}
# and that the pages are whole, with MORE text on them
kept() { # NAME [MORE]
	{
		echo "$plain" | sed 's/^[^:]*: //'
		echo "请各单位做好检查。${2-}"
	} | whole "$1-whole" "$1.pdf"
}

# ---- pictures -----------------------------------------------------------

echo 'no picture' >text.png
"$picture" 300 300 6 8 >alpha.png
"$picture" 300 300 2 16 >deep.png
"$picture" 300 300 3 8 >palette.png
"$picture" 300 300 3 2 >palette2.png
"$picture" 300 300 4 16 >grey.png
"$picture" 301 300 0 1 >bits.png
"$picture" 300 300 2 8 20000 >cut.png
"$picture" 10000 10000 2 8 33 >huge.png
"$picture" 9 9 2 8 >zlib.png
# Pixels that are no zlib stream, in a file that is whole.
printf '\377\377\377\377' | dd of=zlib.png bs=1 seek=41 conv=notrunc 2>/dev/null
cmyk_picture >cmyk.jpg
head -c 200 cmyk.jpg >cut.jpg

while IFS='|' read -r file why; do
	told "seal-$file" 1 \
		"seal-$file.txt:5:5: fault: cannot use the picture $file: $why" \
		"印章: $file"
	kept "seal-$file"
done <<'END'
absent.png|it cannot be read
text.png|neither PNG nor JPEG
huge.png|it has too many pixels
cut.png|it is cut off
cut.jpg|it is cut off
END
told seal-folder 1 'fault: cannot use the picture \.: it cannot be read' '印章: .'
kept seal-folder
told seal-zlib 1 'fault: cannot use the picture zlib.png: it is damaged' \
	'印章: zlib.png'
kept seal-zlib

while IFS='|' read -r file kind; do
	told "seal-$file" 0 '' "印章: $file"
	kept "seal-$file"
	pdfimages -list "seal-$file.pdf" 2>/dev/null | tail -n +3 |
		awk '{ printf "%s-%s-%s ", $3, $6, $8 }' >kind
	check "seal-$file-kind" "not $kind" grep -qx "$kind " kind
done <<'END'
alpha.png|image-rgb-8 smask-gray-8
deep.png|image-rgb-8
palette.png|image-rgb-8
palette2.png|image-rgb-8
grey.png|image-gray-8 smask-gray-8
bits.png|image-gray-8
cmyk.jpg|image-cmyk-8
END

while IFS='|' read -r value; do
	told "diameter" 2 \
		"diameter.txt:6: error: 印章直径 cannot be $value .*10mm\.\.\.100mm" \
		'印章: outline' "印章直径: $value"
done <<'END'
200mm
-42mm
42cm
0
大
END
told seal-wider-than-any 0 '' '印章: outline' '印章直径: 100mm'
kept seal-wider-than-any
told seals-more 0 'seals-more.txt:5:6: warning: there are 1 signatures and 5 seals' \
	'印章: [outline, outline, outline, outline, outline]'
kept seals-more
plain='标题: 关于检查的通知
成文日期: 2025年3月1日'
told seal-unsigned 0 'warning: there are 0 signatures and 1 seals' '印章: outline'
kept seal-unsigned
plain='标题: 关于检查的通知
署名: 青石市水务局
成文日期: 2025年3月1日'

# ---- tables -------------------------------------------------------------

table() { # NAME CODES PATTERN <TABLE
	{
		printf '关于检查的通知\n\n各单位：\n\n情况如下。\n\n'
		cat
		printf '\n青石市水务局\n2025年3月1日\n'
	} >"$1.txt"
	render -o "$1.pdf" "$1.txt"
	expect "$1" "$2" "$3"
}
line() { # TIMES TEXT: the text between bars
	printf '|'
	for ((k = 1; k <= $1; k++)); do printf '%s|' "$2"; done
	echo
}
rows() { # ROWS
	printf '|序号|单位|进度|\n|---|---|---|\n'
	seq -f '|%.0f|北河区水务局|完成|' 1 "$1"
}
rows 5000 | table table-5000 0 ''
rows 5000 | grep -v -e '---' | tr -d '|' | whole table-5000-whole table-5000.pdf
{ line 60 列; line 60 ---; line 60 长; line 60 短; } | table columns-60 0 ''
{ line 60 列; line 60 长; line 60 短; } | tr -d '|' |
	whole columns-60-whole columns-60.pdf
{ line 200 列; line 200 ---; line 200 长; } |
	table columns-200 1 'columns-200.txt:7:1: fault: the table has 200 columns'
{ line 200 列; line 200 长; } | tr -d '|' |
	whole columns-200-whole columns-200.pdf
long=$(for ((k = 0; k < 200; k++)); do printf 请各单位按照有关规定做好检查。; done)
printf '|序号|内容|\n|---|---|\n|1|%s|\n|2|完|\n' "$long" | table cell-long 0 ''
echo "$long" | whole cell-long-whole cell-long.pdf

csv() { printf '![表1 进度](%s)\n' "$1.csv" | table "$@"; }
printf '\xef\xbb\xbf序号,"名称,含逗号","换\n行","引""号"\r\n1,甲,乙,丙\r\n2,短\r\n3,长,行,多,格\r\n' \
	>csv-quoted.csv
csv csv-quoted 0 'row 3 of the table csv-quoted.csv has .* row 4 of '
echo '表1 进度序号名称,含逗号换行引"号1甲乙丙2短3长行多格' |
	whole csv-quoted-whole csv-quoted.pdf
check csv-quoted-mark 'the BOM is on the page' \
	sh -c "! pdftotext csv-quoted.pdf - | grep -q $'\xef\xbb\xbf'"
# In the encodings that a source may be in.
for code in GB18030 GBK UTF-16; do
	printf '序号,名称\n1,甲局\n' | iconv -t $code >csv-$code.csv
	csv csv-$code 0 "csv-$code.txt:7:1: note: the table csv-$code.csv is read as "
	echo '序号名称1甲局' | whole csv-$code-whole csv-$code.pdf
done
printf '\304\200\001\002\003\377\376\000\001,\200\n' >csv-binary.csv
csv csv-binary 1 'csv-binary.txt:7:1: fault: the table csv-binary.csv is no text.* save it as CSV in UTF-8'
echo '情况如下。表1 进度青石市水务局' | whole csv-binary-whole csv-binary.pdf
# UTF-8 with a byte that is none is not guessed at.
printf '序号,名称\n1,甲\377局\n2,乙局\n' >csv-bytes.csv
csv csv-bytes 1 'csv-bytes.txt:7:1: fault: the table csv-bytes.csv is no text'
: >csv-empty.csv
csv csv-empty 1 'csv-empty.txt:7:1: fault: the table csv-empty.csv is empty .*check whether'
printf '序号,名称\n1,"没有尾' >csv-open.csv
csv csv-open 0 ''
echo '序号名称1没有尾' | whole csv-open-whole csv-open.pdf
seq -f '%.0f,北河区水务局,完成' 1 5000 >csv-5000.csv
csv csv-5000 0 ''
tr -d , <csv-5000.csv | whole csv-5000-whole csv-5000.pdf
printf '1,2\n%.0s' {1..150000} >csv-cells.csv
csv csv-cells 1 'fault: the table csv-cells.csv has 150000 rows and 2 columns: too many .*200 columns, 200000 cells'
csv csv-absent 1 'fault: cannot read the table csv-absent.csv .*check the path'
seq -s , 1 201 >csv-columns.csv
csv csv-columns 1 'fault: the table csv-columns.csv has 1 rows and 201 columns: too many'
printf '![图1](absent.png)\n' | table figure-absent 1 \
	'figure-absent.txt:7:1: fault: cannot use the picture absent.png'
echo '图1情况如下。' | whole figure-absent-whole figure-absent.pdf

# ---- long lists ---------------------------------------------------------

list() { # KEY COUNT FORM: a list of front matter
	echo "$1:"
	seq -f "  - $3" 1 "$2"
}
told issuers-40 0 'warning: the issuer mark is so long' \
	"$(list 发文机关标志 40 '第%.0f服务中心')" '标志后缀: 文件'
kept issuers-40 "$(seq -f '第%.0f服务中心' 1 40)文件"
told addressees-300 0 'addressees-300.txt:6:5: note: the addressees are many' \
	"$(list 主送 300 '第%.0f街道办事处')"
kept addressees-300 "$(seq -f '第%.0f街道办事处' 1 300)主送：。"
told attachments-1000 0 \
	'attachments-1000.txt:6:5: warning: 1000 attachments are named, 0 follow' \
	"$(list 附件 1000 '第%.0f号检查表')"
kept attachments-1000 "附件：$(seq -f '%.0f.第%.0f号检查表' 1 1000 2>/dev/null ||
	seq -f '第%.0f号检查表' 1 1000)"
told signers-12 0 '' '格式: 上行文' '发文机关标志: 青石市水务局文件' \
	"$(list 签发人 12 '王第%.0f')"
kept signers-12 "签发人：青石市水务局文件$(seq -f '王第%.0f' 1 12)"
told signatures-30 0 'there are 31 signatures and 1 seals' \
	"$(list 署名 30 '青石市第%.0f水务局')" '印章: outline'
kept signatures-30 "$(seq -f '青石市第%.0f水务局' 1 30)"
told duty-800 0 'name and post have no room beside the stamp.*7\.3\.5\.3' \
	"职务: $(printf '青石市水务局局长%.0s' {1..100})" '签名章: outline'
kept duty-800 "$(printf '青石市水务局局长%.0s' {1..100})"
check duty-800-pages 'characters stand outside of the type area' \
	test "$(pdftotext -f 1 -l 9 -x 0 -y 743 -W 596 -H 99 duty-800.pdf - | grep -c 局)" -eq 0
# Nor have they beside one as wide as the page.
printf 'extends: document\nstamp: {width: 100mm, right: 10zi}\n' >wide.yaml
run "$HONGTOU" render --lang en -l wide.yaml -o duty-wide.pdf duty-800.txt
expect duty-wide 0 'no room beside the stamp'
{
	echo 关于检查的通知青石市水务局2025年3月1日请各单位做好检查。
	printf '青石市水务局局长%.0s' {1..100}
} | whole duty-wide-whole duty-wide.pdf
told copies-300 0 '' "$(list 抄送 300 '第%.0f街道')"
kept copies-300 "$(seq -f '第%.0f街道' 1 300)抄送：。"
{
	printf '关于检查的通知\n\n各单位：\n\n请各单位做好检查。\n\n附件：'
	seq -f '%.0f. 检查表' 1 999
	printf '\n青石市水务局\n2025年3月1日\n'
} >attachments-999.txt
render -o attachments-999.pdf attachments-999.txt
expect attachments-999 0 'warning: 999 attachments are named, 0 follow'
seq -f '%.0f.检查表' 1 999 | whole attachments-999-whole attachments-999.pdf

# A title of 200 characters, of words and of none.
words=$(for ((k = 0; k < 9; k++)); do
	printf 供水管网检查和老旧小区改造以及河道清淤疏浚、
done)
plain="标题: 青石市水务局关于做好${words:0:185}工作的通知
署名: 青石市水务局
成文日期: 2025年3月1日"
told title-200 0 'title-200.txt:2:5: warning: page 1 shows no body text.*7\.3\.3' \
	'主送: 各单位' '发文机关标志: 青石市水务局文件'
kept title-200 '各单位：青石市水务局文件'
# Addressees that are moved, and a mark that is smaller, in vain.
check title-200-as-it-came 'something was done in vain' \
	sh -c '! grep -q "addressees are many\|issuer mark is so" stderr'
check title-200-lines 'a line of the title is longer than the type area' \
	test "$(pdftotext title-200.pdf - | wc -L)" -le 60
plain='标题: 关于检查的通知
署名: 青石市水务局
成文日期: 2025年3月1日'

# ---- attachments, dates, keys, forms ------------------------------------

printf '关于检查的通知\n\n各单位：\n\n请做好检查。\n\n附件：1. 检查表\n2. 名单\n\n青石市水务局\n2025年3月1日\n\n附件1\n\n检查表\n\n内容如下。\n' \
	>attachment-missing.txt
render -o attachment-missing.pdf attachment-missing.txt
expect attachment-missing 0 \
	'attachment-missing.txt:7:1: warning: 2 attachments are named, 1 follow \[7.3.7\]'
echo '附件：1.检查表2.名单附件1检查表内容如下。' |
	whole attachment-missing-whole attachment-missing.pdf
told attachment-apart 0 '' '附件: 检查表' '附件另装: 是'
check attachment-apart-silent 'it is said to be missing' \
	sh -c '! grep -q "are named" stderr'

while read -r day; do
	plain="标题: 关于检查的通知
署名: 青石市水务局
成文日期: $day"
	told "date-$day" 0 "date-$day.txt:4:7: warning: .*a day that is not there, set as it is: $day" \
		'格式: 文件'
	kept "date-$day"
done <<'END'
2025年2月30日
2025年2月29日
2025年4月31日
2025年13月1日
1900年2月29日
END
plain='标题: 关于检查的通知
署名: 青石市水务局
成文日期: 2024年2月29日'
told date-leap 0 ''
check date-leap-silent 'the day is said not to be there' \
	sh -c '! grep -q "not there" stderr'
plain='标题: 关于检查的通知
署名: 青石市水务局
成文日期: 2025年3月1日'

told key-twice 0 'key-twice.txt:5:5: warning: front matter gives the 标题; this one is not set: 关于核查的通知' \
	'标题: 关于核查的通知' '格式: 文件' '格式: 信函'
kept key-twice
tr '\n' ' ' <stderr >joined
check key-twice-setting 'the second form is not named' \
	grep -q 'key-twice.txt:7:5: warning: front matter gives the 格式' joined
told key-both-languages 0 'both-languages.txt:5:8: warning: the keys 标题 and title are one element; the latter is not set: 关于核查的通知' \
	'title: 关于核查的通知'
kept key-both-languages
told key-list-again 0 '' '署名: 青石市财政局'
kept key-list-again 青石市财政局
told key-unknown 2 'key-unknown.txt:5: error: front matter has no key 主松.*主送' '主松: 各单位'
while read -r key near; do
	told "key-like-$key" 2 "no key $key .*the nearest key is $near;" "$key: x"
done <<'END'
主松 主送
文号码 文号
成文日其 成文日期
titel title
END
for key in 电话 主题词 phone; do
	told "key-unlike-$key" 2 "no key $key  *-> hongtou-source\\(5\\) tells all" \
		"$key: x"
done
told key-both-places 0 '' '双面: 是' '格式: 白头'
told switch-value 2 'switch-value.txt:5: error: 双面 cannot be 也许.*true, false' '双面: 也许'
told form-unknown 2 'error: form cannot be 公文.*信函' '格式: 公文'

told order-addressee 0 '' '格式: 命令' '发文机关标志: 青石市人民政府令' '主送: 各区县'
kept order-addressee 各区县：青石市人民政府令
told letter-print 0 'letter-print.txt:7:7: warning: this form does not show the print_office: .*letter-print.txt:8:7: warning: this form does not show the print_date' \
	'格式: 信函' '发文机关标志: 青石市水务局' '印发机关: 水务局办公室' '印发日期: 2025年3月2日'
kept letter-print 青石市水务局
told minutes-seal 0 'this form does not show the seal' '格式: 纪要' '印章: outline'
kept minutes-seal
told minutes-stamp 0 'this form does not show the signature_stamp' \
	'格式: 纪要' '签名章: outline'
kept minutes-stamp
told draft-mark 0 'draft-mark.txt:6:9: warning: this form does not show the issuer_mark: 青石市水务局文件' \
	'格式: 白头' '发文机关标志: 青石市水务局文件'
kept draft-mark
told marks-with-words 0 'warning: a repeated mark_suffix is not set: 文件' \
	'发文机关标志: [青石市水务局文件, 青石市财政局文件]'
kept marks-with-words 青石市水务局青石市财政局文件
