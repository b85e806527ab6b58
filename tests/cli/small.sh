#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
#
# usage: small.sh
#
# `render --small`: files that are sound and smaller, and show readers what the
# files without it show: text, structure, outline, fonts, metadata and every
# pixel.  Objects are in streams, so that each of these asks whether the
# cross-reference stream tells where they are.
. "$(dirname "$0")/lib.sh"

mkdir "$tmp/in"

# What is said of a file that is not sound.  (Not every MuPDF is built with
# colour management.)
faults() { # PDF
	qpdf --check "$1" 2>&1 | grep -iE 'warning|error:'
	mutool draw -q -F stext -o /dev/null "$1" 2>&1 | grep -v 'ICC support'
	pdfinfo -struct-text "$1" 2>&1 >/dev/null
	# We write no null: that is what qpdf makes of an object that is not
	# where it should be.
	qpdf --json --json-key=qpdf "$1" 2>&1 | grep -B 1 '^ *"value": null'
}

# What readers tell of a file, but for its size and its objects' numbers.
told() { # PDF
	pdftotext -raw "$1" -
	mutool draw -q -F txt "$1" 2>/dev/null
	pdfinfo "$1" | grep -v '^File size'
	pdfinfo -struct-text "$1"
	pdfinfo -meta "$1"
	mutool show "$1" outline | sed 's/#[^ ]*//'
	pdffonts "$1" | awk '{ $NF = $(NF-1) = ""; print }'
	pdftoppm -r 40 -gray "$1" | md5sum
	mutool draw -q -F pgm -r 50 -o - "$1" 2>/dev/null | md5sum
}

same() { # SMALL PLAIN
	faults "$1"
	told "$1" >"$tmp/small.told"
	told "$2" >"$tmp/plain.told"
	diff "$tmp/plain.told" "$tmp/small.told"
	[ "$(stat -c %s "$1")" -lt "$(stat -c %s "$2")" ] || echo 'no smaller'
}

total() { stat -c %s "$@" | awk '{ s += $1 } END { print s }'; }

# The corpus, and samples with pictures, tables, turned pages, footnotes, rare
# characters, many fonts.
cp corpus/*.txt corpus/samples/*.{png,csv} "$tmp/in/"
for n in 02 04 12 13 15 28 34 40 45; do
	cp corpus/samples/$n-*.txt "$tmp/in/"
done
"$HONGTOU" render -o "$tmp/plain" "$tmp/in" >"$tmp/log" 2>&1
"$HONGTOU" render --small -j1 -o "$tmp/small" "$tmp/in" >"$tmp/log" 2>&1
code=$?
if [ $code -le 1 ]; then
	ok renders
else
	not_ok renders "exit status $code" "$tmp/log"
fi

for source in "$tmp"/in/*.txt; do
	name=$(name_of "$source")
	same "$tmp/small/$name.pdf" "$tmp/plain/$name.pdf" >"$tmp/bad" 2>&1
	if [ -s "$tmp/bad" ]; then
		not_ok "same-${name%%_*}" 'not sound, or not the same' "$tmp/bad"
	else
		ok "same-${name%%_*}"
	fi
done

# A twelfth at least, of the corpus: a font's share is the largest.
share=$(($(total "$tmp"/small/00*.pdf) * 1000 / $(total "$tmp"/plain/00*.pdf)))
check share "$share of 1000 of what is written without --small" [ $share -le 915 ]

# The same bytes from several threads.
"$HONGTOU" render --small -j4 -o "$tmp/again" "$tmp/in" >"$tmp/log" 2>&1
rm -f "$tmp"/{plain,small,again}/manifest.json
check bytes 'other bytes with -j4' diff -r "$tmp/small" "$tmp/again"

# A long document has several object streams.
tests/bench/long.sh 160 >"$tmp/long.txt"
"$HONGTOU" render -o "$tmp/long.pdf" "$tmp/long.txt" >"$tmp/log" 2>&1
"$HONGTOU" render --small -o "$tmp/longsmall.pdf" "$tmp/long.txt" \
	>"$tmp/log" 2>&1
{
	faults "$tmp/longsmall.pdf"
	for pdf in long longsmall; do
		pdftotext -raw "$tmp/$pdf.pdf" "$tmp/$pdf.told"
		pdfinfo -struct-text "$tmp/$pdf.pdf" >>"$tmp/$pdf.told"
	done
	cmp "$tmp/long.told" "$tmp/longsmall.told"
} >"$tmp/bad" 2>&1
if [ -s "$tmp/bad" ]; then
	not_ok long-same 'not sound, or not the same' "$tmp/bad"
else
	ok long-same
fi
streams=$(grep -ac /Type/ObjStm "$tmp/longsmall.pdf")
check long-streams "$streams object streams" [ "$streams" -ge 2 ]
check no-table 'objects outside of streams, or a table' \
	sh -c '! grep -aE "^(xref|trailer)|/Type */(Page|Font|StructElem)" "$1"' \
	sh "$tmp/longsmall.pdf"

# What the checks above go by: a row, an object and an offset that are wrong
# are told.
damage() { # NAME PATTERN TO: the first match, as long
	perl -0pe "s/$2/$3/" "$tmp/longsmall.pdf" >"$tmp/bad.pdf"
	if cmp -s "$tmp/longsmall.pdf" "$tmp/bad.pdf"; then
		not_ok "told-$1" 'there is nothing to damage'
	elif [ -n "$(faults "$tmp/bad.pdf")" ]; then
		ok "told-$1"
	else
		not_ok "told-$1" 'no reader complains'
	fi
}
damage start 'startxref\n\d' 'startxref\n9'
damage widths '(\/Type\/XRef\/Size \d+\/W\[1 \d) 2\]' '$1 1]'
damage count '\/Type\/ObjStm\/N 500' '\/Type\/ObjStm\/N 400'
damage first '(\/Type\/ObjStm\/N \d+\/First )\d' '${1}1'
