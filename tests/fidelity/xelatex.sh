#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
#
# usage: xelatex.sh [NAME...]
#
# A benchmark: for every original, the time of `learn` and `render` beside that
# of XeLaTeX with ctex for the same plain text, one process a document, in one
# run.  Needs texlive-xetex and texlive-lang-chinese.
set -u
cd "$(dirname "$0")/../.."
HONGTOU=${HONGTOU:-build/hongtou}
ORIGINALS=${ORIGINALS:-../shared/originals}
command -v xelatex >/dev/null || { echo 'skip: no xelatex'; exit 0; }
[ -d "$ORIGINALS/pdf" ] || { echo "skip: no originals in $ORIGINALS"; exit 0; }
work=$(mktemp -d "${TMPDIR:-/tmp}/hongtou-xelatex.XXXXXX")
trap 'rm -rf "$work"' EXIT
[ $# -gt 0 ] || set -- $(cd "$ORIGINALS/pdf" && ls *.pdf | sed 's/\.pdf$//')
now() { date +%s%N; }
ours=0 theirs=0 n=0
for name in "$@"; do
	start=$(now)
	"$HONGTOU" learn -o "$work/l.yaml" "$ORIGINALS/pdf/$name.pdf" >/dev/null 2>&1
	"$HONGTOU" render -j 1 -l "$work/l.yaml" -o "$work/$name.pdf" \
		"$ORIGINALS/text/$name.txt" >/dev/null 2>&1
	ours=$((ours + $(now) - start))
	{
		echo '\documentclass[zihao=3,fontset=fandol]{ctexart}\begin{document}'
		sed 's/[\\{}$&#^_%~]/\\char`\\&{}/g' "$ORIGINALS/text/$name.txt"
		echo '\end{document}'
	} >"$work/$name.tex"
	start=$(now)
	(cd "$work" && xelatex -interaction=batchmode "$name.tex" >/dev/null 2>&1)
	theirs=$((theirs + $(now) - start))
	n=$((n + 1))
done
awk -v n=$n -v a=$ours -v b=$theirs 'BEGIN {
	printf "%d documents: learn and render %.1f s, XeLaTeX %.1f s, ratio %.1f\n",
		n, a / 1e9, b / 1e9, b / a }'
