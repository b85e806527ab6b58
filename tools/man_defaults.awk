# SPDX-License-Identifier: Apache-2.0
# layouts/document.yaml, hongtou-layout.5 in a language -> the page with the
# default of each key behind its name, and those of each element below
# "Elements".
FNR == 1 { file++ }

# The value of a line: without its quotes and what is said of it.
function value(s) {
	sub(/^[^:]*: */, "", s)
	if (s ~ /^"/) {
		s = substr(s, 2)
		sub(/".*/, "", s)
	} else if (s ~ /^{/)
		sub(/} *#.*/, "}", s)
	else
		sub(/ *#.*/, "", s)
	return s
}
# As an argument of a macro (quoted) or as text.
function roff(s, quoted) {
	gsub(/\\/, "\\e", s)
	gsub(/-/, "\\-", s)
	if (quoted)
		gsub(/"/, "\\(dq", s)
	return s
}

file == 1 {
	if ($0 ~ /^ *(#|$)/)
		next
	match($0, /^ */)
	key = substr($0, RLENGTH + 1)
	sub(/:.*/, "", key)
	if (RLENGTH == 0)
		group = key
	else if (group == "elements") {
		elements++
		name[elements] = key
		style[elements] = value($0)
		next
	}
	if ($0 ~ /: *[^ #]/)
		set[RLENGTH ? group "." key : key] = value($0)
	next
}

/^\.\\" elements: begin/ {
	print
	for (i = 1; i <= elements; i++) {
		gsub(/[{}"]/, "", style[i])
		style[i] = roff(style[i], 0)
		gsub(/[a-z]+:/, "\\%&", style[i])
		print ".TP\n.B " name[i] "\n" style[i]
	}
	inside = 1
	next
}
/^\.\\" elements: end/ { inside = 0 }
inside { next }
/^\.SH/ { keys = $2 == "KEYS" || $2 == "键" }
keys && /^\.BR? [a-z_.]+( ".*)?$/ && ($2 in set) {
	print ".BR " $2 " \": " roff(set[$2], 1) "\""
	next
}
{ print }
