#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
#
# usage: vary.sh N FOLDER
#
# Makes N sources out of corpus/ by changing words: source i has the words of
# the pairs below changed whose bit is set in i's place among its like, and its
# place as a number in its last line but one.  The same N, the same files.
set -eu
cd "$(dirname "$0")/../.."
n=$1 folder=$2
mkdir -p "$folder"
LC_ALL=C awk -v n="$n" -v folder="$folder" '
	BEGIN {
		pairs = split("工作 事务 项目 工程 单位 机构 管理 治理 " \
			"建设 营建 发展 进展 要求 规定 重点 关键 " \
			"加强 增强 组织 协调 实施 施行 部门 科室 " \
			"进行 开展 提高 提升 服务 支持 安全 稳妥", word, " ") / 2
	}
	FNR == 1 { text[++sources] = "" }
	{ text[sources] = text[sources] $0 "\n" }
	END {
		for (i = 0; i < n; i++) {
			s = text[i % sources + 1]
			place = int(i / sources)
			for (p = 0; p < pairs; p++) {
				if (int(place / 2 ^ p) % 2)
					gsub(word[2 * p + 1], word[2 * p + 2], s)
			}
			file = sprintf("%s/%06d.txt", folder, i)
			printf "%s", s >file
			close(file)
		}
	}' corpus/*.txt
