#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
#
# Every command in README.md's sh blocks runs, in order, in a copy of the tree.
# Commands that would install or run this very test are only looked up.
. "$(dirname "$0")/lib.sh"

[ -f README.md ] || { skip readme 'no README.md'; exit; }
awk '/^```sh$/ { on = 1; next } /^```/ { on = 0 } on && !/^#/ && NF' README.md \
	>"$tmp/commands"
[ -s "$tmp/commands" ] || { not_ok readme 'no sh block in README.md'; exit; }

mkdir "$tmp/tree"
tar -c --exclude=./.git --exclude=./out --exclude=./build --exclude=node_modules . |
	tar -x -C "$tmp/tree"
# The program as it is built here; make finds it up to date or makes it.
mkdir -p "$tmp/tree/build"
cp -a build/release "$tmp/tree/build/" 2>/dev/null
cp -a "$HONGTOU" "$tmp/tree/build/hongtou"
mkdir "$tmp/bin"
ln -s "$HONGTOU" "$tmp/bin/hongtou"
cd "$tmp/tree" || exit 1

# The targets that README may name without their being run here.
looked_up='^(sudo |git clone |cd |make (test|scale-test|bench|measure|deps|install|uninstall|clean|golden)|apt|man |xdg-open )'
n=0
while IFS= read -r command; do
	n=$((n + 1))
	command=${command#\$ }
	command=$(sed 's/ *#.*//' <<<"$command")
	if [[ $command =~ $looked_up ]]; then
		target=$(expr "$command" : '.*make \([a-z-]*\)' || true)
		if [ -z "$target" ] || grep -q "^$target:" Makefile; then
			ok "readme-$n looked up: $command"
		else
			not_ok "readme-$n" "no make target $target"
		fi
		continue
	fi
	PATH=$tmp/bin:$PATH timeout 300 bash -c "$command" >"$tmp/log" 2>&1 </dev/null
	code=$?
	if [ $code -le 1 ]; then
		ok "readme-$n $command"
	else
		not_ok "readme-$n" "$command: exit status $code" "$tmp/log"
	fi
done <"$tmp/commands"
