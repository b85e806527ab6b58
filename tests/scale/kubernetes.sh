#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
#
# tools/scale/kubernetes.yaml without a cluster: its structure where kubectl is
# there, and its very commands, run once for each index with the environment
# that the file and Kubernetes give, /data standing for a folder here.
. "$(dirname "$0")/../cli/lib.sh"

file=tools/scale/kubernetes.yaml
if command -v kubectl >/dev/null; then
	mkdir "$tmp/k"
	cp $file "$tmp/k/"
	echo 'resources: [kubernetes.yaml]' >"$tmp/k/kustomization.yaml"
	kubectl kustomize "$tmp/k" >"$tmp/jobs" 2>"$tmp/log"
	check kubernetes-structure "$(cat "$tmp/log")" \
		[ "$(grep -c '^kind: Job$' "$tmp/jobs")" -eq 2 ]
else
	skip kubernetes-structure 'kubectl is not installed'
fi

# script N: the N-th shell script of the file.
script() {
	awk -v want="$1" '
		/^ *- \|$/ { n++; indent = match($0, /-/) + 1; next }
		n == want && match($0, /[^ ]/) && RSTART > indent { print substr($0, indent + 1); next }
		n == want { exit }' $file | sed "s,/data,$tmp/data,g"
}
value() { sed -n "s/^ *$1: *\"\{0,1\}\([0-9]*\).*/\1/p" $file | head -n 1; }
completions=$(value completions)
told=$(grep -A1 'name: JOB_COMPLETIONS' $file | sed -n 's/.*value: "\(.*\)"/\1/p')
check kubernetes-count "completions $completions, JOB_COMPLETIONS $told" \
	[ "$completions" = "$told" -a "$completions" -gt 1 ]

mkdir "$tmp/data" "$tmp/bin"
ln -s "$HONGTOU" "$tmp/bin/hongtou"
export XDG_CACHE_HOME=$tmp/cache PATH=$tmp/bin:$PATH HONGTOU_DATA=$root
tests/bench/vary.sh 60 "$tmp/data/in" || not_ok vary 'no sources made'
printf '关于\xf4\x80\x80\x80的通知\n\n各单位：\n\n　　正文。\n' >"$tmp/data/in/box.txt"
bad=0
for index in $(seq 0 $((completions - 1))); do
	JOB_COMPLETIONS=$told JOB_COMPLETION_INDEX=$index sh -c "$(script 1)" \
		>>"$tmp/log" 2>&1 || bad=$((bad + 1))
done
check kubernetes-pods "$bad of $completions failed: $(tail -n 1 "$tmp/log")" [ $bad -eq 0 ]
sh -c "$(script 2)" >"$tmp/log" 2>&1
code=$?
check kubernetes-merge "status $code: $(cat "$tmp/log")" [ $code -eq 0 ]
hongtou render -o "$tmp/one" "$tmp/data/in" >/dev/null 2>&1
sed "s,$tmp/one/,$tmp/data/out/,g" "$tmp/one/manifest.json" >"$tmp/want"
check kubernetes-manifest 'it differs from that of one process' \
	cmp "$tmp/want" "$tmp/data/out/manifest.json"

# TERM, as a pod that is moved gets it: what is under way is finished.
rm -rf "$tmp/data/out"
JOB_COMPLETIONS=1 JOB_COMPLETION_INDEX=0 sh -c "$(script 1)" >/dev/null 2>&1 &
pid=$!
for i in {1..500}; do
	[ ! -s "$tmp/data/out/manifest.1-of-1.part" ] || break
	sleep 0.02
done
kill -TERM $pid
wait $pid
code=$?
check kubernetes-term "status $code, or no manifest" \
	[ $code -ne 0 -a -s "$tmp/data/out/manifest.1-of-1.json" -a \
	-z "$(find "$tmp/data" -name '*.part')" ]
