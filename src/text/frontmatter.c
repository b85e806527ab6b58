/* SPDX-License-Identifier: Apache-2.0
 *
 * Front matter: a YAML mapping between two lines of three hyphens at the
 * beginning.  Each entry becomes a raw block, a list one block an item, with
 * the bytes of its value as text; marks, keys and quotes are structure.  What
 * is no mapping is left to be read as text, but first read once more with the
 * full-width colons of its keys as colons, and with a blank behind the colon of
 * a known key that has none: hands that write Chinese leave such.  What is no
 * mapping then is read line by line (frontlines.c).
 */
#include <string.h>
#include <yaml.h>

#include "base/utf8.h"
#include "text/front.h"

#define FRONT_LINES 10000 /* front matter has no more */
#define MARK_BYTES 3
#define NARROW_COLON ":  " /* as many bytes in UTF-8 */

typedef struct {
	ht_raw_builder *b;
	ht_str yaml;
	uint32_t beg; /* of yaml in the source */
	size_t at; /* bytes of yaml behind .. */
	size_t index; /* .. this many characters */
	size_t *added; /* bytes of yaml that the source does not have, .. */
	size_t nadded, capadded;
	size_t passed; /* .. and how many of them the last place was behind */
	uint32_t taken; /* end of the last text in the source */
	bool again; /* the key under work stood before */
	bool mended_known; /* the colon of a known key is not as YAML has it */
} front;

static ht_str
line_at(const ht_source *s, size_t i)
{
	size_t end = i + 1 < s->nline ? s->line[i + 1] : s->text.n;

	return ht_str_trim(ht_str_sub(s->text, s->line[i], end));
}

/* Whether a line is a mark of front matter: three hyphens, which are sure; or,
 * as programs change them, other dashes alone. */
static bool
is_mark(ht_str line, bool *sure)
{
	*sure = ht_str_is(line, "---");
	for (size_t i = 0; i < line.n;) {
		uint32_t c = ht_utf8_next(line, &i);

		if (c != '-' && c != 0x2013 && c != 0x2014 && c != 0xFF0D)
			return false;
	}
	return line.n >= MARK_BYTES;
}

static bool
has_known_key(ht_str line)
{
	return ht_front_known(ht_str_sub(line, 0, ht_front_key_end(line))) !=
	       NULL;
}

/* The line that opens front matter: blank ones may stand above it; false where
 * there is none. */
static bool
opening_line(const ht_source *s, size_t *open, bool *sure)
{
	size_t i = 0;

	while (i + 1 < s->nline && line_at(s, i).n == 0)
		i++;
	*open = i;
	return i + 1 < s->nline && is_mark(line_at(s, i), sure) &&
	       (*sure || has_known_key(line_at(s, i + 1)));
}

/* The line that closes front matter, or 0. */
static size_t
closing_line(const ht_source *s, size_t open, bool sure)
{
	bool same;

	for (size_t i = open + 1; i < s->nline && i < FRONT_LINES; i++)
		if (is_mark(line_at(s, i), &same) && (same || !sure))
			return i;
	return 0;
}

/* Bytes before a mark; marks come in order. */
static size_t
offset_of(front *f, const yaml_mark_t *mark)
{
	while (f->index < mark->index && f->at < f->yaml.n) {
		ht_utf8_next(f->yaml, &f->at);
		f->index++;
	}
	return f->at;
}

/* The place in the source of byte at of yaml; such bytes come in order. */
static uint32_t
source_at(front *f, size_t at)
{
	while (f->passed < f->nadded && f->added[f->passed] < at)
		f->passed++;
	return f->beg + (uint32_t)(at - f->passed);
}

/* The lines of bytes beg..end of yaml as spans of the source, without blanks
 * and quotes. */
static size_t
value_lines(front *f, size_t beg, size_t end, ht_span **out)
{
	ht_str text = ht_str_trim(ht_str_sub(f->yaml, beg, end));
	size_t n = 0, cap = 0;

	if (text.n >= 2 && text.p[0] == text.p[text.n - 1] &&
		(text.p[0] == '"' || text.p[0] == '\''))
		text = ht_str_sub(text, 1, text.n - 1);
	while (text.n) {
		size_t stop = ht_str_find(text, "\n", 0);
		ht_str line;

		stop = stop == SIZE_MAX ? text.n : stop;
		line = ht_str_trim(ht_str_sub(text, 0, stop));
		text = ht_str_sub(
			text, stop < text.n ? stop + 1 : stop, text.n);
		/* The mark of a block scalar. */
		if (line.n == 0 ||
			(n == 0 && text.n &&
				(line.p[0] == '|' || line.p[0] == '>')))
			continue;
		HT_ROOM(f->b->ctx->arena, *out, n, cap);
		(*out)[n].beg = source_at(f, (size_t)(line.p - f->yaml.p));
		(*out)[n].end = (*out)[n].beg + (uint32_t)line.n;
		n++;
	}
	return n;
}

static void
take_value(front *f, ht_str key, const yaml_node_t *node)
{
	size_t beg, end, n;
	ht_span *span = NULL;
	ht_raw raw = {.kind = HT_RAW_FRONT, .key = key, .again = f->again};

	/* An alias names what stands above: it is text there already. */
	if (node->start_mark.index < f->index)
		return;
	beg = offset_of(f, &node->start_mark);
	end = offset_of(f, &node->end_mark);
	n = value_lines(f, beg, end, &span);
	if (n == 0)
		return;
	raw.text = ht_raw_compose(f->b, span, n);
	raw.span = (ht_span){span[0].beg, span[n - 1].end};
	for (size_t i = 0; i < n; i++) {
		ht_raw_structure(f->b, f->taken, span[i].beg);
		f->taken = span[i].end;
	}
	ht_raw_add(f->b, raw);
}

static void
take_entry(front *f, yaml_document_t *doc, const yaml_node_pair_t *pair)
{
	const yaml_node_t *key = yaml_document_get_node(doc, pair->key);
	const yaml_node_t *value = yaml_document_get_node(doc, pair->value);
	ht_str name = {0};
	const char *known;

	if (key->type == YAML_SCALAR_NODE)
		name = ht_str_from(ht_str_cstr(f->b->ctx->arena,
			(ht_str){(const char *)key->data.scalar.value,
				key->data.scalar.length}));
	known = ht_front_known(name);
	name = known ? ht_str_from(known) : name;
	f->again = ht_front_again(f->b, name);
	if (value->type != YAML_SEQUENCE_NODE) {
		take_value(f, name, value);
		return;
	}
	for (const yaml_node_item_t *i = value->data.sequence.items.start;
		i < value->data.sequence.items.top; i++)
		take_value(f, name, yaml_document_get_node(doc, *i));
}

static void
take_document(front *f, yaml_document_t *doc)
{
	yaml_node_t *root = yaml_document_get_root_node(doc);

	for (const yaml_node_pair_t *p = root->data.mapping.pairs.start;
		p < root->data.mapping.pairs.top; p++)
		take_entry(f, doc, p);
}

/* Takes the entries of f's block where it is a mapping, false where not;
 * *problem says what is no YAML, or nothing. */
static bool
parse(front *f, const char **problem)
{
	yaml_parser_t parser;
	yaml_document_t doc;
	yaml_node_t *root;
	bool good = false;

	*problem = NULL;
	if (!yaml_parser_initialize(&parser))
		return false;
	yaml_parser_set_encoding(&parser, YAML_UTF8_ENCODING);
	yaml_parser_set_input_string(
		&parser, (const unsigned char *)f->yaml.p, f->yaml.n);
	if (yaml_parser_load(&parser, &doc)) {
		root = yaml_document_get_root_node(&doc);
		good = root && root->type == YAML_MAPPING_NODE;
		if (good)
			take_document(f, &doc);
		yaml_document_delete(&doc);
	} else {
		*problem = parser.problem ? parser.problem : "";
	}
	yaml_parser_delete(&parser);
	return good;
}

/* Whether the colon at end of a line's key lacks the blank that YAML asks for,
 * and the key is one of ours: no other line has its colon for one. */
static bool
is_tight(ht_str line, size_t end)
{
	return line.p[end] == ':' && end + 1 < line.n &&
	       !strchr(" \t\r\n", line.p[end + 1]) &&
	       ht_front_known(ht_str_sub(line, 0, end));
}

/* Adds a line to out, the colon of its key as YAML has it: a full-width one is
 * of as many bytes, a blank is added. */
static bool
add_line(front *f, ht_buf *out, ht_str line)
{
	size_t end = ht_front_key_end(line), at = out->n + end;
	bool tight = end && is_tight(line, end);

	if (!tight) {
		ht_buf_addstr(out, line);
		if (end == 0 || line.p[end] == ':')
			return false;
		memcpy(out->p + at, NARROW_COLON, sizeof NARROW_COLON - 1);
	} else {
		HT_ROOM(f->b->ctx->arena, f->added, f->nadded, f->capadded);
		f->added[f->nadded++] = at + 1;
		ht_buf_addstr(out, ht_str_sub(line, 0, end + 1));
		ht_buf_addc(out, ' ');
		ht_buf_addstr(out, ht_str_sub(line, end + 1, line.n));
	}
	f->mended_known = f->mended_known || tight || has_known_key(line);
	return true;
}

/* The block with the colons of its keys as YAML has them; empty where they
 * are. */
static ht_str
mend_colons(front *f)
{
	ht_buf out = {0};
	bool mended = false;
	ht_str copy;

	for (size_t beg = 0, next; beg < f->yaml.n; beg = next) {
		size_t end = ht_str_find(f->yaml, "\n", beg);

		next = end == SIZE_MAX ? f->yaml.n : end + 1;
		if (add_line(f, &out, ht_str_sub(f->yaml, beg, next)))
			mended = true;
	}
	copy = mended ? ht_str_from(
				ht_str_cstr(f->b->ctx->arena, ht_buf_str(&out)))
		      : (ht_str){0};
	ht_buf_drop(&out);
	return copy;
}

static bool
read_block(front *f)
{
	uint32_t end = f->beg + (uint32_t)f->yaml.n;
	const char *problem;
	ht_str mended;

	/* A colon behind a known key is its end, whatever else YAML reads. */
	mended = mend_colons(f);
	if (!f->mended_known && parse(f, &problem))
		return true;
	if (mended.n) {
		f->yaml = mended;
		if (parse(f, &problem))
			return true;
	}
	if (ht_front_lines(f->b, f->beg, end, &f->taken))
		return true;
	if (problem)
		ht_diag_add(f->b->ctx, HT_MSG_FRONT_MALFORMED,
			(ht_span){0, end}, problem, NULL);
	return false;
}

uint32_t
ht_front_read(ht_raw_builder *b)
{
	front f = {.b = b};
	size_t open, close;
	uint32_t end;
	bool sure;

	if (!opening_line(b->s, &open, &sure))
		return 0;
	close = closing_line(b->s, open, sure);
	if (close == 0) {
		/* A key that we know stands below the mark. */
		if (has_known_key(line_at(b->s, open + 1)))
			ht_diag_add(b->ctx, HT_MSG_FRONT_UNCLOSED,
				(ht_span){0, b->s->line[open + 1]}, NULL);
		return 0;
	}
	f.beg = b->s->line[open + 1];
	f.yaml = ht_str_sub(b->s->text, f.beg, b->s->line[close]);
	if (!read_block(&f))
		return 0;
	end = close + 1 < b->s->nline ? b->s->line[close + 1]
				      : (uint32_t)b->s->text.n;
	ht_raw_structure(b, f.taken, end);
	return end;
}
