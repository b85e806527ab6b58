#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
#
# usage: run.sh [RUNS]
#
# Wall time of a whole process that turns one source into a PDF: hongtou, and
# Typst on the same paragraphs, paper, margins, type size and font.  The two
# take turns, RUNS times each (9 at least), so that what else the machine does
# hits both; medians are told.  Node's own start, which Typst's time holds, is
# timed beside them.
set -eu
cd "$(dirname "$0")/../.."
HONGTOU=${HONGTOU:-build/hongtou}
runs=${1:-15}
[ "$runs" -ge 9 ] || runs=9
source=$(ls corpus/000*.txt)
work=build/bench
mkdir -p $work
export LC_ALL=C.UTF-8

# npm's packages, as the lock file pins them.  Not `npm ci`: of this release,
# packages for other platforms were never published, and ci stops at that.
if ! cmp -s tests/bench/package-lock.json $work/package-lock.json ||
	[ ! -d $work/node_modules ]; then
	cp tests/bench/package.json tests/bench/package-lock.json $work/
	(cd $work && npm install --no-save --silent --no-audit --no-fund)
fi
cp tests/bench/typst.mjs $work/

# The paragraphs that hongtou sets, as a Typst document of GB/T 9704's page.
{
	cat <<'TYPST'
#set page(paper: "a4", margin: (left: 28mm, right: 26mm, top: 37mm, bottom: 35mm))
#set text(font: "FandolFang R", size: 16pt, lang: "zh", region: "cn")
#set par(justify: true, first-line-indent: (amount: 2em, all: true), leading: 14pt, spacing: 14pt)
TYPST
	"$HONGTOU" dump -s doc "$source" 2>$work/log | awk '
		NR > 2 && match($0, /\|.*\|$/) {
			s = substr($0, RSTART + 1, RLENGTH - 2)
			gsub(/[][#*_$`<>@\\\/=~+-]/, "\\\\&", s)
			print "\n" s
		}'
} >$work/main.typ

now() { date +%s%N; }
timed() { # NAME COMMAND...
	local name=$1 start
	shift
	start=$(now)
	"$@"
	echo "$name $((($(now) - start) / 1000))" >>$work/times
}
hongtou() {
	rm -rf $work/out
	timed hongtou "$HONGTOU" render -o $work/out "$source" >/dev/null 2>&1
}
typst() {
	rm -f $work/typst.pdf
	timed typst node $work/typst.mjs $work/main.typ fonts/files \
		$work/typst.pdf
}

hongtou # once before it counts: files are then in memory for both
typst
rm -f $work/times
for ((i = 0; i < runs; i++)); do
	hongtou
	typst
	timed node node -e 0
done
pdffonts $work/typst.pdf 2>/dev/null | grep -q FandolFang ||
	{ echo 'Typst did not use FandolFang' >&2; exit 1; }

version() { sed -n 's/.*"@myriaddreamin.*": "\(.*\)".*/\1/p' tests/bench/package.json; }
echo "$("$HONGTOU" --version | head -n 1); typst-ts-node-compiler $(version)," \
	"node $(node --version); $(nproc) cores; $source, $runs runs each"
sort -k 1,1 -k 2,2n $work/times | awk '
	{ n[$1]++; t[$1, n[$1]] = $2 / 1000 }
	function median(x) {
		return (t[x, int((n[x] + 1) / 2)] + t[x, int((n[x] + 2) / 2)]) / 2
	}
	function row(label, x) {
		printf "%-26s %9.1f %9.1f %9.1f\n", label, median(x), t[x, 1],
			t[x, n[x]]
	}
	END {
		printf "%-26s %9s %9s %9s\n", "whole process, ms", "median", "least",
			"most"
		row("hongtou", "hongtou")
		row("Typst in node", "typst")
		row("  of which node starting", "node")
		printf "ratio, Typst to hongtou %20.1f\n",
			median("typst") / median("hongtou")
		printf "ratio without node starting %16.1f\n",
			(median("typst") - median("node")) / median("hongtou")
	}'
