#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
#
# hongtou check: the numbers of the corpus, the three forms of the report, a
# planted wrong break, bad input.
. "$(dirname "$0")/lib.sh"

# run STATUS NAME ARGUMENT...: the program's output in $tmp/out.
run() {
	local want=$1 name=$2 code
	shift 2
	"$HONGTOU" check --lang en "$@" >"$tmp/out" 2>"$tmp/err"
	code=$?
	if [ $code -eq "$want" ]; then
		ok "$name"
	else
		not_ok "$name" "exit status $code, want $want" "$tmp/err"
	fi
}

# says NAME TEXT: a line of the report begins with it.
says() {
	if grep -qF -e "$2" "$tmp/out"; then
		ok "$1"
	else
		not_ok "$1" "the report does not say: $2" "$tmp/out" 12
	fi
}

# ---- the corpus under the default layout: exact counts

run 1 default-status --all "${sources[@]}"
says default-000 '000_2a1964668ab410b3.txt: body lines 47 of 61 alike, page turns 0 of 3 alike, title lines 3 of 3 alike'
says default-001 '001_24a7f9dc7b472974.txt: body lines not known, page turns 0 of 3 alike, title lines 2 of 2 alike'
says default-002 '002_3572eea0c0382ffc.txt: body lines not known, page turns 0 of 3 alike, title lines 3 of 3 alike'
says default-003 '003_cfd68396986112a1.txt: body lines not known, page turns not known, title lines not known'
says default-004 '004_e250e868cd285ef8.txt: body lines not known, page turns 0 of 3 alike, title lines 4 of 4 alike'
says default-total 'total (5 documents): body lines 47 of 61 alike, page turns 0 of 12 alike, title lines 12 of 12 alike'
says rows-grammar 'page 3 would have to hold 1 more row'
check rows-plural 'it says: 1 more rows' bash -c "! grep -q '1 more rows' '$tmp/out'"
says turn-original 'original: a page begins: 不扣执行党中央'
says turn-ours 'ours: line 9 of page 2: 不扣执行党中央'
says reason-rows 'page 1 would have to hold 2 more rows'
says reason-setting 'the quotes are set in the Latin font'
says reason-follows 'follows from the one above'
if [ "$(grep -c 'reason: ' "$tmp/out")" -eq "$(grep -c 'original: ' "$tmp/out")" ] &&
	! grep -q 'reason: *$' "$tmp/out"; then
	ok reason-each
else
	not_ok reason-each 'a difference has no reason' "$tmp/out"
fi
# Worst first: no document has a smaller share alike than one above it.
grep -o '^corpus/00[0-9]' "$tmp/out" | tail -n 2 | tr '\n' ' ' >"$tmp/last"
check worst-first 'the best documents are not last' \
	grep -qx 'corpus/000 corpus/003 ' "$tmp/last"

# What knows nothing is counted, and listed for the one who asks.
"$HONGTOU" check --lang en "${sources[@]}" >"$tmp/few" 2>/dev/null
check unknown-left-out 'listed' bash -c "! grep -q '^corpus/003' '$tmp/few'"
check unknown-counted 'not counted' grep -q \
	'^1 document knows nothing of its original and is not listed' "$tmp/few"
check unknown-others 'the rest is not the same' bash -c \
	"diff <(grep -v '^1 document' '$tmp/few') <(grep -v '^corpus/003' '$tmp/out')"
"$HONGTOU" check --lang en -f json "${sources[@]}" >"$tmp/few" 2>/dev/null
check unknown-json 'not in the JSON' grep -q '"source": "corpus/003' "$tmp/few"

# ---- fitted: all of it

run 0 like-status --all --like-original "${sources[@]}"
says like-total 'total (5 documents): body lines 61 of 61 alike, page turns 12 of 12 alike, title lines 12 of 12 alike'
says like-000-hang 'a mark hangs outside the line; the quotes are set in the Latin font'
says like-000-head 'head and title take 15 rows of page 1'
says like-004-rows '23 rows a page; head and title take 14 rows of page 1'
says like-003 'chosen after the original: the layout as it is'
cp "$tmp/out" "$tmp/one"
"$HONGTOU" check --lang en --all -j 1 --like-original "${sources[@]}" >"$tmp/out" 2>/dev/null
check like-jobs 'one thread says something else' cmp "$tmp/out" "$tmp/one"

# render takes the same choice, and tells it.
if "$HONGTOU" render --lang en --like-original -o "$tmp/pdf" \
	"${sources[0]}" >"$tmp/out" 2>/dev/null; then
	says render-like 'chosen after the original: a mark hangs'
	check render-manifest 'no like_original in the manifest' \
		grep -q '"page.head_rows":15' "$tmp/pdf/manifest.json"
	pdftotext -layout "$tmp/pdf/$(name_of "${sources[0]}").pdf" - |
		grep -q '敢于斗争、敢于担当，靠前指挥、身先士卒，带头落实工作责任，' &&
		ok render-lines || not_ok render-lines 'a hanging line is not there'
else
	not_ok render-like 'render --like-original fails' "$tmp/out"
fi
# It is another output: the plain one is not up to date by it.
"$HONGTOU" render --lang en -o "$tmp/pdf" "${sources[0]}" >"$tmp/out" 2>/dev/null
check render-again 'the fitted PDF passes for the plain one' \
	bash -c "! grep -q 'up to date' '$tmp/out'"

# ---- a planted wrong break: one character moved to the next line

# Line 38 of 000 ends a character earlier than in the original, line 40 begins
# with it.
sed -e '38s/战$//' -e '40s/^/战/' "${sources[0]}" >"$tmp/planted.txt"
check planted 'the source is not what it was' \
	bash -c "! cmp -s '$tmp/planted.txt' '${sources[0]}'"
run 1 planted-status --like-original "$tmp/planted.txt"
says planted-count 'body lines 59 of 61 alike'
says planted-first 'planted.txt:38:1: body line'
says planted-second 'planted.txt:40:1: body line'
[ "$(grep -c ': body line$' "$tmp/out")" -eq 2 ] && ok planted-only ||
	not_ok planted-only 'more than the two lines are named' "$tmp/out"

# ---- forms

run 1 json-status -f json "${sources[@]}"
if command -v python3 >/dev/null; then
	check json-read 'not the JSON that is meant' python3 - "$tmp/out" <<-'EOF'
		import json, sys
		d = json.load(open(sys.argv[1]))
		assert d["total"]["line"] == {"alike": 47, "total": 61}, d["total"]
		assert d["total"]["turn"] == {"alike": 0, "total": 12}
		assert len(d["documents"]) == 5
		for doc in d["documents"]:
		    missing = sum(t["total"] - t["alike"] for t in doc["alike"].values())
		    assert missing == len(doc["differences"]), doc["source"]
		    for x in doc["differences"]:
		        assert x["line"] and x["column"] and x["reason"], x
		        assert x["cause"] != "setting" or x["settings"], x
	EOF
else
	skip json-read 'no python3'
fi
run 0 json-like -f json --like-original "${sources[0]}"
check json-chosen 'the choice is not in the JSON' \
	grep -q '"line.quotes": "latin"' "$tmp/out"

run 1 html-status -f html -o "$tmp/report.html" "${sources[@]}"
check html-quiet 'something went to standard output' test ! -s "$tmp/out"
if command -v python3 >/dev/null; then
	check html-read 'not the HTML that is meant' python3 - "$tmp/report.html" <<-'EOF'
		import sys, xml.dom.minidom as m
		d = m.parse(sys.argv[1])
		pages = d.getElementsByTagName("svg")
		assert len(pages) > 20, len(pages)
		ids = [p.getAttribute("id") for p in d.getElementsByTagName("path")]
		ids = [i for i in ids if i]
		assert len(ids) == len(set(ids))
		uses = {u.getAttribute("href")[1:] for u in d.getElementsByTagName("use")}
		assert uses <= set(ids), uses - set(ids)
		rects = d.getElementsByTagName("rect")
		marked = [r for r in rects if "line" in r.getAttribute("class").split()]
		assert len(marked) == 61 - 47, len(marked)
		items = d.getElementsByTagName("li")
		assert len(items) == 61 - 47 + 12, len(items)
		text = open(sys.argv[1]).read()
		assert "http" not in text.replace("http://www.w3.org", "")
		assert "<script" not in text
	EOF
else
	skip html-read 'no python3'
fi
"$HONGTOU" check --lang en -f html -o "$tmp/again.html" "${sources[@]}" 2>/dev/null
check html-same 'two runs differ' cmp "$tmp/report.html" "$tmp/again.html"

# One pair: each of our pages, the findings beside it, the lines marked.
printf 'extends: document\nname: other\nelements:\n  title: {size: 20pt}\n' \
	>"$tmp/other.yaml"
"$HONGTOU" render -l "$tmp/other.yaml" -o "$tmp/other.pdf" "${sources[0]}" \
	>/dev/null 2>&1
run 1 pair-status -f html -o "$tmp/pair.html" --original "$tmp/other.pdf" \
	"${sources[0]}"
if command -v python3 >/dev/null; then
	check pair-read 'not the HTML that is meant' python3 - "$tmp/pair.html" <<-'EOF'
		import sys, xml.dom.minidom as m
		d = m.parse(sys.argv[1])
		assert len(d.getElementsByTagName("svg")) == 4
		items = d.getElementsByTagName("li")
		assert len(items) == 1, len(items)
		assert "22.00 pt, the original's is 20.00 pt" in items[0].toxml()
		rects = d.getElementsByTagName("rect")
		marked = [r for r in rects if r.getAttribute("class") == "line"]
		assert len(marked) == 1, len(marked)
	EOF
else
	skip pair-read 'no python3'
fi

# ---- bad input

: >"$tmp/empty.txt"
mkdir -p "$tmp/none" "$tmp/mixed"
printf '\x7fELF\x00\x01\x02\x00\x00' >"$tmp/binary.txt"
cp "${sources[2]}" "$tmp/mixed/good.txt"
cp "$tmp/empty.txt" "$tmp/mixed/empty.txt"
run 2 bad-no-path
run 2 bad-missing "$tmp/nothing.txt"
run 2 bad-empty "$tmp/empty.txt"
run 2 bad-binary "$tmp/binary.txt"
run 2 bad-folder "$tmp/none"
run 2 bad-form -f pdf "${sources[0]}"
run 2 bad-output -o "$tmp/no/such/folder/x.html" "${sources[0]}"
run 2 bad-option --like "${sources[0]}"
run 2 mixed "$tmp/mixed"
says mixed-good 'good.txt: '
grep -q 'empty.txt' "$tmp/err" && ok mixed-bad ||
	not_ok mixed-bad 'the empty file is not named' "$tmp/err"
if [ "$(id -u)" -ne 0 ]; then
	cp "${sources[0]}" "$tmp/closed.txt"
	chmod 000 "$tmp/closed.txt"
	run 2 bad-closed "$tmp/closed.txt"
else
	skip bad-closed 'root reads everything'
fi
# Nothing known is nothing that differs.
printf '通知\n\n请各单位按时参加会议。\n' >"$tmp/short.txt"
run 0 nothing-known "$tmp/short.txt"
says nothing-known-text 'page turns not known'
run 0 nothing-known-like --like-original "$tmp/short.txt"
