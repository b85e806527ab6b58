#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
#
# A batch of 2,000 is killed ten times, at moments chosen by chance all over it
# (the same ones each time: the seed is fixed).  A watcher looks at every PDF as
# soon as its name is there; after each kill all of them have the sizes and ends
# of those of a run that nobody disturbed.  The run after the last kill completes,
# with the same bytes.
. "$(dirname "$0")/lib.sh"

export XDG_CACHE_HOME=$tmp/cache
count=2000
out=$tmp/kill
tests/bench/vary.sh $count "$tmp/in" || not_ok vary 'no sources made'
sums() { (cd "$1" && md5sum ./*.pdf); }
sizes() { (cd "$1" && stat -c '%n %s' ./*.pdf); }
"$HONGTOU" render -j2 -o "$tmp/whole" "$tmp/in" >"$tmp/log" 2>&1
sums "$tmp/whole" >"$tmp/sums"
sizes "$tmp/whole" | sort >"$tmp/sizes"
if [ "$(wc -l <"$tmp/sums")" -ne $count ]; then
	not_ok kill-reference 'PDFs are missing' "$tmp/log"
	exit
fi

# Ten lengths of the list of what is done, one in each tenth of the batch, and
# how long to wait after each.
size=$(stat -c %s "$tmp/whole/manifest.json")
awk -v n="$size" 'BEGIN {
	srand(9704)
	for (i = 0; i < 10; i++)
		printf "%d 0.%03d\n", n / 10 * (i + 0.9 * rand()), 40 * rand()
}' >"$tmp/moments"

# Each PDF that appears ends as a PDF does.
watch() {
	: >"$tmp/seen"
	while [ ! -e "$tmp/stop" ]; do
		(cd "$out" && ls | grep '\.pdf$') >"$tmp/now"
		comm -13 "$tmp/seen" "$tmp/now" >"$tmp/new"
		mv "$tmp/now" "$tmp/seen"
		[ -s "$tmp/new" ] || { sleep 0.1; continue; }
		(cd "$out" && xargs tail -q -c 6 <"$tmp/new") |
			grep -vx '%%EOF' >>"$tmp/partial"
		cat "$tmp/new" >>"$tmp/watched"
	done
}
listed() { stat -c %s "$out/manifest.part" 2>/dev/null || echo 0; }

mkdir "$out"
: >"$tmp/partial"
: >"$tmp/watched"
: >"$tmp/bad"
watch &
watcher=$!
hits=0
while read -r length wait; do
	"$HONGTOU" render -j2 -o "$out" "$tmp/in" >/dev/null 2>&1 &
	pid=$!
	while kill -0 $pid 2>/dev/null && [ "$(listed)" -lt "$length" ]; do
		sleep 0.02
	done
	sleep "$wait"
	kill -KILL $pid 2>/dev/null
	wait $pid 2>/dev/null
	[ $? -eq 137 ] && hits=$((hits + 1))
	sizes "$out" 2>/dev/null | sort | comm -23 - "$tmp/sizes" >>"$tmp/bad"
	tail -q -c 6 "$out"/*.pdf | grep -vx '%%EOF' >>"$tmp/bad"
	grep -c '^{"source":' "$out/manifest.part" >>"$tmp/progress"
done <"$tmp/moments"
check kill-ten-times "only $hits runs were under way" [ $hits -eq 10 ]
if [ -s "$tmp/bad" ]; then
	not_ok kill-no-partial-file 'not the size or the end of an undisturbed run' "$tmp/bad"
else
	ok "kill-no-partial-file (documents done at the kills: $(xargs <"$tmp/progress"))"
fi

"$HONGTOU" render -j2 -o "$out" "$tmp/in" >"$tmp/log" 2>&1
touch "$tmp/stop"
wait $watcher
if sums "$out" | cmp -s - "$tmp/sums"; then
	ok kill-next-run-completes
else
	not_ok kill-next-run-completes 'PDFs are missing' "$tmp/log"
fi
check kill-watcher "$(wc -l <"$tmp/partial") of $(wc -l <"$tmp/watched") PDFs seen were partial" \
	[ ! -s "$tmp/partial" -a "$(wc -l <"$tmp/watched")" -gt $((count / 2)) ]
sed "s,$tmp/whole/,$out/,g" "$tmp/whole/manifest.json" >"$tmp/want"
check kill-same-manifest 'it is not that of an undisturbed run' \
	cmp "$tmp/want" "$out/manifest.json"
left=$(find "$out" -name '*.part')
check kill-nothing-left "left: $left" [ -z "$left" ]

# After that there is nothing to do.
(cd "$out" && stat -c '%n %y %i' ./*) >"$tmp/before"
"$HONGTOU" render -j2 -o "$out" "$tmp/in" >/dev/null 2>&1
(cd "$out" && stat -c '%n %y %i' ./*) >"$tmp/after"
check kill-nothing-twice 'files were written again' cmp "$tmp/before" "$tmp/after"
