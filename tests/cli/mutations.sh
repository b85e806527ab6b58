#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
#
# usage: mutations.sh [PATTERN]: those whose row matches (all when not given)
#
# Each measured row of docs/clauses.tsv names a mutation: one value of a layout,
# of the data or of the sample made wrong; its measurement then fails.
. "$(dirname "$0")/lib.sh"
pattern=${1:-.}

# A row without a mutation is a measurement that nobody has seen fail.
awk -F'\t' '!/^#/ && $6 != "-" && ($9 == "" || $9 == "-") { print $1, $3 }' \
	docs/clauses.tsv >"$tmp/none"
[ -s "$tmp/none" ] && not_ok every-row "rows without a mutation" "$tmp/none" ||
	ok "every measured row has a mutation"

# set_key FILE section.key VALUE: the layout on stdout, with that value.
set_key() {
	awk -v path="$2" -v value="$3" '
		BEGIN { n = split(path, p, "."); inline = p[1] == "elements" }
		/^[a-z]/ {
			if (section == p[1] && !done) add()
			section = $0
			sub(/:.*/, "", section)
		}
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
		function add() {
			if (inline) printf "  %s: {%s: %s}\n", p[2], p[3], value
			else printf "  %s: %s\n", p[2], value
			done = 1
		}
		END {
			if (!done && section != p[1]) print p[1] ":"
			if (!done) add()
		}' "layouts/$1.yaml"
}

# One mutation, for all rows that name it: of one sample, or of a layout.
mutate() { # N
	local dir=$tmp/$1 name mutation how what file samples=corpus/samples
	mkdir -p "$dir/share"
	ln -s "$root/layouts" "$root/data" "$root/fonts" "$dir/share/"
	IFS='	' read -r name mutation <"$tmp/group.$1"
	how=${mutation%% *} what=${mutation#* }
	case $how in
	sample)
		samples=$dir/samples name=${name%@*}.txt
		mkdir "$samples"
		cp corpus/samples/*.png corpus/samples/*.csv "$samples"
		sed "$what" "corpus/samples/$name" >"$samples/$name"
		cmp -s "$samples/$name" "corpus/samples/$name" &&
			{ not_ok "$mutation" "changes nothing in $name"; return; } ;;
	data:*)
		file=${how#data:}
		rm "$dir/share/${file%/*}"
		cp -r "${file%/*}" "$dir/share"
		sed -i "$what" "$dir/share/$file" ;;
	*)
		rm "$dir/share/layouts"
		cp -r layouts "$dir/share"
		set_key "$how" "${what%%=*}" "${what#*=}" \
			>"$dir/share/layouts/$how.yaml" ;;
	esac
	HONGTOU_DATA=$dir/share tools/clauses.sh --plain --samples "$samples" \
		--rows "$tmp/rows.$1" >"$dir/out" 2>"$dir/err" </dev/null
	awk -F'\t' -v mutation="$mutation" '
		$1 == "BAD" && $9 != "?" {
			printf "ok %s %s: %s with %s\n", $2, $4, $9, mutation
			next
		}
		{ printf "not ok %s %s: %s with %s\n", $2, $4,
			$1 == "ok" ? "measures well" : "no measurement", mutation }' "$dir/out"
	[ -s "$dir/out" ] || not_ok "$mutation" "nothing was measured" "$dir/err"
	rm -rf "$dir"
}

grep -v '^#' docs/clauses.tsv | grep -E -- "$pattern" |
	awk -F'\t' -v tmp="$tmp" '$6 != "-" && $9 != "" && $9 != "-" {
		key = ($9 ~ /^sample / ? $5 : "-") "\t" $9
		if (!(key in n)) {
			n[key] = ++groups
			print key >tmp "/group." groups
		}
		print >tmp "/rows." n[key]
	}
	END { print groups }' >"$tmp/groups"
export tmp root HONGTOU
export -f mutate set_key not_ok
seq "$(cat "$tmp/groups")" | xargs -P 2 -I{} bash -c 'mutate {}'
