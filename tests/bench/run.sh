#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
#
# usage: run.sh [RUNS]
#
# hongtou against Typst on the same paragraphs, paper, margins, type size and
# font, and against itself.  What is compared takes turns, RUNS times each (5
# at least), so that what else the machine does hits all; medians are told.
# Documents are the corpus with words changed (vary.sh); Typst compiles them in
# one warm process.  BENCH_DIR says where files go (a folder in memory leaves
# the disk out of it); BENCH_MANY how many documents a large batch has.
set -eu
cd "$(dirname "$0")/../.."
HONGTOU=${HONGTOU:-build/hongtou}
runs=${1:-5}
[ "$runs" -ge 5 ] || runs=5
few=500 many=${BENCH_MANY:-5000} typsts=100
work=${BENCH_DIR:-$PWD/build/bench}
mkdir -p "$work"/{typ,typst}
export LC_ALL=C.UTF-8
times=$work/times
fonts=$PWD/fonts/files

# npm's packages, as the lock file pins them.  Not `npm ci`: of this release,
# packages for other platforms were never published, and ci stops at that.
if ! cmp -s tests/bench/package-lock.json "$work/package-lock.json" ||
	[ ! -d "$work/node_modules" ]; then
	cp tests/bench/package.json tests/bench/package-lock.json "$work/"
	(cd "$work" && npm install --no-save --silent --no-audit --no-fund)
fi
cp tests/bench/typst.mjs "$work/"

# The paragraphs that hongtou sets, as a Typst document of GB/T 9704's page.
to_typst() {
	cat <<'TYPST'
#set page(paper: "a4", margin: (left: 28mm, right: 26mm, top: 37mm, bottom: 35mm))
#set text(font: "FandolFang R", size: 16pt, lang: "zh", region: "cn")
#set par(justify: true, first-line-indent: (amount: 2em, all: true), leading: 14pt, spacing: 14pt)
TYPST
	"$HONGTOU" dump -s doc "$1" 2>/dev/null | awk '
		NR > 2 && match($0, /\|.*\|$/) {
			s = substr($0, RSTART + 1, RLENGTH - 2)
			gsub(/[][#*_$`<>@\\\/=~+-]/, "\\\\&", s)
			print "\n" s
		}'
}

# A source of about so many pages.
long_source() { # PAGES
	local first
	first=$(ls corpus/000*.txt)
	head -n 6 "$first"
	LC_ALL=C awk -v bytes=$(($1 * 1720)) '
		length($0) > 240 { p[n++] = $0 }
		END {
			for (i = 0; done < bytes; i++) {
				print "\n" p[i % n]
				done += length(p[i % n])
			}
		}' corpus/*.txt
	tail -n 8 "$first"
}

# timed NAME COMMAND...: notes microseconds and KiB at most.
timed() {
	local name=$1 start
	shift
	start=$(date +%s%N)
	/usr/bin/time -o "$work/kib" -f %M "$@" >/dev/null 2>"$work/log" || true
	echo "$name $((($(date +%s%N) - start) / 1000)) $(tail -n 1 "$work/kib")" >>"$times"
}
batch() { # NAME WORKERS FOLDER
	rm -rf "$work/out"
	timed "$1" "$HONGTOU" render -j"$2" -o "$work/out" "$3"
}
one() { timed "$1" "$HONGTOU" render --force -j1 -o "$work/one" "$2"; }
typst() { # NAME FILE...
	local name=$1
	shift
	rm -f "$work"/typst/*
	timed "$name" node "$work/typst.mjs" "$fonts" "$work/typst" "$@"
}

for n in $few $many; do
	[ -e "$work/in$n/$(printf %06d $((n - 1))).txt" ] ||
		tests/bench/vary.sh "$n" "$work/in$n"
done
for ((i = 0; i < typsts; i++)); do
	name=$(printf %06d "$i")
	to_typst "$work/in$few/$name.txt" >"$work/typ/$name.typ"
done
for pages in 10 100 1000 2000; do
	long_source $pages >"$work/long$pages.txt"
done

# The same bytes, deflated and written, and nothing else.
gcc -O2 -o "$work/floor" tests/bench/floor.c -ldeflate

source=$work/in$few/000000.txt
one once "$source" # once before it counts: files are then in memory
typst once "$work/typ/000000.typ"
rm -f "$times"
for ((i = 0; i < runs; i++)); do
	batch few1 1 "$work/in$few"
	batch few2 2 "$work/in$few"
	rm -rf "$work/floor.out"
	mkdir "$work/floor.out"
	echo "floor $("$work/floor" "$work/floor.out" "$work"/out/*.pdf) 0" >>"$times"
	typst warm "$work"/typ/*.typ
	one cold "$source"
	typst typst "$work/typ/000000.typ"
	timed node node -e 0
	for pages in 10 100 1000 2000; do
		one long$pages "$work/long$pages.txt"
	done
done
ours=$(for i in $(seq 0 $((typsts - 1))); do
	stat -c %s "$work/out/$(printf %06d "$i").pdf"
done | awk '{ s += $1 } END { print s / NR }')
typst warm "$work"/typ/*.typ
theirs=$(stat -c %s "$work"/typst/*.pdf | awk '{ s += $1 } END { print s / NR }')
for ((i = 0; i < runs; i++)); do
	batch many1 1 "$work/in$many"
	batch many2 2 "$work/in$many"
done
pages=$(grep -o '"pages":[0-9]*' "$work/out/manifest.json" |
	awk -F: '{ s += $2 } END { print s / NR }')
rm -rf "$work/out" "$work/floor.out"

echo "$("$HONGTOU" --version | head -n 1), typst-ts-node-compiler" \
	"$(sed -n 's/.*"@myriaddreamin.*": "\(.*\)".*/\1/p' tests/bench/package.json)," \
	"node $(node --version); $(nproc) cores; medians of $runs"
sort -k 1,1 -k 2,2n "$times" | awk -v few=$few -v many="$many" \
	-v typsts=$typsts -v ours="$ours" -v theirs="$theirs" -v pages="$pages" '
	{
		n[$1]++
		t[$1, n[$1]] = $2 / 1000
		if ($3 > kib[$1]) kib[$1] = $3
	}
	function ms(x) {
		return (t[x, int((n[x] + 1) / 2)] + t[x, int((n[x] + 2) / 2)]) / 2
	}
	function rate(label, x, docs) {
		printf "%-44s %9.1f %9.2f %8.1f\n", label, docs / ms(x) * 1000,
			ms(x) / docs, kib[x] / 1024
	}
	function long(x, p) {
		printf "%-44s %9.1f %9.3f %8.1f\n", "one document of about " p " pages",
			1000 / ms(x), ms(x) / p, kib[x] / 1024
	}
	function ratio(label, x, goal) {
		printf "%-56s %8.2f  (%s)\n", label, x, goal
	}
	END {
		printf "\n%-44s %9s %9s %8s\n", "batch", "docs/s", "ms/doc", "MiB"
		rate(few " documents, 1 worker", "few1", few)
		rate(few " documents, 2 workers", "few2", few)
		rate(many " documents, 1 worker", "many1", many)
		rate(many " documents, 2 workers", "many2", many)
		# Starting and loading fonts is no part of a warm process.
		warm = (ms("warm") - ms("typst")) / (typsts - 1)
		printf "%-44s %9.1f %9.2f %8.1f\n", "Typst, one warm process",
			1000 / warm, warm, kib["warm"] / 1024
		rate("deflate and write the same bytes, 1 thread", "floor", few)
		printf "\n%-44s %9s %9s %8s\n", "whole process", "1/s", "ms", "MiB"
		rate("one document", "cold", 1)
		rate("Typst in node", "typst", 1)
		rate("  of which node starting", "node", 1)
		printf "\n%-44s %9s %9s %8s\n", "growth", "1/s", "ms/page", "MiB"
		long("long10", 10)
		long("long100", 100)
		long("long1000", 1000)
		long("long2000", 2000)
		print ""
		ratio("documents a second to Typst", warm * many / ms("many2"), "20")
		ratio("  on one worker", warm * many / ms("many1"), "")
		ratio("pages a second to deflating and writing", \
			ms("floor") / few * many / ms("many1"), "0.6, one thread each")
		ratio("two workers to one", ms("many1") / ms("many2"), "1.8")
		ratio("cold start, Typst in node to hongtou", ms("typst") / ms("cold"), "8")
		ratio("  without node starting", (ms("typst") - ms("node")) / ms("cold"), "")
		ratio("size of a PDF to Typst", ours / theirs, "1.1")
		printf "%.0f and %.0f bytes a PDF; %.1f pages a document\n", ours, theirs, pages
	}'
