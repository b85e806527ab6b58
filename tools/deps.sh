#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
#
# usage: deps.sh check|install SET...
#
# The Debian packages that hongtou needs, by what they are needed for.
# check: say what is missing; exit 1 if something is.
# install: install what is missing, as root or by sudo; where neither goes,
# print the command and exit 2.  Silent when all is there.
set -eu

packages() {
	case $1 in
	build) echo gcc libc6-dev pkg-config libharfbuzz-dev libhpdf-dev \
		libfreetype-dev libfontconfig-dev libdeflate-dev libyaml-dev \
		libpcre2-dev libicu-dev libjansson-dev libsqlite3-dev libpoppler-glib-dev \
		poppler-data fonts-noto-cjk fonts-lxgw-wenkai \
		fonts-arphic-gkai00mp fonts-liberation ;;
	test) echo libcmocka-dev g++ valgrind qpdf poppler-utils mupdf-tools \
		time default-jre-headless libpdfbox2-java libactivation-java \
		libjaxb-api-java libcommons-io-java libcommons-logging-java ;;
	scale) echo slurm-wlm parallel ;;
	bench) echo time
		command -v node >/dev/null || echo nodejs
		command -v npm >/dev/null || echo npm ;;
	*) echo "deps.sh: no set of packages is called $1" >&2; exit 2 ;;
	esac
}

# Those of "$@" that dpkg does not have installed.
missing() {
	dpkg-query -W -f '${Package} ${db:Status-Status}\n' "$@" 2>/dev/null |
	awk -v want="$*" '
		$2 == "installed" { have[$1] = 1 }
		END {
			n = split(want, name, " ")
			for (i = 1; i <= n; i++)
				if (!(name[i] in have))
					printf " %s", name[i]
		}'
}

# apt-get as root, by sudo if need be, asking nothing.
apt() {
	if [ "$(id -u)" -eq 0 ]; then
		DEBIAN_FRONTEND=noninteractive apt-get -q -y "$@"
	else
		sudo -n env DEBIAN_FRONTEND=noninteractive apt-get -q -y "$@"
	fi
}

may_install() {
	[ "$(id -u)" -eq 0 ] ||
		{ command -v sudo && sudo -n true; } >/dev/null 2>&1
}

action=${1:?check or install}
shift
command -v dpkg-query >/dev/null || {
	[ "$action" = check ] ||
		echo 'Not a Debian system: install what tools/deps.sh lists by hand.' >&2
	exit 0
}
want=
for set in "$@"; do
	want="$want $(packages "$set")"
done
lack=$(missing $want)
[ -n "$lack" ] || exit 0

echo "Missing Debian packages:$lack" >&2
if [ "$action" = check ]; then
	echo 'Run "make deps" to install them.' >&2
	exit 1
fi
command="apt-get install -y --no-install-recommends$lack"
if ! may_install; then
	printf 'Run as root, then try again:\n  apt-get update && %s\n' \
		"$command" >&2
	exit 2
fi
# The lists may be absent or name files that the mirror no longer has: the
# second try has fresh ones.
apt install --no-install-recommends $lack </dev/null || {
	apt update </dev/null
	apt install --no-install-recommends $lack </dev/null
}
lack=$(missing $want)
[ -z "$lack" ] || { echo "Still missing:$lack" >&2; exit 2; }
