#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
#
# Peak memory: of one document of 2,000 pages, and of a batch, which is that of
# its workers however many documents it has; and of merge.
# (Memory, unlike time, does not depend on what else the machine does.)
. "$(dirname "$0")/lib.sh"

case $BUILD in
*/sanitize | */thread)
	skip "peak-memory sanitizers need memory of their own"
	exit 0
	;;
esac

# measure COMMAND...: the command's resident memory, as kib.
measure() {
	/usr/bin/time -o "$tmp/kib" -f %M "$@" >"$tmp/log" 2>&1
	code=$?
	kib=$(tail -n 1 "$tmp/kib")
}

# peak NAME MIB COMMAND...: it stays below so much.
peak() {
	local name=$1 limit=$2 code kib
	shift 2
	measure "$@"
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

# Many sources that cost next to nothing: with twenty times as many, a batch
# takes no more.  (70 bytes for each would already be more than what is allowed,
# the cache of the table, which has its full size then.)
for n in 5000 100000; do
	mkdir -p "$tmp/empty$n"
	(cd "$tmp/empty$n" && seq -f %06.0f.txt $n | xargs touch)
	measure "$HONGTOU" render -j2 --shard 1/1 -o "$tmp/none" "$tmp/empty$n"
	echo "$kib" >"$tmp/kib$n"
done
count=$(grep -c '"missing":' "$tmp/none/manifest.1-of-1.json")
check empty-100000 "$count of them are told of" [ "$count" -eq 100000 ]
few=$(cat "$tmp/kib5000") many=$(cat "$tmp/kib100000")
check flat-100000-documents "$((many - few)) KiB more than 5,000" \
	[ $((many - few)) -lt 6144 ]
# While one document takes its time, only so many behind it wait to be shown;
# then all go on, and none is lost.
"$HONGTOU" render --lang en -j2 -o "$tmp/behind" "$tmp/long.txt" "$tmp/empty100000" \
	>"$tmp/log" 2>"$tmp/told"
told=$(grep -c '^hongtou: .*empty100000' "$tmp/told")
first=$(head -n 1 "$tmp/log")
check behind-a-long-one "$told told; ${first:-nothing}" \
	[ "$told" -eq 100000 -a -s "$tmp/behind/long.pdf" ]

# merge, of four entries for each, whose outputs are the empty files.
LC_ALL=C awk '
	NR == 1 { sub(/"sources":[0-9]+/, "\"sources\":400000") }
	!/^\{"missing":/ { print; next }
	{
		split($0, part, "\"")
		for (k = 0; k < 4; k++) {
			printf "{\"source\":\"%s\",\"output\":\"%s%s\",\"key\":\"0\",", \
				part[4], substr("/./././", 1, 2 * k), part[4]
			printf "\"bytes\":0,\"pages\":1,\"faults\":0,\"place\":%d},\n", n++
		}
	}' "$tmp/none/manifest.1-of-1.json" >"$tmp/four"
mv "$tmp/four" "$tmp/none/manifest.1-of-1.json"
measure "$HONGTOU" merge -o "$tmp/none"
count=$(grep -c '"source":' "$tmp/none/manifest.json")
check merge-400000 "status $code, $count joined" [ $code -eq 0 -a "$count" -eq 400000 ]
check flat-merge "$kib KiB" [ "$kib" -lt 20480 ]
echo "# merge of 400,000: $kib KiB; 100,000 documents: $many KiB, 5,000: $few KiB"

# A report of many documents keeps of each its own part only.
for n in 50 1000; do
	(cd "$tmp/many" && ls | head -n $n) | sed "s,^,$tmp/many/," |
		xargs /usr/bin/time -o "$tmp/kib" -f %M "$HONGTOU" check -j2 >"$tmp/log" 2>&1
	tail -n 1 "$tmp/kib" >"$tmp/kib$n"
done
count=$(grep -c "^$tmp/many/" "$tmp/log")
check check-1000 "$count are told of" [ "$count" -gt 300 ]
few=$(cat "$tmp/kib50") many=$(cat "$tmp/kib1000")
check flat-check "$((many - few)) KiB more than 50" [ $((many - few)) -lt 16384 ]
