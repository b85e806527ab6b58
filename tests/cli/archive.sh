#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
#
# What an archive asks of a PDF (PDF/A-2, ISO 19005-2): the file says its part
# and level and what its colours mean, and keeps to it.  Debian has no validator
# of part 2; Preflight of PDFBox knows part 1, level B.  What it may find is what
# part 2 allows and part 1 did not: a profile of version 4, no CIDSet, where there
# are pictures, transparency, and in small files cross-reference streams.
. "$(dirname "$0")/lib.sh"

jars=/usr/share/java
classes=
for jar in preflight pdfbox2 xmpbox fontbox2 commons-logging commons-io \
	javax.activation jaxb-api; do
	classes=$classes$jars/$jar.jar:
done

# preflight FOLDER: FILE, code and text of each fault, a line each.
preflight() {
	java -cp "$classes" org.apache.pdfbox.preflight.Validator_A1b \
		xml group "$1" >"$tmp/java" 2>&1
	awk -F '[<>]' '
		/<preflight / { split($2, part, "\""); name = part[2]; n++ }
		$2 == "code" { code = $3 }
		$2 == "details" { print name, code, $3 }
		END { print "all", n + 0 }' "$1.preflight.xml"
}
allowed=' (7\.11\.[12] |2\.1\.6 .*version of the ICCProfile|3\.1\.11 .*The CIDSet entry is missing)'
pictures=' (4\.1\.3 Transparency error, BlendMode|2\.2\.2 .*Soft Mask)'

# one flat folder, of names that say where they come from
mkdir "$tmp/all"
into_all() { # PREFIX FOLDER
	local file
	find "$2" -name '*.pdf' | sort | while IFS= read -r file; do
		cp "$file" "$tmp/all/$1-$(basename "$file")"
	done
}
render -o "$tmp/out" corpus
into_all default "$tmp/out"
render --small -o "$tmp/small" corpus/004_e250e868cd285ef8.txt \
	corpus/samples/12-figure.txt corpus/samples/16-table.txt
into_all small "$tmp/small"
printf '关于\xf4\x80\x80\x80的通知\n\n各单位：\n\n　　正文。\n' >"$tmp/box.txt"
render -o "$tmp/box" "$tmp/box.txt"
into_all box "$tmp/box"

# plain FILE: its objects as text.
plain() { qpdf --qdf --object-streams=disable "$1" - 2>/dev/null; }
for file in "$tmp"/all/*.pdf; do
	plain "$file" >"$tmp/plain"
	grep -aq '<pdfaid:part>2</pdfaid:part>' "$tmp/plain" &&
		grep -aq '<pdfaid:conformance>U</pdfaid:conformance>' "$tmp/plain" &&
		[ "$(grep -ac '/S /GTS_PDFA1' "$tmp/plain")" -eq 1 ] || basename "$file"
	# 6.2.11.8: no code 0, which is the glyph for what a font has not.
	awk '/TJ|Tj/ {
		while (match($0, /<[0-9A-Fa-f]*>/)) {
			s = substr($0, RSTART + 1, RLENGTH - 2)
			$0 = substr($0, RSTART + RLENGTH)
			for (i = 1; i < length(s); i += 4)
				if (substr(s, i, 4) == "0000") { print "code 0"; exit }
		}
	}' "$tmp/plain"
done >"$tmp/unclaimed"
n=$(ls "$tmp/all" | wc -l)
check archive-claims "not in each of $n files" [ "$n" -gt 40 -a ! -s "$tmp/unclaimed" ]

# What has the colours of inks claims nothing.
cmyk_picture >"$tmp/cmyk.jpg"
printf -- '---\n印章: cmyk.jpg\n---\n关于做好工作的通知\n\n各单位：\n\n　　请做好工作。\n\n青石市人民政府\n2025年3月4日\n' \
	>"$tmp/cmyk.txt"
mkdir "$tmp/inks"
render -o "$tmp/inks/picture.pdf" "$tmp/cmyk.txt"
expect archive-picture 0 'cmyk.jpg.*not PDF/A'
render -l print -o "$tmp/inks/print.pdf" corpus/samples/01-document.txt
for file in "$tmp"/inks/*.pdf; do
	! plain "$file" | grep -aq 'pdfaid\|OutputIntent' || basename "$file"
done >"$tmp/claimed"
check archive-inks 'it claims to be PDF/A' [ ! -s "$tmp/claimed" ]

if ! command -v java >/dev/null || [ ! -e $jars/preflight.jar ]; then
	skip archive-preflight 'no libpdfbox2-java'
	exit
fi
for file in "$tmp"/out/samples/*.pdf; do
	! plain "$file" | grep -aq '/Subtype /Image' || basename "$file"
done >"$tmp/pictured"
preflight "$tmp/all" >"$tmp/found"
check archive-all "not all files were read" grep -qx "all $n" "$tmp/found"
grep -v '^all ' "$tmp/found" | grep -Ev "$allowed" |
	grep -Ev '^small-[^ ]* 1\.4 .*XRef cross reference streams' |
	while read -r name rest; do
		grep -qxF "${name#*-}" "$tmp/pictured" &&
			echo " $rest" | grep -Eq "$pictures" || echo "$name $rest"
	done >"$tmp/bad"
check archive-preflight "$(cat "$tmp/bad")" [ ! -s "$tmp/bad" ]
# It does find what is wrong.
preflight "$tmp/inks" >"$tmp/found"
check archive-control 'nothing is wrong with inks that have no profile' \
	grep -q 'print.pdf 2\.4\.' "$tmp/found"
