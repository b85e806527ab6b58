#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
#
# Peak memory: of one document of 2,000 pages, and of a batch, which is that of
# its workers however many documents it has.  (Memory, unlike time, does not
# depend on what else the machine does.)
. "$(dirname "$0")/lib.sh"

case $BUILD in
*/sanitize | */thread)
	skip "peak-memory sanitizers need memory of their own"
	exit 0
	;;
esac

# peak NAME MIB COMMAND...: the command's resident memory stays below so much.
peak() {
	local name=$1 limit=$2 code kib
	shift 2
	/usr/bin/time -o "$tmp/kib" -f %M "$@" >"$tmp/log" 2>&1
	code=$?
	kib=$(tail -n 1 "$tmp/kib")
	if [ $code -gt 1 ]; then
		not_ok "$name" "ended with status $code" "$tmp/log"
	elif [ "$kib" -lt $((limit * 1024)) ]; then
		ok "$name"
	else
		not_ok "$name" "$((kib / 1024)) MiB, $limit at most"
	fi
}

tests/bench/long.sh 2000 >"$tmp/long.txt"
peak peak-2000-pages 160 "$HONGTOU" render -o "$tmp/long" "$tmp/long.txt"
pages=$(pdfinfo "$tmp/long/long.pdf" 2>/dev/null | awk '$1 == "Pages:" { print $2 }')
check pages-2000 "${pages:-0} pages" [ "${pages:-0}" -ge 2000 ]

tests/bench/vary.sh 2000 "$tmp/many"
peak peak-2000-documents 64 "$HONGTOU" render -j2 -o "$tmp/out" "$tmp/many"
made=$(find "$tmp/out" -name '*.pdf' | wc -l)
check documents-2000 "$made documents" [ "$made" -eq 2000 ]
