#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
#
# usage: run.sh [--hold-out] [NAME...]
#
# A benchmark, not a test.  For every original: learn its layout from the PDF,
# render its plain text with that layout, and count how many of its line breaks
# come back.  ORIGINALS is the folder with pdf/, text/, truth/ and index.tsv
# (default ../shared/originals); the yardstick is ../tools/score_breaks.py from
# there.  --hold-out: learn from the paragraphs that begin on odd pages, score
# those that begin on even ones.
set -u
cd "$(dirname "$0")/../.."
HONGTOU=${HONGTOU:-build/hongtou}
ORIGINALS=${ORIGINALS:-../shared/originals}
tools=$ORIGINALS/../tools
work=build/fidelity
export LC_ALL=C.UTF-8
pages=all
if [ "${1:-}" = --hold-out ]; then
	pages=odd
	shift
fi
if [ ! -d "$ORIGINALS/pdf" ] || [ ! -f "$tools/score_breaks.py" ]; then
	echo "skip fidelity: no originals in $ORIGINALS"
	exit 0
fi
for tool in python3 mutool; do
	command -v $tool >/dev/null || { echo "skip fidelity: no $tool"; exit 0; }
done
mkdir -p $work
[ $# -gt 0 ] || set -- $(cd "$ORIGINALS/pdf" && ls *.pdf | sed 's/\.pdf$//')

# The paragraphs that begin on even pages.
even_pages() {
	python3 - "$1" "$2" <<'PY'
import json, sys
t = json.load(open(sys.argv[1], encoding='utf8'))
t['paragraphs'] = [p for p in t['paragraphs'] if p['lines'][0][0] % 2 == 0]
json.dump(t, open(sys.argv[2], 'w', encoding='utf8'), ensure_ascii=False)
PY
}

now() { date +%s%N; }
one() { # NAME
	local name=$1 layout=$work/$1.yaml pdf=$work/$1.pdf start ms score
	local truth=$ORIGINALS/truth/$1.json
	rm -f "$pdf" "$layout"
	start=$(now)
	"$HONGTOU" learn --pages $pages -o "$layout" "$ORIGINALS/pdf/$name.pdf" \
		2>$work/$name.log || { echo "$name: not learned" >&2; return; }
	"$HONGTOU" render -j 1 -l "$layout" -o "$pdf" "$ORIGINALS/text/$name.txt" \
		>/dev/null 2>>$work/$name.log
	ms=$((($(now) - start) / 1000000))
	if [ $pages = odd ]; then
		even_pages "$truth" $work/$name.json
		truth=$work/$name.json
	fi
	score=$(python3 "$tools/score_breaks.py" "$truth" "$pdf" --misses 99 |
		tee $work/$name.misses | tail -n 1)
	python3 tests/fidelity/table.py "$ORIGINALS" "$name" "$layout" "$pdf" \
		"$score" $ms "$truth" >$work/$name.row
}

rm -f $work/*.row
for name in "$@"; do
	one "$name"
done
cat $work/*.row >$work/rows
python3 tests/fidelity/table.py "$ORIGINALS" total $work/rows
