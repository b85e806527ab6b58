/* SPDX-License-Identifier: Apache-2.0
 *
 * Texts put together.
 */
#include "text/make.h"

#include <string.h>

ht_make
ht_make_begin(ht_arena *a)
{
	return (ht_make){.a = a};
}

static void
add_bytes(ht_make *m, ht_str s)
{
	while (m->n + s.n > m->cap)
		m->p = ht_arena_grow(m->a, m->p, &m->cap, 1);
	if (s.n)
		memcpy(m->p + m->n, s.p, s.n);
	m->n += s.n;
}

static void
add_seg(ht_make *m, ht_seg seg)
{
	HT_ROOM(m->a, m->seg, m->nseg, m->capseg);
	m->seg[m->nseg++] = seg;
}

void
ht_make_text(ht_make *m, const ht_text *t)
{
	for (size_t i = 0; i < t->nseg; i++) {
		ht_seg seg = t->seg[i];

		seg.at += (uint32_t)m->n;
		add_seg(m, seg);
	}
	add_bytes(m, t->str);
}

void
ht_make_str(ht_make *m, ht_str s, uint32_t src)
{
	if (s.n == 0)
		return;
	add_seg(m, (ht_seg){.at = (uint32_t)m->n, .src = src, .made = true});
	add_bytes(m, s);
}

ht_text
ht_make_end(const ht_make *m)
{
	return (ht_text){{m->p ? m->p : "", m->n}, m->seg, m->nseg};
}
