# SPDX-License-Identifier: Apache-2.0
#
# Holds what trace.awk says of one PDF, and ink boxes of its raster ("I what
# page left top right bottom"), against the millimetres of GB/T 9704-2012.
# Prints a row a measure: verdict, document, what, clause, expected, measured,
# difference.  With -v doc=NAME.
BEGIN {
	FS = "\t"
	LIMIT = 0.5
	THICKNESS = 0.03          # what a rule's thickness may be off
	EM = 16 * 25.4 / 72       # 3号
	EM4 = 14 * 25.4 / 72      # 4号
	ASCENT = 0.88             # em box above the baseline
	LEFT = 28; TOP = 37; WIDTH = 156; HEIGHT = 225; ROWS = 22
	# Not a bracket expression: awk may know bytes only.
	MARK = "^(。|，|、|；|：|！|？|”|’|）|》|〉|】|〕|,|-)$"
	RIGHT = LEFT + WIDTH; BOTTOM = TOP + HEIGHT
}
function abs(v) { return v < 0 ? -v : v }
function near(a, b) { return abs(a - b) < 0.2 }
function row_top(i) { return TOP + (i - 1) * (HEIGHT - EM) / (ROWS - 1) }
function baseline(i) { return row_top(i) + ASCENT * EM }
function row_of(y) {
	return int((y - baseline(1)) / (HEIGHT - EM) * (ROWS - 1) + 1.5)
}
function say(what, clause, want, have, limit,   bad) {
	bad = abs(want - have) > (limit ? limit : LIMIT)
	printf "%s\t%s\t%s\t%s\t%.3f\t%.3f\t%+.3f\n", bad ? "BAD" : "ok", doc,
		what, clause, want, have, have - want
}
# The one of a and b that is farther from want; a may be empty.
function farther(a, b, want) {
	return a == "" || abs(b - want) > abs(a - want) ? b : a
}
function absent(what, clause) {
	printf "BAD\t%s\t%s\t%s\t-\tnot found\t-\n", doc, what, clause
}

$1 == "P" { pages = $2; w[$2] = $3; h[$2] = $4 }
$1 == "I" && $2 == "mark" { mark_top = $5 }
$1 == "I" && $2 == "dash" { dash[$3] = ($5 + $7) / 2 }
$1 == "G" {
	# Lines: glyphs of one baseline, in the order of the page.
	if ($2 != last_page || !near($4, last_y)) {
		n++
		line_page[n] = $2; y[n] = $4; from[n] = $3; size[n] = $6
		red[n] = $7
	}
	if ($3 < from[n]) from[n] = $3
	if ($8 !~ /^[ ]*$/ && $5 > to[n]) {
		to[n] = $5
		ender[n] = $8
	}
	text[n] = text[n] $8
	last_page = $2
	last_y = $4
}
$1 == "R" && $7 && $2 == 1 { rule_left = $3; rule_top = $4; rule_right = $5 }
$1 == "R" && !$7 && $5 - $3 > 100 {
	k++
	r_page[k] = $2; r_left[k] = $3; r_top[k] = $4; r_right[k] = $5
	r_bottom[k] = $6
}

END {
	for (p = 1; p <= pages; p++) {
		wide = farther(wide, w[p], 210)
		high = farther(high, h[p], 297)
	}
	say("page width", "5.1", 210, wide)
	say("page height", "5.1", 297, high)
	head()
	body()
	page_numbers()
	imprint()
}

function head(   i) {
	if (mark_top != "")
		say("issuer mark, top of its ink", "7.2.4", 72, mark_top)
	if (rule_right == "")
		return
	say("red rule, left end", "7.2.7", LEFT, rule_left)
	say("red rule, length", "7.2.7", WIDTH, rule_right - rule_left)
	for (i = 1; i <= n; i++)
		if (line_page[i] == 1 && y[i] < rule_top && text[i] ~ /〔.*〕.*号/)
			say("red rule below the number", "7.2.7", 4,
				rule_top - (y[i] + (1 - ASCENT) * EM))
}

# A line of the body: 3号, not red, in the type area, above the imprint.
function is_body(i) {
	return near(size[i], EM) && !red[i] && y[i] < BOTTOM + 1 &&
		(line_page[i] > 1 || y[i] > (rule_top == "" ? 0 : rule_top)) &&
		(imprint_top == "" || line_page[i] < pages || y[i] < imprint_top)
}

# The measures far from their value are told: the farthest of all lines.
function body(   i, d, worst, first, last, left, right) {
	for (i = 1; i <= k; i++)
		if (r_page[i] == pages && (imprint_top == "" ||
		    r_top[i] < imprint_top))
			imprint_top = r_top[i]
	for (i = 1; i <= n; i++) {
		if (!is_body(i))
			continue
		if (line_page[i] == 2) {
			if (first == "") first = y[i]
			last = y[i]
		}
		# Page 1 has a title of 2号 above its body: rows count from page 2.
		if (line_page[i] > 1) {
			d = y[i] - baseline(row_of(y[i]))
			worst = farther(worst, d, 0)
		}
		# Full lines begin and end at the edges, indented and last ones at
		# least half a cell inside.  A mark may stand half outside.
		if (from[i] < LEFT + EM / 2)
			left = farther(left, from[i], LEFT)
		if (ender[i] !~ MARK && to[i] > RIGHT - EM / 2)
			right = farther(right, to[i], RIGHT)
	}
	if (pages < 2)
		return
	if (first == "" || left == "" || right == "") {
		absent("full lines of the body", "5.2.3")
		return
	}
	say("page 2, first baseline", "5.2.3", baseline(1), first)
	if (pages > 2)
		say("page 2, last baseline", "5.2.3", baseline(ROWS), last)
	else
		say("page 2, last baseline (its row)", "5.2.3",
			baseline(row_of(last)), last)
	say("farthest line off its row", "5.2.3", 0, worst)
	say("left edge of the body", "5.2.1", LEFT, left)
	say("right edge of the body", "5.2.1", RIGHT, right)
}

function page_numbers(   i, p, seen) {
	for (i = 1; i <= n; i++) {
		if (y[i] < BOTTOM || text[i] !~ /^ *— *[0-9]+ *— *$/)
			continue
		p = line_page[i]
		seen++
		say("page number " p ", its size", "7.5", EM4, size[i])
		if (p in dash)
			say("page number " p ", centre of its dash", "7.5",
				BOTTOM + 7, dash[p])
		if (p % 2)
			say("page number " p ", right edge", "7.5", RIGHT - EM4, to[i])
		else
			say("page number " p ", left edge", "7.5", LEFT + EM4, from[i])
	}
	if (seen != pages)
		say("pages with a number", "7.5", pages, seen)
}

function imprint(   i, where) {
	for (i = 1; i <= k; i++) {
		if (r_page[i] != pages)
			continue
		where = i == 1 || r_page[i - 1] != pages ? "first" : \
			i == k ? "last" : "middle"
		say("imprint, " where " rule, left end", "7.4.1", LEFT, r_left[i])
		say("imprint, " where " rule, length", "7.4.1", WIDTH,
			r_right[i] - r_left[i])
		say("imprint, " where " rule, thickness", "7.4.1",
			where == "middle" ? 0.25 : 0.35, r_bottom[i] - r_top[i],
			THICKNESS)
		if (where == "last")
			say("imprint, bottom edge", "7.4.1", BOTTOM, r_bottom[i])
	}
}
