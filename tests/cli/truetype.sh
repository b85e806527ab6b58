#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
#
# Documents set in TrueType fonts: sound PDFs with embedded subsets, the text
# comes back exactly, the same bytes with any number of threads; and a user's
# font that is broken is told or passed over, never a crash.
. "$(dirname "$0")/lib.sh"

# data FOLDER FAMILY: a data folder whose first font for every role is FAMILY.
data() {
	mkdir -p "$1/fonts/files"
	ln -s "$root/layouts" "$root/data" "$1/"
	cp "$root"/fonts/files/*.otf "$1/fonts/files/"
	awk -v family="$2" '{ print }
		/^  families:/ { print "    - " family }' \
		"$root/fonts/roles.yaml" >"$1/fonts/roles.yaml"
}

# render FOLDER ARGUMENTS...: with that data folder.
render() {
	local folder=$1
	shift
	HONGTOU_DATA=$folder XDG_CACHE_HOME=$tmp/cache "$HONGTOU" render \
		--lang en "$@"
}

# same_page SMALL PLAIN: sound, the same text and pixels, smaller.
same_page() {
	qpdf --check "$1" &&
		[ "$(pdftotext "$1" -)" = "$(pdftotext "$2" -)" ] &&
		[ "$(pdftoppm -r 50 "$1" | md5sum)" = \
			"$(pdftoppm -r 50 "$2" | md5sum)" ] &&
		[ "$(stat -c %s "$1")" -lt "$(stat -c %s "$2")" ]
}

letters() { grep -oP '[^\s\x{3000}]'; }

# Letters with accents are composite glyphs.
cat >"$tmp/one.txt" <<'EOF'
青石市农业农村局关于核对Ångström计与Éclair店名用字的通知

各区农业农村局：

请于3月5日前核对“Ångström”“Éclair”“naïve”等词，逐项登记，年底报送。
EOF
cat >"$tmp/two.txt" <<'EOF'
青石市农业农村局关于春耕备耕工作的通知

各区农业农村局：

春耕在即，请抓紧备种、修渠、检修农机，保证农时。
EOF

while read -r name family; do
	data "$tmp/$name" "$family"
	for j in 1 8; do
		render "$tmp/$name" -j$j -o "$tmp/$name-$j" \
			"$tmp/one.txt" "$tmp/two.txt" >"$tmp/log" 2>&1
		code=$?
		check "$name-status-j$j" "exit status $code" test $code -le 1
	done
	render "$tmp/$name" --small -o "$tmp/$name-small" \
		"$tmp/one.txt" "$tmp/two.txt" >"$tmp/log" 2>&1
	for source in one two; do
		check "$name-$source-small" '--small: not sound, or not the same' \
			same_page "$tmp/$name-small/$source.pdf" \
			"$tmp/$name-1/$source.pdf"
		pdf=$tmp/$name-1/$source.pdf
		check "$name-$source-bytes" 'other bytes with -j8' \
			cmp "$pdf" "$tmp/$name-8/$source.pdf"
		check "$name-$source-sound" 'qpdf finds faults' qpdf --check "$pdf"
		pdffonts "$pdf" >"$tmp/fonts" 2>&1
		check "$name-$source-embedded" 'no embedded TrueType subset' \
			grep -Eq '^[A-Z]{6}\+.*CID TrueType .*Identity-H *yes yes yes' \
			"$tmp/fonts"
		letters <"$tmp/$source.txt" >"$tmp/want"
		for reader in 'pdftotext -raw PDF -' 'mutool draw -q -F txt PDF'; do
			${reader/PDF/$pdf} 2>"$tmp/said" | tr '\f' '\n' |
				grep -Ev '^— ?[0-9]+ ?—$' | letters >"$tmp/have"
			check "$name-$source-${reader%% *}" \
				'not the characters of the source' \
				diff "$tmp/want" "$tmp/have"
		done
		# Readers tell of fonts that they cannot draw.
		pdftoppm -r 50 "$pdf" "$tmp/page" 2>"$tmp/said"
		check "$name-$source-quiet" 'pdftoppm complains' \
			test ! -s "$tmp/said"
	done
done <<'EOF'
wenkai LXGW WenKai
kaiti AR PL KaitiM GB
EOF

# A user's font under a name of its own, spoilt: cut off, or a table's bytes
# overwritten.  Either it is told that it cannot be used, or the PDF is sound.
sound=$(fc-match -f '%{file}' 'AR PL KaitiM GB')
data "$tmp/user" 'QR PL KaitiM GB'
spoilt=$tmp/user/fonts/files/spoilt.ttf
# table TAG: its place in the file and its length.
table() {
	od -An -v -tu1 -w16 -j 12 -N 320 "$sound" | awk -v tag="$1" '
		function word(i) {
			return (($i * 256 + $(i + 1)) * 256 + $(i + 2)) * 256 + $(i + 3)
		}
		sprintf("%c%c%c%c", $1, $2, $3, $4) == tag { print word(9), word(13) }'
}
for fault in none cut loca glyf hhea hmtx maxp head; do
	LC_ALL=C sed 's/\x00A\x00R\x00 \x00P\x00L/\x00Q\x00R\x00 \x00P\x00L/g' \
		"$sound" >"$spoilt"
	read -r at length < <(table ${fault/cut/prep})
	case $fault in
	none) ;;
	cut) truncate -s "$at" "$spoilt" ;;
	*) head -c "$length" /dev/zero | tr '\0' '\377' |
		dd of="$spoilt" bs=64K oflag=seek_bytes seek="$at" \
			conv=notrunc 2>"$tmp/dd" ;;
	esac
	rm -rf "$tmp/cache"
	render "$tmp/user" -o "$tmp/user-$fault" "$tmp/one.txt" >"$tmp/log" 2>&1
	code=$?
	check "spoilt-$fault" "exit status $code" test $code -le 2
	pdf=$tmp/user-$fault/one.pdf
	if [ $code -eq 2 ]; then
		check "spoilt-$fault-told" 'nothing said' grep -q 'error: ' "$tmp/log"
		continue
	fi
	check "spoilt-$fault-sound" 'no sound PDF' qpdf --check "$pdf"
	pdffonts "$pdf" >"$tmp/fonts" 2>&1
	[ $fault != none ] || check spoilt-in-use 'the font is not found' \
		grep -q GBZenKai "$tmp/fonts"
done
