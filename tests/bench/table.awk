# SPDX-License-Identifier: Apache-2.0
#
# The table of run.sh out of lines "NAME MICROSECONDS KIB", sorted by both.

BEGIN {
	while ((getline line <counts) > 0) {
		split(line, part, " ")
		pages_of[part[1]] = part[2]
	}
}
{
	n[$1]++
	t[$1, n[$1]] = $2 / 1000
	if ($3 > kib[$1]) kib[$1] = $3
}
function ms(x) {
	return (t[x, int((n[x] + 1) / 2)] + t[x, int((n[x] + 2) / 2)]) / 2
}
function head(what, a, b, c) {
	printf "\n%-46s %9s %9s %8s\n", what, a, b, c
}
function row(label, time, count, mib) {
	printf "%-46s %9.1f %9.3f %8s\n", label, count / time * 1000,
		time / count, mib ? sprintf("%.1f", mib / 1024) : ""
}
function rate(label, x, count) {
	if (n[x]) row(label, ms(x), count, kib[x])
}
function ratio(label, x, goal) {
	printf "%-56s %8.2f  %s\n", label, x, goal ? "(" goal ")" : ""
}
function size(label, bytes) {
	if (bytes) printf "%-46s %9d %9.2f\n", label, bytes, bytes / theirs
}
# How far the dearest of a table lies above the cheapest.
function spread(label, low, high) {
	ratio("dearest to cheapest, " label, high / low, "1.15 at most")
}
END {
	print "(d) MiB: resident memory at most, in each table."
	head("(a) batch", "docs/s", "ms/doc", "MiB")
	rate(few " documents, 1 worker", "few1", few)
	rate(few " documents, 2 workers", "few2", few)
	rate(many " documents, 1 worker", "many1", many)
	rate(many " documents, 2 workers", "many2", many)
	# Starting and loading fonts is no part of a warm process.
	warm = (ms("warm") - ms("typst")) / (typsts - 1)
	row("Typst, one warm process", warm, 1, kib["warm"])
	if (n["office"])
		row("LibreOffice, one warm process",
			(ms("office") - ms("office1")) / (others - 1), 1,
			kib["office"])
	rate("XeLaTeX, a process each", "latex", 1)
	rate("deflate and write the same bytes, 1 thread", "floor", few)

	head("(b) one document, whole process", "1/s", "ms", "MiB")
	rate("hongtou", "cold", 1)
	rate("Typst in node", "typst", 1)
	rate("  of which node starting", "node", 1)
	rate("LibreOffice", "office1", 1)
	rate("XeLaTeX", "latex", 1)

	head("(c) one document of " total " pages", "pages/s", "ms/page", "MiB")
	rate("hongtou", "long", pages_of["pages" total])

	head("(e) size of a PDF", "bytes", "to Typst", "")
	size("hongtou", ours)
	size("hongtou --small", small)
	size("Typst", theirs)
	size("LibreOffice", office)
	size("XeLaTeX", latex)

	head("(f) where the time goes, 1 thread, a document", "%", "ms", "")
	split("text doc style font,line page display pdf write", stage, " ")
	for (i = 1; i <= 8; i++) {
		s = ms("stage." stage[i])
		printf "%-46s %9.1f %9.3f\n", stage[i], s / ms("beside1") * 100,
			s / few
		sum += s
	}
	printf "%-46s %9.1f %9.3f\n", "start, keys, manifest (the rest)",
		(ms("beside1") - sum) / ms("beside1") * 100,
		(ms("beside1") - sum) / few

	head("(g) growth: documents, 2 workers", "docs/s", "ms/doc", "MiB")
	low = high = 0
	split("few2 many2 huge2", name, " ")
	split(few " " many " " huge, number, " ")
	for (i = 1; i <= 3; i++) {
		if (!n[name[i]]) continue
		rate(number[i] " documents", name[i], number[i])
		one = ms(name[i]) / number[i]
		if (!low || one < low) low = one
		if (one > high) high = one
	}
	low_docs = low; high_docs = high
	# As many pages in each row, in one process: its start is a constant
	# that (b) tells, and weighs alike in all.
	head("(g) growth: pages, 1 worker, alike many in all", "pages/s",
		"ms/page", "MiB")
	low = high = 0
	count = split(growth, p, " ")
	for (i = 1; i <= count; i++) {
		x = "pages" p[i]
		rate(int(total / p[i]) " of about " p[i] " pages", x, pages_of[x])
		one = ms(x) / pages_of[x]
		if (!low || one < low) low = one
		if (one > high) high = one
	}

	print ""
	ratio("documents a second to Typst, 2 workers", warm * many / ms("many2"), "20 at least")
	ratio("  1 worker", warm * many / ms("many1"))
	ratio("pages a second to deflating and writing, one thread each",
		ms("floor") / few * many / ms("many1"), "0.6 at least")
	ratio("two workers to one", ms("many1") / ms("many2"), "1.8 at least")
	ratio("cold start, Typst in node to hongtou", ms("typst") / ms("cold"), "8 at least")
	ratio("  without node starting", (ms("typst") - ms("node")) / ms("cold"))
	ratio("size of a PDF to Typst", ours / theirs, "1.1 at most")
	ratio("  with --small", small / theirs, "below 1")
	spread("documents", low_docs, high_docs)
	spread("pages", low, high)
	most = kib["many1"]
	for (x in kib)
		if (x ~ /^(few|many|huge)/ && kib[x] > most) most = kib[x]
	ratio("MiB for a batch", most / 1024, "64 at most")
	ratio("MiB for " total " pages", kib["long"] / 1024, "160 at most")
	printf "%.1f pages a document\n", pages / few
}
