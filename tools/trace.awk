# SPDX-License-Identifier: Apache-2.0
#
# mutool trace FILE.pdf -> one record a line, tabs between, mm from the top left:
#   P page width height
#   G page x baseline end size red character font     a glyph; end: x + advance
#   R page left top right bottom red             a filled box or a stroked line
BEGIN { OFS = "\t"; MM = 25.4 / 72 }

function attr(key) {
	if (!match($0, " " key "=\"[^\"]*\""))
		return ""
	return substr($0, RSTART + length(key) + 3, RLENGTH - length(key) - 4)
}
function set_transform(   t) {
	split(attr("transform"), t, " ")
	for (i = 1; i <= 6; i++)
		m[i] = t[i] + 0
}
function px(x, y) { return (m[1] * x + m[3] * y + m[5]) * MM }
function py(x, y) { return (m[2] * x + m[4] * y + m[6]) * MM }
# RGB or CMYK red: 1, anything else: 0.
function is_red(   c, n) {
	n = split(attr("color"), c, " ")
	if (n == 3)
		return c[1] > 0.5 && c[2] < 0.4 && c[3] < 0.4
	return n == 4 && c[1] < 0.3 && c[2] > 0.5 && c[3] > 0.5 && c[4] < 0.3
}
function point(x, y,   a, b) {
	a = px(x, y)
	b = py(x, y)
	if (!points++) {
		x0 = x1 = a
		y0 = y1 = b
	}
	if (a < x0) x0 = a
	if (a > x1) x1 = a
	if (b < y0) y0 = b
	if (b > y1) y1 = b
}

/<page / {
	split(attr("mediabox"), box, " ")
	page = attr("number")
	print "P", page, (box[3] - box[1]) * MM, (box[4] - box[2]) * MM
}
/<fill_text / { set_transform(); red = is_red() }
/<span / {
	split(attr("trm"), trm, " ")
	font = attr("font")
	size = -trm[4] * m[4] * MM
	if (size < 0)
		size = -size
	wide = trm[1] * m[1] * MM
}
/<g / {
	x = attr("x")
	y = attr("y")
	print "G", page, px(x, y), py(x, y), px(x, y) + attr("adv") * wide, size,
		red, attr("unicode"), font
}
/<(fill|stroke)_path / {
	set_transform()
	red = is_red()
	points = 0
	line = /<stroke/ ? attr("linewidth") * MM / 2 : 0
	inside = 1
}
inside && /<(moveto|lineto) / { point(attr("x"), attr("y")) }
inside && /<rectto / {
	point(attr("x0"), attr("y0"))
	point(attr("x1"), attr("y1"))
}
/<\/(fill|stroke)_path>/ {
	inside = 0
	# A line is as thick as its pen, across its direction.
	if (points && x1 - x0 >= y1 - y0)
		print "R", page, x0, y0 - line, x1, y1 + line, red
	else if (points)
		print "R", page, x0 - line, y0, x1 + line, y1, red
}
