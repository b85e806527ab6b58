#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
#
# --shard and merge: each source in one shard, the same on every machine; the
# joined manifest is that of one process, byte for byte; what is missing or
# contradicts is said.  The environments of Slurm and Kubernetes are set by hand
# here; tests/scale/slurm.sh has a real Slurm.
. "$(dirname "$0")/lib.sh"

export XDG_CACHE_HOME=$tmp/cache
unset SLURM_ARRAY_TASK_ID JOB_COMPLETION_INDEX JOB_COMPLETIONS
mkdir -p "$tmp/in/b/c"
tests/bench/vary.sh 30 "$tmp/all" || not_ok vary 'no sources made'
mv "$tmp"/all/00000* "$tmp/in/"
mv "$tmp"/all/00001[0-4]* "$tmp/in/b/"
mv "$tmp"/all/00001* "$tmp/in/b/c/"
mv "$tmp/all" "$tmp/more"
cp corpus/samples/12-figure.txt corpus/samples/*.png corpus/samples/*.csv "$tmp/in/b/"
# Names by whose order folders and files mix.
cp "$tmp/in/000003.txt" "$tmp/in/b.txt"
cp "$tmp/in/000004.txt" "$tmp/in/b-x.md"
printf '关于\xf4\x80\x80\x80的通知\n\n各单位：\n\n　　正文。\n' >"$tmp/in/box.txt"
want=34

render() { "$HONGTOU" render --lang en "$@" >"$tmp/log" 2>&1; }
merge() { "$HONGTOU" merge --lang en "$@" >"$tmp/log" 2>&1; }
# as FOLDER: its manifest, FOLDER put aside.
as() { sed "s,$1/,,g" "$1/manifest.json"; }
pdfs() { (cd "$1" && find . -name '*.pdf' | sort | xargs md5sum); }
shards() { # N FOLDER: all at once
	local k pids=()
	for k in $(seq "$1"); do
		"$HONGTOU" render -j1 --shard "$k/$1" -o "$2" "$tmp/in" "$tmp/more" \
			>"$tmp/shard.$k" 2>&1 &
		pids+=($!)
	done
	wait "${pids[@]}"
}

render -o "$tmp/one" "$tmp/in" "$tmp/more"
check shard-reference "status $?, want 1" [ $? -eq 1 ]
as "$tmp/one" >"$tmp/want"
check shard-reference-all 'documents are missing' \
	[ "$(grep -c '"source":' "$tmp/want")" -eq $want ]

for n in 1 4 50; do
	shards $n "$tmp/out$n"
	merge -o "$tmp/out$n"
	code=$?
	as "$tmp/out$n" >"$tmp/got"
	if [ $code -eq 1 ] && cmp -s "$tmp/want" "$tmp/got" &&
		diff <(pdfs "$tmp/one") <(pdfs "$tmp/out$n") >"$tmp/diff"; then
		ok "shard-$n-like-one ($(ls "$tmp/out$n"/manifest.*-of-$n.json | wc -l) manifests)"
	else
		not_ok "shard-$n-like-one" "status $code, or manifests differ" "$tmp/log"
	fi
done
check shard-all-have-part 'a shard of 4 has no document' \
	eval '! grep -L "\"source\":" "$tmp"/out4/manifest.*-of-4.json | grep .'

# What is in no shard, or in two.
cat "$tmp"/out4/manifest.*-of-4.json | grep -o '^{"source":"[^"]*"' | sort |
	uniq -c | awk '$1 != 1' >"$tmp/bad"
check shard-each-once 'not once' [ ! -s "$tmp/bad" ]

# The part is told by the path below the folder that was named: the same from
# another place, and the one that the documentation's hash gives.
cp -r "$tmp/in" "$tmp/elsewhere"
(cd "$tmp/elsewhere" && "$HONGTOU" render --shard 2/4 -o "$tmp/moved" . "$tmp/more") \
	>"$tmp/log" 2>&1
(cd "$tmp/moved" && find . -name '*.pdf' | sort) >"$tmp/got"
grep -o '"output":"[^"]*"' "$tmp/out4/manifest.2-of-4.json" |
	sed "s,.*$tmp/out4,.,; s/\"$//" | sort >"$tmp/two"
check shard-same-elsewhere 'other documents' cmp "$tmp/two" "$tmp/got"
# FNV-1a of "b/c/000015" is 0xcfda3c57a86d4e1a, for one.
shard_of() { grep -l "\"output\":\"[^\"]*/$1.pdf\"" "$tmp"/out4/manifest.*-of-4.json |
	sed 's/.*manifest.\(.*\)-of.*/\1/'; }
check shard-known-hash "$(for f in 000000 b b-x b/c/000015; do shard_of $f; done | xargs)" \
	[ "$(for f in 000000 b b-x b/c/000015; do shard_of $f; done | xargs)" = '4 2 2 2' ]

# One spelling of paths: `in` and `./in/` are the same source, and a manifest
# that is named twice is taken once.
(cd "$tmp" && mkdir spell && cp -r in spell/ && cd spell &&
	"$HONGTOU" render -o one in
	cp one/manifest.json ../spelt.json
	"$HONGTOU" render --shard 1/2 -o s ./in
	"$HONGTOU" render --shard 2/2 -o s/ in/
	cd s || exit
	"$HONGTOU" merge --lang en -o . . ./ manifest.1-of-2.json .//manifest.2-of-2.json
	echo "$?") >"$tmp/log" 2>&1
check merge-named-twice "$(tail -n 2 "$tmp/log" | xargs)" \
	eval '[ "$(tail -n 1 "$tmp/log")" -lt 2 ] && tail -n 2 "$tmp/log" | grep -q "^manifest.json  documents: .*, manifests: 2$"'
(cd "$tmp/spell" && "$HONGTOU" merge --lang en -o s s s/ ./s) >"$tmp/log" 2>&1
check merge-folder-twice "$(head -n 1 "$tmp/log")" grep -q 'manifests: 2$' "$tmp/log"
check shard-spelling 'not the manifest of one process' \
	cmp <(sed 's,"one/,"s/,g' "$tmp/spelt.json") "$tmp/spell/s/manifest.json"
(cd "$tmp/spell" && for k in 1 2; do "$HONGTOU" render --lang en --shard $k/2 -o s in ./in; done
	"$HONGTOU" merge --lang en -o s) >"$tmp/log" 2>&1
check shard-source-twice "$(tail -n 1 "$tmp/log")" \
	eval 'tail -n 1 "$tmp/log" | grep -q "manifests: 2$" && ! grep -q "in no manifest\|same file" "$tmp/log"'

# Nothing is done twice: not by a second run, not after other shards.
stat -c '%n %y %i' "$tmp"/out4/*.pdf "$tmp"/out4/manifest* >"$tmp/before"
shards 4 "$tmp/out4"
merge -o "$tmp/out4"
stat -c '%n %y %i' "$tmp"/out4/*.pdf "$tmp"/out4/manifest* >"$tmp/after"
check shard-nothing-twice 'files were written again' cmp "$tmp/before" "$tmp/after"
cp -r "$tmp/out4" "$tmp/other"
sed -i "s,$tmp/out4/,$tmp/other/,g" "$tmp/other/manifest.json"
rm "$tmp"/other/manifest.*-of-*
stat -c '%n %y %i' "$tmp"/other/*.pdf >"$tmp/before"
shards 3 "$tmp/other"
stat -c '%n %y %i' "$tmp"/other/*.pdf >"$tmp/after"
merge -o "$tmp/other"
as "$tmp/other" >"$tmp/got"
check shard-other-number 'PDFs were written again' cmp "$tmp/before" "$tmp/after"
check shard-other-number-manifest 'not that of one process' cmp "$tmp/want" "$tmp/got"

# Folders of their own, and the files brought together afterwards.
for k in 1 2; do
	render --shard $k/2 -o "$tmp/node$k" "$tmp/in" "$tmp/more"
done
merge -o "$tmp/joined" "$tmp/node1" "$tmp/node2/manifest.2-of-2.json"
code=$?
n=$(grep -o '"output":"[^"]*"' "$tmp/joined/manifest.json" | sed 's/.*:"\(.*\)"/\1/' |
	xargs ls 2>/dev/null | wc -l)
check shard-own-folders "status $code, $n files that the manifest names are there" \
	[ $code -eq 1 -a "$n" -eq $want ]
for k in 1 2; do cp -r "$tmp/node$k/." "$tmp/joined/"; done
merge -o "$tmp/joined"
as "$tmp/joined" >"$tmp/got"
check shard-brought-together 'not the manifest of one process' cmp "$tmp/want" "$tmp/got"

# told NAME PATTERN STATUS ARGUMENT...: a merge that says PATTERN.
told() {
	local name=$1 pattern=$2 status=$3 code
	shift 3
	merge "$@"
	code=$?
	if [ $code -eq "$status" ] && grep -q "$pattern" "$tmp/log"; then
		ok "$name"
	else
		not_ok "$name" "status $code, want $status; or not said: $pattern" "$tmp/log"
	fi
}
broken() { rm -rf "$tmp/broken"; cp -r "$tmp/out4" "$tmp/broken"; sed -i "s,$tmp/out4,$tmp/broken,g" "$tmp"/broken/manifest*; }
told merge-nothing 'no manifest of a shard' 2 -o "$tmp/one"
told merge-not-there 'cannot open' 2 -o "$tmp/one" "$tmp/nowhere"
told merge-no-manifest 'no manifest of a shard' 2 -o "$tmp/joined" "$tmp/one/manifest.json"
broken
rm "$tmp"/broken/manifest.[23]-of-4.json
told merge-shards-missing 'of 4 shards these are missing: 2-3$' 2 -o "$tmp/broken"
there=$(cat "$tmp"/broken/manifest.*-of-4.json | grep -c '"source":')
check merge-joins-what-is-there 'not the documents that are there' \
	[ "$(grep -c '"source":' "$tmp/broken/manifest.json")" -eq "$there" ]
broken
rm "$tmp/broken/000003.pdf"
: >"$tmp/broken/b/000011.pdf"
told merge-pdf-gone "in/000003.txt: error: its output is not there" 2 -o "$tmp/broken"
told merge-pdf-cut "in/b/000011.txt: error: its output is not there, or not whole" 2 -o "$tmp/broken"
check merge-leaves-out 'what is not there stands in the manifest' \
	[ "$(grep -c '"source":' "$tmp/broken/manifest.json")" -eq $((want - 2)) ]
broken
cp "$tmp/broken/manifest.1-of-4.json" "$tmp/broken/copy.json"
told merge-twice 'is the same shard as' 2 -o "$tmp/broken" "$tmp/broken" "$tmp/broken/copy.json"
broken
cp "$tmp/out50/manifest.7-of-50.json" "$tmp/broken/"
told merge-other-number 'counts other shards than' 2 -o "$tmp/broken"
broken
line=$(grep '^{"source":' "$tmp/broken/manifest.1-of-4.json" | head -n 1)
line=${line%,}
awk -v line="$line" '
	{ print }
	/^"documents":/ { sub(/"key":"......../, "\"key\":\"00000000", line); print line "," }
' "$tmp/broken/manifest.2-of-4.json" >"$tmp/two.json"
mv "$tmp/two.json" "$tmp/broken/manifest.2-of-4.json"
told merge-two-keys 'tell different things of it' 2 -o "$tmp/broken"
# A third that agrees with the first, and would come before it, brings neither
# back.
awk -v line="$line" '
	{ print }
	/^"documents":/ { sub(/"place":[0-9]+/, "\"place\":0", line); print line "," }
' "$tmp/broken/manifest.3-of-4.json" >"$tmp/three.json"
mv "$tmp/three.json" "$tmp/broken/manifest.3-of-4.json"
told merge-three-keys 'tell different things of it' 2 -o "$tmp/broken"
output=$(grep -o '"output":"[^"]*"' <<<"$line" | sed 's,.*/,,')
check merge-none-of-three "$output is joined" \
	[ "$(grep -c "/$output" "$tmp/broken/manifest.json")" -eq 0 ]
broken
head -c 3000 "$tmp/out4/manifest.3-of-4.json" >"$tmp/broken/manifest.3-of-4.json"
told merge-cut 'manifest.3-of-4.json: error: the manifest is not whole' 2 -o "$tmp/broken"
broken
: >"$tmp/broken/manifest.3-of-4.part"
told merge-under-way 'manifest.3-of-4.json: error: the manifest is not whole' 2 -o "$tmp/broken"
broken
"$HONGTOU" render --no-infer --shard 2/4 -o "$tmp/broken" "$tmp/in" "$tmp/more" >/dev/null 2>&1
told merge-other-options 'made by another program, options, layout or fonts' 2 -o "$tmp/broken"
broken
cp "$tmp/in/000003.txt" "$tmp/in/late.txt"
render --shard 1/4 -o "$tmp/broken" "$tmp/in" "$tmp/more"
told merge-other-input 'saw other sources than' 2 -o "$tmp/broken"
rm "$tmp/in/late.txt"
broken
: >"$tmp/in/empty.txt"
shards 4 "$tmp/broken"
told merge-undone 'in/empty.txt: error: was not brought to an end' 2 -o "$tmp/broken"
rm "$tmp/in/empty.txt"
shards 4 "$tmp/broken"
told merge-mended "documents: $want, manifests: 4" 1 -o "$tmp/broken"

# A shard that is interrupted tells what it did not come to.
"$HONGTOU" render -j1 --force --shard 1/1 -o "$tmp/int" "$tmp/in" >/dev/null 2>&1 &
pid=$!
for i in {1..1000}; do
	[ ! -s "$tmp/int/manifest.1-of-1.part" ] || break
	sleep 0.01
done
kill -TERM $pid
wait $pid 2>/dev/null
told merge-interrupted 'was not brought to an end' 2 -o "$tmp/int"

# --- the command line and the environment

# shard NAME WHICH WORDS...: auto, with these variables, is shard WHICH.
shard() {
	local name=$1 which=$2 value=$3
	shift 3
	env "$@" "$HONGTOU" render --lang en --shard "$value" -o "$tmp/env" \
		"$tmp/in/000000.txt" >"$tmp/log" 2>&1
	if [ -e "$tmp/env/manifest.$which.json" ]; then
		ok "$name"
	else
		ls "$tmp/env" >>"$tmp/log"
		not_ok "$name" "it is not $which" "$tmp/log"
	fi
	rm -rf "$tmp/env"
}
refused() { # NAME PATTERN VALUE VARIABLE...
	local name=$1 pattern=$2 value=$3 code
	shift 3
	env "$@" "$HONGTOU" render --lang en --shard "$value" -o "$tmp/env" \
		"$tmp/in/000000.txt" >"$tmp/log" 2>&1
	code=$?
	if [ $code -eq 2 ] && grep -q -- "$pattern" "$tmp/log" && [ ! -e "$tmp/env" ]; then
		ok "$name"
	else
		not_ok "$name" "status $code, or not said: $pattern" "$tmp/log"
	fi
}
task() { echo SLURM_ARRAY_TASK_ID=$1 SLURM_ARRAY_TASK_MIN=$2 SLURM_ARRAY_TASK_MAX=$3 \
	SLURM_ARRAY_TASK_STEP=$4 SLURM_ARRAY_TASK_COUNT=$5; }
shard slurm-first 1-of-8 auto $(task 0 0 7 1 8)
shard slurm-last 8-of-8 auto $(task 8 1 8 1 8)
shard slurm-steps 3-of-4 auto $(task 14 10 16 2 4)
shard slurm-some-again 7-of-16 auto/16 $(task 7 3 7 4 2)
shard kubernetes-given 3-of-5 auto/5 JOB_COMPLETION_INDEX=2
shard kubernetes-counted 1-of-5 auto JOB_COMPLETION_INDEX=0 JOB_COMPLETIONS=5
refused slurm-gaps 'are no range' auto $(task 3 3 7 1 2)
refused slurm-outside 'SLURM_ARRAY_TASK_ID cannot be "9"' auto $(task 9 1 8 1 8)
refused slurm-no-number 'SLURM_ARRAY_TASK_ID cannot be "4294967294"' auto/8 SLURM_ARRAY_TASK_ID=4294967294
refused slurm-half 'SLURM_ARRAY_TASK_COUNT cannot be ""' auto SLURM_ARRAY_TASK_ID=1
refused slurm-zero 'SLURM_ARRAY_TASK_ID cannot be "0"' auto/8 $(task 0 0 7 1 8)
refused kubernetes-outside 'JOB_COMPLETION_INDEX cannot be "5"' auto/5 JOB_COMPLETION_INDEX=5
refused kubernetes-uncounted 'number of shards is not known' auto JOB_COMPLETION_INDEX=1
refused kubernetes-words 'JOB_COMPLETIONS cannot be "five"' auto JOB_COMPLETION_INDEX=1 JOB_COMPLETIONS=five
refused auto-nothing 'names no task' auto
refused auto-both 'a task of Slurm and one of Kubernetes' auto JOB_COMPLETION_INDEX=1 SLURM_ARRAY_TASK_ID=1
for value in 0/4 5/4 4 1/0 1/ /4 a/b 1/4x -1/4 99999999999/4 auto/0 auto/x autoo 1/100001; do
	refused "value-$value" "--shard cannot be $value" "$value"
done
"$HONGTOU" render --lang en --shard 1/2 -o "$tmp/x.pdf" "$tmp/in/000000.txt" >"$tmp/log" 2>&1
check shard-one-file 'a file of output is taken' grep -q 'needs a folder' "$tmp/log"
"$HONGTOU" check --lang en --shard 1/2 "$tmp/in/000000.txt" >"$tmp/log" 2>&1
check shard-of-render-only 'check takes it' grep -q 'unknown option: --shard' "$tmp/log"

# Sources that would write one file meet in one shard.
cp "$tmp/in/000000.txt" "$tmp/in/000000.md"
for k in 1 2 3 4 5 6 7; do
	render --shard $k/7 -o "$tmp/clash" "$tmp/in" || grep -o 'writes the same file' "$tmp/log"
done >"$tmp/got"
check shard-clash 'not refused by one of them' [ "$(wc -l <"$tmp/got")" -eq 1 ]
