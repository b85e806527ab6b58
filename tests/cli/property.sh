#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
#
# Random documents over all elements: none loses a character, overlaps two
# lines, leaves the type area or does not end (tests/property).  First those
# that once failed, each shrunk to what made it fail.
#
# COUNT, SEED: how many, from which seed on; KEEP: the folder where sources
# that fail stay (make nightly).
. "$(dirname "$0")/lib.sh"

folder=${KEEP:-$tmp}
seconds=10
[ "${BUILD##*/}" != sanitize ] || seconds=60
mkdir -p "$folder"
cp corpus/samples/{seal.png,plan.png,fence.csv} "$folder" || exit 1
property() { "$BUILD/property" -o "$folder" -t $seconds "$@"; }

property tests/property/found/*.txt
property -n "${COUNT:-300}" -s "${SEED:-0}" -j "${JOBS:-2}" -k 60
for file in "$folder"/*.small.txt; do
	[ ! -f "$file" ] || { echo "# ${file##*/}"; head -n 40 "$file" | sed 's/^/#   /'; }
done
