#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
#
# usage: pixels.sh            every page of tests/ref/pages.tsv looks as it did
#        pixels.sh --update   tell the differences, ask, replace (make golden)
#
# tests/ref/NAME.png is a page as Debian 12's pdftoppm draws it with the fonts
# of its packages.  A difference is written to build/pixels/NAME.png: the
# reference, the page, and the pixels that are off by more than 64 of 255.
. "$(dirname "$0")/lib.sh"
dpi=40
pixels=build/tools/pixels
made=build/pixels
[ -x $pixels ] || make -s $pixels >&2 || exit 1
rm -rf $made
mkdir -p $made

list() { grep -v '^#' tests/ref/pages.tsv; }

# The page of a sample, into $tmp/NAME.pgm.
raster() { # NAME SAMPLE PAGE
	"$HONGTOU" render -o "$tmp/$1.pdf" "corpus/samples/$2.txt" \
		>"$tmp/err" 2>&1
	pdftoppm -gray -r $dpi -f "$3" -l "$3" -singlefile \
		"$tmp/$1.pdf" "$tmp/$1" 2>>"$tmp/err"
}

test_all() {
	local name sample page
	while IFS='	' read -r name sample page; do
		if [ ! -f "tests/ref/$name.png" ]; then
			not_ok "pixels-$name" "no tests/ref/$name.png; run make golden"
		elif ! raster "$name" "$sample" "$page"; then
			not_ok "pixels-$name" 'no such page' "$tmp/err"
		elif $pixels "tests/ref/$name.png" "$made/$name.png" \
			<"$tmp/$name.pgm" >"$tmp/off" 2>&1; then
			ok "pixels-$name"
		else
			not_ok "pixels-$name" "$(cat "$tmp/off"): see $made/$name.png"
		fi
	done < <(list)
	# A page that lies one pixel further left is another one.
	pdftoppm -gray -r $dpi -x 1 -W 331 -H 468 -f 1 -l 1 "$tmp/document.pdf" \
		>"$tmp/shifted.pgm"
	$pixels tests/ref/document.png "$tmp/shifted.png" <"$tmp/shifted.pgm" \
		>"$tmp/off"
	[ $? -eq 1 ] && [ -s "$tmp/shifted.png" ] && ok pixels-shifted ||
		not_ok pixels-shifted 'a shifted page is not told' "$tmp/off"
}

update_all() {
	local name sample page changed=() answer
	while IFS='	' read -r name sample page; do
		raster "$name" "$sample" "$page" ||
			{ cat "$tmp/err" >&2; exit 1; }
		[ -f "tests/ref/$name.png" ] &&
			$pixels "tests/ref/$name.png" "$made/$name.png" \
				<"$tmp/$name.pgm" >"$tmp/off" 2>&1 && continue
		[ -f "tests/ref/$name.png" ] &&
			echo "$name: $(cat "$tmp/off"): see $made/$name.png" ||
			echo "$name: new"
		changed+=("$name")
	done < <(list)
	if [ ${#changed[@]} -eq 0 ]; then
		echo 'All pages look as their references.'
		return
	fi
	printf '\nReplace %d references? [y/N] ' ${#changed[@]}
	read -r answer || answer=
	[ "$answer" = y ] || { echo 'Nothing replaced.'; return 1; }
	for name in "${changed[@]}"; do
		$pixels --write "tests/ref/$name.png" <"$tmp/$name.pgm"
	done
}

if [ "${1:-}" = --update ]; then
	update_all
else
	test_all
fi
