#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
#
# usage: run.sh [RUNS]
#
# hongtou against other programs on the same paragraphs, paper, margins, type
# size and font, and against itself.  What is compared takes turns, RUNS times
# each (5 at least), so that what else the machine does hits all; medians are
# told.  What should come out alike (the cost of growth) takes more turns, right
# behind one another: where a machine's speed drifts by a quarter within
# minutes, medians of 5 can be a quarter off.  Documents are the corpus with
# words changed (vary.sh); Typst compiles them in one warm process.  LibreOffice
# and XeLaTeX take part where they are installed.
#
# BENCH_DIR says where files go: a folder in memory leaves the disk out of it.
# BENCH_MANY says how many documents a large batch has, BENCH_HUGE how many the
# largest (some 12 GB of PDFs; 0 leaves it out).
set -eu
cd "$(dirname "$0")/../.."
HONGTOU=${HONGTOU:-build/hongtou}
BUILD=${BUILD:-build/release}
runs=${1:-5}
[ "$runs" -ge 5 ] || runs=5
few=500 many=${BENCH_MANY:-5000} huge=${BENCH_HUGE:-50000} typsts=100 others=10
growth='10 100 1000 2000' total=2000 # pages a document, and of all together
close=4 # times as many turns, where a difference of 15 % must show
work=${BENCH_DIR:-$PWD/build/bench}
mkdir -p "$work"/{typ,typst,other,stages}
export LC_ALL=C.UTF-8 XDG_CACHE_HOME=$work/cache
mkdir -p "$XDG_CACHE_HOME"
times=$work/times
rm -f "$work"/counts*
fonts=$PWD/fonts/files
. tests/bench/peers.sh
soffice=$(command -v "${SOFFICE:-soffice}" || true)
xelatex=$(command -v "${XELATEX:-xelatex}" || true)
load=$(cut -d ' ' -f 1-3 /proc/loadavg)

# npm's packages, as the lock file pins them.  Not `npm ci`: of this release,
# packages for other platforms were never published, and ci stops at that.
if ! cmp -s tests/bench/package-lock.json "$work/package-lock.json" ||
	[ ! -d "$work/node_modules" ]; then
	cp tests/bench/package.json tests/bench/package-lock.json "$work/"
	(cd "$work" && npm install --no-save --silent --no-audit --no-fund)
fi
cp tests/bench/typst.mjs "$work/"

# timed NAME COMMAND...: notes microseconds and KiB at most.  (Status 1 of
# hongtou says that a document has faults.)
timed() {
	local name=$1 start took code=0
	shift
	start=${EPOCHREALTIME/.}
	/usr/bin/time -o "$work/kib" -f %M "$@" >/dev/null 2>"$work/log" || code=$?
	took=$((${EPOCHREALTIME/.} - start))
	if [ $code -gt 1 ]; then
		echo "run.sh: $1 ended with status $code:" >&2
		tail -n 5 "$work/log" >&2
		exit 1
	fi
	echo "$name $took $(tail -n 1 "$work/kib")" >>"$times"
}
batch() { # NAME WORKERS FOLDER [OPTION]
	rm -rf "$work/out"
	timed "$1" "$HONGTOU" render -j"$2" ${4:+"$4"} -o "$work/out" "$3"
}
# Into a folder of its own: a manifest that is there is read.
one() { # NAME FILE
	rm -rf "$work/one"
	timed "$1" "$HONGTOU" render -j1 -o "$work/one" "$2"
}
typst() { # NAME FILE...
	local name=$1
	shift
	rm -f "$work"/typst/*
	timed "$name" node "$work/typst.mjs" "$fonts" "$work/typst" "$@"
}
libreoffice() { # NAME FILE...
	local name=$1
	shift
	[ -n "$soffice" ] || return 0
	timed "$name" "$soffice" "-env:UserInstallation=file://$work/office" \
		--headless --convert-to pdf --outdir "$work/other" "$@"
}
latex() { # NAME FILE
	[ -n "$xelatex" ] || return 0
	timed "$1" "$xelatex" -interaction=batchmode \
		-output-directory="$work/other" "$2"
}
pages_of() { # FOLDER: of all its documents, by the manifest
	grep -o '"pages":[0-9]*' "$1/manifest.json" |
		awk -F: '{ s += $2 } END { print s }'
}
# mean FILE...: bytes
mean() {
	local sizes
	sizes=$(stat -c %s "$@") || exit 1
	awk '{ s += $1 } END { printf "%.0f\n", s / NR }' <<<"$sizes"
}
# firsts FOLDER: the PDFs of the documents that Typst compiles too
firsts() {
	local i
	for ((i = 0; i < typsts; i++)); do
		printf '%s/%06d.pdf\n' "$1" $i
	done
}

# ---- sources -----------------------------------------------------------

for n in $few $many $([ "$huge" -eq 0 ] || echo "$huge"); do
	[ -e "$work/in$n/$(printf %06d $((n - 1))).txt" ] ||
		tests/bench/vary.sh "$n" "$work/in$n"
done
for ((i = 0; i < typsts; i++)); do
	name=$(printf %06d "$i")
	source=$work/in$few/$name.txt
	to_typst "$source" >"$work/typ/$name.typ"
	[ $i -ge $others ] || to_xelatex "$source" >"$work/other/$name.tex"
	[ $i -ge $others ] || to_libreoffice "$source" >"$work/other/$name.fodt"
done
for pages in $growth; do
	rm -rf "$work/pages$pages"
	mkdir "$work/pages$pages"
	tests/bench/long.sh "$pages" >"$work/long$pages.txt"
	for ((i = 0; i < total / pages; i++)); do
		cp "$work/long$pages.txt" "$work/pages$pages/$i.txt"
	done
done

# ---- measuring ---------------------------------------------------------

source=$work/in$few/000000.txt
one once "$source" # once before it counts: files are then in memory
typst once "$work/typ/000000.typ"
libreoffice once "$work/other/000000.fodt"
rm -f "$times"
for ((i = 0; i < runs; i++)); do
	batch beside1 1 "$work/in$few"
	rm -rf "$work/floor.out"
	mkdir "$work/floor.out"
	echo "floor $("$BUILD/bench/floor" "$work/floor.out" "$work"/out/*.pdf) 0" >>"$times"
	typst warm "$work"/typ/*.typ
	one cold "$source"
	typst typst "$work/typ/000000.typ"
	timed node node -e 0
	libreoffice office1 "$work/other/000000.fodt"
	libreoffice office "$work"/other/*.fodt
	latex latex "$work/other/000000.tex"
	"$BUILD/bench/stages" "$work/stages" "$work/in$few"/*.txt |
		sed 's/^/stage./; s/$/ 0/' >>"$times"
	one long "$work/long$total.txt"
done
for ((i = 0; i < runs * close; i++)); do
	for pages in $growth; do
		batch "pages$pages" 1 "$work/pages$pages"
		[ $i -gt 0 ] || echo "pages$pages $(pages_of "$work/out")" >>"$work/counts.new"
	done
done
mv "$work/counts.new" "$work/counts"
batch few1 1 "$work/in$few"
typst warm "$work"/typ/*.typ
ours=$(mean $(firsts "$work/out"))
theirs=$(mean "$work"/typst/*.pdf)
latex latex "$work/other/000000.tex"
libreoffice office "$work"/other/*.fodt
latex_size=$([ -z "$xelatex" ] || mean "$work/other/000000.pdf")
office_size=$([ -z "$soffice" ] || mean "$work"/other/*.pdf)
for ((i = 0; i < runs; i++)); do
	for ((j = 0; j < close; j++)); do
		[ "$huge" -eq 0 ] || [ $j -ne $((close / 2)) ] ||
			batch huge2 2 "$work/in$huge"
		batch few1 1 "$work/in$few"
		batch few2 2 "$work/in$few"
		batch many1 1 "$work/in$many"
		batch many2 2 "$work/in$many"
	done
	typst warm "$work"/typ/*.typ
done
batch small1 1 "$work/in$few" --small
small=$(mean $(firsts "$work/out"))
batch few2 2 "$work/in$few"
pages=$(pages_of "$work/out")
rm -rf "$work/out" "$work/floor.out"

# ---- the table ---------------------------------------------------------

echo "$("$HONGTOU" --version | head -n 1), typst-ts-node-compiler" \
	"$(sed -n 's/.*"@myriaddreamin.*": "\(.*\)".*/\1/p' tests/bench/package.json)," \
	"node $(node --version); $(nproc) cores; medians of $runs turns," \
	"of $((runs * close)) in growth; load $load before," \
	"$(cut -d ' ' -f 1-3 /proc/loadavg) after"
[ -n "$soffice" ] || echo 'LibreOffice is not installed and takes no part.'
[ -n "$xelatex" ] || echo 'XeLaTeX is not installed and takes no part.'
sort -k 1,1 -k 2,2n "$times" | awk -v few=$few -v many="$many" -v huge="$huge" \
	-v typsts=$typsts -v others=$others -v ours="$ours" -v theirs="$theirs" \
	-v small="$small" -v latex="$latex_size" -v office="$office_size" \
	-v pages="$pages" -v growth="$growth" -v counts="$work/counts" \
	-v total=$total -f tests/bench/table.awk
