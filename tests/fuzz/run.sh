#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
#
# usage: run.sh [SECONDS]
#
# Lets libFuzzer look for input that breaks the readers of fonts, some time
# for each; begins with the fonts of a PDF of ours, and with what earlier runs
# kept in $BUILD/fuzz.  Needs clang with its sanitizers, which is no package
# of tools/deps.sh: without it nothing is done.
set -eu
cd "$(dirname "$0")/../.."
seconds=${1:-60}
out=${BUILD:-build/release}/fuzz
HONGTOU=${HONGTOU:-build/hongtou}
sources='src/base/arena.c src/base/str.c src/base/utf8.c src/out/pdf/cff*.c src/out/pdf/glyf*.c'
mkdir -p "$out"

compile() { # SOURCE TO
	clang -std=c17 -D_POSIX_C_SOURCE=200809L -Isrc -g -O1 \
		-fsanitize=fuzzer,address,undefined \
		-fno-sanitize-recover=all $(pkg-config --cflags harfbuzz) \
		-o "$2" "$1" $(ls $sources | grep -Ev 'cff(store|write).c') \
		$(pkg-config --libs harfbuzz)
}

command -v clang >/dev/null || {
	echo 'fuzz: skipped, there is no clang (Debian: clang, libclang-rt-dev)'
	exit 0
}
echo 'int LLVMFuzzerTestOneInput(const char *p, long n) { return !p + !n; }' |
	clang -fsanitize=fuzzer,address -x c -o "$out/probe" - 2>/dev/null || {
	echo 'fuzz: skipped, clang has no fuzzer (Debian: libclang-rt-dev)'
	exit 0
}

# The font files of a PDF are small fonts.
seed() { # KIND ENTRY PDF
	local n=0 ref
	mkdir -p "$out/$1"
	for ref in $(mutool show "$3" grep 2>/dev/null |
		grep -o "/$2 [0-9]*" | cut -d' ' -f2 | sort -u); do
		mutool show -b -o "$out/$1/seed-$n" "$3" "$ref" 2>/dev/null
		n=$((n + 1))
	done
	[ $n -gt 0 ] || { echo "fuzz: no $2 in $3" >&2; exit 2; }
}

"$HONGTOU" render -o "$out/seeds.pdf" corpus/samples/28-rare-characters.txt \
	>"$out/log" 2>&1 || [ $? -eq 1 ]
seed cff FontFile3 "$out/seeds.pdf"
seed glyf FontFile2 "$out/seeds.pdf"
for kind in cff glyf; do
	compile tests/fuzz/fuzz_$kind.c "$out/fuzz_$kind"
	"$out/fuzz_$kind" -seed=1 -max_len=20000 -len_control=0 -rss_limit_mb=1000 -timeout=5 \
		-max_total_time="$seconds" -artifact_prefix="$out/bad-$kind-" \
		-print_final_stats=1 "$out/$kind" >"$out/$kind.log" 2>&1 || {
		tail -n 60 "$out/$kind.log"
		echo "fuzz: $kind failed; the input is $out/bad-$kind-*"
		exit 1
	}
	echo "fuzz: $kind sound after" \
		"$(sed -n 's/^stat::number_of_executed_units: *//p' "$out/$kind.log")" \
		"inputs, $(ls "$out/$kind" | wc -l) kept"
done
