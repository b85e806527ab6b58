#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
#
# usage: TRUTH=FOLDER BUILD=... tests/fidelity/breaks.sh [OPTION...]
#
# The line breaks of real documents that our lines reproduce, with settings
# fitted to each (tests/fidelity/breaks.c tells the options).  FOLDER holds a
# JSON file a document: {"em": pt, "paragraphs": [{"text": ..., "lines":
# [[page, x0, x1, baseline, text], ...]}, ...]}, points from the top left.
# Documents are not part of the project: without a folder there is nothing to
# measure.  Exit status 1 when fewer than LEAST (97.5) per cent come out.
set -u
cd "$(dirname "$0")/../.." || exit 2
if [ -z "${TRUTH:-}" ] || [ ! -d "$TRUTH" ]; then
	echo 'skip fidelity: TRUTH names no folder of documents'
	exit 0
fi
out=$("${BUILD:-build/release}/fidelity/breaks" -s "$@" "$TRUTH"/*.json) || exit
echo "$out"
echo "$out" | tail -n 1 | awk -v least="${LEAST:-97.5}" '{
	match($0, /fitted [0-9]+ \([0-9.]+/)
	split(substr($0, RSTART, RLENGTH), part, "(")
	exit part[2] + 0 < least
}'
