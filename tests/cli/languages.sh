#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
#
# What is said in English and in Chinese is the same: the commands and links of
# README, entry for entry the options, keys, variables, files, rules and numbers
# of the manual pages, the options of --help; and the Chinese pages break their
# lines as Chinese does.
. "$(dirname "$0")/lib.sh"

# same NAME WHY FILE FILE
same() {
	if diff "$3" "$4" >"$tmp/diff" && [ -s "$3" ]; then
		ok "$1"
	else
		not_ok "$1" "$2" "$tmp/diff"
	fi
}

# --- README

# The blocks of code, each with its language; in those of the shell without
# comments, which are in the reader's language.
blocks() {
	awk '
		/^```/ { print; on = !on; sh = $0 == "```sh"; next }
		on { if (sh) sub(/ +# .*/, ""); print }' "$1"
}
blocks README.md >"$tmp/en"
blocks README.zh.md >"$tmp/zh"
same readme-blocks 'other commands' "$tmp/en" "$tmp/zh"

links() { grep -oP '\]\(\K[^)]+' "$1" | grep -v '^README' | sort -u; }
links README.md >"$tmp/en"
links README.zh.md >"$tmp/zh"
same readme-links 'other links' "$tmp/en" "$tmp/zh"
grep -c '^## ' README.md >"$tmp/en"
grep -c '^## ' README.zh.md >"$tmp/zh"
same readme-sections 'other sections' "$tmp/en" "$tmp/zh"
check readme-other 'README.md and README.zh.md do not name each other' \
	eval 'head -n 5 README.md | grep -q "(README.zh.md)" &&
		head -n 5 README.zh.md | grep -q "(README.md)"'

# --- manual pages

# A page, an entry a line (what follows .SH, .SS, .TP, .PP, .IP): the macro,
# then its text without escapes, what is bold between \1 and \2.
entries() {
	awk '
		# The arguments of a macro in its two fonts, from 2 on.
		function fonts(first, second,    out, n, word) {
			sub(/^[^ ]+ +/, "")
			gsub(/\\ /, "\003")
			for (n = 0; $0 != ""; n++) {
				if (match($0, /^"[^"]*"/))
					word = substr($0, 2, RLENGTH - 2)
				else {
					match($0, /^[^ ]+/)
					word = substr($0, 1, RLENGTH)
				}
				$0 = substr($0, RLENGTH + 1)
				sub(/^ +/, "")
				out = out (n % 2 ? second : first) word "\\fR"
			}
			return out
		}
		function plain(s) {
			gsub(/\\fB/, "\001", s)
			gsub(/\\f[RIP]/, "\002", s)
			gsub(/\\[%&:]/, "", s)
			gsub(/\\-/, "-", s)
			gsub(/\003|\\ /, " ", s)
			gsub(/\\e/, "\\", s)
			return s
		}
		function add(s) { text = text " " plain(s) }
		function end() { if (macro) print macro "\t" text; text = "" }
		/^\.(SH|SS|TP|PP|IP)/ {
			end()
			macro = $1
			next # what a section is called differs
		}
		!macro || /^\.\\"/ || /^\.(nf|fi|br)/ { next }
		/^\.BR / { add(fonts("\\fB", "\\fR")); next }
		/^\.RB / { add(fonts("\\fR", "\\fB")); next }
		/^\.BI / { add(fonts("\\fB", "\\fI")); next }
		/^\.(IR|RI) / { add(fonts("\\fI", "\\fR")); next }
		/^\.[BI] / { add("\\f" substr($1, 2) substr($0, 4) "\\fR"); next }
		/^\./ { print "unknown macro " $1; next }
		{ add($0) }
		END { end() }' "$1"
}
# What of the entries is no language: ENTRY:WORD, sorted.
facts() {
	local option='(?<![\w-])--?[a-z][a-z-]*'
	local name='(?<![\w.])[A-Za-z~$.\/]\w*(?:[._\/]+\w+)+\/?'
	local number='(?<![A-Za-z_\d])(?<!\d\.)\d+(?:\.\d+)*'
	tr -d '\001\002' <"$1" |
		grep -noP "$option|$name|$number|\b[A-Z]+_[A-Z_0-9]+\b" |
		grep -vP ':[A-Z]+\.(pdf|yaml)$' | LC_ALL=C sort -u # FILE.pdf: 文件.pdf
}
# The bold words of the one, the Han words of the one, the Latin words of the
# other: they stand in the other's entry, too.
bold() { # but names of sections, and words for the eye: Tables, Headings
	grep -noP '\x01\K[\x20-\x7e]+(?=\x02)' "$1" |
		grep -vP '^\d+:([A-Z][a-z ]|RECOGNITION|.*[<[])'
}
han() { grep -noP '\p{Han}{2,}' "$1"; }
latin() { grep -noP '[A-Za-z][A-Za-z0-9_]*' "$1"; }
# absent FILE: of ENTRY:WORD on standard input, those whose entry there lacks
# the word.
absent() {
	tr -d '\001\002' <"$1" >"$tmp/plain"
	awk -v page="$tmp/plain" '
		BEGIN { while ((getline line < page) > 0) entry[++n] = line }
		{
			at = index($0, ":")
			if (!index(entry[substr($0, 1, at - 1)], substr($0, at + 1)))
				print
		}'
}

for page in hongtou.1 hongtou-source.5 hongtou-layout.5; do
	entries man/$page >"$tmp/en"
	entries man/zh_CN/$page >"$tmp/zh"
	cut -f 1 "$tmp/en" >"$tmp/en.parts"
	cut -f 1 "$tmp/zh" >"$tmp/zh.parts"
	same "$page-entries" 'other sections and entries' \
		"$tmp/en.parts" "$tmp/zh.parts"
	facts "$tmp/en" >"$tmp/en.facts"
	facts "$tmp/zh" >"$tmp/zh.facts"
	same "$page-facts" 'other options, names or numbers' \
		"$tmp/en.facts" "$tmp/zh.facts"
	{
		bold "$tmp/en" | absent "$tmp/zh"
		han "$tmp/en" | absent "$tmp/zh"
		tr -d '\001\002' <"$tmp/zh" >"$tmp/latin"
		latin "$tmp/latin" | absent "$tmp/en"
	} >"$tmp/words"
	if [ -s "$tmp/words" ]; then
		not_ok "$page-words" 'words of one page alone' "$tmp/words"
	else
		ok "$page-words"
	fi
done

# --- help

options() { grep -ohP '(?<![\w-])--?[a-z][a-z-]*' "$@" | sort -u; }
for help in data/help/*.en.txt; do
	options $help >"$tmp/en"
	options ${help%.en.txt}.zh.txt >"$tmp/zh"
	check "help-$(basename $help .en.txt)" 'other options' \
		diff "$tmp/en" "$tmp/zh"
done
# Those that the program knows, but "--" alone; each of --help is there.
grep -ohP '"\K--[a-z-]+(?=")' src/app/options.c src/app/main.c | sort -u >"$tmp/en"
sed -n '/^\.SH OPTIONS/,/^\.SH FILES/p' man/hongtou.1 | grep -A 1 '^\.TP' |
	sed 's/\\f[A-Z]//g; s/\\//g' >"$tmp/tags"
options "$tmp/tags" >"$tmp/zh"
grep -e -- "$tmp/zh" >"$tmp/long"
same help-manual 'the program has other options than hongtou.1' \
	"$tmp/en" "$tmp/long"
options data/help/*.en.txt | comm -23 - "$tmp/zh" >"$tmp/untold"
check help-told 'hongtou.1 lacks options of --help' \
	diff "$tmp/untold" /dev/null

# --- lines

# No line begins with a closing mark or ends with an opening one.
if command -v groff >/dev/null; then
	for page in man/zh_CN/*; do
		for width in 50 64 78; do
			timeout 60 groff -ww -man -Tutf8 -P-cbou -K utf8 -rLL=${width}n $page \
				2>"$tmp/lines" |
				grep -nP '^ *[，。、；：！？）》”…]|[（《“〔]$' >>"$tmp/lines"
			if [ -s "$tmp/lines" ]; then
				not_ok "lines-${page##*/}-$width" 'warnings, or marks' \
					"$tmp/lines"
			else
				ok "lines-${page##*/}-$width"
			fi
		done
	done
else
	skip lines 'groff is not installed'
fi
