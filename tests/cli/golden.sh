#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
#
# usage: golden.sh            every dump equals its golden
#        golden.sh --update   show the differences, ask, replace (make golden)
#
# tests/golden/NAME.STAGE is `hongtou dump -s STAGE` of corpus/NAME.txt, of
# corpus/samples/NAME.txt or of tests/golden/NAME.txt: if the golden is there, it is a test.  Each corpus
# source has the stages doc and lines.
. "$(dirname "$0")/lib.sh"

goldens() {
	for source in "${sources[@]}"; do
		for stage in doc lines; do
			echo "tests/golden/$(name_of "$source").$stage"
		done
	done
	ls tests/golden/*.* 2>/dev/null | grep -v '\.txt$'
}

# The dump that belongs to a golden, into $tmp/new.
dump_of() {
	local name=${1##*/} source
	source=corpus/${name%.*}.txt
	[ -f "$source" ] || source=corpus/samples/${name%.*}.txt
	[ -f "$source" ] || source=tests/golden/${name%.*}.txt
	"$HONGTOU" dump -s "${name##*.}" "$source" >"$tmp/new" 2>"$tmp/err"
}

test_all() {
	local golden name
	for golden in $(goldens | sort -u); do
		name=golden-${golden##*/}
		if [ ! -f "$golden" ]; then
			not_ok "$name" "no $golden; run make golden"
		elif ! dump_of "$golden"; then
			not_ok "$name" 'dump failed' "$tmp/err"
		elif diff -u "$golden" "$tmp/new" >"$tmp/diff"; then
			ok "$name"
		else
			not_ok "$name" 'differs; run make golden if it should' \
				"$tmp/diff"
		fi
	done
}

update_all() {
	local golden changed=() answer
	mkdir -p "$tmp/golden"
	for golden in $(goldens | sort -u); do
		dump_of "$golden" || { cat "$tmp/err" >&2; exit 1; }
		[ -f "$golden" ] && cmp -s "$golden" "$tmp/new" && continue
		cp "$tmp/new" "$tmp/golden/"
		mv "$tmp/golden/new" "$tmp/golden/${golden##*/}"
		changed+=("$golden")
		diff -u "$([ -f "$golden" ] && echo "$golden" || echo /dev/null)" \
			"$tmp/golden/${golden##*/}"
	done
	if [ ${#changed[@]} -eq 0 ]; then
		echo 'All goldens are current.'
		return
	fi
	printf '\nReplace %d goldens? [y/N] ' ${#changed[@]}
	read -r answer || answer=
	[ "$answer" = y ] || { echo 'Nothing replaced.'; return 1; }
	for golden in "${changed[@]}"; do
		cp "$tmp/golden/${golden##*/}" "$golden"
	done
}

if [ "${1:-}" = --update ]; then
	update_all
else
	test_all
fi
