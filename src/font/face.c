/* SPDX-License-Identifier: Apache-2.0
 *
 * One face of a font file: mapped, read-only, shared by all threads.
 * Metrics, cmap and shaping are HarfBuzz's own (hb-ot), whose immutable
 * objects threads may share.  FreeType gives only the ink (ink.c).
 */
#include "font/face.h"

#include <fcntl.h>
#include <hb-ot.h>
#include <hb.h>
#include <pthread.h>
#include <stdatomic.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "font/ink.h"

#define FILE_BYTES_MAX (256u << 20)
/* OpenType 1.9 OS/2: offsets of sTypoAscender and sTypoDescender. */
#define OS2_TYPO_ASCENDER 68
#define OS2_TYPO_DESCENDER 70
#define OS2_BYTES_MIN 72
/* Top of the em box where OS/2 does not tell: 0.88 em, as CJK faces have it. */
#define EM_TOP_NUM 22
#define EM_TOP_DEN 25
#define PS_NAME_MAX 128 /* of a PostScript name; longer ones are cut */
/* OpenType 1.9 head: unitsPerEm is 16 to 16384. */
#define UPEM_MIN 16
#define UPEM_MAX 16384
/* Glyphs whose span is kept: punctuation. */
#define SPANS_KEPT 128
#define SPAN_BITS 16
/* Each character is looked up twice, to find its font and to shape it; most
 * are of the BMP. */
#define KNOWN_END 0x10000

typedef struct {
	pthread_mutex_t lock;
	void *what;
	void (*drop)(void *what); /* NULL: nothing was asked for */
} keepsake;

/* A glyph's number and 1; 0: it has not been looked up. */
typedef _Atomic(uint16_t) known_glyph;

/* The same, and left and right end of its ink, SPAN_BITS each. */
typedef _Atomic(uint64_t) known_span;

struct ht_font {
	const char *path, *family, *style, *name;
	int index, upem, em_top;
	ht_str bytes;
	hb_face_t *face;
	hb_font_t *font;
	hb_font_t *quick; /* the same, with glyphs from known */
	known_glyph *known; /* by code point up to KNOWN_END */
	known_span *span; /* by glyph, the one asked for last */
	ht_inks *ink;
	keepsake *kept;
};

static bool
map_file(const char *path, ht_str *out)
{
	struct stat st;
	void *p = MAP_FAILED;
	int fd = open(path, O_RDONLY | O_CLOEXEC);

	if (fd < 0)
		return false;
	if (fstat(fd, &st) == 0 && S_ISREG(st.st_mode) && st.st_size > 0 &&
		st.st_size <= (off_t)FILE_BYTES_MAX)
		p = mmap(NULL, (size_t)st.st_size, PROT_READ, MAP_PRIVATE, fd,
			0);
	close(fd);
	if (p == MAP_FAILED)
		return false;
	*out = (ht_str){p, (size_t)st.st_size};
	return true;
}

static bool
has_table(hb_face_t *face, hb_tag_t tag)
{
	hb_blob_t *b = hb_face_reference_table(face, tag);
	bool has = hb_blob_get_length(b) > 0;

	hb_blob_destroy(b);
	return has;
}

static bool
face_usable(hb_face_t *face)
{
	unsigned upem = hb_face_get_upem(face);

	if (upem < UPEM_MIN || upem > UPEM_MAX ||
		hb_face_get_glyph_count(face) == 0)
		return false;
	if (!has_table(face, HB_TAG('c', 'm', 'a', 'p')) ||
		!has_table(face, HB_TAG('h', 'm', 't', 'x')))
		return false;
	/* CFF2 has no place in a PDF (32000-2 9.9.1 names glyf and CFF). */
	return has_table(face, HB_TAG('C', 'F', 'F', ' ')) ||
	       (has_table(face, HB_TAG('g', 'l', 'y', 'f')) &&
		       has_table(face, HB_TAG('l', 'o', 'c', 'a')));
}

static int
read_i16(const char *p)
{
	const unsigned char *u = (const unsigned char *)p;

	return (int16_t)((uint16_t)u[0] << 8 | u[1]);
}

/* The typographic box is the em box only where it is one em high. */
static int
read_em_top(hb_face_t *face, int upem)
{
	hb_blob_t *b =
		hb_face_reference_table(face, HB_TAG('O', 'S', '/', '2'));
	unsigned n;
	const char *p = hb_blob_get_data(b, &n);
	int top = upem * EM_TOP_NUM / EM_TOP_DEN;

	if (n >= OS2_BYTES_MIN) {
		int asc = read_i16(p + OS2_TYPO_ASCENDER);

		if (asc - read_i16(p + OS2_TYPO_DESCENDER) == upem)
			top = asc;
	}
	hb_blob_destroy(b);
	return top;
}

static hb_face_t *
open_hb_face(ht_str bytes, int index)
{
	hb_blob_t *blob = hb_blob_create(bytes.p, (unsigned)bytes.n,
		HB_MEMORY_MODE_READONLY, NULL, NULL);
	hb_face_t *face = NULL;

	if ((unsigned)index < hb_face_count(blob))
		face = hb_face_create(blob, (unsigned)index);
	hb_blob_destroy(blob);
	if (face != NULL && !face_usable(face)) {
		hb_face_destroy(face);
		return NULL;
	}
	return face;
}

/* The glyph by the face's cmap, which is searched once for all threads: what
 * they store is the same. */
static uint32_t
find_glyph(const ht_font *f, uint32_t cp)
{
	hb_codepoint_t gid = 0;
	uint16_t known = 0;

	if (cp < KNOWN_END)
		known = atomic_load_explicit(
			&f->known[cp], memory_order_relaxed);
	if (known != 0)
		return known - 1u;
	hb_font_get_nominal_glyph(f->font, cp, &gid);
	if (cp < KNOWN_END && gid < UINT16_MAX)
		atomic_store_explicit(&f->known[cp], (uint16_t)(gid + 1),
			memory_order_relaxed);
	return gid;
}

static hb_bool_t
quick_glyph(hb_font_t *font, void *data, hb_codepoint_t cp,
	hb_codepoint_t *glyph, void *user)
{
	(void)font;
	(void)user;
	*glyph = find_glyph(data, cp);
	return *glyph != 0;
}

static unsigned
quick_glyphs(hb_font_t *font, void *data, unsigned n, const hb_codepoint_t *cp,
	unsigned cp_step, hb_codepoint_t *glyph, unsigned glyph_step,
	void *user)
{
	unsigned i = 0;

	(void)font;
	(void)user;
	for (; i < n; i++) {
		*glyph = find_glyph(data, *cp);
		if (*glyph == 0)
			break;
		cp = (const void *)((const char *)cp + cp_step);
		glyph = (void *)((char *)glyph + glyph_step);
	}
	return i;
}

static hb_font_t *
open_quick(ht_font *f)
{
	hb_font_funcs_t *funcs = hb_font_funcs_create();
	hb_font_t *quick = hb_font_create_sub_font(f->font);

	hb_font_funcs_set_nominal_glyph_func(funcs, quick_glyph, NULL, NULL);
	hb_font_funcs_set_nominal_glyphs_func(funcs, quick_glyphs, NULL, NULL);
	hb_font_funcs_make_immutable(funcs);
	hb_font_set_funcs(quick, funcs, f, NULL);
	hb_font_funcs_destroy(funcs);
	hb_font_make_immutable(quick);
	return quick;
}

static const char *
read_name(ht_arena *a, hb_face_t *face)
{
	char name[PS_NAME_MAX];
	unsigned size = sizeof name;

	hb_ot_name_get_utf8(face, HB_OT_NAME_ID_POSTSCRIPT_NAME,
		HB_LANGUAGE_INVALID, &size, name);
	return ht_str_cstr(a, (ht_str){name, size});
}

ht_font *
ht_face_open(ht_arena *a, const char *path, int index, const char *family,
	const char *style)
{
	ht_font *f;
	ht_str bytes;
	hb_face_t *face;

	if (index < 0 || !map_file(path, &bytes))
		return NULL;
	face = open_hb_face(bytes, index);
	if (face == NULL) {
		munmap((void *)bytes.p, bytes.n);
		return NULL;
	}
	f = HT_NEW(a, ht_font);
	f->path = ht_str_cstr(a, ht_str_from(path));
	f->family = ht_str_cstr(a, ht_str_from(family));
	f->style = ht_str_cstr(a, ht_str_from(style));
	f->name = read_name(a, face);
	f->index = index;
	f->bytes = bytes;
	f->face = face;
	f->upem = (int)hb_face_get_upem(face);
	f->em_top = read_em_top(face, f->upem);
	hb_face_make_immutable(face);
	f->font = hb_font_create(face);
	hb_ot_font_set_funcs(f->font);
	hb_font_make_immutable(f->font);
	f->known = HT_ARRAY(a, known_glyph, KNOWN_END);
	f->span = HT_ARRAY(a, known_span, SPANS_KEPT);
	f->quick = open_quick(f);
	f->ink = ht_inks_new(a, bytes, index);
	f->kept = HT_NEW(a, keepsake);
	pthread_mutex_init(&f->kept->lock, NULL);
	return f;
}

void
ht_face_drop(ht_font *f)
{
	if (f == NULL)
		return;
	if (f->kept->drop != NULL)
		f->kept->drop(f->kept->what);
	pthread_mutex_destroy(&f->kept->lock);
	ht_inks_drop(f->ink);
	hb_font_destroy(f->quick);
	hb_font_destroy(f->font);
	hb_face_destroy(f->face);
	munmap((void *)f->bytes.p, f->bytes.n);
}

void *
ht_face_hb_font(const ht_font *f)
{
	return f->quick;
}

/* The family name by which the face was found; of the font. */
const char *
ht_font_family(const ht_font *f)
{
	return f->family;
}

/* The face's style name, "Regular" when it has none; of the font. */
const char *
ht_font_style(const ht_font *f)
{
	return f->style;
}

/* The PostScript name; of the font. */
const char *
ht_font_name(const ht_font *f)
{
	return f->name;
}

/* The file's path; of the font. */
const char *
ht_font_path(const ht_font *f)
{
	return f->path;
}

/* The face's place in its file, from 0. */
int
ht_font_index(const ht_font *f)
{
	return f->index;
}

/* Font units an em (OpenType head). */
int
ht_font_upem(const ht_font *f)
{
	return f->upem;
}

/* The em box's top above the baseline, font units. */
int
ht_font_em_top(const ht_font *f)
{
	return f->em_top;
}

/* The whole file, mapped; valid as long as the font. */
ht_str
ht_font_bytes(const ht_font *f)
{
	return f->bytes;
}

/* The face as a hb_face_t *, immutable; of the font. */
void *
ht_font_hb_face(const ht_font *f)
{
	return f->face;
}

/* The glyph of cp by the face's cmap, 0 when it has none. */
uint32_t
ht_font_glyph(const ht_font *f, uint32_t cp)
{
	return find_glyph(f, cp);
}

/* The horizontal advance of a glyph, font units. */
int
ht_font_advance(const ht_font *f, uint32_t gid)
{
	return hb_font_get_glyph_h_advance(f->font, gid);
}

/* Both ends in one number; 0 where they have no room in it. */
static uint64_t
pack_span(uint32_t gid, const hb_glyph_extents_t *e)
{
	int x0 = e->x_bearing, x1 = e->x_bearing + e->width;

	if (x0 < INT16_MIN || x1 > INT16_MAX || x1 < x0 || gid >= UINT16_MAX)
		return 0;
	return (uint64_t)(gid + 1) << 2 * SPAN_BITS |
	       (uint64_t)(uint16_t)x0 << SPAN_BITS | (uint16_t)x1;
}

/* From where to where a glyph has ink, font units: the ends of its outline's
 * points, so that none is beyond.  Quicker than ht_font_ink().  False for a
 * glyph that the font does not tell this of. */
bool
ht_font_span(const ht_font *f, uint32_t gid, int *x0, int *x1)
{
	known_span *kept = &f->span[gid % SPANS_KEPT];
	uint64_t span = atomic_load_explicit(kept, memory_order_relaxed);
	hb_glyph_extents_t e;

	if (span >> 2 * SPAN_BITS != (uint64_t)gid + 1) {
		if (!hb_font_get_glyph_extents(f->font, gid, &e))
			return false;
		span = pack_span(gid, &e);
		if (span == 0)
			return false;
		atomic_store_explicit(kept, span, memory_order_relaxed);
	}
	*x0 = (int16_t)(span >> SPAN_BITS);
	*x1 = (int16_t)span;
	return true;
}

/* The exact box of a glyph's outline, font units, y up.  False for a glyph
 * without ink or one that FreeType cannot read. */
bool
ht_font_ink(const ht_font *f, uint32_t gid, ht_ink *out)
{
	return ht_inks_find(f->ink, gid, out);
}

void *
ht_font_keep(const ht_font *f, void *(*make)(const ht_font *f),
	void (*drop)(void *kept))
{
	keepsake *k = f->kept;

	pthread_mutex_lock(&k->lock);
	if (k->drop == NULL) {
		k->what = make(f);
		k->drop = drop;
	}
	pthread_mutex_unlock(&k->lock);
	return k->what;
}
