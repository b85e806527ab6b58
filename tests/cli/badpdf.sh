#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
#
# PDFs that cannot be compared: each ends soon, with status 2 and a message
# that says why; none takes the program down.
. "$(dirname "$0")/lib.sh"

source=corpus/004_e250e868cd285ef8.txt
good=$tmp/good.pdf
"$HONGTOU" render -o "$good" "$source" >/dev/null 2>&1

# refused NAME PATTERN: what check says of $tmp/NAME.pdf.
refused() {
	local start status took
	start=$(date +%s)
	timeout 60 "$HONGTOU" check --lang en --original "$tmp/$1.pdf" \
		"$source" >"$tmp/$1.out" 2>"$tmp/$1.err"
	status=$?
	took=$(($(date +%s) - start))
	if [ $status -ne 2 ]; then
		not_ok "$1" "status $status" "$tmp/$1.err"
	elif ! grep -q "$2" "$tmp/$1.err"; then
		not_ok "$1" "message lacks '$2'" "$tmp/$1.err"
	elif grep -q 'Sanitizer\|runtime error' "$tmp/$1.err"; then
		not_ok "$1" 'the sanitizer complains' "$tmp/$1.err"
	elif [ $took -gt 30 ]; then
		not_ok "$1" "took $took s"
	else
		ok "$1 ($took s)"
	fi
}

# A PDF of one page: object 4 is its content, further objects follow.
# page FILE RESOURCES CONTENT_DICT CONTENT_FILE [OBJECTS]
page() {
	{
		printf '%%PDF-1.5\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n'
		printf '2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n'
		printf '3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]'
		printf '/Resources<<%s>>/Contents 4 0 R>>endobj\n' "$2"
		printf '4 0 obj<</Length %d%s>>stream\n' \
			"$(wc -c <"$4")" "$3"
		cat "$4"
		printf '\nendstream endobj\n%s\n' "${5:-}"
		printf 'trailer<</Root 1 0 R>>\n%%%%EOF\n'
	} >"$1"
}
# gzip's deflate as a zlib stream; the checksum is not looked at.
zlib() {
	printf '\x78\x9c'
	gzip -1 | tail -c +11 | head -c -8
}

refused absent 'cannot open'
mkdir "$tmp/folder.pdf"
refused folder 'not a regular file'
mkfifo "$tmp/fifo.pdf"
refused fifo 'not a regular file'
: >"$tmp/empty.pdf"
refused empty 'the file is empty'
cp "$source" "$tmp/text.pdf"
refused text 'not a PDF'
head -c 3000 /dev/urandom >"$tmp/noise.pdf"
refused noise 'not a PDF'
{ printf '%%PDF-1.7\n'; head -c 3000 /dev/urandom; } >"$tmp/headed.pdf"
refused headed 'damaged'
qpdf --encrypt secret owner 256 -- "$good" "$tmp/encrypted.pdf"
refused encrypted 'encrypted'

# Cut off after the header, the first objects, and nearly all.
size=$(wc -c <"$good")
for part in 60 $((size / 3)) $((size - 900)); do
	head -c "$part" "$good" >"$tmp/cut$part.pdf"
	timeout 60 "$HONGTOU" check --lang en --original "$tmp/cut$part.pdf" \
		"$source" >"$tmp/cut.out" 2>"$tmp/cut.err"
	status=$?
	if [ $status -gt 2 ] || { [ $status -eq 2 ] &&
		! grep -q 'damaged\|no text layer\|cannot be read' "$tmp/cut.err"; }; then
		not_ok "cut-$part" "status $status" "$tmp/cut.err"
	else
		ok "cut-$part"
	fi
done

echo '0 0 300 300 re f' >"$tmp/content"
page "$tmp/scan.pdf" '' '' "$tmp/content"
refused scan 'no text layer: page 1'

qpdf --qdf --object-streams=disable "$good" "$tmp/qdf.pdf"
sed 's,/ToUnicode,/Xoxxxxxxx,' "$tmp/qdf.pdf" | fix-qdf >"$tmp/mute.pdf" \
	2>/dev/null
refused mute 'does not say what its glyphs are'

# 1 GB of operators in some kilobytes, packed twice.
yes 'q 1 0 0 1 0 0 cm Q' | head -c 1000000000 | zlib | zlib >"$tmp/content"
page "$tmp/bomb.pdf" '' '/Filter[/FlateDecode/FlateDecode]' "$tmp/content"
[ "$(wc -c <"$tmp/bomb.pdf")" -lt 1000000 ] || not_ok bomb 'the bomb is large'
refused bomb 'past a limit\|no text layer'

font='/Font<</F 5 0 R>>'
helvetica='5 0 obj<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>endobj'
{ echo 'BT /F 9 Tf'; yes '1 0 0 1 50 700 Tm (aaaaaaaaaa) Tj' | head -n 20000000; echo ET; } |
	zlib >"$tmp/content"
page "$tmp/words.pdf" "$font" /Filter/FlateDecode "$tmp/content" "$helvetica"
refused words 'past a limit'
{ yes '9 9 40 1 re f' | head -n 20000000; } | zlib >"$tmp/content"
page "$tmp/rules.pdf" '' /Filter/FlateDecode "$tmp/content"
refused rules 'past a limit'

# What stands off the page is no text of it.
echo 'BT /F 9 Tf 50 700 Td (abc) Tj 900 0 Td (xyz) Tj ET' >"$tmp/content"
page "$tmp/off.pdf" "$font" '' "$tmp/content" "$helvetica"
"$HONGTOU" dump -s sheets "$tmp/off.pdf" >"$tmp/off.out" 2>"$tmp/off.err"
if grep -q '|abc|' "$tmp/off.out" &&
	[ "$(grep -c '^ *line ' "$tmp/off.out")" -eq 1 ]; then
	ok off-page
else
	not_ok off-page 'letters off the page are read' "$tmp/off.out"
fi
# Nor does the reader hand them over: they would count for its limits, and those
# that nothing names for letters that cannot be read.
# It may write no file itself.
"$HONGTOU-read" "$tmp/off.pdf" 2>&1 | cat >"$tmp/off.read"
check off-page-reader 'the reader hands letters off the page over' \
	test "$(grep -c '^c ' "$tmp/off.read")" -eq 3

# A form that draws itself, and forms that draw the next one ten times.
echo '/X Do BT /F 9 Tf (a) Tj ET' >"$tmp/content"
form() { # NUMBER NEXT COUNT
	local body
	body=$(yes '/X Do' | head -n "$3" | tr '\n' ' ')
	printf '%d 0 obj<</Type/XObject/Subtype/Form/BBox[0 0 9 9]' "$1"
	printf '/Resources<</XObject<</X %d 0 R>>>>/Length %d>>stream\n' \
		"$2" ${#body}
	printf '%s\nendstream endobj\n' "$body"
}
page "$tmp/self.pdf" "$font/XObject<</X 6 0 R>>" '' "$tmp/content" \
	"$helvetica $(form 6 6 2)"
timeout 40 "$HONGTOU" check --original "$tmp/self.pdf" "$source" \
	>/dev/null 2>"$tmp/self.err"
status=$?
[ $status -le 2 ] && ok self-form || not_ok self-form "status $status" "$tmp/self.err"
page "$tmp/tower.pdf" "$font/XObject<</X 6 0 R>>" '' "$tmp/content" \
	"$helvetica $(for i in $(seq 6 25); do form "$i" $((i + 1)) 10; done)"
refused tower 'past a limit'

qpdf --empty --pages "$good" "$(yes 1 | head -n 4000 | paste -sd,)" -- \
	"$tmp/pages.pdf"
refused pages 'past a limit'

# Another document: said once, with how little is alike.
other=corpus/000_2a1964668ab410b3.txt
"$HONGTOU" check --lang en --original "$good" "$other" >"$tmp/other.out" 2>&1
status=$?
if [ $status -eq 1 ] && [ "$(grep -c 'another document' "$tmp/other.out")" = 1 ] &&
	grep -q '% alike' "$tmp/other.out"; then
	ok other-document
else
	not_ok other-document "status $status" "$tmp/other.out"
fi
