#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
#
# make install, run from there, make uninstall.
. "$(dirname "$0")/lib.sh"

prefix=$tmp/usr
check install 'make install failed' make -s install builddir="$tmp/build" \
	PREFIX="$prefix" DESTDIR=
for file in bin/hongtou share/hongtou/layouts/document.yaml \
	share/hongtou/data/rules.yaml share/hongtou/fonts/roles.yaml \
	share/man/man1/hongtou.1 share/doc/hongtou/LICENSE \
	include/hongtou.h lib/libhongtou.a lib/libhongtou.so \
	lib/pkgconfig/hongtou.pc share/man/man3/libhongtou.3 \
	share/doc/hongtou/README.zh.md share/man/zh_CN/man1/hongtou.1 \
	share/man/zh_CN/man5/hongtou-source.5 \
	share/man/zh_CN/man5/hongtou-layout.5; do
	check "install-${file#share/}" "no $file" test -s "$prefix/$file"
done

# Away from the tree, the program finds what was installed.
cp "${sources[0]}" "$tmp/a.txt"
(cd "$tmp" && env -u HONGTOU_DATA "$prefix/bin/hongtou" render -o "$tmp/out" a.txt) \
	>"$tmp/log" 2>&1
code=$?
if [ $code -le 1 ] && qpdf --check "$tmp/out/a.pdf" >>"$tmp/log" 2>&1; then
	ok installed-runs
else
	not_ok installed-runs "exit status $code" "$tmp/log"
fi
(cd "$tmp" && "$prefix/bin/hongtou" fonts) >"$tmp/log" 2>&1
if grep -q "$prefix/share/hongtou/fonts/files/FandolFang" "$tmp/log"; then
	ok installed-fonts
else
	not_ok installed-fonts 'does not use the installed FandolFang' "$tmp/log"
fi

# The library finds what was installed too.
mkdir "$tmp/service"
if PKG_CONFIG_PATH=$prefix/lib/pkgconfig pkg-config --cflags --libs hongtou |
	xargs ${CC:-gcc} -D_POSIX_C_SOURCE=200809L -o "$tmp/serve" \
		tests/example/service.c -pthread -Wl,-rpath,"$prefix/lib" >"$tmp/log" 2>&1 &&
	(cd "$tmp" && ./serve service - - - a.txt) >"$tmp/log" 2>&1 &&
	cmp "$tmp/out/a.pdf" "$tmp/service/a.pdf" >>"$tmp/log" 2>&1; then
	ok installed-library
else
	not_ok installed-library 'does not render' "$tmp/log"
fi

version=$(sed -n 's/^#define HONGTOU_VERSION "\(.*\)"/\1/p' include/hongtou.h)
if "$prefix/bin/hongtou" --version | grep -q "$version"; then
	ok version
else
	not_ok version "--version does not say $version"
fi
for command in '' render dump fonts layouts; do
	"$prefix/bin/hongtou" $command --help >"$tmp/help" 2>"$tmp/err"
	code=$?
	if [ $code -eq 0 ] && grep -q hongtou "$tmp/help" && [ ! -s "$tmp/err" ]; then
		ok "help-${command:-all}"
	else
		not_ok "help-${command:-all}" "exit status $code" "$tmp/err"
	fi
done

if command -v man >/dev/null; then
	for page in man/*.[135] man/zh_CN/*.[135]; do
		LC_ALL=C.UTF-8 MANROFFSEQ='' man --warnings -E UTF-8 -l -Tutf8 -Z \
			"$page" 2>"$tmp/man" >/dev/null
		if [ -s "$tmp/man" ]; then
			not_ok "man-${page#man/}" 'warnings' "$tmp/man"
		else
			ok "man-${page#man/}"
		fi
	done
else
	skip man 'man is not installed'
fi

make -s uninstall PREFIX="$prefix" DESTDIR= >/dev/null 2>&1
if [ -z "$(find "$prefix" ! -type d)" ]; then
	ok uninstall
else
	find "$prefix" ! -type d >"$tmp/left"
	not_ok uninstall 'files are left' "$tmp/left"
fi
