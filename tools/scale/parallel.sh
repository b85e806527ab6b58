#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
#
# usage: parallel.sh N INPUT OUTPUT [PARALLEL-OPTION...]
#
# N shards by GNU Parallel, then their manifests joined.  On other machines:
#   parallel.sh 16 /data/in /data/out --sshloginfile hosts --jobs 4
# where all see INPUT and OUTPUT under the same names.  Without options as many
# shards at once as there are processors, one thread each.
set -u
n=$1 input=$2 output=$3
shift 3
hongtou=${HONGTOU:-hongtou}

# A shard's status 1 says that documents have faults: no reason to stop.
printf -v shard '%q render -j 1 --shard {}/%d -o %q %q || [ $? -eq 1 ]' \
	"$hongtou" "$n" "$output" "$input"
seq "$n" | parallel --will-cite --halt soon,fail=1 "$@" "$shard" || exit 2
"$hongtou" merge -o "$output"
