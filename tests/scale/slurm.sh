#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
#
# usage: slurm.sh [DOCUMENTS [TASKS]]
#
# tools/scale/slurm.sh on a Slurm of one node: an array job over the corpus and
# documents varied from it, the job that merges; the manifest is that of one
# process, byte for byte.  One task fails first and is run again by itself.
# Says what ran, in lines for docs/scale.md.
. "$(dirname "$0")/../cli/lib.sh"

documents=${1:-1000} tasks=${2:-8}
for command in slurmctld slurmd sbatch; do
	PATH=$PATH:/usr/sbin command -v $command >/dev/null ||
		{ skip slurm "$command is not installed: make scale-test"; exit; }
done
if [ -z "${SLURM_CONF:-}" ]; then
	mkdir "$tmp/slurm"
	HONGTOU=$HONGTOU tests/scale/local-slurm.sh "$tmp/slurm" "$0" "$@"
	exit
fi

export HONGTOU XDG_CACHE_HOME=$tmp/cache
jobs=$(dirname "$SLURM_CONF")/jobs
mkdir "$tmp/in"
tests/bench/vary.sh "$documents" "$tmp/in/varied" || not_ok vary 'no sources made'
cp -r corpus "$tmp/in/corpus"
cd "$tmp" || exit 1

# done_with JOB: waits until nothing of it is in the queue.
done_with() {
	while squeue -h -j "$1" 2>/dev/null | grep -q .; do sleep 0.5; done
	sleep 0.5
}
begin=$(date +%s.%N)
read -r array merge < <("$root/tools/scale/slurm.sh" "$tasks" "$tmp/in" "$tmp/out" \
	--cpus-per-task=1)
done_with "$array"
end=$(date +%s.%N)
done_with "$merge"
cat "hongtou-$merge.log"
n=$(ls "$tmp"/out/manifest.*-of-$tasks.json | wc -l)
check slurm-tasks "$n manifests of $tasks" [ "$n" -eq "$tasks" ]
states=$(grep -o 'JobState=[A-Z]*' "$jobs" | sort | uniq -c | xargs)
check slurm-completed "$states" [ "$states" = "$((tasks + 1)) JobState=COMPLETED" ]

TIMEFORMAT='%R %U %S'
{ time "$HONGTOU" render -j1 -o "$tmp/one" "$tmp/in" >/dev/null 2>&1; } 2>"$tmp/time"
read -r real user sys <"$tmp/time"
sed "s,$tmp/one/,$tmp/out/,g" "$tmp/one/manifest.json" >"$tmp/want"
check slurm-manifest 'it differs from that of one process' \
	cmp "$tmp/want" "$tmp/out/manifest.json"
check slurm-pdfs 'a PDF differs' \
	diff -rq --exclude='manifest*' "$tmp/one" "$tmp/out"

# A shard's files are lost: merge says which, and its task alone is run again.
rm "$tmp"/out/manifest.3-of-$tasks.json
"$HONGTOU" merge --lang en -o "$tmp/out" >"$tmp/log" 2>&1
check slurm-says-lost 'not told' grep -q "of $tasks shards these are missing: 3" "$tmp/log"
again=$(SHARDS=$tasks sbatch --parsable --array=3 "$root/tools/scale/slurm.sbatch" \
	"$tmp/in" "$tmp/out")
done_with "$again"
"$HONGTOU" merge -o "$tmp/out" >"$tmp/log" 2>&1
check slurm-again 'not the manifest of one process' cmp "$tmp/want" "$tmp/out/manifest.json"

# Cancelled while it runs: TERM goes to the program, whose manifest tells what
# is done; the same task again goes on from there.
rm -rf "$tmp/out"
job=$(sbatch --parsable --array=1-2 "$root/tools/scale/slurm.sbatch" "$tmp/in" "$tmp/out")
for i in {1..200}; do
	[ ! -s "$tmp/out/manifest.1-of-2.part" ] || break
	sleep 0.1
done
scancel --signal=TERM --full "$job"
done_with "$job"
"$HONGTOU" merge --lang en -o "$tmp/out" >"$tmp/log" 2>&1
check slurm-cancelled 'merge does not tell what is not done' \
	grep -q 'was not brought to an end' "$tmp/log"
left=$(find "$tmp/out" -name '*.part')
check slurm-cancelled-whole "left: $left" [ -z "$left" ]
job=$(sbatch --parsable --array=1-2 "$root/tools/scale/slurm.sbatch" "$tmp/in" "$tmp/out")
done_with "$job"
"$HONGTOU" merge -o "$tmp/out" >"$tmp/log" 2>&1
check slurm-goes-on 'not the manifest of one process' cmp "$tmp/want" "$tmp/out/manifest.json"

pages=$(grep -o '"pages":[0-9]*' "$tmp/want" | awk -F: '{ n += $2 } END { print n }')
bytes=$(grep -o '"bytes":[0-9]*' "$tmp/want" | awk -F: '{ n += $2 } END { print n }')
echo "Slurm $(sbatch --version | cut -d' ' -f2), 1 node, $(nproc) processors, $tasks tasks of 1"
awk -v d="$(grep -c '"source":' "$tmp/want")" -v pages="$pages" -v bytes="$bytes" \
	-v list="$(stat -c %s "$tmp/want")" -v array="$begin $end" \
	-v real="$real" -v cpu="$user $sys" 'BEGIN {
	split(array, t, " ")
	split(cpu, c, " ")
	printf "%d documents, %d pages, %.1f KB a PDF, %.1f KB a line of the manifest\n",
		d, pages, bytes / d / 1000, list / d / 1000
	printf "array job %.1f s; one process, one thread %.1f s, processor %.1f s: %.2f ms a document\n",
		t[2] - t[1], real, c[1] + c[2], (c[1] + c[2]) * 1000 / d
}'
