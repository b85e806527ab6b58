#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
#
# The same text gives the same bytes: twice, with another number of threads,
# time zone and language, from another folder.  A second run into the same
# folder does no work that is done already.
. "$(dirname "$0")/lib.sh"

# render NAME COMMAND...: runs it with -o $tmp/NAME.
render() {
	local out=$tmp/$1
	shift
	"$@" -o "$out" corpus >"$out.log" 2>&1
	[ $? -le 1 ] || not_ok "render-$(basename "$out")" 'failed' "$out.log"
}

# same NAME: the PDFs of $tmp/NAME equal those of $tmp/first.
same() {
	local source n=0
	for source in "${sources[@]}"; do
		cmp "$tmp/first/$(name_of "$source").pdf" \
			"$tmp/$1/$(name_of "$source").pdf" >>"$tmp/$1.diff" 2>&1 &&
			n=$((n + 1))
	done
	if [ $n -eq ${#sources[@]} ]; then
		ok "same-bytes-$1"
	else
		not_ok "same-bytes-$1" "$n of ${#sources[@]} PDFs equal" "$tmp/$1.diff"
	fi
}

render first "$HONGTOU" render
render again "$HONGTOU" render
same again
render one-thread "$HONGTOU" render -j1
same one-thread
render two-threads "$HONGTOU" render -j2
same two-threads
render elsewhere env TZ=Pacific/Kiritimati LANG=zh_CN.GB18030 LC_ALL= \
	LC_NUMERIC=de_DE.UTF-8 HOME="$tmp" "$HONGTOU" render --lang en
same elsewhere

# A copy of the tree on another path, used from there.
mkdir "$tmp/a copy"
cp -r corpus layouts data fonts "$tmp/a copy/"
mkdir -p "$tmp/a copy/build"
cp "$HONGTOU" "$tmp/a copy/build/hongtou"
(cd "$tmp/a copy" && build/hongtou render -o "$tmp/copy" corpus) \
	>"$tmp/copy.log" 2>&1
[ $? -le 1 ] || not_ok render-copy 'failed' "$tmp/copy.log"
same copy

# One source to a file of a given name.
if "$HONGTOU" render -o "$tmp/one.pdf" "${sources[0]}" >"$tmp/log" 2>&1 ||
	[ $? -eq 1 ] && cmp -s "$tmp/one.pdf" \
	"$tmp/first/$(name_of "${sources[0]}").pdf"; then
	ok same-bytes-named-file
else
	not_ok same-bytes-named-file 'differs from the batch' "$tmp/log"
fi

# Incremental: nothing is written again, the manifest stays.
stamp() { (cd "$tmp/first" && stat -c '%n %Y %y %i' ./*.pdf); }
stamp >"$tmp/before"
cp "$tmp/first/manifest.json" "$tmp/manifest.before"
render first "$HONGTOU" render
stamp >"$tmp/after"
if cmp -s "$tmp/before" "$tmp/after"; then
	ok incremental-second-run
else
	not_ok incremental-second-run 'PDFs were written again' "$tmp/after"
fi
if cmp -s "$tmp/manifest.before" "$tmp/first/manifest.json"; then
	ok incremental-manifest
else
	diff "$tmp/manifest.before" "$tmp/first/manifest.json" >"$tmp/diff"
	not_ok incremental-manifest 'the manifest changed' "$tmp/diff"
fi

# What changed is made again, and only that.
work=$tmp/work
mkdir "$work"
cp corpus/*.txt "$work/"
"$HONGTOU" render -o "$tmp/inc" "$work" >/dev/null 2>&1
changed=$work/$(basename "${sources[1]}")
sed -i 's/当前/目前/' "$changed"
rm "$tmp/inc/$(name_of "${sources[2]}").pdf"
(cd "$tmp/inc" && stat -c '%n %y %i' ./*.pdf) >"$tmp/before"
"$HONGTOU" render -o "$tmp/inc" "$work" >/dev/null 2>&1
(cd "$tmp/inc" && stat -c '%n %y %i' ./*.pdf) >"$tmp/after"
again=$(diff "$tmp/before" "$tmp/after" | awk '/^>/ { print $2 }' | sort | xargs)
want=$(printf './%s.pdf\n' "$(name_of "$changed")" "$(name_of "${sources[2]}")" |
	sort | xargs)
if [ "$again" = "$want" ]; then
	ok incremental-only-what-changed
else
	not_ok incremental-only-what-changed "made again: $again; want $want"
fi

# A part of the batch leaves the others in the manifest; a source that is
# gone leaves it; a PDF that was cut short is made again.
documents() { grep -c '"source":' "$tmp/inc/manifest.json"; }
"$HONGTOU" render --force -o "$tmp/inc" "$changed" >/dev/null 2>&1
if [ "$(documents)" -eq 5 ]; then
	ok manifest-keeps-others
else
	not_ok manifest-keeps-others "$(documents) documents, want 5"
fi
: >"$tmp/inc/$(name_of "$changed").pdf"
rm "$work/$(basename "${sources[4]}")"
"$HONGTOU" render -o "$tmp/inc" "$work" >/dev/null 2>&1
if [ "$(documents)" -eq 4 ]; then
	ok manifest-forgets-the-gone
else
	not_ok manifest-forgets-the-gone "$(documents) documents, want 4"
fi
check incremental-cut-short 'the PDF is still empty' \
	qpdf --check "$tmp/inc/$(name_of "$changed").pdf"

# Half a line, as a killed run may leave it, is none: it does not get into the
# manifest, even where it ends with a brace.
cp -r "$tmp/first" "$tmp/half"
rm "$tmp/half/manifest.json"
sed "s,$tmp/first/,$tmp/half/,g" "$tmp/first/manifest.json" |
	awk '/^{"source"/ { sub(/,$/, ""); print ++n == 2 ? substr($0, 1, index($0, "},{")) : $0 }' \
		>"$tmp/half/manifest.part"
render half "$HONGTOU" render
sed "s,$tmp/half/,$tmp/first/,g" "$tmp/half/manifest.json" >"$tmp/got"
check incremental-half-line 'the manifest is another' \
	cmp "$tmp/got" "$tmp/first/manifest.json"

# Faults are told again when nothing is rendered again.
printf '关于\xf4\x80\x80\x80的通知\n\n各单位：\n\n　　正文。\n' >"$work/box.txt"
"$HONGTOU" render --lang en -o "$tmp/inc" "$work/box.txt" >/dev/null 2>&1
"$HONGTOU" render --lang en -o "$tmp/inc" "$work/box.txt" >"$tmp/log" 2>&1
code=$?
if [ $code -eq 1 ] && grep -q 'box.txt:1:3: fault: no font has' "$tmp/log" &&
	grep -q 'up to date' "$tmp/log"; then
	ok faults-told-again
else
	not_ok faults-told-again "status $code" "$tmp/log"
fi

# A picture is part of the document that shows it; where it is the same, the
# manifest stays as it is.
cp corpus/samples/12-figure.txt corpus/samples/*.png "$work/"
figure() { "$HONGTOU" render -o "$tmp/fig" "$work/12-figure.txt" >"$tmp/log" 2>&1; }
figure
cp "$tmp/fig/12-figure.pdf" "$tmp/figure.pdf"
stat -c '%y %i' "$tmp/fig/manifest.json" >"$tmp/before"
figure
stat -c '%y %i' "$tmp/fig/manifest.json" >"$tmp/after"
check manifest-not-written-again 'it is another file' \
	cmp "$tmp/before" "$tmp/after"
check picture-same 'the PDF differs' \
	cmp "$tmp/figure.pdf" "$tmp/fig/12-figure.pdf"
cp "$work/seal.png" "$work/plan.png"
figure
check picture-changed 'the old one is shown' \
	eval '! cmp -s "$tmp/figure.pdf" "$tmp/fig/12-figure.pdf"'

# A document with other files is made again when one of them changed, came or
# went, and only then.
cp corpus/samples/*.csv "$work/"
cp corpus/samples/plan.png "$work/plan.png"
figure
fig() { stat -c '%y %i' "$tmp/fig/12-figure.pdf"; }
again() { # NAME yes|no WHY: is the PDF made again?
	local before answer=no
	before=$(fig)
	figure
	[ "$(fig)" = "$before" ] || answer=yes
	check "$1" "$3" [ $answer = "$2" ]
}
again outside-same no 'made again though nothing changed'
sed -i '2s/[0-9]/7/' "$work/fence.csv"
again outside-csv-changed yes 'the old table is shown'
again outside-csv-same no 'made again though nothing changed'
mv "$work/plan.png" "$work/plan.away"
again outside-gone yes 'a picture that went is still shown'
again outside-still-gone no 'made again though nothing changed'
mv "$work/plan.away" "$work/plan.png"
again outside-came yes 'a picture that came is not shown'
cat "$work/plan.png" >"$work/plan.new"
mv "$work/plan.new" "$work/plan.png"
again outside-same-bytes no 'another file of the same bytes counts as changed'
check outside-listed 'the manifest does not tell of the files' \
	grep -Eq '"outside":\[\{"path":"[a-z]+.(png|csv)","key":"[0-9a-f]{16}"\}' \
	"$tmp/fig/manifest.json"

# A table is found by the path from the root, too.
sed "s,(fence.csv),($work/fence.csv)," "$work/12-figure.txt" >"$work/rooted.txt"
"$HONGTOU" render --lang en -o "$tmp/fig" "$work/rooted.txt" >"$tmp/log" 2>&1
check outside-rooted 'it is not found' eval '! grep -q fence.csv "$tmp/log"'

# A changed layout makes all again.
cp -r layouts data fonts "$tmp/a copy/"
touch -d '2001-01-01' "$tmp"/first/*.pdf
sed -i 's/^  top: 37mm/  top: 38mm/' "$tmp/a copy/layouts/document.yaml"
HONGTOU_DATA="$tmp/a copy" "$HONGTOU" render -o "$tmp/first" corpus >/dev/null 2>&1
old=$(find "$tmp/first" -name '*.pdf' -not -newermt 2002-01-01 | wc -l)
if [ "$old" -eq 0 ]; then
	ok incremental-layout-changed
else
	not_ok incremental-layout-changed "$old PDFs are of the old layout"
fi

# A folder in memory is a folder.
if memory=$(mktemp -d /dev/shm/hongtou-test.XXXXXX 2>/dev/null); then
	"$HONGTOU" render --lang en -o "$memory/a.pdf" "${sources[0]}" \
		>/dev/null 2>&1
	check folder-in-memory 'no PDF is written there' test -s "$memory/a.pdf"
	rm -rf "$memory"
else
	skip folder-in-memory 'no /dev/shm'
fi
