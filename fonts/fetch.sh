#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
#
# Fetches FandolFang and FandolKai into fonts/files/.  They are under the GPL
# with the font exception and are therefore not part of this repository: they
# come out of Debian's texlive-lang-chinese, which is downloaded, not installed.
# Needs no root.  Does nothing when the files are there.
set -eu
cd "$(dirname "$0")/.."

fonts='FandolFang-Regular.otf FandolKai-Regular.otf'
folder=usr/share/texlive/texmf-dist/fonts/opentype/public/fandol
package=texlive-lang-chinese

have_all() {
	for font in $fonts; do
		[ -s "fonts/files/$font" ] || return 1
	done
}
have_all && exit 0

mkdir -p build fonts/files
temp=$(mktemp -d "$PWD/build/fonts.XXXXXX")
trap 'rm -rf "$temp"' EXIT
trap 'exit 1' INT TERM HUP

# As root, apt would drop to a user who cannot write here, and warn of it.
options='-q'
[ "$(id -u)" -ne 0 ] || options="$options -o APT::Sandbox::User=root"

# Without package lists apt knows no package: fetch them, in a folder of our
# own unless we are root.
candidate() {
	apt-cache $options policy $package |
		awk '$1 == "Candidate:" && $2 != "(none)" { print $2 }'
}
if [ -z "$(candidate)" ]; then
	if [ "$(id -u)" -ne 0 ]; then
		mkdir -p "$temp/lists/partial" "$temp/cache/archives/partial"
		options="$options -o Dir::State::Lists=$temp/lists
			-o Dir::Cache=$temp/cache"
	fi
	apt-get $options update >&2
fi
version=$(candidate)
[ -n "$version" ] || {
	echo "fonts/fetch.sh: apt offers no $package; see fonts/roles.yaml for" \
		"other fonts that will do." >&2
	exit 2
}

echo "Fetching $package $version (49 MB) for $fonts" >&2
(cd "$temp" && apt-get $options download "$package=$version" >&2)
deb=$(echo "$temp"/*.deb)

# apt checks what it downloads; a proxy or cache in between is checked here.
want=$(apt-cache $options show "$package=$version" |
	awk '$1 == "SHA256:" { print $2; exit }')
echo "$want  $deb" | sha256sum --check --status || {
	echo "fonts/fetch.sh: $package is not the file that apt lists" >&2
	exit 2
}

for font in $fonts; do
	dpkg-deb --fsys-tarfile "$deb" |
		tar -xO "./$folder/$font" >"$temp/$font"
	[ -s "$temp/$font" ]
	mv "$temp/$font" "fonts/files/$font"
done
echo 'Fetched into fonts/files/.' >&2
