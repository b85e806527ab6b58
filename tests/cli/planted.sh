#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
#
# Planted faults: the checker finds each once and at its place, and finds none
# where nothing was changed.  The unchanged PDF is the original; what is
# checked against it is laid out with one value changed, or lacks a character;
# or a line of the PDF is moved.
. "$(dirname "$0")/lib.sh"
work=$tmp

for source in "${sources[@]}"; do
	name=$(name_of "$source")
	"$HONGTOU" render -o "$work/$name.pdf" "$source" >/dev/null 2>&1
	"$HONGTOU" check --original "$work/$name.pdf" "$source" \
		>"$work/out" 2>&1
	status=$?
	if [ $status -eq 0 ] && grep -q 'no difference' "$work/out"; then
		ok "unchanged-$name"
	else
		not_ok "unchanged-$name" "status $status" "$work/out"
	fi
done

# found NAME SOURCE PDF CODE PAGE DELTA: one finding of a code, on a page of
# the original ("-": the whole), off by DELTA mm ("-": no matter).
found() {
	local status
	"$HONGTOU" check --format json -l "$layout" --original "$3" "$2" \
		>"$work/out" 2>"$work/err"
	status=$?
	awk -v code="$4" -v page="$5" -v delta="$6" '
		/"findings": \[/ { inside = 1 }
		inside && /"code":/ { n++; split($0, c, "\""); got = c[4] }
		inside && /"page":/ { p = $2 + 0 }
		inside && /"delta":/ { d = $2 + 0 }
		END {
			if (n != 1) why = n + 0 " findings"
			else if (got != code) why = "found " got
			else if (page == "-" ? p : p != page) why = "on page " p
			else if (delta != "-" && (d - delta) ^ 2 > 0.0025)
				why = "off by " d " mm"
			if (why) print why
			exit why != ""
		}' "$work/out" >"$work/why"
	if [ $? -eq 0 ] && [ $status -eq 1 ]; then
		ok "$1"
	else
		not_ok "$1" "status $status, $(cat "$work/why")" "$work/out"
	fi
}

# planted NAME YAML CODE PAGE DELTA [SOURCE...]: a layout with one value
# changed, by default for three documents.
planted() {
	local name=$1 yaml=$2 code=$3 page=$4 delta=$5 number
	shift 5
	layout=$work/$name.yaml
	printf "extends: document\nname: planted\n$yaml\n" >"$layout"
	[ $# -gt 0 ] || set -- 000 001 004
	for number in "$@"; do
		source=$(echo corpus/"$number"_*.txt)
		found "$name-$number" "$source" \
			"$work/$(name_of "$source").pdf" "$code" "$page" "$delta"
	done
}

planted left-margin 'page:\n  binding: 30mm' DIFFER_LEFT - 2
planted top 'page:\n  top: 39mm' DIFFER_TOP - 2
planted pitch 'page:\n  rows: 21' DIFFER_PITCH_ROWS - 0.522
planted rows 'page:\n  area_height: 214.554mm\n  rows: 21' DIFFER_ROWS - -
planted area-height 'page:\n  area_height: 222mm' DIFFER_PITCH - -0.143
planted width 'page:\n  area_width: 150mm' DIFFER_WIDTH - -
planted red-rule 'red_rule:\n  gap: 6mm' DIFFER_RULE_DOWN 1 2
planted rule-thickness 'red_rule:\n  thickness: 0.8mm' DIFFER_RULE_THICK 1 0.3
planted rule-width 'red_rule:\n  width: 150mm' DIFFER_RULE_LENGTH 1 -6
planted title-size 'elements:\n  title:\n    size: 20pt' DIFFER_SIZE 1 -0.7056
planted mark 'issuer_mark:\n  top: 40mm' DIFFER_DOWN 1 5
planted mark-colour 'elements:\n  issuer_mark:\n    colour: "#000000"' \
	DIFFER_COLOUR 1 -
planted number-drop 'page_number:\n  drop: 9mm' DIFFER_FURNITURE_PLACE 1 2
planted number-inset 'page_number:\n  inset: 2zi' DIFFER_FURNITURE_PLACE 1 -
planted number-size 'elements:\n  page_number:\n    size: 12pt' \
	DIFFER_SIZE 1 -0.7056
planted indent 'elements:\n  body:\n    first: 3zi' DIFFER_ACROSS 1 5.571
planted font 'elements:\n  body:\n    font: kaiti' DIFFER_FONT 1 -
planted body-size 'text:\n  size: 15pt\nelements:\n  body:\n    size: 15pt' \
	DIFFER_BODY_SIZE - -0.3528 000 004
planted signature 'signature:\n  right: 4zi' DIFFER_ACROSS 5 -11.143 004
planted number-left 'elements:\n  doc_number:\n    align: left' \
	DIFFER_NOT_CENTRED 1 - 004

# One character lost, one added, in title and body.
layout=document
for number in 000 001 004; do
	source=$(echo corpus/"$number"_*.txt)
	pdf=$work/$(name_of "$source").pdf
	sed '0,/疫情/s//疫/' "$source" >"$work/lost.txt"
	found "lost-$number" "$work/lost.txt" "$pdf" DIFFER_TEXT_MISSING 1 -
	sed '0,/疫情/s//疫之情/' "$source" >"$work/more.txt"
	found "added-$number" "$work/more.txt" "$pdf" DIFFER_TEXT_EXTRA 1 -
done

# One line of the PDF itself moved: the fourth of page 2.
source=$(echo corpus/004_*.txt)
qpdf --qdf --object-streams=disable "$work/$(name_of "$source").pdf" \
	"$work/plain.pdf"
moved() { # NAME DX DY CODE DELTA
	LC_ALL=C awk -v dx="$2" -v dy="$3" '
		/^%% Contents for page / { page = $NF }
		page == 2 && match($0, / Tm$/) {
			if ($6 != y) line++
			y = $6
			if (line == 4)
				$0 = "1 0 0 1 " $5 + dx " " $6 + dy \
					substr($0, RSTART)
		}
		{ print }' "$work/plain.pdf" | fix-qdf >"$work/moved.pdf"
	found "$1" "$source" "$work/moved.pdf" "$4" 2 "$5"
}
moved line-down 0 -8 DIFFER_DOWN -2.8222
moved line-right 8 0 DIFFER_ACROSS -2.8222

# Where heads are more lines than the text, and of another size, the text's
# size and edges are still those of the text.
cat >"$work/small.yaml" <<'YAML'
extends: document
name: small
page: {rows: 20, pitch: fixed, row: 32pt}
elements:
  body: {font: songti, size: 15pt}
YAML
for source in corpus/002_*.txt corpus/samples/27-*.txt; do
	name=$(name_of "$source")
	"$HONGTOU" render -l "$work/small.yaml" -o "$work/$name.pdf" "$source" \
		>/dev/null 2>&1
	"$HONGTOU" check --lang en --original "$work/$name.pdf" "$source" \
		>"$work/out" 2>/dev/null
	check "small-size-$name" 'not told' grep -q \
		"the text is 16.00 pt, the original's 15.00 pt" "$work/out"
	# A page is known to be full when a paragraph goes on behind it.
	case $name in
	002*) check "small-rows-$name" 'not told' \
		grep -q ': 22/20$' "$work/out" ;;
	esac
	if grep -q 'type area' "$work/out"; then
		not_ok "small-width-$name" 'another width is told' "$work/out"
	else
		ok "small-width-$name"
	fi
done
