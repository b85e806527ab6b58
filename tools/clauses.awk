# SPDX-License-Identifier: Apache-2.0
#
# Reads what trace.awk says of one PDF ("I what page left top right bottom":
# boxes of ink in its raster), then the rows of docs/clauses.tsv that ask for
# this sample, and prints them with what was measured:
#   verdict line asked measured
# awk -v sample=NAME -v tolerance=0.5 -f clauses.awk RECORDS clauses.tsv
#
# docs/clauses.tsv tells what a row may measure and ask for.  All is in mm from
# the sheet's top left.
BEGIN {
	FS = "\t"
	ASCENT = 0.88             # em box above the baseline
	GAP = 9                   # glyphs farther apart are two lines,
	BIG = 9                   # unless they are this big: a mark that is spread
	EM = 16 * 25.4 / 72       # 3hao
	TOP = 37; HEIGHT = 225; ROWS = 22
	PITCH = (HEIGHT - EM) / (ROWS - 1)
	SLACK = 0.2               # of a row that may begin a line below something
}
function abs(v) { return v < 0 ? -v : v }
function near(a, b) { return abs(a - b) < 0.2 }

FNR == 1 { file++ }
file == 1 && $1 == "P" { pages = $2; width[$2] = $3; height[$2] = $4 }
file == 1 && $1 == "I" { box("I" $2, $3, $4, $5, $6, $7, "") }
file == 1 && $1 ~ /^[BOM]$/ { box($1, $2, $3, $4, $5, $6, $7) }
file == 1 && $1 == "R" {
	box($7 ? "r" : "b", $2, $3, $4, $5, $6, $8)
	if (!$7)
		hull("T", $2, $3, $4, $5, $6)
}
# A line: glyphs of one baseline, size and direction, in the page's order.
file == 1 && $1 == "G" {
	turned = $11 % 180 != 0
	along = turned ? $4 : $3
	across = turned ? $3 : $4
	gap = abs(along - end)
	if ($2 != page || $11 != angle || !near(across, last) ||
	    (gap > GAP && $6 < BIG) || !near($6, size[n])) {
		n++
		on[n] = page = $2
		turn[n] = angle = $11
		base[n] = last = across
		size[n] = $6
		left[n] = along
		text[n] = ""
	}
	end = turned ? $12 : $5
	if ($8 !~ /^ *$/) {
		if (along < left[n]) left[n] = along
		if (right[n] == "" || end > right[n]) right[n] = end
	}
	g = ++glyphs[n]
	at[n, g] = along; to[n, g] = end; face[n, g] = $9; shade[n, g] = $10
	from[n, g] = length(text[n])
	text[n] = text[n] $8
}

function box(kind, page, l, t, r, b, colour,   k) {
	k = ++boxes[kind, page]
	edge[kind, page, k, "colour"] = colour
	edge[kind, page, k, "left"] = l
	edge[kind, page, k, "top"] = t
	edge[kind, page, k, "right"] = r
	edge[kind, page, k, "bottom"] = b
}
# One box around all of a kind.
function hull(kind, page, l, t, r, b) {
	if (!boxes[kind, page]) {
		box(kind, page, l, t, r, b, "")
		return
	}
	if (l < edge[kind, page, 1, "left"]) edge[kind, page, 1, "left"] = l
	if (t < edge[kind, page, 1, "top"]) edge[kind, page, 1, "top"] = t
	if (r > edge[kind, page, 1, "right"]) edge[kind, page, 1, "right"] = r
	if (b > edge[kind, page, 1, "bottom"]) edge[kind, page, 1, "bottom"] = b
}

# Does box a stand before b: above it, or left of it in the same row?
function before(kind, page, a, b,   d) {
	d = edge[kind, page, a, "top"] - edge[kind, page, b, "top"]
	if (kind ~ /^[OBM]$/ && abs(d) < 5)
		d = edge[kind, page, a, "left"] - edge[kind, page, b, "left"]
	return d < 0 || (d == 0 && a < b)
}
# A rule is flat and 20 mm long at least.
function counts(kind, page, k) {
	return kind !~ /^[rb]$/ ||
		(edge[kind, page, k, "right"] - edge[kind, page, k, "left"] > 20 &&
		edge[kind, page, k, "bottom"] - edge[kind, page, k, "top"] < 3)
}
function how_many(kind, page,   k, m) {
	m = 0
	for (k = 1; k <= boxes[kind, page]; k++)
		m += counts(kind, page, k)
	return m
}
# The index of the nth box of a kind in reading order, or 0.
function nth_box(kind, page, nth,   i, k, rank) {
	if (nth == "last")
		nth = how_many(kind, page)
	for (i = 1; i <= boxes[kind, page]; i++) {
		rank = 1
		for (k = 1; k <= boxes[kind, page]; k++)
			rank += counts(kind, page, k) && before(kind, page, k, i)
		if (counts(kind, page, i) && rank == nth)
			return i
	}
	return 0
}
function of_box(kind, page, nth, what,   i, l, t, r, b) {
	i = nth_box(kind, page, nth)
	if (!i || page > pages)
		return "?"
	l = edge[kind, page, i, "left"]; r = edge[kind, page, i, "right"]
	t = edge[kind, page, i, "top"]; b = edge[kind, page, i, "bottom"]
	return what == "left" ? l : what == "right" ? r : what == "top" ? t : \
		what == "bottom" ? b : what == "wide" ? r - l : \
		what == "high" ? b - t : what == "mid" ? (l + r) / 2 : \
		what == "vmid" ? (t + b) / 2 : \
		what == "colour" ? edge[kind, page, i, what] : "?"
}
# The least distance between the round seals of a page, edge to edge.
function seal_gap(page,   i, k, x, y, d, least) {
	least = "?"
	for (i = 1; i <= boxes["O", page]; i++)
		for (k = i + 1; k <= boxes["O", page]; k++) {
			x = of_box("O", page, i, "mid") - of_box("O", page, k, "mid")
			y = of_box("O", page, i, "vmid") - of_box("O", page, k, "vmid")
			d = sqrt(x * x + y * y) - (of_box("O", page, i, "wide") + \
				of_box("O", page, k, "wide")) / 2
			if (least == "?" || d < least)
				least = d
		}
	return least
}

# PAGE PATTERN [@SIZE] [#NTH] [+LINES]: which line it is, or 0; the match's
# first and last glyph are kept in first_glyph and last_glyph.
function find(spec,   page, want, nth, on_from, i, m) {
	page = spec; sub(/ .*/, "", page); sub(/^[^ ]* /, "", spec)
	want = nth = on_from = ""
	if (match(spec, / \+[0-9]+$/)) {
		on_from = substr(spec, RSTART + 2); spec = substr(spec, 1, RSTART - 1)
	}
	if (match(spec, / #([0-9]+|last)$/)) {
		nth = substr(spec, RSTART + 2); spec = substr(spec, 1, RSTART - 1)
	}
	if (match(spec, / @[0-9.]+$/)) {
		want = substr(spec, RSTART + 2); spec = substr(spec, 1, RSTART - 1)
	}
	m = 0
	matched = 0
	for (i = 1; i <= n; i++) {
		if ((page != "*" && on[i] != page) ||
		    (want != "" && !near(size[i], want)) || !match(text[i], spec))
			continue
		matched++
		m = i
		first_glyph = glyph_at(i, RSTART)
		last_glyph = glyph_at(i, RSTART + RLENGTH - 1)
		if (nth == matched || nth == "")
			break
	}
	if (!m || (nth != "" && nth != "last" && nth != matched))
		return 0
	return on_from == "" ? m : m + on_from <= n ? m + on_from : 0
}
function glyph_at(i, byte,   g) {
	for (g = glyphs[i]; g > 1 && from[i, g] > byte - 1; g--)
		;
	return g
}
function of_line(what, spec,   i) {
	if (what == "page")
		spec = "* " spec
	i = find(spec)
	if (what == "count") {
		find(spec " #999")
		return matched
	}
	if (!i)
		return "?"
	if (what == "top" || what == "vmid" || what == "row") {
		if (turn[i])
			return "?"
		y = base[i] - ASCENT * size[i]
		return what == "top" ? y : what == "vmid" ? y + size[i] / 2 : \
			(y - TOP) / PITCH + 1
	}
	return what == "left" ? left[i] : what == "right" ? right[i] : \
		what == "base" ? base[i] : what == "size" ? size[i] : \
		what == "mid" ? (left[i] + right[i]) / 2 : \
		what == "bottom" ? base[i] + (1 - ASCENT) * size[i] : \
		what == "at" ? at[i, first_glyph] : \
		what == "end" ? to[i, last_glyph] : \
		what == "font" ? face[i, first_glyph] : \
		what == "colour" ? shade[i, first_glyph] : \
		what == "angle" ? turn[i] : what == "chars" ? glyphs[i] : \
		what == "page" ? on[i] : what == "text" ? text[i] : \
		what == "title" ? title(i) : what == "shape" ? shape(i) : "?"
}
# The lines of a title from line i on: one size, below one another.
function title(i,   k, all) {
	all = text[i]
	for (k = i + 1; k <= n && on[k] == on[i] && near(size[k], size[i]); k++)
		all = all "|" text[k]
	return all
}
function shape(i,   k, m, w, rose, fell, turns, way) {
	rose = fell = turns = 0
	way = ""
	for (k = i + 1; k <= n && on[k] == on[i] && near(size[k], size[i]); k++) {
		w = (right[k] - left[k]) - (right[k - 1] - left[k - 1])
		if (abs(w) < 1)
			continue
		m = w > 0 ? "rose" : "fell"
		if (way != "" && m != way)
			turns++
		if (way == "") first_way = m
		way = m
	}
	if (k == i + 1) return "line"
	if (way == "") return "rectangle"
	if (turns == 0) return "trapezoid"
	return turns > 1 ? "ragged" : first_way == "rose" ? "diamond" : "hourglass"
}
# Times that a line of the same page or the next begins with b after one that
# ends with a.
function split_at(a, b,   i, m) {
	m = 0
	for (i = 1; i < n; i++)
		m += text[i] ~ a && text[i + 1] ~ b && base[i + 1] != base[i]
	return m
}
# Rows of 3hao text on a page.
function rows_on(page,   i, k, seen, m) {
	m = 0
	split("", seen)
	for (i = 1; i <= n; i++) {
		k = int(base[i] * 2)
		if (on[i] != page || !near(size[i], EM) || turn[i])
			continue
		m += !(k in seen) && !((k - 1) in seen) && !((k + 1) in seen)
		seen[k] = 1
	}
	return page > pages ? "?" : m
}
function number_on(page,   i) {
	if (page > pages)
		return "?"
	for (i = 1; i <= n; i++)
		if (on[i] == page && text[i] ~ /^ *— *[0-9]+ *— *$/)
			return 1
	return 0
}
# The first row of the grid that leaves so many lines below y.
function next_row(lines, y,   i) {
	if (y == "?")
		return y
	for (i = 0; i < ROWS; i++)
		if (TOP + i * PITCH > y + lines * PITCH - SLACK)
			return TOP + i * PITCH
	return "?"
}

function term(spec,   a, m, rest, kind, two) {
	if (spec ~ /^[-0-9.]+$/)
		return spec + 0
	m = split(spec, a, " ")
	rest = spec
	sub(/^[^ ]+ ?/, "", rest)
	if (a[1] == "next") {
		sub(/^[^ ]+ /, "", rest)
		return next_row(a[2], term(rest))
	}
	if (a[1] == "pages") return pages
	if (a[1] == "number") return number_on(a[2])
	if (a[1] == "rows") return rows_on(a[2])
	if (a[1] == "width") return a[2] in width ? width[a[2]] : "?"
	if (a[1] == "height") return a[2] in height ? height[a[2]] : "?"
	if (a[1] == "sealgap") return seal_gap(a[2])
	if (a[1] == "split") {
		split(rest, two, / & /)
		return split_at(two[1], two[2])
	}
	kind = a[1] == "ink" ? "Imark" : a[1] == "dash" ? "Idash" : \
		a[1] == "red" ? "r" : a[1] == "black" ? "b" : \
		a[1] == "seal" ? "O" : a[1] == "stamp" ? "B" : \
		a[1] == "picture" ? "M" : a[1] == "table" ? "T" : ""
	if (kind == "")
		return of_line(a[1], rest)
	if (a[3] == "count")
		return a[2] > pages ? "?" : how_many(kind, a[2])
	return m == 4 ? of_box(kind, a[2], a[3], a[4]) : \
		of_box(kind, a[2], 1, a[3])
}
function value(spec,   at, sign, a, b) {
	# From the left: "A - B - C" is (A - B) - C.
	a = ""
	sign = 1
	while (spec != "") {
		at = match(spec, / [-+] /)
		b = term(at ? substr(spec, 1, at - 1) : spec)
		if (!at && a == "")
			return b
		if (b == "?")
			return b
		a += sign * b
		sign = at && substr(spec, at + 1, 1) == "-" ? -1 : 1
		spec = at ? substr(spec, at + 3) : ""
	}
	return a
}
# Is it what was asked for?
function holds(have, want, limit,   a) {
	if (have == "?")
		return 0
	if (want ~ /^\/.*\/$/)
		return have ~ substr(want, 2, length(want) - 2)
	if (want ~ /^<=/)
		return have <= substr(want, 3) + 0
	if (want ~ /^>=/)
		return have >= substr(want, 3) + 0
	if (want ~ /\.\./) {
		split(want, a, /\.\./)
		return have >= a[1] + 0 && have <= a[2] + 0
	}
	return abs(have - want) <= limit
}

file == 2 && $1 !~ /^#/ && $5 == sample && $6 != "" && $6 != "-" {
	have = value($6)
	limit = $8 == "-" ? tolerance : $8
	verdict = holds(have, $7, limit) ? "ok" : "BAD"
	sub(/^[A-Z]+\+/, "", have)
	if (have ~ /^-?[0-9.]+(e[-+]?[0-9]+)?$/)
		have = sprintf("%.2f", have)
	if (have == "-0.00")
		have = "0.00"
	printf "%s\t%d\t%s\t%s\n", verdict, FNR, $7, have
}
