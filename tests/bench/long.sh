#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
#
# usage: long.sh PAGES >FILE
#
# A source of about so many pages: a document of the corpus whose body is the
# long paragraphs of all, one after the other.
set -eu
cd "$(dirname "$0")/../.."
first=$(ls corpus/000*.txt)
head -n 6 "$first"
LC_ALL=C awk -v bytes=$(($1 * 1755)) '
	length($0) > 240 { p[n++] = $0 }
	END {
		for (i = 0; done < bytes; i++) {
			print "\n" p[i % n]
			done += length(p[i % n])
		}
	}' corpus/*.txt
tail -n 8 "$first"
