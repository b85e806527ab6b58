#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
#
# tools/scale/parallel.sh: the manifest is that of one process.
. "$(dirname "$0")/../cli/lib.sh"

command -v parallel >/dev/null || { skip parallel 'GNU Parallel is not installed'; exit; }
export HONGTOU XDG_CACHE_HOME=$tmp/cache HOME=$tmp
tests/bench/vary.sh 100 "$tmp/in files" || not_ok vary 'no sources made'
printf '关于\xf4\x80\x80\x80的通知\n\n各单位：\n\n　　正文。\n' >"$tmp/in files/box.txt"
"$HONGTOU" render -o "$tmp/one" "$tmp/in files" >/dev/null 2>&1
tools/scale/parallel.sh 6 "$tmp/in files" "$tmp/out files" >"$tmp/log" 2>&1
code=$?
sed "s,$tmp/one/,$tmp/out files/,g" "$tmp/one/manifest.json" >"$tmp/want"
if [ $code -eq 1 ] && cmp -s "$tmp/want" "$tmp/out files/manifest.json"; then
	ok "parallel-manifest ($(ls "$tmp/out files"/manifest.*-of-6.json | wc -l) shards)"
else
	not_ok parallel-manifest "status $code, or it differs from that of one process" "$tmp/log"
fi
