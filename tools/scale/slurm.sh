#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
#
# usage: slurm.sh N INPUT OUTPUT [SBATCH-OPTION...]
#
# Submits slurm.sbatch as N tasks, and a job that joins their manifests when all
# have ended.  Prints the numbers of both jobs.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
n=$1 input=$2 output=$3
shift 3
array=$(sbatch --parsable --array="1-$n" "$@" \
	"$here/slurm.sbatch" "$input" "$output")
# merge says 1 where documents have faults.
merge=$(sbatch --parsable --dependency="afterany:$array" --job-name=hongtou-merge \
	--ntasks=1 --output=hongtou-%j.log \
	--wrap="\"${HONGTOU:-hongtou}\" merge -o \"$output\" || [ \$? -eq 1 ]")
echo "$array $merge"
