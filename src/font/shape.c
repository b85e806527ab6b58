/* SPDX-License-Identifier: Apache-2.0
 *
 * Text to glyphs.  Text is cut into clusters (a base and what belongs to it),
 * each cluster gets the first font of its role that has all of it, and runs
 * of one font and script go to HarfBuzz.  Advances come out as the font has
 * them, in its own units: closing up marks and spreading lines is the
 * layout's business, so that the features which do it are off.
 */
#include <hb-ot.h>
#include <hb.h>

#include "base/utf8.h"
#include "font/face.h"
#include "font/fontset.h"

#define CP_SPACE 0x20
#define CP_ZWJ 0x200D
#define CP_CONTROLS_END 0xA0 /* of C0 and C1: there are no others */
#define CP_DASH 0x2014
#define DASH_BYTES 3 /* of it in UTF-8 */
#define CP_IDEOGRAPHIC_SPACE 0x3000
#define CP_LATIN_END                                                           \
	0x2000 /* common characters from here on are set as Han                \
		*/

typedef struct {
	uint32_t beg, end;
} range;

/* Unicode 15, DerivedCoreProperties: Default_Ignorable_Code_Point.  They need
 * no glyph, so that they are no reason to leave a font. */
static const range ignorable[] = {
	{0xAD, 0xAD},
	{0x34F, 0x34F},
	{0x61C, 0x61C},
	{0x115F, 0x1160},
	{0x17B4, 0x17B5},
	{0x180B, 0x180F},
	{0x200B, 0x200F},
	{0x202A, 0x202E},
	{0x2060, 0x206F},
	{0x3164, 0x3164},
	{0xFE00, 0xFE0F},
	{0xFEFF, 0xFEFF},
	{0xFFA0, 0xFFA0},
	{0xFFF0, 0xFFF8},
	{0x1BCA0, 0x1BCA3},
	{0x1D173, 0x1D17A},
	{0xE0000, 0xE0FFF},
};

static const char *const feature_off[] = {
	"kern", "palt", "halt", "chws", "liga", "clig", "calt"};

#define NFEATURE (sizeof feature_off / sizeof *feature_off)

typedef struct {
	ht_arena *arena;
	const ht_fontset *fs;
	ht_role role;
	ht_str text;
	hb_buffer_t *buf;
	hb_unicode_funcs_t *ucd;
	hb_feature_t feature[NFEATURE];
	/* the run under way */
	const ht_font *font;
	hb_script_t script;
	size_t beg;
	/* what came out */
	ht_glyphs *out;
} shaper;

static bool
is_ignorable(uint32_t cp)
{
	for (size_t i = 0; i < sizeof ignorable / sizeof *ignorable; i++) {
		if (cp < ignorable[i].beg)
			return false;
		if (cp <= ignorable[i].end)
			return true;
	}
	return false;
}

static bool
is_extender(const shaper *s, uint32_t cp)
{
	if (ht_cp_is_han(cp))
		return false;
	switch (hb_unicode_general_category(s->ucd, cp)) {
	case HB_UNICODE_GENERAL_CATEGORY_NON_SPACING_MARK:
	case HB_UNICODE_GENERAL_CATEGORY_SPACING_MARK:
	case HB_UNICODE_GENERAL_CATEGORY_ENCLOSING_MARK:
		return true;
	default: /* HarfBuzz's enum, which may grow */
		return cp == CP_ZWJ;
	}
}

static bool
is_control(const shaper *s, uint32_t cp)
{
	return cp < CP_CONTROLS_END &&
	       hb_unicode_general_category(s->ucd, cp) ==
		       HB_UNICODE_GENERAL_CATEGORY_CONTROL;
}

/* The end of the cluster that begins at i: a base, its marks and variation
 * selectors, and what a joiner joins. */
static size_t
cluster_end(const shaper *s, size_t i, size_t end)
{
	uint32_t cp = ht_utf8_next(s->text, &i);

	while (i < end) {
		size_t next = i;
		uint32_t after = ht_utf8_next(s->text, &next);

		if (cp != CP_ZWJ && !is_extender(s, after))
			break;
		cp = after;
		i = next;
	}
	return i;
}

/* HarfBuzz makes the other blanks out of a font's space. */
static bool
has_blank(const shaper *s, const ht_font *f, uint32_t cp)
{
	if (hb_unicode_general_category(s->ucd, cp) !=
			HB_UNICODE_GENERAL_CATEGORY_SPACE_SEPARATOR &&
		!is_control(s, cp))
		return false;
	return ht_font_glyph(f, CP_SPACE) != 0;
}

/* Whether f can show beg..end by itself; a mark also when f has what base and
 * mark compose to. */
static bool
has_cluster(const shaper *s, const ht_font *f, size_t beg, size_t end)
{
	uint32_t before = 0;

	while (beg < end) {
		uint32_t cp = ht_utf8_next(s->text, &beg);
		hb_codepoint_t both = 0;

		if (is_ignorable(cp))
			continue;
		if (before != 0 &&
			hb_unicode_compose(s->ucd, before, cp, &both) &&
			ht_font_glyph(f, both) != 0) {
			before = both;
			continue;
		}
		if (ht_font_glyph(f, cp) == 0 && !has_blank(s, f, cp))
			return false;
		before = cp;
	}
	return true;
}

/* The first font of the role with the whole cluster, else the first with its
 * base, else the role's own, which shows its glyph 0. */
static const ht_font *
cluster_font(const shaper *s, size_t beg, size_t end)
{
	const ht_font *own = ht_fontset_nth(s->fs, s->role, 0);
	const ht_font *based = NULL, *f = own;
	size_t base = beg;
	uint32_t cp = ht_utf8_next(s->text, &base);

	for (size_t i = 1; f != NULL; i++) {
		if (has_cluster(s, f, beg, end))
			return f;
		if (based == NULL && ht_font_glyph(f, cp) != 0)
			based = f;
		f = ht_fontset_nth(s->fs, s->role, i);
	}
	return based != NULL ? based : own;
}

/* Common characters (digits, ASCII marks) go with what stands before them,
 * CJK marks always with Han. */
static hb_script_t
cluster_script(const shaper *s, uint32_t cp)
{
	hb_script_t script;

	if (ht_cp_is_han(cp))
		return HB_SCRIPT_HAN;
	script = hb_unicode_script(s->ucd, cp);
	if (script != HB_SCRIPT_COMMON && script != HB_SCRIPT_INHERITED &&
		script != HB_SCRIPT_UNKNOWN)
		return script;
	if (cp < CP_LATIN_END && s->font != NULL)
		return s->script;
	return HB_SCRIPT_HAN;
}

static void
fill_buffer(const shaper *s, size_t end)
{
	size_t i = s->beg;

	hb_buffer_reset(s->buf);
	hb_buffer_set_content_type(s->buf, HB_BUFFER_CONTENT_TYPE_UNICODE);
	hb_buffer_set_direction(s->buf, HB_DIRECTION_LTR);
	hb_buffer_set_script(s->buf, s->script);
	hb_buffer_set_language(s->buf, hb_language_from_string("zh-cn", -1));
	hb_buffer_set_flags(
		s->buf, HB_BUFFER_FLAG_REMOVE_DEFAULT_IGNORABLES |
				HB_BUFFER_FLAG_DO_NOT_INSERT_DOTTED_CIRCLE);
	while (i < end) {
		unsigned at = (unsigned)i;
		uint32_t cp = ht_utf8_next(s->text, &i);

		hb_buffer_add(s->buf, is_control(s, cp) ? CP_SPACE : cp, at);
	}
}

static void
emit(shaper *s, ht_glyph g)
{
	HT_ROOM(s->arena, s->out->glyph, s->out->n, s->out->cap);
	s->out->glyph[s->out->n++] = g;
}

/* An offset as a glyph holds it: two ems at the least. */
static int16_t
near(int32_t units)
{
	if (units > INT16_MAX)
		return INT16_MAX;
	return (int16_t)(units < INT16_MIN ? INT16_MIN : units);
}

/* How many dashes beg..end is, 0 when there is anything else. */
static int
count_dashes(const shaper *s, size_t beg, size_t end)
{
	int n = 0;

	while (beg < end) {
		if (ht_utf8_next(s->text, &beg) != CP_DASH)
			return 0;
		n++;
	}
	return n;
}

/* Adds a glyph of the cluster that ends before end.  Fonts such as Noto make
 * one glyph of two dashes, without the gap that two glyphs would leave.  Its
 * ink is wanted (GB/T 15834-2011 4.10: one stroke, two characters long), but
 * each character must keep a cluster and a cell of its own: they get a blank
 * each, and the stroke is drawn over them from the first. */
static void
add_glyph(shaper *s, ht_glyph g, size_t end)
{
	uint32_t blank = ht_font_glyph(s->font, CP_IDEOGRAPHIC_SPACE);
	int n = end > g.cluster ? count_dashes(s, g.cluster, end) : 0;
	ht_glyph cell = g;

	if (n < 2 || blank == 0) {
		emit(s, g);
		return;
	}
	cell.gid = blank;
	cell.advance = g.advance / n;
	cell.dx = cell.dy = 0;
	for (int i = 0; i < n; i++) {
		emit(s, cell);
		cell.cluster += DASH_BYTES;
		if (i > 0)
			continue;
		g.dx = near(g.dx - cell.advance);
		g.advance = 0;
		emit(s, g);
	}
}

/* Shapes the run under way, which ends before end. */
static ht_err
flush_run(ht_ctx *ctx, shaper *s, size_t end)
{
	const hb_glyph_info_t *info;
	const hb_glyph_position_t *pos;
	unsigned n;

	if (s->font == NULL || s->beg == end)
		return HT_OK;
	fill_buffer(s, end);
	hb_shape(ht_face_hb_font(s->font), s->buf, s->feature, NFEATURE);
	if (!hb_buffer_allocation_successful(s->buf))
		return ht_fail(ctx, HT_EINTERNAL, HT_MSG_INTERNAL, NULL, 0,
			"HarfBuzz", NULL);
	info = hb_buffer_get_glyph_infos(s->buf, &n);
	pos = hb_buffer_get_glyph_positions(s->buf, &n);
	for (unsigned i = 0; i < n; i++) {
		ht_glyph g = {.font = s->font,
			.gid = info[i].codepoint,
			.cluster = info[i].cluster,
			.advance = pos[i].x_advance,
			.dx = near(pos[i].x_offset),
			.dy = near(pos[i].y_offset)};

		add_glyph(
			s, g, i + 1 < n ? info[i + 1].cluster : (uint32_t)end);
	}
	return HT_OK;
}

static ht_err
shape_runs(ht_ctx *ctx, shaper *s, size_t end)
{
	size_t i = s->beg;

	while (i < end) {
		size_t base = i, next = cluster_end(s, i, end);
		uint32_t cp = ht_utf8_next(s->text, &base);
		const ht_font *font = cluster_font(s, i, next);
		hb_script_t script = cluster_script(s, cp);

		if (font != s->font || script != s->script) {
			HT_TRY(flush_run(ctx, s, i));
			s->font = font;
			s->script = script;
			s->beg = i;
		}
		i = next;
	}
	return flush_run(ctx, s, end);
}

/* The glyphs are of ctx's arena.  Default ignorables may leave no glyph; their
 * bytes then belong to the cluster before them.  Control characters are shaped
 * as a space. */
ht_err
ht_shape(ht_ctx *ctx, const ht_fontset *fs, ht_role role, ht_str text,
	size_t beg, size_t end, ht_glyphs *out)
{
	shaper s = {.arena = ctx->arena,
		.fs = fs,
		.role = role,
		.text = ht_str_sub(text, 0, end),
		.beg = beg,
		.out = out};
	ht_err err;

	if (end > UINT32_MAX)
		return ht_fail(ctx, HT_EINTERNAL, HT_MSG_INTERNAL, NULL, 0,
			"ht_shape", NULL);
	for (size_t i = 0; i < NFEATURE; i++) {
		s.feature[i] = (hb_feature_t){.start = HB_FEATURE_GLOBAL_START,
			.end = HB_FEATURE_GLOBAL_END};
		s.feature[i].tag = hb_tag_from_string(feature_off[i], -1);
	}
	s.ucd = hb_unicode_funcs_get_default();
	s.buf = hb_buffer_create();
	err = shape_runs(ctx, &s, end);
	hb_buffer_destroy(s.buf);
	return err;
}
