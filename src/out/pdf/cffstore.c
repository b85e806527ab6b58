/* SPDX-License-Identifier: Apache-2.0
 *
 * A table of glyphs beside a font.  A thread that finds a glyph there uses it
 * without a lock; one that does not makes it behind the lock.  What is there
 * never changes, so that it does not matter which document came first.
 *
 * All glyphs are coded by one code, made from a sample of them: a document's
 * font is then put together from finished bits.  Four fifths of a charstring
 * are entropy; looking for matches would make a font 2 to 4 % shorter and take
 * half of a document's time (libdeflate at level 1, the corpus).
 */
#include "out/pdf/cffstore.h"

#include <hb.h>
#include <libdeflate.h>
#include <pthread.h>
#include <stdatomic.h>
#include <string.h>

#include "out/display.h"
#include "out/pdf/cffpack.h"

/* The sample: so many runs of so many glyphs.  In runs, because each page of
 * the file that is touched is mapped with its neighbours. */
#define SAMPLE_RUNS 8
#define SAMPLE_RUN 8
#define SAMPLE (SAMPLE_RUNS * SAMPLE_RUN)
#define ADLER_START 1 /* RFC 1950 */

typedef _Atomic(const ht_cffglyph *) slot;

/* The glyphs written for deflate, by glyph. */
typedef struct {
	ht_cffcost cost;
	_Atomic(const ht_str *) glyph[];
} packs;

/* What the glyphs go into, behind the lock. */
typedef struct {
	pthread_mutex_t lock;
	ht_arena *arena;
	ht_buf work;
	slot *slot; /* by glyph */
	_Atomic(packs *) packs; /* NULL until one is asked for */
} shelf;

struct ht_cffstore {
	ht_arena *arena; /* of the store itself */
	hb_blob_t *blob;
	ht_cfffont font;
	ht_huff code;
	shelf *shelf;
};

/* In the slot of a glyph that cannot be flattened. */
static const ht_cffglyph broken;

static void
drop(void *kept)
{
	ht_cffstore *s = kept;

	if (s == NULL)
		return;
	pthread_mutex_destroy(&s->shelf->lock);
	ht_buf_drop(&s->shelf->work);
	hb_blob_destroy(s->blob);
	ht_arena_drop(s->arena);
}

/* Flattens a sample from all over the font, which depends on nothing but the
 * font, into work; where each glyph ends, and how many there are. */
static size_t
flatten_sample(const ht_cffstore *s, size_t end[SAMPLE])
{
	uint32_t step = s->font.nglyph / SAMPLE_RUNS + 1;
	ht_buf *b = &s->shelf->work;
	size_t n = 0;

	b->n = 0;
	for (uint32_t g = 0; g < s->font.nglyph; g += step) {
		for (uint32_t i = 0; i < SAMPLE_RUN; i++) {
			ht_cfffont_flatten(&s->font, g + i, b);
			end[n++] = b->n;
		}
	}
	return n;
}

/* The code of the sample; every byte has its place in it. */
static void
make_code(ht_cffstore *s)
{
	uint32_t count[HT_HUFF_SYMBOLS];
	ht_buf *b = &s->shelf->work;
	size_t end[SAMPLE];

	flatten_sample(s, end);
	for (size_t i = 0; i < HT_HUFF_SYMBOLS; i++)
		count[i] = 1;
	for (size_t i = 0; i < b->n; i++)
		count[(unsigned char)b->p[i]]++;
	ht_huff_make(&s->code, count);
}

static void *
make(const ht_font *f)
{
	ht_arena *a = ht_arena_new();
	ht_cffstore *s = HT_NEW(a, ht_cffstore);
	unsigned n;
	const char *p;

	s->arena = a;
	s->blob = hb_face_reference_table(
		ht_font_hb_face(f), HB_TAG('C', 'F', 'F', ' '));
	s->shelf = HT_NEW(a, shelf);
	pthread_mutex_init(&s->shelf->lock, NULL);
	s->shelf->arena = a;
	p = hb_blob_get_data(s->blob, &n);
	if (!ht_cfffont_open(a, (ht_str){p, n}, &s->font)) {
		drop(s);
		return NULL;
	}
	make_code(s);
	s->shelf->slot = HT_ARRAY(a, slot, s->font.nglyph);
	return s;
}

const ht_cffstore *
ht_cffstore_of(const ht_font *f)
{
	return ht_font_keep(f, make, drop);
}

const ht_cfffont *
ht_cffstore_font(const ht_cffstore *s)
{
	return &s->font;
}

const ht_huff *
ht_cffstore_code(const ht_cffstore *s)
{
	return &s->code;
}

static ht_cffglyph *
press_glyph(const ht_cffstore *s, ht_arena *a, ht_str bytes)
{
	ht_cffglyph *g;
	ht_bits b = {0};
	size_t bits = 0;

	for (size_t i = 0; i < bytes.n; i++)
		bits += s->code.len[(unsigned char)bytes.p[i]];
	g = ht_arena_alloc(
		a, sizeof *g + HT_BITS_WORDS(bits) * sizeof *g->word);
	g->n = (uint32_t)bytes.n;
	g->bits = (uint32_t)bits;
	g->adler = libdeflate_adler32(ADLER_START, bytes.p, bytes.n);
	b.to = g->word;
	ht_huff_bytes(&b, &s->code, bytes.p, bytes.n);
	return g;
}

/* Behind the lock. */
static const ht_cffglyph *
make_glyph(const ht_cffstore *s, uint32_t gid)
{
	shelf *sh = s->shelf;

	sh->work.n = 0;
	if (!ht_cfffont_flatten(&s->font, gid, &sh->work))
		return &broken;
	return press_glyph(s, sh->arena, ht_buf_str(&sh->work));
}

const ht_cffglyph *
ht_cffstore_glyph(const ht_cffstore *s, uint32_t gid)
{
	const ht_cffglyph *g;

	if (gid >= s->font.nglyph)
		return NULL;
	g = atomic_load_explicit(&s->shelf->slot[gid], memory_order_acquire);
	if (g == NULL) {
		pthread_mutex_lock(&s->shelf->lock);
		g = atomic_load_explicit(
			&s->shelf->slot[gid], memory_order_relaxed);
		if (g == NULL) {
			g = make_glyph(s, gid);
			atomic_store_explicit(
				&s->shelf->slot[gid], g, memory_order_release);
		}
		pthread_mutex_unlock(&s->shelf->lock);
	}
	return g != &broken ? g : NULL;
}

/* Behind the lock. */
static packs *
make_packs(const ht_cffstore *s)
{
	packs *p = ht_arena_alloc(
		s->shelf->arena, sizeof *p + s->font.nglyph * sizeof *p->glyph);
	ht_str code[SAMPLE];
	size_t end[SAMPLE], n = flatten_sample(s, end);

	for (size_t i = 0; i < n; i++)
		code[i] = ht_str_sub(ht_buf_str(&s->shelf->work),
			i > 0 ? end[i - 1] : 0, end[i]);
	ht_cffpack_learn(code, n, &p->cost);
	return p;
}

static packs *
find_packs(const ht_cffstore *s)
{
	shelf *sh = s->shelf;
	packs *p = atomic_load_explicit(&sh->packs, memory_order_acquire);

	if (p != NULL)
		return p;
	pthread_mutex_lock(&sh->lock);
	p = atomic_load_explicit(&sh->packs, memory_order_relaxed);
	if (p == NULL) {
		p = make_packs(s);
		atomic_store_explicit(&sh->packs, p, memory_order_release);
	}
	pthread_mutex_unlock(&sh->lock);
	return p;
}

/* Behind the lock. */
static const ht_str *
pack_glyph(const ht_cffstore *s, const ht_cffcost *cost, uint32_t gid)
{
	shelf *sh = s->shelf;
	ht_str *g = HT_NEW(sh->arena, ht_str);
	ht_buf out = {0};

	sh->work.n = 0;
	if (ht_cfffont_flatten(&s->font, gid, &sh->work))
		ht_cffpack(cost, ht_buf_str(&sh->work), &out);
	*g = (ht_str){ht_str_cstr(sh->arena, ht_buf_str(&out)), out.n};
	ht_buf_drop(&out);
	return g;
}

ht_str
ht_cffstore_packed(const ht_cffstore *s, uint32_t gid)
{
	packs *p = find_packs(s);
	const ht_str *g;

	if (gid >= s->font.nglyph)
		return (ht_str){NULL, 0};
	g = atomic_load_explicit(&p->glyph[gid], memory_order_acquire);
	if (g != NULL)
		return *g;
	pthread_mutex_lock(&s->shelf->lock);
	g = atomic_load_explicit(&p->glyph[gid], memory_order_relaxed);
	if (g == NULL) {
		g = pack_glyph(s, &p->cost, gid);
		atomic_store_explicit(&p->glyph[gid], g, memory_order_release);
	}
	pthread_mutex_unlock(&s->shelf->lock);
	return *g;
}

void
ht_pdf_prepare(const ht_font *font)
{
	if (font)
		ht_cffstore_of(font);
}
