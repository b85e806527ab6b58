/* SPDX-License-Identifier: Apache-2.0
 *
 * TrueType fonts that lie: made by hand, cut off at every byte, spoilt at
 * random; and what the copier writes, byte by byte.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
/* cmocka wants those before it */
#include <cmocka.h>

#include <hb.h>

#include "font/face.h"
#include "out/pdf/glyfwrite.h"
#include "sfnt.h"

#define MUTATIONS 4000
#define PATH "/usr/share/fonts/truetype/liberation/LiberationSerif-Regular.ttf"

typedef struct {
	ht_arena *arena;
	ht_font *font; /* one with composite glyphs and hints */
} fixture;

static int
setup(void **state)
{
	fixture *f = calloc(1, sizeof *f);

	if (f == NULL)
		return -1;
	*state = f;
	f->arena = ht_arena_new();
	f->font = ht_face_open(f->arena, PATH, 0, "Test", "");
	return 0;
}

static int
teardown(void **state)
{
	fixture *f = *state;

	ht_face_drop(f->font);
	ht_arena_drop(f->arena);
	free(f);
	return 0;
}

/* ---- fonts made by hand ----------------------------------------------- */

/* Five glyphs: none, a triangle with instructions, the same with a repeated
 * flag and a byte too many, composites of 1 and 2, and of 3. */
#define BOX "\x00\x00\x00\x00\x00\x0A\x00\x0A"
#define TRIANGLE                                                               \
	"\x00\x01" BOX "\x00\x02\x00\x03\xB0\x00\x2F"                          \
	"\x37\x37\x37\x01\x02\x03\x04\x05\x06"
#define REPEATED                                                               \
	"\x00\x01" BOX "\x00\x02\x00\x00\x3F\x02\x01\x02\x03\x04\x05\x06\xEE"  \
	"\xEE"
#define TWO                                                                    \
	"\xFF\xFF" BOX "\x01\x22\x00\x01\x01\x02"                              \
	"\x01\x0B\x00\x02\x00\x01\x00\x02\x40\x00\x00\x02\xB0\x00"
#define NESTED "\xFF\xFF" BOX "\x00\x02\x00\x03\x01\x01"

#define HAND_GLYPHS 64 /* at most */

typedef struct {
	char head[54], hhea[36], maxp[32];
	char hmtx[HAND_GLYPHS * 4], loca[HAND_GLYPHS * 2 + 2];
	char glyf[HAND_GLYPHS * 40];
	size_t n[HT_GLYF__MAX];
	bool varies;
} made;

static void
set(char *p, unsigned value)
{
	p[0] = (char)(value >> 8);
	p[1] = (char)value;
}

static void
add_glyph(made *m, int i, const char *bytes, size_t n)
{
	assert_int_equal(n % 2, 0);
	memcpy(m->glyf + m->n[HT_GLYF_GLYF], bytes, n);
	m->n[HT_GLYF_GLYF] += n;
	set(m->loca + 2 * i + 2, (unsigned)m->n[HT_GLYF_GLYF] / 2);
}

#define GLYPH(m, i, bytes) add_glyph(m, i, bytes, sizeof(bytes) - 1)

static made
make(void)
{
	made m = {.n = {[HT_GLYF_HEAD] = 54,
			  [HT_GLYF_HHEA] = 36,
			  [HT_GLYF_MAXP] = 32,
			  [HT_GLYF_HMTX] = 14,
			  [HT_GLYF_LOCA] = 12}};

	memcpy(m.head, "\x00\x01\x00\x00", 4);
	memcpy(m.head + 12, "\x5F\x0F\x3C\xF5\x00\x00\x03\xE8", 8);
	memcpy(m.hhea, "\x00\x01\x00\x00", 4);
	set(m.hhea + HT_HHEA_NMETRIC, 2);
	memcpy(m.maxp, "\x00\x01\x00\x00\x00\x05", 6);
	memset(m.maxp + 6, 2, sizeof m.maxp - 6);
	memcpy(m.hmtx,
		"\x01\x00\x00\x10\x02\x00\x00\x11\x00\x12\x00\x13\x00\x14", 14);
	GLYPH(&m, 0, "");
	GLYPH(&m, 1, TRIANGLE);
	GLYPH(&m, 2, REPEATED);
	GLYPH(&m, 3, TWO);
	GLYPH(&m, 4, NESTED);
	return m;
}

/* Of n bytes without one to spare, so that a sanitizer sees what is read
 * beyond them. */
static hb_blob_t *
exact(const char *p, size_t n)
{
	char *copy = malloc(n > 0 ? n : 1);

	assert_non_null(copy);
	memcpy(copy, p, n);
	return hb_blob_create(
		copy, (unsigned)n, HB_MEMORY_MODE_WRITABLE, copy, free);
}

static hb_blob_t *
give_table(hb_face_t *face, hb_tag_t tag, void *made_font)
{
	const made *m = made_font;
	const char *p[] = {
		m->glyf, m->head, m->hhea, m->hmtx, m->loca, m->maxp};

	(void)face;
	for (size_t i = 0; i < HT_GLYF__MAX; i++) {
		if (tag == hb_tag_from_string(ht_glyf_tag[i], -1))
			return exact(p[i], m->n[i]);
	}
	if (m->varies && tag == HB_TAG('f', 'v', 'a', 'r'))
		return exact("\0\1", 2);
	return NULL;
}

static bool
write_made(ht_arena *a, made *m, const uint32_t *gid, size_t n, ht_buf *out)
{
	hb_face_t *face = hb_face_create_for_tables(give_table, m, NULL);
	bool good = ht_glyfwrite(a, face, gid, n, out);

	hb_face_destroy(face);
	return good;
}

static ht_str
table_of(ht_str file, int i)
{
	size_t record = 12 + 16 * (size_t)i;
	size_t at = ht_glyf_uint(file, record + 8, 4);

	return ht_str_sub(file, at, at + ht_glyf_uint(file, record + 12, 4));
}

#define EXPECT_TABLE(file, i, bytes)                                           \
	do {                                                                   \
		ht_str have = table_of(file, i);                               \
		assert_int_equal(have.n, sizeof(bytes) - 1);                   \
		assert_memory_equal(have.p, bytes, have.n);                    \
	} while (0)

/* Behind what is there already: the new numbers, instructions gone, parts of
 * parts appended in the order they are met. */
static void
bytes_by_hand(void **state)
{
	fixture *f = *state;
	const uint32_t gid[] = {0, 4, 2};
	made m = make();
	ht_buf b = {0};
	ht_str file;

	ht_buf_adds(&b, "before");
	assert_true(write_made(f->arena, &m, gid, 3, &b));
	file = ht_str_sub(ht_buf_str(&b), 6, b.n);
	check_file(file);
	EXPECT_TABLE(file, HT_GLYF_GLYF,
		"\xFF\xFF" BOX "\x00\x02\x00\x03\x01\x01"
		"\x00\x01" BOX "\x00\x02\x00\x00\x3F\x02"
		"\x01\x02\x03\x04\x05\x06"
		"\xFF\xFF" BOX "\x00\x22\x00\x04\x01\x02"
		"\x00\x0B\x00\x02\x00\x01\x00\x02\x40\x00"
		"\x00\x01" BOX "\x00\x02\x00\x00"
		"\x37\x37\x37\x01\x02\x03\x04\x05\x06\x00");
	EXPECT_TABLE(file, HT_GLYF_LOCA,
		"\x00\x00\x00\x00\x00\x08\x00\x13\x00\x20\x00\x2C");
	EXPECT_TABLE(file, HT_GLYF_HMTX,
		"\x01\x00\x00\x10\x02\x00\x00\x14\x00\x12\x00\x13\x00\x11");
	assert_int_equal(
		ht_glyf_uint(table_of(file, HT_GLYF_HHEA), HT_HHEA_NMETRIC, 2),
		2);
	EXPECT_TABLE(file, HT_GLYF_MAXP,
		"\x00\x01\x00\x00\x00\x05\x02\x02\x02\x02\x02\x02\x02\x02"
		"\x00\x01\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00"
		"\x02\x02\x02\x02");
	ht_buf_drop(&b);
}

/* Refused, nothing written. */
static void
refuse(fixture *f, made *m, const char *why)
{
	const uint32_t gid[] = {0, 4};
	ht_buf b = {0};

	if (write_made(f->arena, m, gid, 2, &b))
		fail_msg("taken: %s", why);
	assert_int_equal(b.n, 0);
	ht_buf_drop(&b);
}

/* Sets two bytes of a table and hands it in. */
#define REFUSE(f, table, at, value)                                            \
	do {                                                                   \
		made lying = make();                                           \
		set(lying.table + (at), value);                                \
		refuse(f, &lying, #table " " #at " " #value);                  \
	} while (0)

static void
lies(void **state)
{
	fixture *f = *state;
	const uint32_t beyond[] = {0, 5}, twice[] = {0, 4, 4};
	ht_buf b = {0};
	made m;

	REFUSE(f, head, HT_HEAD_MAGIC, 0);
	REFUSE(f, head, HT_HEAD_LOCA_FORMAT, 2);
	REFUSE(f, head, HT_HEAD_LOCA_FORMAT, 1); /* loca is too short then */
	REFUSE(f, hhea, HT_HHEA_NMETRIC, 0);
	REFUSE(f, hhea, HT_HHEA_NMETRIC, 3); /* hmtx is too short then */
	REFUSE(f, hhea, HT_HHEA_NMETRIC, 6);
	REFUSE(f, maxp, 2, 0x5000); /* version 0.5 */
	REFUSE(f, maxp, HT_MAXP_NGLYPH, 0);
	REFUSE(f, maxp, HT_MAXP_NGLYPH, 0xFFFF);
	REFUSE(f, loca, 8, 0xFFFF); /* where glyph 4 begins: beyond its end */
	REFUSE(f, loca, 8, 0x31);
	REFUSE(f, loca, 10, 0x31); /* its end: beyond glyf by two bytes */
	/* Glyph 4, which begins at 0x50 of glyf. */
	REFUSE(f, glyf, 0x5C, 4); /* itself */
	REFUSE(f, glyf, 0x5C, 5); /* none */
	REFUSE(f, glyf, 0x5A, 0x22); /* a part more than there is */
	REFUSE(f, glyf, 0x5A, 0x82); /* a matrix that is not there */
	/* Glyph 3 at 0x32, 1 at 0. */
	REFUSE(f, glyf, 0x3E, 4); /* a loop of two */
	REFUSE(f, glyf, 0, 0x7FFF); /* contours */
	REFUSE(f, glyf, 10, 0xFFFF); /* points */
	REFUSE(f, glyf, 12, 0xFFFF); /* instructions */
	REFUSE(f, glyf, 17, 0x0000); /* coordinates of two bytes */
	REFUSE(f, glyf, 18, 0x3FFF); /* a flag 255 times more */
	/* Glyph 4 alone at the end of glyf, too short for its head. */
	for (unsigned words = 1; words < 5; words++) {
		m = make();
		set(m.loca + 10, 0x28 + words);
		m.n[HT_GLYF_GLYF] = 0x50 + 2 * words;
		refuse(f, &m, "a short glyph");
	}
	m = make();
	m.varies = true;
	refuse(f, &m, "a variable font");
	m = make();
	assert_false(write_made(f->arena, &m, beyond, 2, &b));
	assert_false(write_made(f->arena, &m, twice, 3, &b));
	assert_false(write_made(f->arena, &m, twice, 0, &b));
	assert_int_equal(b.n, 0);
}

/* Each table cut off at each byte: not one to spare is read. */
static void
cut_tables(void **state)
{
	fixture *f = *state;
	const uint32_t gid[] = {0, 4};
	made m = make();
	ht_buf b = {0};

	for (int i = 0; i < HT_GLYF__MAX; i++) {
		size_t whole = m.n[i];

		for (m.n[i] = 0; m.n[i] < whole; m.n[i]++) {
			if (write_made(f->arena, &m, gid, 2, &b))
				fail_msg("%s of %zu bytes is taken",
					ht_glyf_tag[i], m.n[i]);
		}
	}
	ht_buf_drop(&b);
}

/* Whether a font is taken in which glyph 1 is drawn and glyph i, to the last,
 * is composed of glyph i - 1. */
static bool
take_chain(ht_arena *a, unsigned last, const uint32_t *gid, size_t n)
{
	made m = make();
	ht_buf b = {0};
	bool taken;

	m.n[HT_GLYF_GLYF] = 0;
	m.n[HT_GLYF_LOCA] = 2 * last + 4;
	m.n[HT_GLYF_HMTX] = 2 * last + 6;
	set(m.maxp + HT_MAXP_NGLYPH, last + 1);
	GLYPH(&m, 0, "");
	GLYPH(&m, 1, TRIANGLE);
	for (unsigned i = 2; i <= last; i++) {
		GLYPH(&m, (int)i, NESTED);
		set(m.glyf + m.n[HT_GLYF_GLYF] - 4, i - 1);
	}
	taken = write_made(a, &m, gid, n, &b);
	ht_buf_drop(&b);
	return taken;
}

/* Parts of parts: some are taken, many are not, whichever glyph is first. */
static void
depths(void **state)
{
	fixture *f = *state;
	uint32_t up[HAND_GLYPHS];

	for (unsigned last = 1; last < HAND_GLYPHS - 1; last++) {
		uint32_t down[] = {0, last};
		bool taken = take_chain(f->arena, last, down, 2);

		for (unsigned i = 0; i <= last; i++)
			up[i] = i;
		assert_int_equal(
			take_chain(f->arena, last, up, last + 1), taken);
		assert_true(last > 8 || taken);
		assert_false(last > 32 && taken);
	}
}

/* Glyphs that share their bytes: a few may, many would make a huge file. */
static void
shared_bytes(void **state)
{
	fixture *f = *state;
	uint32_t gid[60];
	made m = make();
	ht_buf b = {0};

	m.n[HT_GLYF_LOCA] = sizeof m.loca;
	m.n[HT_GLYF_HMTX] = sizeof m.hmtx;
	set(m.maxp + HT_MAXP_NGLYPH, 60);
	for (size_t i = 0; i <= 60; i++)
		set(m.loca + 2 * i, i % 2 == 0 ? 0 : 13); /* the triangle */
	for (uint32_t i = 0; i < 60; i++)
		gid[i] = 2 * (i % 30);
	assert_true(write_made(f->arena, &m, gid, 4, &b));
	assert_false(write_made(f->arena, &m, gid, 30, &b));
	ht_buf_drop(&b);
}

/* ---- real fonts, spoilt ------------------------------------------------ */

static hb_face_t *
open_exact(const char *p, size_t n, unsigned index)
{
	hb_blob_t *blob = exact(p, n);
	hb_face_t *face = hb_face_create(blob, index);

	hb_blob_destroy(blob);
	return face;
}

/* A font of some glyphs, composite ones among them. */
static uint32_t
small_font(fixture *f, ht_buf *out)
{
	static const uint32_t letter[] = {'e', 0xC1, 0xE9, 0xC5, 0xBD};
	const ht_font *font = f->font;
	uint32_t gid[1 + sizeof letter / sizeof *letter] = {0};
	size_t n = sizeof gid / sizeof *gid;

	if (font == NULL)
		fail_msg("%s is not there", PATH);
	for (size_t i = 1; i < n; i++) {
		gid[i] = ht_font_glyph(font, letter[i - 1]);
		assert_int_not_equal(gid[i], 0);
	}
	assert_true(ht_glyfwrite(f->arena, ht_font_hb_face(font), gid, n, out));
	n = ht_glyf_uint(
		table_of(ht_buf_str(out), HT_GLYF_MAXP), HT_MAXP_NGLYPH, 2);
	assert_true(n > sizeof gid / sizeof *gid); /* with their parts */
	return (uint32_t)n;
}

/* Whether all nglyph glyphs of a file can be copied. */
static bool
try_file(ht_arena *a, const char *p, size_t n, uint32_t nglyph)
{
	uint32_t *gid = HT_ARRAY(a, uint32_t, nglyph);
	hb_face_t *face = open_exact(p, n, 0);
	ht_buf b = {0};
	bool good;

	for (uint32_t i = 0; i < nglyph; i++)
		gid[i] = i;
	good = ht_glyfwrite(a, face, gid, nglyph, &b);
	hb_face_destroy(face);
	ht_buf_drop(&b);
	return good;
}

static void
cut_files(void **state)
{
	ht_arena *a = ht_arena_new();
	ht_buf b = {0};
	uint32_t nglyph = small_font(*state, &b);

	assert_true(try_file(a, b.p, b.n, nglyph));
	for (size_t n = 0; n < b.n; n++) {
		/* Two of the last bytes may be there to align. */
		if (try_file(a, b.p, n, nglyph) && n + 3 < b.n)
			fail_msg("%zu of %zu bytes are taken", n, b.n);
		ht_arena_reset(a);
	}
	ht_buf_drop(&b);
	ht_arena_drop(a);
}

static void
mutations(void **state)
{
	ht_arena *a = ht_arena_new();
	ht_buf b = {0};
	uint32_t nglyph = small_font(*state, &b), x = 1;
	int good = 0, bad = 0;

	for (int i = 0; i < MUTATIONS; i++) {
		char old[3];
		size_t at[3];

		/* Every other time among the heads of tables alone. */
		for (int k = 0; k < 3; k++) {
			x = x * 1664525 + 1013904223;
			at[k] = (x >> 8) % (i % 2 == 0 ? 108 : b.n);
			old[k] = b.p[at[k]];
			b.p[at[k]] = (char)(x >> 24);
			if (k == i % 3)
				break;
		}
		if (try_file(a, b.p, b.n, nglyph))
			good++;
		else
			bad++;
		for (int k = i % 3; k >= 0; k--)
			b.p[at[k]] = old[k];
		ht_arena_reset(a);
	}
	assert_true(try_file(a, b.p, b.n, nglyph));
	assert_true(good > 0 && bad > 0);
	ht_buf_drop(&b);
	ht_arena_drop(a);
}

/* The second font of a collection gives what the font alone gives. */
static void
collections(void **state)
{
	fixture *f = *state;
	static const char head[] = "ttcf\0\1\0\0\0\0\0\2\0\0\0\0"
				   "\0\0\0\x14";
	size_t shift = sizeof head - 1;
	ht_buf b = {0}, ttc = {0}, want = {0}, got = {0};
	uint32_t gid[] = {0, 2, 1};
	hb_face_t *face;

	small_font(f, &b);
	ht_buf_add(&ttc, head, shift);
	ht_buf_add(&ttc, b.p, b.n);
	for (size_t i = 0; i < HT_GLYF__MAX; i++) {
		size_t place = shift + 12 + 16 * i + 8;
		uint32_t at = ht_glyf_uint(ht_buf_str(&ttc), place, 4);

		set(ttc.p + place, (unsigned)(at + shift) >> 16);
		set(ttc.p + place + 2, (unsigned)(at + shift));
	}
	face = open_exact(ttc.p, ttc.n, 1);
	assert_true(ht_glyfwrite(f->arena, face, gid, 3, &got));
	hb_face_destroy(face);
	face = open_exact(b.p, b.n, 0);
	assert_true(ht_glyfwrite(f->arena, face, gid, 3, &want));
	hb_face_destroy(face);
	assert_true(ht_str_eq(ht_buf_str(&want), ht_buf_str(&got)));
	ht_buf_drop(&b);
	ht_buf_drop(&ttc);
	ht_buf_drop(&want);
	ht_buf_drop(&got);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(bytes_by_hand),
		cmocka_unit_test(lies),
		cmocka_unit_test(cut_tables),
		cmocka_unit_test(depths),
		cmocka_unit_test(shared_bytes),
		cmocka_unit_test(cut_files),
		cmocka_unit_test(mutations),
		cmocka_unit_test(collections),
	};

	return cmocka_run_group_tests_name("glyflies", tests, setup, teardown);
}
