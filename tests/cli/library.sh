#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
#
# libhongtou as a service uses it: installed, found by pkg-config, linked both
# ways; what it renders from memory is what the program renders from files.
. "$(dirname "$0")/lib.sh"

dest=$tmp/dest
kind=${BUILD##*/}
cc=${CC:-gcc}
cxx=${CXX:-g++}
case $kind in
sanitize) sanitize=-fsanitize=address,undefined ;;
thread) sanitize=-fsanitize=thread ;;
*) sanitize= ;;
esac
check install 'make install failed' make -s install build="$kind" \
	builddir="${BUILD%/*}" DESTDIR="$dest"
pc=$(find "$dest" -name hongtou.pc)
[ -s "$pc" ] || { not_ok pkg-config 'no hongtou.pc'; exit; }
libdir=$(cd "$(dirname "$pc")/.." && pwd)
export PKG_CONFIG_PATH=$libdir/pkgconfig
data=$(find "$dest" -type d -path '*/share/hongtou')

check header "no header beside $libdir" \
	test -s "$(dirname "$libdir")/include/hongtou.h"
if [ "$(find "$dest" -name '*.h' | wc -l)" -eq 1 ]; then
	ok header-alone
else
	not_ok header-alone 'more than one header is installed'
fi
version=$(sed -n 's/^#define HONGTOU_VERSION "\(.*\)"/\1/p' include/hongtou.h)
number=$(sed -n 's/^#define HONGTOU_VERSION_NUMBER \([0-9]*\)$/\1/p' \
	include/hongtou.h)
check version-number "$number is not that of $version" test "$number" -eq \
	"$(echo "$version" | awk -F. '{ print $1 * 1000000 + $2 * 1000 + $3 }')"
check pc-version 'hongtou.pc has another version' test \
	"$(pkg-config --modversion hongtou)" = "$version"

# The shared library: shows its functions alone, and draws in no GPL.
shared=$libdir/libhongtou.so
soname=libhongtou.so.${version%%.*}
sed -n 's/.*\<\(hongtou_[a-z_]*\)(.*/\1/p' include/hongtou.h | sort -u |
	while read -r name; do
		grep -q "^HONGTOU_API .*\<$name(\|^$name(" include/hongtou.h &&
			echo "$name"
	done >"$tmp/declared"
nm -D --defined-only "$shared" | awk '{ print $NF }' | sort >"$tmp/exported"
if [ -z "$sanitize" ]; then
	check exports 'not what the header declares' \
		diff "$tmp/declared" "$tmp/exported"
fi
nm -g --defined-only "$libdir/libhongtou.a" 2>/dev/null |
	awk 'NF == 3 && $3 !~ /^(DW\.ref|__odr_asan)/ { print $3 }' | sort >"$tmp/shown"
check static-exports 'not what the header declares' \
	diff "$tmp/declared" "$tmp/shown"
readelf -d "$shared" >"$tmp/dynamic"
check soname "not $soname" grep -q "SONAME.*\[$soname\]" "$tmp/dynamic"
if grep -Ei 'NEEDED.*(poppler|cairo|glib|jansson)' "$tmp/dynamic" >"$tmp/needed"; then
	not_ok needs 'needs more than it should' "$tmp/needed"
else
	ok needs
fi

# Both ways of linking.  The static archive alone is in $tmp/only: where there
# is a shared one too, the linker takes that.
warn='-Wall -Wextra -Werror -g'
mkdir "$tmp/only"
cp "$libdir/libhongtou.a" "$tmp/only"
build() { # NAME DIALECT
	check "compile-$1" 'does not compile against the .so' $cc $2 $warn \
		$sanitize tests/example/"$1".c -o "$tmp/$1-shared" -pthread \
		$(pkg-config --define-prefix --cflags --libs hongtou) \
		-Wl,-rpath,"$libdir"
	check "compile-$1-static" 'does not compile against the .a' $cc $2 \
		$warn $sanitize tests/example/"$1".c -o "$tmp/$1-static" \
		-L"$tmp/only" $(pkg-config --define-prefix --cflags hongtou) \
		$(pkg-config --static --libs hongtou |
			sed "s|-L[^ ]*$(basename "$libdir") ||") -pthread
}
build service '-std=c17 -D_POSIX_C_SOURCE=200809L'
build misuse '-std=c99 -pedantic'
if ldd "$tmp/service-static" | grep -q libhongtou; then
	not_ok static 'the static program loads the shared library'
else
	ok static
fi
ldd "$tmp/service-shared" >"$tmp/ldd"
check shared 'the program does not load the shared library' \
	grep -q "$soname => $libdir/" "$tmp/ldd"

# The header alone, in C99 and in C++ without a warning.
echo '#include <hongtou.h>' >"$tmp/alone.c"
echo 'hongtou_options o = HONGTOU_OPTIONS_INIT;' >>"$tmp/alone.c"
echo 'hongtou_source s = HONGTOU_SOURCE_INIT;' >>"$tmp/alone.c"
check header-c99 'warnings' $cc -std=c99 -pedantic $warn -Iinclude -c \
	"$tmp/alone.c" -o "$tmp/alone.o"
if command -v "$cxx" >/dev/null; then
	cp "$tmp/alone.c" "$tmp/alone.cc"
	cat >>"$tmp/alone.cc" <<-'END'
		static int load(void *, const char *, hongtou_file *) { return 1; }
		int main()
		{
			hongtou_engine *e = hongtou_engine_new();
			s.load = load;
			bool open = hongtou_engine_open(e, &o) == HONGTOU_OK;
			hongtou_engine_drop(e);
			return open ? 0 : 1;
		}
	END
	check header-c++ 'does not compile or link' "$cxx" -std=c++11 -pedantic \
		$warn $sanitize "$tmp/alone.cc" -o "$tmp/alone" \
		$(pkg-config --define-prefix --cflags --libs hongtou) \
		-Wl,-rpath,"$libdir"
else
	skip header-c++ "no $cxx"
fi

# Four threads, one engine: the bytes and the diagnostics of the program.
serve() { # NAME PROGRAM LAYOUT OPTIONS FILE...
	local name=$1 program=$2 layout=$3 options=$4 file
	shift 4
	mkdir -p "$tmp/$name.cli" "$tmp/$name.lib"
	HONGTOU_DATA=$data "$HONGTOU" render --lang en $options \
		-o "$tmp/$name.cli" "$@" >/dev/null 2>"$tmp/$name.told"
	# An option of the service goes where a layout goes.
	case $layout in
	--*) set -- "$layout" "$@"; layout=- ;;
	esac
	"$program" "$tmp/$name.lib" "$data" - "$layout" "$@" \
		>"$tmp/$name.said" 2>"$tmp/$name.err" ||
		{ not_ok "$name" 'did not run' "$tmp/$name.err"; return; }
	for file in "$@"; do
		[ -f "$file" ] || continue
		cmp "$tmp/$name.cli/$(name_of "$file").pdf" \
			"$tmp/$name.lib/$(name_of "$file").pdf" ||
			echo "$file"
	done >"$tmp/$name.differ" 2>&1
	if [ -s "$tmp/$name.differ" ]; then
		not_ok "$name" 'not the bytes of the program' "$tmp/$name.differ"
	else
		ok "$name"
	fi
	check "$name-diagnostics" 'not those of the program' \
		diff "$tmp/$name.told" "$tmp/$name.said"
}
serve corpus-shared "$tmp/service-shared" - '' "${sources[@]}"
serve corpus-static "$tmp/service-static" - '' "${sources[@]}"
serve samples "$tmp/service-shared" - '' corpus/samples/*.txt
serve layout "$tmp/service-static" letter '-l letter' "${sources[0]}"
serve layout-file "$tmp/service-static" layouts/order.yaml \
	'-l layouts/order.yaml' "${sources[0]}"
serve layout-over "$tmp/service-shared" gbt33476 '-l gbt33476' \
	corpus/samples/{07-letter,08-order,09-minutes,10-draft}.txt
for option in small no-infer like-original; do
	serve $option "$tmp/service-shared" - --$option --$option corpus/*.txt
done
for stage in doc lines display; do
	mkdir "$tmp/$stage"
	"$tmp/service-shared" "$tmp/$stage" "$data" - - --stage=$stage \
		"${sources[0]}" >"$tmp/log" 2>&1
	HONGTOU_DATA=$data "$HONGTOU" dump -s $stage "${sources[0]}" \
		>"$tmp/dump" 2>/dev/null
	check dump-$stage 'not the dump of the program' cmp "$tmp/dump" \
		"$tmp/$stage/$(name_of "${sources[0]}").pdf"
done
check some-diagnostics 'the samples have none' test -s "$tmp/samples.said"

# Bad input.
for way in shared static; do
	mkdir "$tmp/files-$way"
	"$tmp/misuse-$way" "$data" "$tmp/files-$way" >"$tmp/log" 2>&1
	code=$?
	sed "s/^\(not ok\|ok\) /&$way-/" "$tmp/log"
	[ $code -eq 0 ] || not_ok "misuse-$way" "exit status $code"
done

# No font of the system, none in the folder.
mkdir "$tmp/none"
echo '<fontconfig></fontconfig>' >"$tmp/none/fonts.conf"
FONTCONFIG_FILE=$tmp/none/fonts.conf "$tmp/service-shared" "$tmp" "$data" \
	"$tmp/none" - "${sources[0]}" >"$tmp/log" 2>&1
code=$?
if [ $code -eq 1 ] && grep -q '^FONT_ROLE ' "$tmp/log" &&
	grep -q '^  -> .' "$tmp/log"; then
	ok no-fonts
else
	not_ok no-fonts "exit status $code" "$tmp/log"
fi

# Nothing is printed, nothing lost, nothing read that was not written.
quiet() { # NAME COMMAND...
	local name=$1 code
	shift
	valgrind -q --leak-check=full --show-leak-kinds=definite,indirect \
		--errors-for-leak-kinds=definite,indirect --error-exitcode=9 \
		"$@" >"$tmp/log" 2>"$tmp/valgrind"
	code=$?
	if [ $code -eq 0 ] && [ ! -s "$tmp/valgrind" ]; then
		ok "$name"
	else
		not_ok "$name" "exit status $code" "$tmp/valgrind"
	fi
}
if [ -n "$sanitize" ]; then
	skip valgrind 'a sanitized build looks for itself'
elif command -v valgrind >/dev/null; then
	quiet valgrind-service "$tmp/service-shared" "$tmp" "$data" - - \
		"${sources[0]}" corpus/samples/0*.txt
	mkdir "$tmp/valgrind-misuse"
	quiet valgrind-misuse "$tmp/misuse-shared" "$data" \
		"$tmp/valgrind-misuse"
else
	skip valgrind 'not installed'
fi
