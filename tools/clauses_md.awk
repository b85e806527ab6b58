# SPDX-License-Identifier: Apache-2.0
# The table of clauses.sh -> docs/clause-matrix.md.
BEGIN {
	print "# GB/T 9704-2012, clause by clause\n"
	print "Made by `tools/clauses.sh --write docs/clause-matrix.md` from docs/clauses.tsv,"
	print "which tells how a measurement is written.  One row a requirement: its strength"
	print "(M 应当, G 一般, R 推荐, O 可以, E GB/T 33476.2, P practice, D by arithmetic),"
	print "where it is implemented, the sample of corpus/samples/ that shows it, what is"
	print "asked, with its tolerance, and what was measured in the finished PDF (mm, by"
	print "mutool and poppler, never by our own display list).  Test: every measured row is"
	print "held by tests/cli/clauses.sh, and with the value told there made wrong it fails"
	print "(tests/cli/mutations.sh).\n"
	print "| clause | | requirement | where | sample | measured as | asked | test: fails with | is |"
	print "|---|---|---|---|---|---|---|---|---|"
}
function cell(s) { gsub(/\|/, "\\|", s); return s }
function code(s) { return s == "-" || s == "" ? "" : "`" cell(s) "`" }
# 37.00 ± 0.5; texts and ranges stand for themselves.
function asked(want, limit) {
	if (want == "-" || want == "")
		return ""
	if (want ~ /^\//)
		return code(want)
	if (want ~ /[<>]|\.\./)
		return want
	return limit == 0 && limit != "-" ? want + 0 : \
		want " ± " (limit == "-" ? 0.5 : limit)
}
{
	printf "| %s | %s | %s | %s | %s | %s | %s | %s | %s |\n", $2, $3, cell($4),
		cell($5), $6 == "-" ? "" : $6, code($7), asked($8, $10),
		code($11), $1 == "BAD" ? "**" cell($9) "**" : cell($9)
	n++
	if ($1 == "ok" || $1 == "BAD") measured++
	if ($5 ~ /not done/) undone++
}
END {
	printf "\n%d requirements, %d of them measured, %d not done.\n", n,
		measured, undone
}
