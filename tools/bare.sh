#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
#
# usage: bare.sh [--keep] [TARGET...]      as root
#
# Do two commands do everything on a bare machine?  Makes a Debian 12 with
# nothing but git, make and ca-certificates in a temp folder, clones the
# repository's HEAD into it and runs `make render` and `make test` (or the
# targets given) there; prints the time of each.  Uncommitted changes of
# tracked files come along.  Mounts only /proc; mirrors and proxies are those
# that apt uses on this machine.  --keep leaves the folder.
set -eu
cd "$(dirname "$0")/.."
[ "$(id -u)" -eq 0 ] || { echo 'bare.sh: run as root' >&2; exit 2; }
command -v debootstrap >/dev/null || {
	echo 'bare.sh: apt-get install debootstrap' >&2
	exit 2
}
keep=
if [ "${1:-}" = --keep ]; then
	keep=1
	shift
fi
[ $# -gt 0 ] || set -- render test

bare=$(mktemp -d "${TMPDIR:-/var/tmp}/hongtou-bare.XXXXXX")
chmod 755 "$bare"
finish() {
	umount "$bare/root/proc" 2>/dev/null || true
	if [ -n "$keep" ]; then
		echo "kept: $bare"
	else
		rm -rf --one-file-system "$bare"
	fi
}
trap finish EXIT
trap 'exit 1' INT TERM HUP

# The mirror of this machine's own bookworm lines, debootstrap's otherwise.
mirror=$(apt-get indextargets --format '$(SITE) $(CODENAME)' 'Created-By: Packages' |
	awk '$2 == "bookworm" { print $1; exit }')
echo "== debootstrap"
debootstrap --variant=minbase --include=ca-certificates,git,make \
	bookworm "$bare/root" $mirror >"$bare/debootstrap.log" 2>&1 || {
	tail -n 20 "$bare/debootstrap.log" >&2
	exit 2
}

# How apt reaches its mirrors here; no packages, no keys of others.
for file in resolv.conf hosts; do
	cp -L /etc/$file "$bare/root/etc/$file" 2>/dev/null || true
done
for file in /etc/apt/apt.conf.d/*; do
	if grep -Eiq 'proxy|Acquire::(http|https|Check)|Dir::Bin::Methods|Acquire::Retries' "$file"; then
		cp "$file" "$bare/root/etc/apt/apt.conf.d/"
	fi
done
mount -t proc proc "$bare/root/proc" 2>/dev/null ||
	echo 'bare.sh: no /proc in the chroot' >&2

git clone -q --no-hardlinks . "$bare/root/root/hongtou"
git diff --binary HEAD | (cd "$bare/root/root/hongtou" && git apply --allow-empty)

inside() { # COMMAND...: in the chroot's clone, with a plain environment
	env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/root TERM=dumb \
		${http_proxy:+http_proxy="$http_proxy"} \
		${https_proxy:+https_proxy="$https_proxy"} \
		chroot "$bare/root" sh -c 'cd /root/hongtou && exec "$@"' sh "$@"
}
failed=0
for target in "$@"; do
	echo "== make $target"
	start=$(date +%s)
	inside make "$target" </dev/null >"$bare/$target.log" 2>&1 || {
		failed=1
		echo "make $target failed"
	}
	tail -n 15 "$bare/$target.log" | sed 's/^/   /'
	echo "== make $target took $(($(date +%s) - start)) s"
done
exit $failed
