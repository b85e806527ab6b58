#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
#
# What is remembered of fonts: used, a list for each data folder; not believed
# when something it depends on has changed, nor when it is damaged; no more than
# a few lists, whatever runs at once.
. "$(dirname "$0")/lib.sh"

export XDG_CACHE_HOME=$tmp/cache
lists=$XDG_CACHE_HOME/hongtou
source=corpus/samples/01-document.txt
most=8 # LISTS_MAX of src/font/fontcache.c

folder() { # NAME: a data folder of its own
	mkdir -p "$tmp/$1"
	cp -r layouts data fonts "$tmp/$1/"
}
render_of() { # FOLDER [COMMAND...]: the source by that data folder
	local data=$1
	shift
	HONGTOU_DATA=$data "$@" "$HONGTOU" render --force \
		-o "$tmp/${data##*/}.pdf" "$source" >"$tmp/log" 2>&1
}
newest() { ls -t "$lists"/fonts* | head -n 1; }
count_is() { # NUMBER
	ls "$lists"
	[ "$(ls "$lists" | wc -l)" -eq "$1" ]
}
# Whether a run of a data folder leaves the lists as they are; the PDF is the
# same in any case.
used() { # NAME
	stat -c '%n %i %y' "$lists"/* >"$tmp/before"
	render_of "$tmp/$1" || not_ok "font-cache-$1" 'not rendered' "$tmp/log"
	cmp -s "$tmp/$1.pdf" "$tmp/want.pdf" ||
		not_ok "font-cache-$1" 'another PDF' "$tmp/log"
	stat -c '%n %i %y' "$lists"/* | diff "$tmp/before" -
}
not_used() { ! used "$1"; }

folder one
folder two
XDG_CACHE_HOME=/dev/null HOME=/dev/null "$HONGTOU" render --force \
	-o "$tmp/want.pdf" "$source" >"$tmp/log" 2>&1
check font-cache-none 'without a cache nothing is rendered' [ -s "$tmp/want.pdf" ]
render_of "$tmp/one"
check font-cache-written 'no list' [ -s "$(newest)" ]
check font-cache-used 'it was made again' used one

# Two data folders in turn have a list each.
render_of "$tmp/two"
check font-cache-one 'the other folder has put its list in the place' used one
check font-cache-two 'the other folder has put its list in the place' used two
check font-cache-each 'not a list for each folder' count_is 2

# A folder that is named from where the program runs is another one elsewhere.
for name in one two; do
	(cd "$tmp/$name" && HONGTOU_DATA=. "$HONGTOU" render --force \
		-o "$tmp/$name.pdf" "$root/$source" >"$tmp/log" 2>&1)
done
check font-cache-relative 'two folders of one name share a list' count_is 4

# What has changed is seen.
touch "$tmp/one/fonts/files/new.txt"
check font-cache-folder-changed 'a new file in the font folder is not seen' \
	not_used one
check font-cache-replaced 'the list that is not true any more is kept' count_is 4
head -c 300 "$(newest)" >"$tmp/cut"
cp "$tmp/cut" "$(newest)"
check font-cache-damaged 'half a list is believed' not_used one
rm -rf "$tmp/one/fonts/files" "$tmp/one.pdf"
render_of "$tmp/one"
check font-cache-font-gone 'a font that is gone is used' \
	eval '! cmp -s "$tmp/one.pdf" "$tmp/want.pdf"'

# More folders than lists: the oldest go, the last ones stay.  What an earlier
# version left, and a process that was killed, is among them.
touch -d 2020-01-01 "$lists/fonts" "$lists/fonts-0.1.part"
for ((i = 0; i < most + 4; i++)); do
	folder "of$i"
	render_of "$tmp/of$i"
done
check font-cache-bounded 'more lists than are to be kept' count_is $most
check font-cache-oldest 'the last lists have gone' used "of$((most + 3))"
check font-cache-left 'what was left of others is there' \
	eval '! ls "$lists/fonts" "$lists/fonts-0.1.part"'
check font-cache-gone-first 'the first list is there' not_used of0

# What is not ours stays.
touch -d 2020-01-01 "$lists/other"
render_of "$tmp/of1"
check font-cache-not-ours 'another file has been removed' [ -e "$lists/other" ]
rm "$lists/other"

# All at once, on an empty folder and on a full one.
at_once() {
	local pids=() i bad=0
	for ((i = 0; i < most + 4; i++)); do
		HONGTOU_DATA=$tmp/of$i "$HONGTOU" render --force \
			-o "$tmp/of$i.pdf" "$source" >"$tmp/log.$i" 2>&1 &
		pids+=($!)
	done
	for ((i = 0; i < most + 4; i++)); do
		wait "${pids[i]}" || { bad=1; cat "$tmp/log.$i"; }
		cmp "$tmp/of$i.pdf" "$tmp/want.pdf" || bad=1
	done
	return $bad
}
few_are_left() { # a file that got its name meanwhile may be counted twice
	local n
	n=$(ls "$lists" | wc -l)
	[ "$n" -gt 0 ] && [ "$n" -le $most ]
}
rm -rf "$XDG_CACHE_HOME"
for turn in empty full; do
	check "font-cache-at-once-$turn" 'a run has failed' at_once
	check "font-cache-at-once-$turn-bounded" 'more lists than are to be kept' \
		few_are_left
done
