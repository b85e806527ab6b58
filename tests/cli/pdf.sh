#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
#
# usage: pdf.sh            holds the corpus' PDFs against what readers say
#        pdf.sh --edits    prints the edits of each source (see below)
#
# Sound by qpdf; fonts embedded, subset and with Unicode by pdffonts; and the
# text.  Nothing of the program is trusted for the text: the characters of the
# source file and those that two readers get out of the PDF, blanks and page
# numbers aside, are compared one by one.  How they may differ stands in
# tests/text/NAME.edits, written by hand: "-" what of the source is not on the
# page (marks, notes of a web site), "+" what is set without standing there.
# A text that moves shows as both.
. "$(dirname "$0")/lib.sh"

# One character a line, without blanks (with U+00A0, U+FEFF).
blank=$'[[:space:]\u00a0\ufeff]'
characters() { sed "s/$blank//g" | grep -o .; }

# Lines that are a page number and no more are the page's furniture.
without_page_numbers() {
	tr '\f' '\n' | grep -Ev "^$blank*—$blank*[0-9]+$blank*—$blank*\$"
}

# edits FILE FILE: runs of characters only in the one (-) or the other (+),
# each after the four characters before it.
edits() {
	diff -d --unchanged-line-format='=%L' --old-line-format='-%L' \
		--new-line-format='+%L' "$1" "$2" |
		awk '
		function flush() {
			if (old != "") print "-" old "\tafter " context
			if (new != "") print "+" new "\tafter " context
			old = new = ""
		}
		{ c = substr($0, 2) }
		/^=/ {
			flush()
			kept[++k] = c
			context = ""
			for (i = k > 4 ? k - 3 : 1; i <= k; i++)
				context = context kept[i]
		}
		/^-/ { old = old c }
		/^[+]/ { new = new c }
		END { flush() }'
}

# The edits of one source, read by pdftotext or mutool.
edits_of() { # SOURCE PDF READER
	characters <"$1" >"$tmp/source"
	case $3 in
	poppler) pdftotext -raw "$2" - ;;
	mupdf) mutool draw -q -F txt "$2" 2>/dev/null ;;
	esac | without_page_numbers | characters >"$tmp/page"
	edits "$tmp/source" "$tmp/page"
}

"$HONGTOU" render -o "$tmp/out" corpus >"$tmp/log" 2>&1
code=$?
if [ "${1:-}" = --edits ]; then
	for source in "${sources[@]}"; do
		echo "== $(name_of "$source").edits"
		edits_of "$source" "$tmp/out/$(name_of "$source").pdf" poppler
	done
	exit
fi
if [ $code -le 1 ]; then
	ok corpus-renders
else
	not_ok corpus-renders "exit status $code" "$tmp/log"
fi

for source in "${sources[@]}"; do
	name=$(name_of "$source")
	short=${name%%_*}
	pdf=$tmp/out/$name.pdf
	check "qpdf-$short" 'qpdf --check complains' \
		sh -c 'out=$(qpdf --check "$1" 2>&1) && ! echo "$out" |
			grep -i warn || { echo "$out"; exit 1; }' sh "$pdf"

	# name, type and encoding may hold blanks: count from the right.
	pdffonts "$pdf" 2>&1 | awk '
		NR > 2 { n++; if ($(NF-4) $(NF-3) $(NF-2) != "yesyesyes") print }
		END { if (!n) print "no fonts" }' >"$tmp/fonts"
	if [ -s "$tmp/fonts" ]; then
		not_ok "fonts-$short" 'not embedded, subset, with Unicode' "$tmp/fonts"
	else
		ok "fonts-$short"
	fi

	for reader in poppler mupdf; do
		if [ ! -f "tests/text/$name.edits" ]; then
			not_ok "text-$reader-$short" "no tests/text/$name.edits"
			continue
		fi
		grep -v '^#' "tests/text/$name.edits" >"$tmp/want"
		edits_of "$source" "$pdf" $reader >"$tmp/have"
		if diff -u "$tmp/want" "$tmp/have" >"$tmp/diff"; then
			ok "text-$reader-$short"
		else
			not_ok "text-$reader-$short" \
				'the page does not have the text of the source' \
				"$tmp/diff"
		fi
	done

	# Whoever copies the title or searches for it finds it in one piece.
	pdfinfo "$pdf" >"$tmp/info" 2>&1
	if grep -Eq '^Title: +[^ ]' "$tmp/info" &&
		grep -q '^Page size: .*A4' "$tmp/info"; then
		ok "info-$short"
	else
		not_ok "info-$short" 'no title, or not A4' "$tmp/info"
	fi
done
