#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
#
# Batches: the same bytes for any number of threads and any order; an interrupt
# leaves whole files and a state from which the next run goes on (kill.sh: after
# a kill, too); progress on a terminal.
. "$(dirname "$0")/lib.sh"

export XDG_CACHE_HOME=$tmp/cache
tests/bench/vary.sh 100 "$tmp/in" || not_ok vary 'no sources made'
want=$(ls "$tmp/in" | wc -l)

sums() { (cd "$1" && md5sum ./*.pdf); }

"$HONGTOU" render -j1 -o "$tmp/one" "$tmp/in" >"$tmp/log" 2>&1
sums "$tmp/one" >"$tmp/sums"
[ "$(wc -l <"$tmp/sums")" -eq "$want" ] ||
	not_ok batch-complete 'PDFs are missing' "$tmp/log"

# same NAME WAY...: a run that gives the same files.
same() {
	local name=$1
	shift
	"$HONGTOU" render -o "$tmp/$name" "$@" >"$tmp/log" 2>&1
	if sums "$tmp/$name" | cmp -s - "$tmp/sums"; then
		ok "same-bytes-$name"
	else
		not_ok "same-bytes-$name" 'differs from one thread' "$tmp/log"
	fi
}
same two -j2 "$tmp/in"
same eight -j8 "$tmp/in"
same shuffled -j2 $(ls -d "$tmp"/in/* | shuf --random-source=Makefile)

# The manifest of more threads is that of one, where the output is put aside.
for name in one two eight; do
	sed "s,$tmp/$name/,,g" "$tmp/$name/manifest.json" >"$tmp/$name.json"
done
check manifest-same 'it depends on the threads' cmp "$tmp/one.json" "$tmp/two.json"
check manifest-same-eight 'it depends on the threads' \
	cmp "$tmp/one.json" "$tmp/eight.json"

# listed FOLDER: outputs that the manifest tells of.
listed() { grep -o '"output":"[^"]*"' "$1/manifest.json" | wc -l; }

# whole FOLDER: every PDF there is has all its bytes.
whole() {
	local bad
	bad=$(sums "$1" 2>/dev/null | grep -vxFf "$tmp/sums")
	[ -z "$bad" ] || { echo "$bad"; false; }
}

# An end by a signal (a shell's background job ignores SIGINT), when some are
# done: what is there is whole, and the manifest tells of just that.
"$HONGTOU" render --lang en -j2 -o "$tmp/int" "$tmp/in" >/dev/null 2>"$tmp/stopped" &
pid=$!
for i in {1..2000}; do
	[ "$(ls "$tmp/int" 2>/dev/null | grep -c '\.pdf$')" -lt 5 ] || break
	sleep 0.01
done
kill -TERM $pid 2>/dev/null
wait $pid 2>/dev/null
code=$?
if whole "$tmp/int" >"$tmp/bad" &&
	[ "$(listed "$tmp/int")" -eq "$(ls "$tmp/int"/*.pdf | wc -l)" ] &&
	[ "$(listed "$tmp/int")" -ge 5 ] &&
	[ ! -e "$tmp/int/manifest.part" ] && [ $code -eq 143 ]; then
	ok "interrupt-true-manifest ($(listed "$tmp/int") of $want done, status $code)"
else
	not_ok interrupt-true-manifest "manifest and files differ, or status $code" "$tmp/bad"
fi
check interrupt-told 'it does not say how far it came' grep -q \
	": $(listed "$tmp/int") of $want documents are done" "$tmp/stopped"
"$HONGTOU" render -j2 -o "$tmp/int" "$tmp/in" >"$tmp/log" 2>&1
check interrupt-goes-on 'the next run does not complete it' \
	[ "$(listed "$tmp/int")" -eq "$want" ]

# Paths have one spelling, however they are named: nothing is rendered again,
# nor told in another way, and what is named twice is taken once.
mkdir -p "$tmp/spell/in/b"
cp "$tmp"/in/00000[12].txt "$tmp/spell/in/"
cp "$tmp"/in/000003.txt "$tmp/spell/in/b/"
spell() { (cd "$tmp/spell" && "$HONGTOU" render --lang en "$@") >"$tmp/log" 2>&1; }
spell -o out in
cp "$tmp/log" "$tmp/spelt"
spell -o out in
cp "$tmp/spell/out/manifest.json" "$tmp/spelt.json"
sed 's/$/, up to date/' <(grep '^out/' "$tmp/spelt") | cmp -s - <(grep '^out/' "$tmp/log") ||
	not_ok spelling-again 'the same command renders again' "$tmp/log"
while read -r name words; do
	spell $words
	sed 's/, up to date$//' "$tmp/log" >"$tmp/got"
	if [ "$(grep -c 'up to date$' "$tmp/log")" -eq 3 ] &&
		cmp -s "$tmp/spell/out/manifest.json" "$tmp/spelt.json" &&
		diff <(grep '^out/' "$tmp/spelt") <(grep '\.pdf  ' "$tmp/got") >"$tmp/diff"; then
		ok "spelling-$name"
	else
		not_ok "spelling-$name" 'rendered again, or told otherwise' "$tmp/log"
	fi
done <<'END'
slash -o out/ in/
dot-output -o ./out in
dot-source -o out ./in
slashes -o out in//
within -o .//out/. ././in/.
twice -o out in ./in
END
spell -o out in/000001.txt ./in//000001.txt
check spelling-file-twice 'refused, or not taken once' \
	[ "$(grep -c 'up to date$' "$tmp/log") $(wc -l <"$tmp/log")" = '1 1' ]
mv "$tmp/spell/out" "$tmp/spell/away"
(cd "$tmp/spell/in" && "$HONGTOU" render --lang en -o . .) >"$tmp/log" 2>&1
(cd "$tmp/spell/in" && "$HONGTOU" render --lang en -o ./ 000001.txt b ./000002.txt) \
	>"$tmp/log" 2>&1
check spelling-here 'rendered again, or clumsily told' \
	[ "$(grep -c '^00000[12].pdf  .*up to date$' "$tmp/log")" -eq 2 ]
# What an earlier program spelt otherwise is found, and not listed twice.
(cd "$tmp/spell" && mv away out && sed -i 's,"out/,".//out//,' out/manifest.json)
spell -o out in
check spelling-of-old "$(grep -c '"source":' "$tmp/spell/out/manifest.json") entries" \
	cmp "$tmp/spell/out/manifest.json" "$tmp/spelt.json"
# A folder that is called like a file is one, when it is named as one.
spell -o new.pdf/ in/000001.txt
check spelling-folder 'no folder' [ -e "$tmp/spell/new.pdf/000001.pdf" ]

# Progress: a line on a terminal; none of it where there is none.
if command -v script >/dev/null; then
	printf 'box\xf4\x80\x80\x80\n' >"$tmp/in/box.txt"
	run="\"$HONGTOU\" render --lang en -j2 --force -o \"$tmp/pty\" \"$tmp/in\""
	script -qec "$run >\"$tmp/plain\"" /dev/null >"$tmp/terminal" 2>&1 </dev/null
	tr '\r' '\n' <"$tmp/terminal" >"$tmp/lines"
	check progress-line 'no line tells done, rate, time left, faults' grep -Eq \
		"\[[0-9]+/$((want + 1))\] [0-9.]+/s, [0-9]+:[0-9]{2} left, faults: [0-9]" \
		"$tmp/lines"
	check progress-end 'no last line' grep -Eq \
		"documents: $((want + 1)), time [0-9]+:[0-9]{2}, faults: 1" "$tmp/lines"
	bash -c "$run" >"$tmp/out" 2>"$tmp/err"
	if grep -q $'[\r\033]' "$tmp/out" "$tmp/err" "$tmp/plain" ||
		grep -Eq '/s, |documents:' "$tmp/out" "$tmp/err" "$tmp/plain"; then
		not_ok progress-no-terminal 'it goes into a file' "$tmp/err"
	else
		ok progress-no-terminal
	fi
	check progress-plain 'not a line a document' \
		[ "$(grep -c '\.pdf  ' "$tmp/plain")" -eq $((want + 1)) ]
	rm "$tmp/in/box.txt"
else
	skip progress 'script is not installed'
fi

# ---- folders: links that lead in circles, any depth, a signal on the way

# found NAME WANT CODE: as many PDFs are made, with that status.
found() {
	local made
	made=$(find "$tmp/$1" -name '*.pdf' | wc -l)
	check "$1" "$made PDFs, want $2; status $code" \
		[ "$made" -eq "$2" -a "$code" -eq "$3" ]
}
printf '通知\n\n各单位：\n\n　　正文。\n' >"$tmp/short.txt"
mkdir -p "$tmp/circle/a" "$tmp/circle/b"
for folder in . a b; do cp "$tmp/short.txt" "$tmp/circle/$folder/"; done
ln -s . "$tmp/circle/self"
ln -s .. "$tmp/circle/a/up"
ln -s ../b "$tmp/circle/a/beside" # no circle: it is a folder like others
run timeout -s KILL 20 "$HONGTOU" render --lang en -o "$tmp/folder-in-itself" "$tmp/circle"
found folder-in-itself 4 0
for link in self a/up; do
	check "folder-in-itself-told-$link" 'nothing tells of it' \
		grep -q "^$tmp/circle/$link: warning: .*itself" "$tmp/stderr"
done
check folder-in-itself-told-once 'other folders are told of' \
	[ "$(grep -c ': warning:' "$tmp/stderr")" -eq 2 ]
run timeout -s KILL 20 "$HONGTOU" check --lang zh "$tmp/circle"
expect folder-in-itself-zh 0 'circle/self: 警告: '

# Far more folders in folders than files may be open.
deep=$(printf 'd/%.0s' {1..300})
mkdir -p "$tmp/deep/$deep"
cp "$tmp/short.txt" "$tmp/deep/${deep}end.txt"
run bash -c "ulimit -n 64; exec '$HONGTOU' render -o '$tmp/folder-deep' '$tmp/deep'"
found folder-deep 1 0
# Deeper than a path can name: told, and the rest is done.
(
	long=$(printf 'x%.0s' {1..250})
	cd "$tmp/deep" || exit
	for i in {1..20}; do mkdir "$long" && cd -P "$long" || exit; done
	cp "$tmp/short.txt" below.txt
)
run "$HONGTOU" render --lang en -o "$tmp/folder-too-deep" "$tmp/deep"
found folder-too-deep 1 2
expect folder-too-deep-told 2 'xxx/: error: cannot open the file: File name too long'

# Thirty folders, each twice in the one before it: their walk takes years.
for i in {1..30}; do
	mkdir -p "$tmp/fan/$i"
	ln -s "../$((i + 1))" "$tmp/fan/$i/a"
	ln -s "../$((i + 1))" "$tmp/fan/$i/b"
done
mkdir "$tmp/fan/31" "$tmp/left"
cp "$tmp/short.txt" "$tmp/fan/"
"$HONGTOU" render -o "$tmp/left" "$tmp/short.txt" >/dev/null 2>&1
(cd "$tmp/left" && stat -c '%n %y %i' ./*) >"$tmp/before"
# (A shell's background job ignores SIGINT: env gives it back.)
for signal in INT TERM; do
	timeout -s KILL 10 env --default-signal=INT \
		"$HONGTOU" render --lang en -o "$tmp/left" "$tmp/fan" \
		>/dev/null 2>"$tmp/stopped" &
	pid=$!
	sleep 1
	pkill -$signal -P $pid
	wait $pid 2>/dev/null
	code=$?
	want=$((128 + $(kill -l $signal)))
	check "signal-while-collecting-$signal" "status $code, want $want" \
		[ $code -eq $want ]
	check "signal-while-collecting-$signal-told" "$(cat "$tmp/stopped")" \
		grep -q '^stopped by a signal: not all' "$tmp/stopped"
done
(cd "$tmp/left" && stat -c '%n %y %i' ./*) >"$tmp/after"
check signal-while-collecting-nothing 'the output is not as it was' \
	cmp "$tmp/before" "$tmp/after"
