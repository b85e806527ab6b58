# SPDX-License-Identifier: Apache-2.0
#
# Plain GNU make; `make help` lists the targets.  `make` alone compiles and
# installs nothing; `make render` and `make test` first fetch what is missing.

VERSION := $(shell sed -n 's/^.define HONGTOU_VERSION "\(.*\)"/\1/p' include/hongtou.h)
PREFIX ?= /usr/local
libdir ?= $(PREFIX)/lib
includedir ?= $(PREFIX)/include
DESTDIR ?=

# release, debug, sanitize or thread: make build=sanitize test
build ?= release
builddir ?= build
B := $(builddir)/$(build)
PROGRAM := $(if $(filter release,$(build)),$(builddir),$(B))/hongtou
# Reads PDFs for the program, in a process of its own.
READER := $(PROGRAM)-read

CC = gcc
CFLAGS_release := -O2 -g
CFLAGS_debug := -O0 -g3
CFLAGS_sanitize := -O1 -g -fsanitize=address,undefined \
	-fno-sanitize-recover=all -fno-omit-frame-pointer
# Data races (the program's own: the system's libraries are not built for it):
# make build=thread test only='repeat batch'
CFLAGS_thread := -O1 -g -fsanitize=thread -fno-omit-frame-pointer
ifeq ($(CFLAGS_$(build)),)
$(error build=$(build): say release, debug, sanitize or thread)
endif
CFLAGS ?= $(CFLAGS_$(build))
WARNINGS := -Wall -Wextra -Wshadow -Wstrict-prototypes
STANDARD := -std=c17 -D_POSIX_C_SOURCE=200809L -Isrc -Iinclude -pthread

LIB_PACKAGES := harfbuzz harfbuzz-subset freetype2 fontconfig libdeflate \
	yaml-0.1 libpcre2-8 icu-uc icu-i18n
PACKAGES := $(LIB_PACKAGES) jansson sqlite3
# libharu has no pkg-config file.
LIB_PRIVATE := -lhpdf -lm -pthread
# pkg-config is asked once, at the first recipe that needs it: when make reads
# this file it may not be installed yet.
PC_CFLAGS = $(eval PC_CFLAGS := $$(shell pkg-config --cflags $(PACKAGES)))$(PC_CFLAGS)
PC_LIBS = $(eval PC_LIBS := $$(shell pkg-config --libs $(PACKAGES)) $(LIB_PRIVATE))$(PC_LIBS)
LIB_LIBS = $(eval LIB_LIBS := $$(shell pkg-config --libs $(LIB_PACKAGES)) $(LIB_PRIVATE))$(LIB_LIBS)
# poppler (GPL) is linked into the reader alone.
READER_PACKAGES := poppler-glib cairo-ft freetype2
READER_CFLAGS = $(eval READER_CFLAGS := $$(shell pkg-config --cflags $(READER_PACKAGES)))$(READER_CFLAGS)
READER_LIBS = $(eval READER_LIBS := $$(shell pkg-config --libs $(READER_PACKAGES)) -lm)$(READER_LIBS)
COMPILE = $(CC) $(STANDARD) $(WARNINGS) $(CFLAGS) $(CPPFLAGS)
# What some objects need whatever CFLAGS the command line gives.
OBJECT_FLAGS =

SOURCES := $(sort $(wildcard src/*/*.c src/*/*/*.c))
APP_SOURCES := $(filter src/app/%,$(SOURCES))
READER_SOURCES := $(filter src/read/%,$(SOURCES))
API_SOURCES := $(filter src/api/%,$(SOURCES))
LIB_SOURCES := $(filter-out src/app/% src/read/% src/api/%,$(SOURCES))
UNIT_SOURCES := $(sort $(wildcard tests/unit/test_*.c))
PROPERTY_SOURCES := $(sort $(wildcard tests/property/*.c))
APP_OBJECTS := $(APP_SOURCES:%.c=$(B)/%.o)
PROPERTY_OBJECTS := $(PROPERTY_SOURCES:%.c=$(B)/%.o)
READER_OBJECTS := $(READER_SOURCES:%.c=$(B)/%.o)
API_OBJECTS := $(API_SOURCES:%.c=$(B)/%.o)
LIB_OBJECTS := $(LIB_SOURCES:%.c=$(B)/%.o)
UNIT_OBJECTS := $(UNIT_SOURCES:%.c=$(B)/%.o)
UNIT_TESTS := $(UNIT_SOURCES:tests/unit/%.c=$(B)/unit/%)
OBJECTS := $(APP_OBJECTS) $(READER_OBJECTS) $(API_OBJECTS) $(LIB_OBJECTS) \
	$(UNIT_OBJECTS) $(PROPERTY_OBJECTS)
PROPERTY := $(B)/property
# All stages, for the program and the unit tests; and what is installed, which
# shows nothing but include/hongtou.h.
LIBRARY := $(B)/stages.a
SONAME := libhongtou.so.$(firstword $(subst ., ,$(VERSION)))
SHARED := $(B)/libhongtou.so.$(VERSION)
STATIC := $(B)/libhongtou.a

# Tables that are made from data/ and committed.
GENERATED := src/base/messages.inc src/line/punctuation.inc \
	src/check/fontnames.inc src/app/help.inc src/doc/front.inc \
	src/doc/genres.inc src/text/frontkeys.inc src/out/pdf/srgb.inc

# Short lines; make V=1 shows the commands.
Q := $(if $(V),,@)

# What a recursive make may use of this machine, unless -j was given.
JOBS = $(if $(filter -j%,$(MAKEFLAGS)),,-j$(shell nproc))
SUBMAKE = $(MAKE) --no-print-directory

.PHONY: all deps fonts render test unit-tests nightly fuzz measure matrix bench \
	scale-test fidelity breaks golden defaults format lint install uninstall clean help \
	FORCE
.DELETE_ON_ERROR:

all: $(PROGRAM) $(READER) $(STATIC) $(SHARED)

$(PROGRAM): $(APP_OBJECTS) $(LIBRARY)
	@echo '  LINK $@'
	$(Q)$(CC) $(CFLAGS) $(LDFLAGS) -pthread -o $@ $^ $(PC_LIBS)

$(READER): $(READER_OBJECTS)
	@echo '  LINK $@'
	$(Q)$(CC) $(CFLAGS) $(LDFLAGS) -o $@ $^ $(READER_LIBS)

$(LIBRARY): $(LIB_OBJECTS)
	@rm -f $@
	@echo '  AR $@'
	$(Q)ar qcs $@ $^

# One object of all that the public functions need; its other names are local.
$(B)/hongtou.o: $(API_OBJECTS) $(LIBRARY)
	@echo '  LD $@'
	$(Q)$(CC) -r -nostdlib -o $@ $^
	$(Q)objcopy --localize-hidden $@

$(STATIC): $(B)/hongtou.o
	@rm -f $@
	@echo '  AR $@'
	$(Q)ar qcs $@ $^

$(SHARED): $(B)/hongtou.o
	@echo '  LINK $@'
	$(Q)$(CC) $(CFLAGS) $(LDFLAGS) -shared -Wl,-soname,$(SONAME) \
		-Wl,--as-needed -o $@ $^ $(LIB_LIBS)

$(LIB_OBJECTS) $(API_OBJECTS): private OBJECT_FLAGS += -fPIC -fvisibility=hidden
$(B)/src/app/%.o $(B)/src/api/%.o: private OBJECT_FLAGS += \
	-DHT_PREFIX='"$(PREFIX)"'

$(READER_OBJECTS): $(B)/%.o: %.c $(B)/flags
	@mkdir -p $(@D)
	@echo '  CC $<'
	$(Q)$(COMPILE) $(READER_CFLAGS) -MMD -MP -c -o $@ $<

$(B)/%.o: %.c $(B)/flags
	@mkdir -p $(@D)
	@echo '  CC $<'
	$(Q)$(COMPILE) $(OBJECT_FLAGS) $(PC_CFLAGS) -MMD -MP -c -o $@ $<

$(UNIT_TESTS): $(B)/unit/%: $(B)/tests/unit/%.o $(LIBRARY)
	@mkdir -p $(@D)
	@echo '  LINK $@'
	$(Q)$(CC) $(CFLAGS) $(LDFLAGS) -pthread -o $@ $^ -lcmocka $(PC_LIBS)

unit-tests: $(UNIT_TESTS) $(READER) $(PROPERTY)

# Random documents through the program's own stages.
$(PROPERTY): $(PROPERTY_OBJECTS) $(LIBRARY)
	@echo '  LINK $@'
	$(Q)$(CC) $(CFLAGS) $(LDFLAGS) -pthread -o $@ $^ $(PC_LIBS)

$(PROPERTY_OBJECTS): private CPPFLAGS += -Itests/property

$(B)/bench/%: tests/bench/%.c $(LIBRARY)
	@mkdir -p $(@D)
	@echo '  LINK $@'
	$(Q)$(COMPILE) $(PC_CFLAGS) $(LDFLAGS) -o $@ $^ $(PC_LIBS)

$(B)/fidelity/%: tests/fidelity/%.c $(LIBRARY)
	@mkdir -p $(@D)
	@echo '  LINK $@'
	$(Q)$(COMPILE) $(PC_CFLAGS) $(LDFLAGS) -o $@ $^ $(PC_LIBS)

# Holds the flags of the last build: objects are remade when they change.
$(B)/flags: FORCE
	@tools/deps.sh check build
	@mkdir -p $(@D)
	@new='$(subst ','\'',$(COMPILE) $(PREFIX))'; \
	echo "$$new" | cmp -s - $@ || echo "$$new" >$@

$(OBJECTS): | $(GENERATED)

src/base/messages.inc: data/messages.tsv tools/gen_messages.awk
src/line/punctuation.inc: data/punctuation.tsv tools/gen_punctuation.awk
src/doc/genres.inc: data/genres.tsv tools/gen_genres.awk
src/doc/front.inc: data/front.tsv tools/gen_front.awk
src/text/frontkeys.inc: data/front.tsv tools/gen_frontkeys.awk
src/check/fontnames.inc: data/fontnames.tsv tools/gen_fontnames.awk
src/out/pdf/srgb.inc: data/srgb.tsv tools/gen_srgb.awk
src/app/help.inc: $(sort $(wildcard data/help/*.txt)) tools/gen_help.awk
$(GENERATED):
	@echo '  GEN $@'
	$(Q)LC_ALL=C awk -f $(filter %.awk,$^) $(filter-out %.awk,$^) >$@.new
	@mv $@.new $@

$(builddir)/tools/%: tools/%.c
	@mkdir -p $(@D)
	@echo '  CC $<'
	$(Q)$(CC) -std=c17 -O2 $(WARNINGS) -o $@ $< -ldeflate

# ---- set-up -----------------------------------------------------------

deps:
	@tools/deps.sh install build

fonts:
	@fonts/fetch.sh

# ---- use --------------------------------------------------------------

# Exit status 1 of the program says that a document has faults: its PDF and
# the manifest that names them are written all the same.
render: deps fonts
	@$(SUBMAKE) $(JOBS) all
	@$(PROGRAM) render -o out corpus || { code=$$?; \
	[ $$code -eq 1 ] || exit $$code; \
	echo 'Faults were found in the documents; out/manifest.json names them.' >&2; }

test: fonts
	@tools/deps.sh install build test
	@$(SUBMAKE) $(JOBS) all unit-tests $(builddir)/tools/inkbox \
		$(builddir)/tools/picture \
		$(builddir)/tools/pixels
	@HONGTOU=$(PROGRAM) BUILD=$(B) tests/run.sh $(only)

# Random documents: 10,000, or count=N, from seed=N on; what fails stays in
# build/nightly.  Then batches and the library under the thread sanitizer.
nightly: fonts
	@tools/deps.sh install build test
	@$(SUBMAKE) $(JOBS) all $(PROPERTY)
	@rm -rf $(builddir)/nightly
	@COUNT=$(or $(count),10000) SEED=$(or $(seed),0) JOBS=$(shell nproc) \
	KEEP=$(builddir)/nightly BUILD=$(B) tests/cli/property.sh >$(builddir)/nightly.log; \
	grep -E '^not ok|^#|property-random' $(builddir)/nightly.log; \
	! grep -q '^not ok' $(builddir)/nightly.log
	@$(MAKE) --no-print-directory build=thread test only='batch shard repeat library'

# seconds=N for each reader; optional, for it needs clang.
fuzz: all fonts
	@HONGTOU=$(PROGRAM) BUILD=$(B) tests/fuzz/run.sh $(seconds)

measure: deps fonts
	@tools/deps.sh install build test
	@$(SUBMAKE) $(JOBS) all $(builddir)/tools/inkbox
	@HONGTOU=$(PROGRAM) tools/measure.sh
	@HONGTOU=$(PROGRAM) tools/clauses.sh

matrix: all $(builddir)/tools/inkbox
	@HONGTOU=$(PROGRAM) tools/clauses.sh --write docs/clause-matrix.md

# truth=FOLDER: documents whose breaks are known; see tests/fidelity/breaks.sh
breaks: deps fonts
	@$(SUBMAKE) $(JOBS) $(B)/fidelity/breaks
	@TRUTH='$(truth)' BUILD=$(B) tests/fidelity/breaks.sh

bench: deps fonts
	@tools/deps.sh install build bench
	@$(SUBMAKE) $(JOBS) all $(B)/bench/stages $(B)/bench/floor
	@HONGTOU=$(PROGRAM) BUILD=$(B) tests/bench/run.sh

# A Slurm of one node, GNU Parallel, the commands of the Kubernetes jobs.
scale-test: deps fonts
	@tools/deps.sh install build scale
	@$(SUBMAKE) $(JOBS) all
	@bad=0; for test in kubernetes parallel slurm; do \
		HONGTOU=$(PROGRAM) tests/scale/$$test.sh | tee $(builddir)/scale.log; \
		! grep -q '^not ok' $(builddir)/scale.log || bad=1; \
	done; exit $$bad

fidelity: deps fonts
	@tools/deps.sh install build test
	@$(SUBMAKE) $(JOBS) all
	@HONGTOU=$(PROGRAM) tests/fidelity/run.sh $(options)

golden: deps fonts
	@$(SUBMAKE) $(JOBS) all $(builddir)/tools/pixels
	@code=0; HONGTOU=$(PROGRAM) tests/cli/golden.sh --update || code=1; \
	HONGTOU=$(PROGRAM) tests/cli/pixels.sh --update || code=1; exit $$code

# The defaults in the manual pages of layouts, after layouts/document.yaml.
defaults:
	@for page in man/hongtou-layout.5 man/zh_CN/hongtou-layout.5; do \
		LC_ALL=C awk -f tools/man_defaults.awk layouts/document.yaml \
			$$page >$(B)/layout.5 && cat $(B)/layout.5 >$$page || exit 1; \
	done

format:
	clang-format -i $(wildcard include/*.h src/*/*.[ch] src/*/*/*.[ch] tests/*/*.[ch] tools/*.c)

lint: $(LIBRARY) $(STATIC) $(SHARED)
	@BUILD=$(B) tests/run.sh lint

# ---- packaging --------------------------------------------------------

SHARE := $(DESTDIR)$(PREFIX)/share
# Paths below PREFIX stay relative to it, for pkg-config --define-prefix.
PC_VALUES = -e 's|@PREFIX@|$(PREFIX)|' -e 's|@VERSION@|$(VERSION)|' \
	-e 's|@LIBDIR@|$(patsubst $(PREFIX)/%,$${prefix}/%,$(libdir))|' \
	-e 's|@INCLUDEDIR@|$(patsubst $(PREFIX)/%,$${prefix}/%,$(includedir))|' \
	-e 's|@REQUIRES@|$(LIB_PACKAGES)|' -e 's|@LIBS@|$(LIB_PRIVATE)|'
FONT_FILES = $(wildcard fonts/files/*.otf)

install: all
	install -d $(DESTDIR)$(PREFIX)/bin $(SHARE)/doc/hongtou \
		$(SHARE)/hongtou/layouts $(SHARE)/hongtou/data \
		$(SHARE)/hongtou/fonts/files $(SHARE)/man/man1 \
		$(SHARE)/man/man3 $(SHARE)/man/man5 \
		$(SHARE)/man/zh_CN/man1 $(SHARE)/man/zh_CN/man5
	install -m 755 $(PROGRAM) $(DESTDIR)$(PREFIX)/bin/hongtou
	install -d $(DESTDIR)$(PREFIX)/libexec/hongtou
	install -m 755 $(READER) $(DESTDIR)$(PREFIX)/libexec/hongtou
	install -d $(DESTDIR)$(libdir)/pkgconfig $(DESTDIR)$(includedir)
	install -m 644 include/hongtou.h $(DESTDIR)$(includedir)
	install -m 644 $(STATIC) $(DESTDIR)$(libdir)
	install -m 755 $(SHARED) $(DESTDIR)$(libdir)
	ln -sf $(notdir $(SHARED)) $(DESTDIR)$(libdir)/$(SONAME)
	ln -sf $(SONAME) $(DESTDIR)$(libdir)/libhongtou.so
	sed $(PC_VALUES) tools/hongtou.pc.in \
		>$(DESTDIR)$(libdir)/pkgconfig/hongtou.pc
	install -m 644 layouts/* $(SHARE)/hongtou/layouts
	install -m 644 $(wildcard data/*.*) $(SHARE)/hongtou/data
	install -m 644 fonts/roles.yaml $(SHARE)/hongtou/fonts
	install -m 644 LICENSE README.md README.zh.md $(SHARE)/doc/hongtou
	$(if $(FONT_FILES),install -m 644 $(FONT_FILES) $(SHARE)/hongtou/fonts/files)
	$(if $(wildcard man/*.1),install -m 644 $(wildcard man/*.1) $(SHARE)/man/man1)
	install -m 644 $(wildcard man/*.3) $(SHARE)/man/man3
	$(if $(wildcard man/*.5),install -m 644 $(wildcard man/*.5) $(SHARE)/man/man5)
	install -m 644 $(wildcard man/zh_CN/*.1) $(SHARE)/man/zh_CN/man1
	install -m 644 $(wildcard man/zh_CN/*.5) $(SHARE)/man/zh_CN/man5

uninstall:
	rm -rf $(SHARE)/hongtou $(SHARE)/doc/hongtou \
		$(DESTDIR)$(PREFIX)/libexec/hongtou
	rm -f $(DESTDIR)$(PREFIX)/bin/hongtou \
		$(DESTDIR)$(includedir)/hongtou.h \
		$(addprefix $(DESTDIR)$(libdir)/,libhongtou.a libhongtou.so \
		$(SONAME) $(notdir $(SHARED)) pkgconfig/hongtou.pc) \
		$(patsubst man/%,$(SHARE)/man/man3/%,$(wildcard man/*.3)) \
		$(patsubst man/%,$(SHARE)/man/man1/%,$(wildcard man/*.1)) \
		$(patsubst man/%,$(SHARE)/man/man5/%,$(wildcard man/*.5)) \
		$(patsubst man/zh_CN/%,$(SHARE)/man/zh_CN/man1/%,$(wildcard man/zh_CN/*.1)) \
		$(patsubst man/zh_CN/%,$(SHARE)/man/zh_CN/man5/%,$(wildcard man/zh_CN/*.5))

clean:
	rm -rf $(builddir) out

help:
	@echo 'make            compile $(builddir)/hongtou (installs nothing)'
	@echo 'make render     fetch what is missing, compile, corpus/ -> out/*.pdf'
	@echo 'make test       fetch what is missing, compile, run every test'
	@echo '                (only="unit pdf lint": some of them)'
	@echo 'make nightly    10,000 random documents (count=N seed=N)'
	@echo 'make fuzz       look for fonts that break the readers (clang; seconds=N)'
	@echo 'make measure    hold the millimetres of the PDFs against the standard'
	@echo 'make matrix     measure the samples, write docs/clause-matrix.md'
	@echo 'make bench      time hongtou and Typst on the same text'
	@echo 'make scale-test run shards by Slurm and GNU Parallel, which it installs'
	@echo 'make fidelity   learn from originals, count the line breaks that come back'
	@echo '                (options=--hold-out: learn on odd pages, score even ones)'
	@echo 'make breaks     the line breaks alone, widths told (truth=FOLDER)'
	@echo 'make golden     show how the goldens differ, ask, replace them'
	@echo 'make deps       install the Debian packages that compiling needs'
	@echo 'make fonts      fetch FandolFang and FandolKai into fonts/files/'
	@echo 'make install    program, library, manual pages into DESTDIR, PREFIX=/usr/local,'
	@echo '                libdir=PREFIX/lib, includedir=PREFIX/include'
	@echo 'make uninstall  take it away again'
	@echo 'make defaults   write the defaults of the layout keys into the manual pages'
	@echo 'make format     clang-format the sources; make lint: check them'
	@echo 'make clean      remove $(builddir)/ and out/'
	@echo 'build=release|debug|sanitize|thread chooses the kind of build.'

-include $(OBJECTS:.o=.d)
