#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
#
# Bad input and bad surroundings: the exit status, the message, and that no
# half-written file is left.  2 means "could not run", 1 "faults found".
. "$(dirname "$0")/lib.sh"

good=${sources[0]}
chmod 755 "$tmp"

# clean NAME FOLDER: no PDF, no part of one, nothing hidden.
clean() {
	find "$2" -mindepth 1 -not -name manifest.json >"$tmp/left" 2>/dev/null
	if [ -s "$tmp/left" ]; then
		not_ok "$1" 'left files behind' "$tmp/left"
	else
		ok "$1"
	fi
}

# pages NAME FILE [TEXT]: a sound PDF, with TEXT on it.
pages() {
	if ! qpdf --check "$2" >"$tmp/qpdf" 2>&1; then
		not_ok "$1" 'no sound PDF' "$tmp/qpdf"
	elif [ $# -gt 2 ] && ! pdftotext "$2" - | tr -d ' \n\f' | grep -q "$3"; then
		not_ok "$1" "no '$3' on the page"
	else
		ok "$1"
	fi
}

# named NAME PATTERN FILE: the manifest or the messages tell of it.
told() {
	if cat "$tmp/stderr" "$tmp/stdout" "$3" 2>/dev/null | grep -Eiq "$2"; then
		ok "$1"
	else
		not_ok "$1" "nothing says: $2" "$3"
	fi
}

# ---- files --------------------------------------------------------------

render -o "$tmp/o1" "$tmp/absent.txt"
expect missing-file 2 'absent\.txt'
clean missing-file-clean "$tmp/o1"

run "$HONGTOU" render --lang zh -o "$tmp/o1" "$tmp/absent.txt"
expect missing-file-zh 2 '打不开'

render -o "$tmp/o2" "$tmp/absent.txt" "$good"
expect missing-among-good 2 'absent\.txt'
pages missing-among-good-pdf "$tmp/o2/$(name_of "$good").pdf"

mkdir "$tmp/nothing"
render -o "$tmp/o3" "$tmp/nothing"
expect folder-without-sources 2 'nothing'

run "$HONGTOU"
cat "$tmp/stdout" >>"$tmp/stderr"
expect no-command '0 2' 'render'
run "$HONGTOU" rendre "$good"
expect unknown-command 2 'rendre'
render --nonsense "$good"
expect unknown-option 2 'nonsense'
render -o
expect option-without-value 2 '\-o'
render -j nine -o "$tmp/o4" "$good"
expect bad-number 2 'nine'
render -f docx -o "$tmp/o4" "$good"
expect unknown-format 2 'pdf'
render -o "$tmp/o4" -l no-such-layout "$good"
expect unknown-layout 2 'no-such-layout'
render -o "$tmp/two.pdf" "$good" "${sources[1]}"
expect one-pdf-of-two-sources 2 'one source'

: >"$tmp/empty.txt"
render -o "$tmp/o5" "$tmp/empty.txt"
expect empty-file 2 'empty'
clean empty-file-clean "$tmp/o5"
printf ' \n\t\n　\n\n' >"$tmp/blank.txt"
render -o "$tmp/o5" "$tmp/blank.txt"
expect blank-file 2 'blank\.txt'
clean blank-file-clean "$tmp/o5"

printf '中' >"$tmp/one.txt"
render -o "$tmp/o6" "$tmp/one.txt"
expect one-character '0 1' ''
pages one-character-pdf "$tmp/o6/one.pdf" 中

printf '通知\n\n一\n' >"$tmp/-o.txt"
(cd "$tmp" && render -o "$tmp/o6" -- -o.txt; echo $code >"$tmp/code")
code=$(cat "$tmp/code")
expect name-like-an-option '0 1' ''
cp "$good" "$tmp/名 称.txt"
render -o "$tmp/o6" "$tmp/名 称.txt"
expect name-with-blank '0 1' ''
pages name-with-blank-pdf "$tmp/o6/名 称.pdf"

# A name that is not UTF-8: Latin-1, a surrogate, one whose text a real one has.
# Nothing is lost, nothing is done twice, and merge brings it all together.
odd=$tmp/odd-$'\xff'
mkdir "$odd"
for name in $'bad\xff' $'\xed\xa0\x80' $'\xff%' $'\xef\xbf\xbd%' plain; do
	cp "$tmp/one.txt" "$odd/$name.txt"
done
# entries MANIFEST: of how many files it tells, each by the bytes of its name.
entries() {
	python3 - "$1" <<'END'
import json, os, sys
names = set()
for d in json.load(open(sys.argv[1]))["documents"]:
    for key in "source", "output":
        path = d[key].encode()
        if key + "_hex" in d:
            path = bytes.fromhex(d[key + "_hex"])
        assert os.path.exists(path), path
    names.add(path)
print(len(names))
END
}
render -o "$tmp/o6-"$'\xff' "$odd"
expect name-not-utf8 0 ''
check name-not-utf8-listed 'not each in the manifest' \
	[ "$(entries "$tmp/o6-"$'\xff/manifest.json')" = 5 ]
render -o "$tmp/o6-"$'\xff' "$odd"
check name-not-utf8-again 'rendered again' \
	[ "$(grep -c 'up to date' "$tmp/stdout")" -eq 5 ]
: >"$odd/"$'empty\xff.txt'
render --shard 1/1 -o "$tmp/o6-"$'\xfe' "$odd"
expect name-not-utf8-missing 2 'empty'
run "$HONGTOU" merge --lang en -o "$tmp/o6-"$'\xfe'
expect name-not-utf8-missing-told 2 'txt: error: was not brought'
rm "$odd/"$'empty\xff.txt'
render --shard 1/1 -o "$tmp/o6-"$'\xfe' "$odd"
run "$HONGTOU" merge --lang en -o "$tmp/o6-"$'\xfe'
expect name-not-utf8-merge 0 ''
check name-not-utf8-joined 'not each in the joined manifest' \
	[ "$(entries "$tmp/o6-"$'\xfe/manifest.json')" = 5 ]
mkdir "$tmp/moved-"$'\xfe'
cp -r "$tmp/o6-"$'\xfe/.' "$tmp/moved-"$'\xfe'
rm -r "$tmp/o6-"$'\xfe'
run "$HONGTOU" merge --lang en -o "$tmp/moved-"$'\xfe'
expect name-not-utf8-moved 0 ''
check name-not-utf8-moved-joined 'not each where it is' \
	[ "$(entries "$tmp/moved-"$'\xfe/manifest.json')" = 5 ]
run "$HONGTOU" check --lang en --format json "$odd/"$'bad\xff.txt'
check name-not-utf8-report 'the report names no source' \
	grep -q '"source_hex": "[0-9a-f]*626164ff2e747874"' "$tmp/stdout"

mkdir "$tmp/a" "$tmp/b"
cp "$good" "$tmp/a/x.txt"
cp "${sources[1]}" "$tmp/b/x.txt"
render -o "$tmp/o7" "$tmp/a/x.txt" "$tmp/b/x.txt"
if [ $code -eq 2 ] && grep -q 'x\.pdf\|x\.txt' "$tmp/stderr" ||
	[ "$(find "$tmp/o7" -name '*.pdf' | wc -l)" -eq 2 ]; then
	ok same-name-twice
else
	not_ok same-name-twice 'one PDF silently replaced the other' "$tmp/stderr"
fi

# ---- encodings ----------------------------------------------------------

render -o "$tmp/utf8" "$good"
pdf=$(name_of "$good").pdf
mkdir "$tmp/enc"
encoded() { # NAME: the file in $tmp/enc gives the pages of the UTF-8 one
	render -o "$tmp/enc-$1" "$tmp/enc/$(basename "$good")"
	expect "encoding-$1" '0 1' ''
	check "encoding-$1-same" 'not the pages of the UTF-8 source' \
		cmp "$tmp/enc-$1/$pdf" "$tmp/utf8/$pdf"
}
iconv -t GB18030 "$good" >"$tmp/enc/$(basename "$good")"
encoded GB18030
iconv -t GBK "$good" >"$tmp/enc/$(basename "$good")"
encoded GBK
iconv -t UTF-16LE "$good" | { printf '\xff\xfe'; cat; } \
	>"$tmp/enc/$(basename "$good")"
encoded UTF-16LE
iconv -t UTF-16BE "$good" | { printf '\xfe\xff'; cat; } \
	>"$tmp/enc/$(basename "$good")"
encoded UTF-16BE
{ printf '\xef\xbb\xbf'; cat "$good"; } >"$tmp/enc/$(basename "$good")"
encoded UTF-8-BOM
sed 's/$/\r/' "$good" >"$tmp/enc/$(basename "$good")"
encoded CRLF
iconv -t GB18030 "$good" | head -c 201 >"$tmp/enc/cut.txt"
render -o "$tmp/o8" "$tmp/enc/cut.txt"
expect gb18030-cut-in-a-character '0 1 2' ''

# What people take for a text is named, with what to do.
named() { # NAME BYTES: printf's
	printf "$2" >"$tmp/named.txt"
	render -o "$tmp/o8" "$tmp/named.txt"
	expect "named-$1" 2 "$1.*(plain text|纯文本)"
}
named docx 'PK\3\4\24\0\6\0'
named doc '\320\317\21\340\241\261\32\341'
named PDF '%%PDF-1.4\n'
named RTF '{\\rtf1\\ansi 通知}'
named HTML '\357\273\277\n<!DOCTYPE HTML>\n<html><p>通知'

{ head -n 30 "$good"; printf '坏\xff\xfe字\xe4\xb8\n'; tail -n +31 "$good"; } \
	>"$tmp/invalid.txt"
render -o "$tmp/o8" "$tmp/invalid.txt"
expect invalid-utf8 '1 2' ''
told invalid-utf8-told 'UTF-8|invalid|encoding' "$tmp/o8/manifest.json"

{ head -n 30 "$good"; printf '零\0字\0\n'; tail -n +31 "$good"; } >"$tmp/nul.txt"
render -o "$tmp/o8" "$tmp/nul.txt"
expect nul-bytes '0 1 2' ''
told nul-bytes-told 'NUL|control|U\+0000|UTF|encoding|binary' "$tmp/o8/manifest.json"
head -c 65536 /dev/urandom >"$tmp/random.txt"
render -o "$tmp/o8" "$tmp/random.txt"
expect random-bytes '1 2' ''
told random-bytes-told 'encoding|decode|control|text|binary' "$tmp/o8/manifest.json"
printf '某机关文件\n\n关于\xf0\xa0\xae\xb7\xf0\xa1\x83\x81和\xf3\xb0\x80\x80的通知\n\n正文。\n' \
	>"$tmp/rare.txt"
render -o "$tmp/o8" "$tmp/rare.txt"
expect character-without-glyph 1 ''
told character-without-glyph-told 'U\+F0000|glyph|font' "$tmp/o8/manifest.json"

# ---- size ---------------------------------------------------------------

# sized NAME FILE: pages, or the word that a limit is passed; never a crash.
sized() {
	render -o "$tmp/sized" "$2"
	if [ $code -eq 2 ]; then
		expect "$1" 2 'limit|[0-9]{4,} bytes'
		clean "$1-clean" "$tmp/sized"
	else
		expect "$1" '0 1' ''
		pages "$1-pdf" "$tmp/sized/$(name_of "$2").pdf"
	fi
	rm -rf "$tmp/sized" "$2"
}
repeat() { # BYTES: standard input over and over
	local text
	text=$(cat; printf .)
	yes "${text%.}" | head -c "$1"
}
# What head cut from the last character goes.
whole_characters() { iconv -c -t UTF-8 2>/dev/null; }
repeat 50000000 <"$good" >"$tmp/50MB.txt"
sized huge-50-MB "$tmp/50MB.txt"
printf '防控工作，' | repeat 50000000 | tr -d '\n' >"$tmp/line.txt"
sized huge-one-line-50-MB "$tmp/line.txt"
repeat 1000000 <"$good" | whole_characters >"$tmp/1MB.txt"
sized large-1-MB "$tmp/1MB.txt"
printf '防控工作，' | repeat 300000 | tr -d '\n' | whole_characters \
	>"$tmp/paragraph.txt"
sized large-one-paragraph "$tmp/paragraph.txt"
printf '（《“' | repeat 300000 | tr -d '\n' | whole_characters \
	>"$tmp/brackets.txt"
sized large-only-brackets "$tmp/brackets.txt"
printf '关于中的' | repeat 60000 | tr -d '\n' | whole_characters >"$tmp/title.txt"
{ printf '某市文件\n\n某发〔2020〕1号\n\n'; cat "$tmp/title.txt"; echo 通知; } \
	>"$tmp/long-title.txt"
sized large-title "$tmp/long-title.txt"
printf '一、（一）1.（1）' | repeat 200000 >"$tmp/numbers.txt"
sized large-numbering "$tmp/numbers.txt"
printf '# %s\n\n' 中 | repeat 200000 >"$tmp/marks.txt"
sized large-headings "$tmp/marks.txt"
printf '*_`[(<' | repeat 200000 | tr -d '\n' >"$tmp/markdown.txt"
sized large-markdown-marks "$tmp/markdown.txt"
yes '某某市人民政府文件' | head -n 3000 >"$tmp/marks2.txt"
sized large-issuer-marks "$tmp/marks2.txt"
{ echo ---; yes 'key: value' | head -n 20000; echo ---; cat "$good"; } \
	>"$tmp/front.txt"
sized large-front-matter "$tmp/front.txt"

# ---- layouts, roles, rules ----------------------------------------------

share=$tmp/share
mkdir "$share"
cp -r layouts data fonts "$share/"
layout() { # NAME LINE PATTERN < YAML
	cat >"$share/layouts/bad.yaml"
	run env HONGTOU_DATA="$share" "$HONGTOU" render --lang en -l bad \
		-o "$tmp/o9" "$good"
	expect "layout-$1" 2 "\.yaml:? ?$2.*($3)"
	clean "layout-$1-clean" "$tmp/o9"
}
printf 'extends: document\npage:\n  topp: 37mm\n' | layout unknown-key 3 'page\.top\b'
printf 'extends: document\npage:\n  top: 37px\n' | layout wrong-unit 3 'mm'
printf 'extends: document\npage:\n  top: 37\n' | layout no-unit 3 'mm'
printf 'extends: document\npage:\n  top: -1mm\n' | layout out-of-range 3 'mm'
printf 'extends: document\npage:\n  rows: 0\n' | layout zero-rows 3 '1'
printf 'extends: document\npage:\n  rows: 99999999999999999999\n' | layout number-overflow 3 '1'
printf 'extends: document\npage:\n  pitch: tight\n' | layout unknown-name 3 'ink-fill'
printf 'extends: document\npage:\n  mirror: maybe\n' | layout not-a-bool 3 'true'
printf 'extends: document\npage: [1, 2]\n' | layout wrong-structure 2 '.'
printf 'extends: document\npage:\n  top: "37mm\n' | layout bad-yaml '[0-9]' '.'
printf 'extends: document\n\tpage: 1\n' | layout tab-in-yaml '[0-9]' '.'
printf 'extends: bad\n' | layout extends-itself '' 'bad|extends'
printf 'extends: no-such\n' | layout extends-nothing '' 'error|extends'
printf 'a: &a [*a]\n' | layout alias-loop '[0-9]' '.'
# What cannot be printed: the two keys that do not go together are named.
while IFS='|' read -r name yaml part whole; do
	printf 'extends: document\n%b\n' "$yaml" >"$share/layouts/bad.yaml"
	run env HONGTOU_DATA="$share" "$HONGTOU" render --lang en -l bad -o "$tmp/o9" "$good"
	expect "layout-no-room-$name" 2 "$part.* is more than $whole"
done <<'END'
area|page: {area_width: 1000mm}|page.area_width|page.width
rows|page: {rows: 200}|page.rows|page.area_height
mark|issuer_mark: {top: 500mm}|issuer_mark.top|page.area_height
rule|red_rule: {width: 1500mm}|red_rule.width|page.width
imprint|imprint: {row: 100mm}\npage: {area_height: 50mm, rows: 5}\nissuer_mark: {top: 1mm}|imprint.row|page.area_height
number|page_number: {drop: 60mm}|page_number.drop|page.height
END
rm -f "$share/layouts/bad.yaml"

run env HONGTOU_DATA="$tmp/nothing" "$HONGTOU" render --lang en -o "$tmp/o9" "$good"
expect no-share-folder 2 "$tmp/nothing"
if [ -f data/rules.yaml ]; then
	printf 'rules: [\n' >"$share/data/rules.yaml"
	run env HONGTOU_DATA="$share" "$HONGTOU" render --lang en -o "$tmp/o9" "$good"
	expect rules-bad-yaml 2 'rules\.yaml:[0-9]'
	sed '0,/pattern:.*/s//pattern: "("/' data/rules.yaml >"$share/data/rules.yaml"
	run env HONGTOU_DATA="$share" "$HONGTOU" render --lang en -o "$tmp/o9" "$good"
	expect rules-bad-pattern 2 'rules\.yaml:[0-9]'
	cp data/rules.yaml "$share/data/"
fi

# Every family of every role is one that no machine has.
sed -E 's/^( *- )(\{family: *)?/\1\2Absent /' \
	fonts/roles.yaml >"$share/fonts/roles.yaml"
run env HONGTOU_DATA="$share" "$HONGTOU" render --lang en -o "$tmp/o10" "$good"
expect no-font-for-role 2 'fangsong|仿宋'
told no-font-for-role-package 'make fonts|install' /dev/null
clean no-font-for-role-clean "$tmp/o10"
printf 'roles: {nonsense: [A]}\n' >"$share/fonts/roles.yaml"
run env HONGTOU_DATA="$share" "$HONGTOU" render --lang en -o "$tmp/o10" "$good"
expect roles-unknown-role 2 'roles\.yaml:[0-9]'
cp fonts/roles.yaml "$share/fonts/"

# A font file that is no font.
printf 'no font at all' >"$share/fonts/files/FandolFang-Regular.otf"
run env HONGTOU_DATA="$share" "$HONGTOU" render --lang en -o "$tmp/o10" "$good"
expect broken-font-file '0 1 2' ''
head -c 3000000 fonts/files/FandolFang-Regular.otf \
	>"$share/fonts/files/FandolFang-Regular.otf"
run env HONGTOU_DATA="$share" "$HONGTOU" render --lang en -o "$tmp/o10" "$good"
expect cut-font-file '0 1 2' ''

# ---- rights and room ------------------------------------------------------

: >"$tmp/file"
render -o "$tmp/file/out" "$good"
expect out-below-a-file 2 "$tmp/file"
render -o "$tmp/file" "$good" "${sources[1]}"
expect out-is-a-file 2 'neither a folder'

mkdir -p "$tmp/o14/manifest.json"
render -o "$tmp/o14" "$good"
expect manifest-is-a-folder 2 'o14/manifest\.json.*directory'
check manifest-is-a-folder-nothing 'something was rendered' \
	[ "$(ls "$tmp/o14")" = manifest.json ]

# The file may not grow past 8 KB: what the disk does when it is full.
mkdir "$tmp/o11"
(
	trap '' XFSZ
	ulimit -f 8
	exec timeout 120 "$HONGTOU" render --lang en -o "$tmp/o11" "$good"
) >"$tmp/stdout.full" 2>"$tmp/stderr.full"
code=$?
cp "$tmp/stderr.full" "$tmp/stderr"
expect write-cut-short 2 'cannot write'
clean write-cut-short-clean "$tmp/o11"

mkdir "$tmp/small"
if [ "$(id -u)" -eq 0 ] &&
	mount -t tmpfs -o size=16k none "$tmp/small" 2>/dev/null; then
	render -o "$tmp/small" "$good"
	expect disk-full 2 'cannot write'
	clean disk-full-clean "$tmp/small"
	# The list of many documents, which goes to a temporary file.
	mkdir "$tmp/many" "$tmp/o12"
	(cd "$tmp/many" && seq -f %05.0f.txt 20000 | xargs touch)
	TMPDIR=$tmp/small render -o "$tmp/o12" "$tmp/many"
	expect temporary-full 2 'set TMPDIR'
	clean temporary-full-clean "$tmp/o12"
	umount "$tmp/small"
else
	skip disk-full 'no tmpfs can be mounted here'
fi

# As a user without rights; the program and its data are copied to where that
# user can read.
user=
[ "$(id -u)" -ne 0 ] ||
	user='setpriv --reuid=65534 --regid=65534 --clear-groups'
mkdir "$tmp/locked" "$tmp/closed"
cp "$HONGTOU" "$tmp/hongtou"
cp "$good" "$tmp/locked/a.txt"
cp "$good" "$tmp/mine.txt"
cp -r layouts data fonts "$tmp/share/"
chmod -R a+rX "$tmp/share" "$tmp/hongtou" "$tmp/mine.txt"
if $user test -x "$tmp/hongtou" 2>/dev/null; then
	export HONGTOU_DATA=$share
	chmod 000 "$tmp/locked"
	run $user "$tmp/hongtou" render --lang en -o "$tmp/o12" "$tmp/locked"
	expect folder-without-read-right 2 'locked'
	mkdir "$tmp/half" "$tmp/half/no" "$tmp/half/list" "$tmp/half-out"
	cp "$good" "$tmp/half/no/"
	cp "$good" "$tmp/half/list/"
	cp "$good" "$tmp/half/z.txt"
	mkdir "$tmp/half/list/in"
	chmod 777 "$tmp/half-out"
	chmod 755 "$tmp/half"
	chmod 000 "$tmp/half/no"
	chmod 744 "$tmp/half/list"
	run $user "$tmp/hongtou" render --lang en --shard 1/1 \
		-o "$tmp/half-out" "$tmp/half" "$tmp/locked"
	for path in half/no/ "half/list/$(basename "$good")" half/list/in/ locked/; do
		expect "folder-fails-by-itself-$path" 2 \
			"$tmp/$path: error: cannot open the file: Permission denied"
	done
	pages folder-fails-by-itself-others "$tmp/half-out/z.pdf"
	check folder-fails-by-itself-manifest 'it does not tell of it' \
		grep -q '"missing":"[^"]*half/no/"' "$tmp/half-out/manifest.1-of-1.json"
	chmod 755 "$tmp/locked"
	chmod 000 "$tmp/locked/a.txt"
	run $user "$tmp/hongtou" render --lang en -o "$tmp/o12" "$tmp/locked/a.txt"
	expect file-without-read-right 2 'a\.txt'
	chmod 555 "$tmp/closed"
	run $user "$tmp/hongtou" render --lang en -o "$tmp/closed" "$tmp/mine.txt"
	expect out-read-only 2 'closed'
	clean out-read-only-clean "$tmp/closed"
	run $user "$tmp/hongtou" render --lang en -o "$tmp/closed/new" "$tmp/mine.txt"
	expect out-cannot-be-made 2 'closed'
	# A manifest that cannot be read is none that may be written over.
	mkdir "$tmp/theirs"
	chmod 777 "$tmp/theirs"
	for ending in json part; do
		echo precious >"$tmp/theirs/manifest.$ending"
		chmod 600 "$tmp/theirs/manifest.$ending"
		run $user "$tmp/hongtou" render --lang en -o "$tmp/theirs" "$tmp/mine.txt"
		expect "manifest-$ending-without-read-right" 2 \
			"theirs/manifest.$ending.*Permission denied.*->"
		check "manifest-$ending-stays" 'it was written over, or something rendered' \
			[ "$(ls "$tmp/theirs")$(cat "$tmp/theirs/manifest.$ending")" = \
			"manifest.${ending}precious" ]
		rm -f "$tmp/theirs/manifest.$ending"
	done
	unset HONGTOU_DATA
else
	skip folder-without-read-right 'no other user can be taken here'
fi

# A reader that goes away, and a stdout that is full.
"$HONGTOU" dump -s display "$good" 2>"$tmp/stderr" | head -n 1 >/dev/null
code=${PIPESTATUS[0]}
case $code in
0 | 2 | 141) ok closed-pipe ;;
*) not_ok closed-pipe "exit status $code" "$tmp/stderr" ;;
esac
printf '关于开\000展检查的通知\n' >"$tmp/control.txt"
render -o "$tmp/control.pdf" "$tmp/control.txt"
expect control-character-place '0 1' 'control.txt:1:4: warning: 1 control'

# Characters that no page shows are named once, with their number.
printf '关于开\u200b展\u200b检\u2060查的通知\n\n各单位：\n\n　　正文葛\U000e0100一段\u200b。\n' \
	>"$tmp/invisible.txt"
render -o "$tmp/invisible.pdf" "$tmp/invisible.txt"
expect invisible-character 0 'invisible.txt:1:4: warning: 3 invisible characters U\+200B are'
expect invisible-other 0 'invisible.txt:1:8: warning: 1 invisible characters U\+2060 are'
expect invisible-variation 0 'invisible.txt:5:6: note: 1 variation selectors'
check invisible-once 'not one message a character' \
	test "$(grep -c 'invisible characters' "$tmp/stderr")" -eq 2

# What stands out of its place is named: before the title, behind the imprint.
printf '本文是草稿不得外传\n\n关于做好防汛工作的通知\n\n各单位：\n\n　　正文一段。\n\n抄送：某某局。\n某某办公室　　2026年7月1日印发\n\n尾巴文字\n' \
	>"$tmp/order.txt"
render -o "$tmp/order.pdf" "$tmp/order.txt"
expect moved-before-title '0 1' 'order.txt:1:1: warning: this stands before'
expect moved-behind-imprint '0 1' 'order.txt:12:1: warning: this stands before'

# A long address: the line before it is not pulled apart.
printf '关于开展检查的通知\n\n各单位：\n\n　　请登录网站 https://www.example.gov.cn/zhengce/content/2026-07/01/content_123456.htm 下载。\n' \
	>"$tmp/url.txt"
render -o "$tmp/url.pdf" "$tmp/url.txt"
expect long-address 0 'url.txt:5:3: note: a long run of letters'
pdftotext -layout "$tmp/url.pdf" - | grep -q '请登录网站$' &&
	ok long-address-line || not_ok long-address-line 'pulled apart'

"$HONGTOU" dump -s display "$good" >/dev/full 2>"$tmp/stderr"
code=$?
expect dump-long-full-device 2 'stdout: error: cannot write: No space'
"$HONGTOU" dump -s display "$good" >&- 2>"$tmp/stderr"
code=$?
expect dump-closed-stdout 0 ''
"$HONGTOU" dump -s doc "$good" >/dev/full 2>"$tmp/stderr"
code=$?
expect full-stdout 2 ''
"$HONGTOU" render -o "$tmp/o13" "$good" >&- 2>&- <&-
code=$?
: >"$tmp/stderr"
expect closed-streams '0 1' ''
pages closed-streams-pdf "$tmp/o13/$pdf"
