#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
#
# usage: mutations.sh [N]: every N-th mutation (4 when not given; 1: all)
#
# Each row of docs/clauses.tsv that names a mutation: with a layout in which
# that one value is wrong, its measurement fails.
. "$(dirname "$0")/lib.sh"
every=${1:-${MUTATIONS:-4}}

mkdir "$tmp/share"
cp -r data layouts fonts "$tmp/share/"
export HONGTOU_DATA=$tmp/share

# mutate FILE section.key VALUE
mutate() {
	cp layouts/*.yaml "$tmp/share/layouts/"
	awk -v path="$2" -v value="$3" '
		BEGIN { n = split(path, p, "."); inline = p[1] == "elements" }
		/^[a-z]/ { section = $0; sub(/:.*/, "", section) }
		section == p[1] && inline && $0 ~ "^  " p[2] ":" {
			if ($0 ~ "[ {]" p[3] ": [^,}]*")
				sub(p[3] ": [^,}]*", p[3] ": " value)
			else
				sub("{", "{" p[3] ": " value ", ")
			done = 1
		}
		section == p[1] && !inline && $0 ~ "^  " p[2] ":" {
			$0 = "  " p[2] ": " value
			done = 1
		}
		{ print }
		END { if (!done && !inline) printf "%s:\n  %s: %s\n", p[1], p[2],
			value }' "layouts/$1.yaml" >"$tmp/share/layouts/$1.yaml"
}

n=0
while IFS='	' read -r clause strength what where sample measure want limit \
	mutation; do
	case $clause in '#'* | '') continue ;; esac
	[ -n "$mutation" ] && [ "$mutation" != - ] || continue
	n=$((n + 1))
	[ $((n % every)) -eq 0 ] || continue
	file=${mutation%% *} setting=${mutation#* }
	mutate "$file" "${setting%%=*}" "${setting#*=}"
	printf '%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\n' "$clause" "$strength" \
		"$what" "$where" "$sample" "$measure" "$want" "$limit" \
		>"$tmp/row.tsv"
	if tools/clauses.sh --plain --rows "$tmp/row.tsv" >"$tmp/out" \
		2>"$tmp/err" </dev/null; then
		not_ok "$clause $what" "measures well with $mutation" "$tmp/out"
	elif grep -q '^BAD' "$tmp/out"; then
		ok "$clause $what: fails with $mutation"
	else
		not_ok "$clause $what" "no measurement with $mutation" "$tmp/err"
	fi
done <docs/clauses.tsv
