/* SPDX-License-Identifier: Apache-2.0
 *
 * hongtou-read: a PDF's characters and rules as text on standard output, for
 * the process that started it (src/check/read.c).  A program of its own: an
 * untrusted file cannot take the caller down, and poppler stays outside the
 * library.  Nothing of src/read is linked into libhongtou.
 *
 * Two readings of a page are joined.  poppler's text page knows what each
 * character is and its font's name, but gives boxes whose height is the
 * font's word.  poppler's drawing gives each glyph's origin, and rules.
 */
#ifndef HT_READ_READ_H
#define HT_READ_READ_H

#include <cairo.h>
#include <poppler.h>
#include <stdbool.h>
#include <stdint.h>

enum {
	READ_CPS_MAX = 4, /* code points of a glyph */
	READ_GLYPHS_MAX = 200000, /* of a page */
	READ_BOXES_MAX = 20000, /* of a page */
	READ_PAGES_MAX = 3000,
	READ_TOTAL_MAX = 4000000, /* glyphs and boxes of a document */
};

/* A glyph as it is drawn; points from the page's top left. */
typedef struct {
	double x, y; /* origin */
	double em;
	double width; /* of the em: em but for text that is stretched */
	double advance; /* below 0: not known */
	unsigned long index; /* in its font */
	uint32_t rgb;
	int face; /* in read_scene.face */
	bool guessed; /* its font has no ToUnicode: the text is poppler's */
	uint32_t cp[READ_CPS_MAX + 1]; /* ends with 0; empty: not known */
} read_glyph;

/* A filled box. */
typedef struct {
	double x, y, w, h;
	uint32_t rgb;
} read_box;

typedef struct {
	cairo_font_face_t *face; /* a reference of our own */
	char *name; /* NULL until known; owned */
	int number; /* of the written name; below 0: not written */
	guint guessed, likely; /* glyphs on the page under way */
} read_face;

/* What is drawn on a page; faces stay from page to page. */
typedef struct {
	GArray *glyph, *box, *face;
	double w, h; /* of the page */
	int images;
} read_scene;

void read_scene_init(read_scene *s);
void read_scene_clear(read_scene *s); /* keeps the faces */
void read_scene_drop(read_scene *s);

/* Says which limit is passed, and ends the program. */
void read_overflow(void);

/* src/read/observe.c: draws the page into the scene. */
bool read_observe(PopplerPage *page, read_scene *scene);
/* src/read/text.c: gives the glyphs their text, advance and font names. */
void read_name_glyphs(PopplerPage *page, read_scene *scene);

#endif
