# SPDX-License-Identifier: Apache-2.0
#
# The paragraphs that hongtou sets, as sources of other programs: GB/T 9704's
# page, its body's type and font.  run.sh sources this file.

# paragraphs FILE ESCAPE: one a line, ESCAPE is an awk body that changes s.
paragraphs() {
	"$HONGTOU" dump -s doc "$1" 2>/dev/null | awk "
		NR > 2 && match(\$0, /\\|.*\\|\$/) {
			s = substr(\$0, RSTART + 1, RLENGTH - 2)
			$2
			print s
		}"
}

to_typst() {
	cat <<'TYPST'
#set page(paper: "a4", margin: (left: 28mm, right: 26mm, top: 37mm, bottom: 35mm))
#set text(font: "FandolFang R", size: 16pt, lang: "zh", region: "cn")
#set par(justify: true, first-line-indent: (amount: 2em, all: true), leading: 14pt, spacing: 14pt)
TYPST
	paragraphs "$1" 'gsub(/[][#*_$`<>@\\\/=~+-]/, "\\\\&", s); print ""'
}

# texlive-xetex and texlive-lang-chinese, which has the same font.
to_xelatex() {
	cat <<'TEX'
\documentclass[zihao=3,fontset=fandol]{ctexart}
\usepackage[a4paper,left=28mm,right=26mm,top=37mm,bottom=35mm]{geometry}
\linespread{1.45}
\begin{document}\fangsong
TEX
	paragraphs "$1" 'gsub(/[\\{}$&#^_%~]/, "\\char`\\\\&{}", s); print ""'
	echo '\end{document}'
}

# A flat OpenDocument text.
to_libreoffice() {
	cat <<'ODT'
<?xml version="1.0" encoding="UTF-8"?>
<office:document xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0" xmlns:svg="urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0" office:version="1.3" office:mimetype="application/vnd.oasis.opendocument.text">
<office:font-face-decls><style:font-face style:name="F" svg:font-family="FandolFang R"/></office:font-face-decls>
<office:automatic-styles>
<style:style style:name="P" style:family="paragraph"><style:paragraph-properties fo:text-align="justify" fo:text-indent="32pt" fo:line-height="28.95pt"/><style:text-properties style:font-name="F" fo:font-size="16pt" style:font-name-asian="F" style:font-size-asian="16pt" style:country-asian="CN" style:language-asian="zh"/></style:style>
<style:page-layout style:name="A"><style:page-layout-properties fo:page-width="210mm" fo:page-height="297mm" fo:margin-top="37mm" fo:margin-bottom="35mm" fo:margin-left="28mm" fo:margin-right="26mm"/></style:page-layout>
</office:automatic-styles>
<office:master-styles><style:master-page style:name="Standard" style:page-layout-name="A"/></office:master-styles>
<office:body><office:text>
ODT
	paragraphs "$1" 'gsub(/&/, "\\&amp;", s); gsub(/</, "\\&lt;", s)
		s = "<text:p text:style-name=\"P\">" s "</text:p>"'
	echo '</office:text></office:body></office:document>'
}
