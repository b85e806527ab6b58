#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
#
# Every stage of every source dumps: exit 0, the right first line, the same
# bytes twice, nodes that keep the grammar of docs/DUMP.md.
. "$(dirname "$0")/lib.sh"

# A node a line: two blanks a level, never two levels deeper at once, a kind,
# then marks, then at most one text between bars.
grammar() {
	LC_ALL=C awk '
		NR == 1 { next }
		{
			match($0, /^ */)
			if (RLENGTH % 2 || RLENGTH > depth + 2) {
				print NR ": indented by " RLENGTH ": " $0
				bad = 1
			}
			depth = RLENGTH
			rest = substr($0, RLENGTH + 1)
			if (rest !~ /^[a-z][a-z0-9_-]*( [^ |]+)*( \|([^|\\]|\\.)*\|)?$/) {
				print NR ": no node: " $0
				bad = 1
			}
		}
		END { exit bad }' "$1"
}

for source in "${sources[@]}"; do
	for stage in source raw doc styled glyphs items breaks lines pages display; do
		name=dump-$stage-$(name_of "$source" | cut -c 1-3)
		if ! "$HONGTOU" dump -s $stage "$source" >"$tmp/1" 2>"$tmp/err"; then
			not_ok "$name" "exit status $?" "$tmp/err"
			continue
		fi
		"$HONGTOU" dump -s $stage "$source" >"$tmp/2" 2>/dev/null
		if [ "$(head -n 1 "$tmp/1")" != "hongtou-dump 1 $stage" ]; then
			not_ok "$name" 'wrong first line' "$tmp/1" 3
		elif ! cmp -s "$tmp/1" "$tmp/2"; then
			not_ok "$name" 'two runs differ'
		elif [ "$(wc -l <"$tmp/1")" -lt 3 ]; then
			not_ok "$name" 'dump is empty' "$tmp/1"
		elif ! grammar "$tmp/1" >"$tmp/bad"; then
			not_ok "$name" 'not in the grammar' "$tmp/bad" 5
		else
			ok "$name"
		fi
	done
done

"$HONGTOU" dump -s nonsense "${sources[0]}" >"$tmp/out" 2>"$tmp/err"
code=$?
if [ $code -eq 2 ] && grep -q display "$tmp/err"; then
	ok dump-unknown-stage
else
	not_ok dump-unknown-stage "exit status $code; want 2 and the stages' names" "$tmp/err"
fi
