/* SPDX-License-Identifier: Apache-2.0
 *
 * Characters that no page shows: those that Unicode lets a font ignore
 * (Default_Ignorable_Code_Point).  Shaping leaves them out; each is told once
 * a document, with its first place and how often it stands there.
 */
#include <unicode/uchar.h>

#include "base/utf8.h"
#include "text/text.h"

#define KINDS 32 /* told one by one; what comes after them is told as one */
#define THREE_BYTES 0xE4 /* with E5...E9 the lead bytes of most Han */

typedef struct {
	uint32_t c;
	uint32_t at, end; /* of the first one */
	size_t count;
} found;

typedef struct {
	found kind[KINDS];
	size_t n;
} table;

/* U+FE00...FE0F and U+E0100...E01EF choose a shape, where a font has it. */
static bool
is_variation(uint32_t c)
{
	return (c >= 0xFE00 && c <= 0xFE0F) || (c >= 0xE0100 && c <= 0xE01EF);
}

static void
add(table *t, uint32_t c, size_t at, size_t end)
{
	size_t i = 0;

	/* Variation selectors are told as one. */
	c = is_variation(c) ? 0xFE00 : c;
	while (i < t->n && t->kind[i].c != c)
		i++;
	if (i == KINDS)
		i = KINDS - 1;
	if (i == t->n)
		t->kind[t->n++] = (found){c, (uint32_t)at, (uint32_t)end, 0};
	t->kind[i].count++;
}

static void
tell(ht_ctx *ctx, const found *k)
{
	ht_diag_add(ctx,
		is_variation(k->c) ? HT_MSG_SOURCE_VARIATION
				   : HT_MSG_SOURCE_INVISIBLE,
		(ht_span){k->at, k->end}, ht_fmt(ctx->arena, "%zu", k->count),
		ht_fmt(ctx->arena, "U+%04X", k->c), NULL);
}

void
ht_source_tell_invisible(ht_ctx *ctx, const ht_source *s)
{
	table t = {0};

	for (size_t i = 0; i < s->text.n;) {
		unsigned char lead = (unsigned char)s->text.p[i];
		size_t at = i;
		uint32_t c;

		if (lead < 0x80 || (lead >= THREE_BYTES && lead <= 0xE9)) {
			i += lead < 0x80 ? 1 : 3;
			continue;
		}
		c = ht_utf8_next(s->text, &i);
		if (u_hasBinaryProperty(
			    (UChar32)c, UCHAR_DEFAULT_IGNORABLE_CODE_POINT))
			add(&t, c, at, i);
	}
	for (size_t k = 0; k < t.n; k++)
		tell(ctx, &t.kind[k]);
}
