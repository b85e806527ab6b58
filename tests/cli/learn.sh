#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
#
# hongtou learn: what it learns from a PDF of our own sets the same lines in the
# same places; bad input is told; originals, where there are some, come back.
source "$(dirname "$0")/lib.sh"

lines() { # LAYOUT SOURCE
	"$HONGTOU" dump -s lines -l "$1" "$2" 2>/dev/null | grep -o '|.*|'
}
# Baselines and left ends of the lines on the rows, in mm.
places() {
	"$HONGTOU" dump -s pages -l "$1" "$2" 2>/dev/null |
		sed -n 's/^ *body row=[0-9]* x=\([0-9.]*\) baseline=\([0-9.]*\) .*/\1 \2/p'
}
# A key's length in the file, in mm.
mm() {
	sed -n "s/^  $2: \([0-9.]*\)\(mm\|pt\) .*/\1 \2/p" "$1" | awk '
		{ print $2 == "pt" ? $1 * 25.4 / 72 : $1 }'
}
near() { # NAME LAYOUT KEY MM
	local v
	v=$(mm "$2" "$3")
	if awk -v a="${v:-x}" -v b="$4" 'BEGIN {
		d = a - b; exit !(a != "x" && d < 0.1 && d > -0.1) }'; then
		ok "$1 $3"
	else
		not_ok "$1 $3" "learned ${v:-nothing}, set $4 mm"
	fi
}

for source in "${sources[@]}"; do
	name=$(name_of "$source")
	"$HONGTOU" render -o "$tmp/$name.pdf" "$source" >/dev/null 2>&1
	layout=$tmp/$name.yaml
	if ! "$HONGTOU" learn -o "$layout" "$tmp/$name.pdf" >"$tmp/log" 2>&1; then
		not_ok "$name learned" 'learn failed' "$tmp/log"
		continue
	fi
	near "$name" "$layout" width 210
	near "$name" "$layout" height 297
	near "$name" "$layout" binding 28
	near "$name" "$layout" area_width 156
	near "$name" "$layout" row 10.4455 # (225 mm - 16 pt) / 21
	lines document "$source" >"$tmp/a"
	lines "$layout" "$source" >"$tmp/b"
	diff "$tmp/a" "$tmp/b" >"$tmp/diff"
	if [ -s "$tmp/a" ] && [ ! -s "$tmp/diff" ]; then
		ok "$name lines"
	else
		not_ok "$name lines" 'other lines' "$tmp/diff"
	fi
	places document "$source" >"$tmp/a"
	places "$layout" "$source" >"$tmp/b"
	if paste -d ' ' "$tmp/a" "$tmp/b" | awk '
		function far(a, b) { return a - b > 0.1 || b - a > 0.1 }
		NF != 4 || far($1, $3) || far($2, $4) { print; bad = 1 }
		END { exit bad || NR < 10 }' >"$tmp/off"; then
		ok "$name places"
	else
		not_ok "$name places" 'off by more than 0.1 mm' "$tmp/off"
	fi
done

# The looks of each element: what it is called, and the face, size and colour
# of its first character that stands in a cell.  A mark is as large as its name
# lets it be, and a page number is measured by itself.
looks() { # LAYOUT SOURCE
	"$HONGTOU" dump -s sheets -l "$1" "$2" 2>/dev/null | LC_ALL=C awk '
		/^  line / {
			split($2, element, "=")
			match($0, / size=[^ ]* colour=[^ ]*/)
			look = substr($0, RSTART, RLENGTH)
			if (element[2] == "issuer_mark") sub(/ size=[^ ]*/, "", look)
			wanted = element[2] != "page_number"
		}
		wanted && /^    mark .*[|][\343-\357]/ {
			match($0, / font=[^ ]*/)
			print element[2] substr($0, RSTART, RLENGTH) look
			wanted = 0
		}' | sort -u
}
cat >"$tmp/looks.yaml" <<'EOF'
extends: document
name: looks
red_rule: {colour: "#c00000"}
elements:
  issuer_mark: {colour: "#c00000", font: heiti}
  doc_number: {font: songti}
  title: {font: heiti, size: 20pt, colour: "#000080"}
  subtitle: {font: songti, size: 15pt}
  addressee: {font: songti, size: 15pt}
  body: {font: songti, size: 15pt}
  head1: {font: xiaobiaosong}
  head2: {font: heiti, size: 15pt, colour: "#800000"}
  head3: {font: kaiti, size: 15pt}
  note: {font: kaiti, size: 15pt}
  signature: {font: kaiti, size: 15pt}
  date: {font: heiti, size: 15pt}
  copy_to: {font: songti, size: 12pt}
EOF
cat >"$tmp/small.yaml" <<'EOF'
extends: document
name: small
page: {rows: 20, pitch: fixed, row: 32pt}
elements:
  body: {font: songti, size: 15pt}
  issuer_mark: {colour: "#c00000"}
EOF
for layout in document "$tmp/looks.yaml" "$tmp/small.yaml"; do
	for source in corpus/001_*.txt corpus/004_*.txt \
		corpus/samples/01-*.txt corpus/samples/19-*.txt \
		corpus/samples/27-*.txt; do
		name="looks $(basename "$layout" .yaml) $(name_of "$source")"
		"$HONGTOU" render -l "$layout" -o "$tmp/o.pdf" "$source" \
			>/dev/null 2>&1
		"$HONGTOU" learn -o "$tmp/o.yaml" "$tmp/o.pdf" 2>/dev/null
		looks "$layout" "$source" >"$tmp/a"
		looks "$tmp/o.yaml" "$source" >"$tmp/b"
		if diff "$tmp/a" "$tmp/b" >"$tmp/diff" && [ -s "$tmp/a" ]; then
			ok "$name"
		else
			not_ok "$name" 'learned otherwise' "$tmp/diff"
		fi
	done
done
# What the original has is measured, what it has not is like what it has.
check 'mark and suffix' 'not both learned' [ 2 -eq \
	"$(grep -c 'colour: "#C00000" ' "$tmp/o.yaml")" ]
check 'heads apart' 'a head is as small as the body' bash -c \
	"! grep -A1 -E 'head|chapter|article' '$tmp/o.yaml' | grep -q 'size: 15pt'"
# A table is no body, but what it looks like must not stop the learning.
"$HONGTOU" render -o "$tmp/o.pdf" corpus/samples/48-*.txt >/dev/null 2>&1
check 'tables' 'not learned' "$HONGTOU" learn "$tmp/o.pdf"

# To standard output, the same bytes twice, comments in the language asked for.
pdf=$tmp/$(name_of "${sources[0]}").pdf
"$HONGTOU" learn "$pdf" --lang zh >"$tmp/zh" 2>"$tmp/log"
"$HONGTOU" learn --lang zh "$pdf" >"$tmp/zh2" 2>>"$tmp/log"
check 'standard output' 'nothing, or not the same' \
	cmp "$tmp/zh" "$tmp/zh2"
check 'comments in Chinese' 'none' grep -q '^extends: document$' "$tmp/zh"
check 'odd pages' 'no layout' "$HONGTOU" learn --pages odd "$pdf"

refused() { # NAME MESSAGE ARGUMENTS...
	local name=$1 text=$2
	shift 2
	timeout 30 "$HONGTOU" learn --lang en "$@" >"$tmp/out" 2>"$tmp/err"
	if [ $? -eq 2 ] && grep -q "$text" "$tmp/err" && [ ! -s "$tmp/out" ]; then
		ok "$name"
	else
		not_ok "$name" "not refused with: $text" "$tmp/err"
	fi
}
refused 'no original' 'learn'
refused 'two originals' 'learn' "$pdf" "$pdf"
refused 'absent original' 'absent.pdf' "$tmp/absent.pdf"
refused 'not a PDF' "$(basename "${sources[0]}")" "${sources[0]}"
refused 'bad pages' 'all, odd, even' --pages first "$pdf"
refused 'unknown base' 'nolayout' -l nolayout "$pdf"
refused 'folder that is not there' 'absent' -o "$tmp/absent/x.yaml" "$pdf"
head -c 3000 "$pdf" >"$tmp/cut.pdf"
refused 'truncated' 'cut.pdf' "$tmp/cut.pdf"
printf '通知\n\n各单位：\n\n请查收。\n' >"$tmp/short.txt"
"$HONGTOU" render -o "$tmp/short.pdf" "$tmp/short.txt" >/dev/null 2>&1
refused 'too little text' 'too little body text' "$tmp/short.pdf"

# Originals: a few of them, the others are for `make fidelity`.
ORIGINALS=${ORIGINALS:-../shared/originals}
if [ -d "$ORIGINALS/pdf" ]; then
	for name in csrc_cedai csdc_dengji henu_yf21_2018 sc583_ranqi; do
		[ -f "$ORIGINALS/pdf/$name.pdf" ] || continue
		"$HONGTOU" learn "$ORIGINALS/pdf/$name.pdf" --lang en \
			>"$tmp/o.yaml" 2>"$tmp/log"
		score=$(sed -n '2s/^# its own line breaks: \([0-9]*\)\/\([0-9]*\) .*/\1 \2/p' \
			"$tmp/o.yaml")
		if awk -v s="$score" 'BEGIN {
			split(s, n, " "); exit !(n[2] > 50 && n[1] * 100 >= n[2] * 99) }'; then
			ok "original $name"
		else
			not_ok "original $name" "breaks alike: ${score:-none}" \
				"$tmp/log"
		fi
	done
else
	skip "originals: none in $ORIGINALS"
fi
