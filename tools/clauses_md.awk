# SPDX-License-Identifier: Apache-2.0
# The table of clauses.sh -> docs/clause-matrix.md.
BEGIN {
	print "# GB/T 9704-2012, clause by clause\n"
	print "Made by `tools/clauses.sh --write` from docs/clauses.tsv.  One row a requirement:"
	print "its strength (M 应当, G 一般, R 推荐, O 可以, E GB/T 33476.2, P practice), where it is"
	print "implemented, the sample of corpus/samples/ that shows it, what is asked and what"
	print "was measured in the finished PDF (mm, by mutool and poppler, never by our own"
	print "display list).  Every measured row is a test (tests/cli/clauses.sh), and a layout"
	print "with its value wrong makes the measurement fail (tests/cli/mutations.sh).\n"
	print "| clause | | requirement | where | sample | measured as | asked | is |"
	print "|---|---|---|---|---|---|---|---|"
}
function cell(s) { gsub(/\|/, "\\|", s); return s }
{
	printf "| %s | %s | %s | %s | %s | %s | %s | %s |\n", $2, $3, cell($4), cell($5),
		$6 == "-" ? "" : $6, $7 == "-" || $7 == "" ? "" : "`" cell($7) "`",
		$8, $1 == "BAD" ? "**" $9 "**" : $9
	n++
	if ($1 == "ok" || $1 == "BAD") measured++
	if ($5 ~ /not done/) undone++
}
END {
	printf "\n%d requirements, %d of them measured, %d not done.\n", n,
		measured, undone
}
