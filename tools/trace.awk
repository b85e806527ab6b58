# SPDX-License-Identifier: Apache-2.0
#
# mutool trace FILE.pdf -> one record a line, tabs between, mm from the top left:
#   P page width height
#   G page x baseline end size red character font colour angle end-baseline
#                                    a glyph; end: x + advance; angle: degrees,
#                                    counter-clockwise, of its writing direction
#   R page left top right bottom red colour      a filled box or a stroked line
#   B page left top right bottom colour          a stroked box, to its outer edge
#   O page left top right bottom colour          a stroked curve, the same
#   M page left top right bottom                 a picture
BEGIN { OFS = "\t"; MM = 25.4 / 72 }

function attr(key) {
	if (!match($0, " " key "=\"[^\"]*\""))
		return ""
	return substr($0, RSTART + length(key) + 3, RLENGTH - length(key) - 4)
}
# #RRGGBB, or the ink of CMYK: cmyk(c m y k).
function colour(   c, n) {
	n = split(attr("color"), c, " ")
	if (n == 4)
		return "cmyk(" attr("color") ")"
	if (n == 1)
		c[2] = c[3] = c[1]
	return sprintf("#%02X%02X%02X", c[1] * 255 + 0.5, c[2] * 255 + 0.5,
		c[3] * 255 + 0.5)
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
/<fill_text / { set_transform(); red = is_red(); shade = colour() }
/<span / {
	split(attr("trm"), trm, " ")
	font = attr("font")
	size = trm[4] * sqrt(m[3] * m[3] + m[4] * m[4]) * MM
	if (size < 0)
		size = -size
	wide = (trm[1] * m[1] + trm[2] * m[3]) * MM
	down = (trm[1] * m[2] + trm[2] * m[4]) * MM
	angle = int(atan2(-down, wide) * 180 / 3.14159265 + 360.5) % 360
}
/<g / {
	x = attr("x")
	y = attr("y")
	adv = attr("adv")
	print "G", page, px(x, y), py(x, y), px(x, y) + adv * wide, size, red,
		attr("unicode"), font, shade, angle, py(x, y) + adv * down
}
/<fill_image / {
	set_transform()
	points = 0
	point(0, 0)
	point(1, 1)
	print "M", page, x0, y0, x1, y1
}
/<(fill|stroke)_path / {
	set_transform()
	red = is_red()
	shade = colour()
	points = curves = 0
	line = /<stroke/ ? attr("linewidth") * MM / 2 : 0
	inside = 1
}
inside && /<(moveto|lineto) / { point(attr("x"), attr("y")) }
inside && /<curveto / { point(attr("x3"), attr("y3")); curves++ }
inside && /<rectto / {
	point(attr("x0"), attr("y0"))
	point(attr("x1"), attr("y1"))
}
/<\/(fill|stroke)_path>/ {
	inside = 0
	if (line && points > 2 && x1 - x0 > line && y1 - y0 > line) {
		print curves ? "O" : "B", page, x0 - line, y0 - line, x1 + line,
			y1 + line, shade
		next
	}
	# A line is as thick as its pen, across its direction.
	if (points && x1 - x0 >= y1 - y0)
		print "R", page, x0, y0 - line, x1, y1 + line, red, shade
	else if (points)
		print "R", page, x0 - line, y0, x1 + line, y1, red, shade
}
