# SPDX-License-Identifier: Apache-2.0
#
# Reads what trace.awk says of one PDF, then rows of docs/clauses.tsv that ask
# for places in it, and prints them with what was measured:
#   verdict line want measured
# awk -v sample=NAME -v tolerance=0.5 -f clauses.awk RECORDS clauses.tsv
#
# A place is  WHAT PAGE PATTERN  of a line of text (WHAT: left right base top
# bottom size mid font), counted from the sheet's top left in mm; or
# RULE PAGE N of the n-th rule, red or black, from the top (rleft rright rtop
# rbottom rlen rthick for red, bleft ... for black), or ink PAGE EDGE of the
# red ink above y=150; pages: how many.  "A - B" is the difference, "number P"
# 1 where page P shows its number.
BEGIN { FS = "\t"; ASCENT = 0.88; GAP = 9; BIG = 9 }
function near(a, b) { return a - b < 0.2 && b - a < 0.2 }

FNR == 1 { file++ }
file == 1 && $1 == "P" { pages = $2; width[$2] = $3; height[$2] = $4 }
file == 1 && $1 == "I" && $4 != "none" { ink[$3, "left"] = $4; ink[$3, "top"] = $5; ink[$3, "right"] = $6; ink[$3, "bottom"] = $7 }
file == 1 && $1 == "G" {
	if ($2 != page || !near($4, last) || ($6 < BIG && ($3 - end > GAP || end - $3 > GAP)) ||
	    !near($6, size[n])) {
		n++
		on[n] = $2; base[n] = $4; left[n] = $3; size[n] = $6; right[n] = $5
		text[n] = ""
	}
	if ($3 < left[n] && $8 !~ /^ *$/) left[n] = $3
	if ($5 > right[n] && $8 !~ /^ *$/) right[n] = $5
	if (text[n] == "") face[n] = $9
	text[n] = text[n] $8
	page = $2; last = $4; end = $5
}
file == 1 && $1 == "R" {
	# One rule only once: sorted below by its top.
	k = ++rules[$2, $7]
	rule[$2, $7, k] = $3 " " $4 " " $5 " " $6
}

# The n-th rule by its top, among those wider than high.
function nth_rule(page, red, nth,   i, j, m, t, a, order) {
	m = 0
	for (i = 1; i <= rules[page, red]; i++) {
		split(rule[page, red, i], a, " ")
		if (a[3] - a[1] < 20 || a[4] - a[2] > 3)
			continue
		order[++m] = rule[page, red, i]
		for (j = m; j > 1; j--) {
			split(order[j], a, " "); split(order[j - 1], t, " ")
			if (t[2] <= a[2]) break
			swap = order[j]; order[j] = order[j - 1]; order[j - 1] = swap
		}
	}
	return nth <= m ? order[nth] : ""
}

function of_rule(what, page, nth,   a, r) {
	r = nth_rule(page, what ~ /^r/ ? 1 : 0, nth)
	if (r == "")
		return "?"
	split(r, a, " ")
	what = substr(what, 2)
	return what == "left" ? a[1] : what == "top" ? a[2] : \
		what == "right" ? a[3] : what == "bottom" ? a[4] : \
		what == "len" ? a[3] - a[1] : a[4] - a[2]
}

function of_line(what, page, pattern,   i) {
	for (i = 1; i <= n; i++)
		if (on[i] == page && text[i] ~ pattern)
			return what == "font" ? face[i] : what == "left" ? left[i] : what == "right" ? right[i] : \
				what == "base" ? base[i] : what == "size" ? size[i] : \
				what == "mid" ? (left[i] + right[i]) / 2 : \
				what == "top" ? base[i] - ASCENT * size[i] : \
				base[i] + (1 - ASCENT) * size[i]
	return "?"
}

function number_on(page,   i) {
	for (i = 1; i <= n; i++)
		if (on[i] == page && text[i] ~ /^ *— *[0-9]+ *— *$/)
			return 1
	return 0
}

function place(spec,   a, m) {
	if (spec ~ /^[-0-9.]+$/)
		return spec + 0
	m = split(spec, a, " ")
	if (a[1] == "pages") return pages
	if (a[1] == "number") return number_on(a[2])
	if (a[1] == "width") return width[a[2]]
	if (a[1] == "height") return height[a[2]]
	if (a[1] == "ink") return (a[2], a[3]) in ink ? ink[a[2], a[3]] : "?"
	if (a[1] ~ /^[rb](left|right|top|bottom|len|thick)$/)
		return of_rule(a[1], a[2], a[3])
	sub(/^[a-z]+ [0-9]+ /, "", spec)
	return of_line(a[1], a[2], spec)
}

function value(spec,   at, a, b) {
	at = index(spec, " - ")
	if (!at)
		return place(spec)
	a = place(substr(spec, 1, at - 1))
	b = place(substr(spec, at + 3))
	return a == "?" || b == "?" ? "?" : a - b
}

file == 2 && $1 !~ /^#/ && $5 == sample && $6 != "" && $6 != "-" {
	have = value($6)
	limit = $8 == "-" ? tolerance : $8
	off = have == "?" ? 999 : have - $7
	if ($6 ~ /^font / && have != "?") {
		sub(/^[A-Z]+\+/, "", have)
		off = have ~ $7 ? 0 : 999
	} else if (have != "?")
		have = sprintf("%.2f", have)
	printf "%s\t%d\t%s\t%s\n", (off > limit || -off > limit) ? "BAD" : "ok",
		FNR, $7, have
}
