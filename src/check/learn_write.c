/* SPDX-License-Identifier: Apache-2.0
 *
 * A learned layout as a file: small, for what was not measured is extended.
 */
#include <stdio.h>
#include <string.h>

#include "check/learn.h"

#define COLUMN 34 /* where comments begin */

static void
add_how(ht_buf *out, const ht_learned_value *v, ht_lang lang)
{
	ht_msg_format(out, ht_msg_lookup(v->how)->text[lang], v->arg);
}

/* Colours and texts are quoted, and nothing else holds such characters. */
static bool
is_plain(const char *s)
{
	for (; *s; s++)
		if ((*s < '0' || *s > '9') && (*s < 'a' || *s > 'z') &&
			*s != '.' && *s != '_' &&
			(*s != '-' || (s[1] < '0' || s[1] > '9')))
			return false;
	return true;
}

static void
add_value(ht_buf *out, const char *indent, const char *key,
	const ht_learned_value *v, ht_lang lang)
{
	size_t at = out->n;

	ht_buf_addf(out, is_plain(v->value) ? "%s%s: %s" : "%s%s: \"%s\"",
		indent, key, v->value);
	while (out->n - at < COLUMN)
		ht_buf_addc(out, ' ');
	ht_buf_adds(out, "# ");
	add_how(out, v, lang);
	ht_buf_addc(out, '\n');
}

/* Is this the first value whose path begins so? */
static bool
is_first(const ht_learned *l, size_t i, size_t n)
{
	for (size_t k = 0; k < i; k++)
		if (strncmp(l->value[k].path, l->value[i].path, n) == 0)
			return false;
	return true;
}

/* Values under one head, elements one level deeper. */
static void
add_section(ht_buf *out, const ht_learned *l, size_t i, size_t n,
	const char *indent, ht_lang lang)
{
	const char *head = l->value[i].path;

	for (size_t k = i; k < l->nvalue; k++) {
		const char *path = l->value[k].path, *dot;

		if (strncmp(path, head, n) != 0)
			continue;
		dot = strchr(path + n, '.');
		if (!dot) {
			add_value(out, indent, path + n, &l->value[k], lang);
			continue;
		}
		if (!is_first(l, k, (size_t)(dot - path) + 1))
			continue;
		ht_buf_addf(out, "%s%.*s:\n", indent,
			(int)(dot - path - (ptrdiff_t)n), path + n);
		add_section(out, l, k, (size_t)(dot - path) + 1, "    ", lang);
	}
}

static void
add_note(ht_buf *out, const char *source, const ht_learned *l, ht_lang lang)
{
	char pages[24], paras[24], breaks[48];
	const char *arg[HT_MSG_ARGS] = {source, pages, NULL};

	snprintf(pages, sizeof pages, "%zu", l->npage);
	snprintf(paras, sizeof paras, "%zu", l->npara);
	snprintf(breaks, sizeof breaks, "%zu/%zu", l->alike, l->breaks);
	ht_buf_adds(out, "# ");
	ht_msg_format(out, ht_msg_lookup(HT_MSG_LEARN_SOURCE)->text[lang], arg);
	ht_buf_adds(out, "\n# ");
	arg[0] = breaks;
	arg[1] = paras;
	ht_msg_format(out, ht_msg_lookup(HT_MSG_LEARN_SCORE)->text[lang], arg);
	ht_buf_addc(out, '\n');
}

void
ht_learned_write(ht_buf *out, const ht_learned *l, const char *base,
	const char *name, const char *source, ht_lang lang)
{
	add_note(out, source, l, lang);
	ht_buf_addf(out, "extends: %s\nname: \"%s\"\n", base, name);
	for (size_t i = 0; i < l->nvalue; i++) {
		const char *dot = strchr(l->value[i].path, '.');
		size_t n = (size_t)(dot - l->value[i].path) + 1;

		if (!is_first(l, i, n))
			continue;
		ht_buf_addf(out, "\n%.*s:\n", (int)n - 1, l->value[i].path);
		add_section(out, l, i, n, "  ", lang);
	}
}
