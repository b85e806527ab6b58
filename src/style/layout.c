/* SPDX-License-Identifier: Apache-2.0
 *
 * Layout files: YAML through libyaml, every key checked against the table of
 * keys.c.  A file may `extends:` another one of its folder; one with `forms:
 * all` may be laid over what another file gave.
 */
#include "style/layout.h"

#include <string.h>
#include <unistd.h>
#include <yaml.h>

#include "base/io.h"
#include "doc/form.h"
#include "style/keys.h"

#define LAYOUT_LIMIT ((size_t)1 << 20) /* bytes of a layout file */
#define MAX_DEPTH 4 /* keys in keys */
#define MAX_EXTENDS 8
#define PER_MILLE 1000

typedef struct {
	ht_ctx *ctx;
	const char *path;
	yaml_parser_t parser;
	ht_layout *layout;
	const char *base; /* folder of the layouts that may be extended */
	const char *extends; /* NULL when the file stands alone */
	int extends_line;
	bool apply; /* false: only look for `extends` and `forms: all` */
	bool all; /* it says that it is for all forms */
	bool over; /* what it extends counts only if that is for all forms */
} reader;

static ht_err load(reader *r, int depth);

/* Thousandths as a decimal number. */
static void
add_milli(ht_buf *out, int milli)
{
	/* 1/1000 mm is 36 EMU: the writer of lengths does for any unit */
	ht_buf_addmm(out, milli * (HT_EMU_MM / PER_MILLE));
}

static void
add_limits(ht_buf *out, const ht_key *key, const char *unit)
{
	add_milli(out, key->min);
	ht_buf_adds(out, "...");
	add_milli(out, key->max);
	ht_buf_adds(out, unit);
}

static void
add_names(ht_buf *out, const ht_key *key)
{
	for (int i = 0; key->names[i]; i++)
		ht_buf_addf(out, "%s%s", i ? ", " : "", key->names[i]);
}

static ht_err
bad_value(
	reader *r, const ht_key *key, ht_str path, const char *value, int line)
{
	ht_arena *a = r->ctx->arena;
	ht_buf allowed = {0};
	ht_err err;

	switch (key->type) {
	case HT_KEY_LENGTH:
		add_limits(&allowed, key, " mm, with its unit: mm, pt");
		break;
	case HT_KEY_ZI:
		add_limits(&allowed, key, " zi, with its unit: zi");
		break;
	case HT_KEY_COUNT:
	case HT_KEY_RATIO:
		add_limits(&allowed, key, "");
		break;
	case HT_KEY_BOOL:
		ht_buf_adds(&allowed, "true, false");
		break;
	case HT_KEY_COLOUR:
		ht_buf_adds(&allowed, "\"#RRGGBB\"");
		break;
	case HT_KEY_ENUM:
		add_names(&allowed, key);
		break;
	case HT_KEY_CELL:
		add_names(&allowed, key);
		ht_buf_adds(&allowed, ", ");
		add_limits(&allowed, key, " mm (15.793pt)");
		break;
	case HT_KEY_TEXT:
	case HT_KEY__MAX:
		break;
	}
	err = ht_fail(r->ctx, HT_ELAYOUT, HT_MSG_LAYOUT_VALUE, r->path, line,
		ht_str_cstr(a, path), value,
		ht_str_cstr(a, ht_buf_str(&allowed)), NULL);
	ht_buf_drop(&allowed);
	return err;
}

static ht_err
take_scalar(reader *r, ht_str path, const char *value, int line)
{
	void *base;
	const ht_key *key;

	if (ht_str_is(path, "extends")) {
		r->extends = ht_str_cstr(r->ctx->arena, ht_str_from(value));
		r->extends_line = line;
		return HT_OK;
	}
	if (!r->apply) {
		r->all = r->all || (ht_str_is(path, "forms") &&
					   strcmp(value, "all") == 0);
		return HT_OK;
	}
	key = ht_key_lookup(r->layout, path, &base);
	if (!key)
		return ht_fail(r->ctx, HT_ELAYOUT, HT_MSG_LAYOUT_KEY, r->path,
			line, ht_str_cstr(r->ctx->arena, path),
			ht_key_nearest(r->ctx->arena, path), NULL);
	return ht_key_set(r->ctx->arena, key, base, value)
		       ? HT_OK
		       : bad_value(r, key, path, value, line);
}

static ht_err
next_event(reader *r, yaml_event_t *e)
{
	if (yaml_parser_parse(&r->parser, e))
		return HT_OK;
	return ht_fail(r->ctx, HT_ELAYOUT, HT_MSG_LAYOUT_YAML, r->path,
		(int)r->parser.problem_mark.line + 1,
		r->parser.problem ? r->parser.problem : "?", NULL);
}

static ht_err
bad_structure(reader *r, const yaml_event_t *e)
{
	return ht_fail(r->ctx, HT_ELAYOUT, HT_MSG_LAYOUT_STRUCTURE, r->path,
		(int)e->start_mark.line + 1, NULL);
}

/* Reads a mapping after its start event: prefix is its own path. */
static ht_err
read_mapping(reader *r, const char *prefix, int depth)
{
	yaml_event_t e;
	ht_err err = HT_OK;

	while (err == HT_OK) {
		const char *path;

		HT_TRY(next_event(r, &e));
		if (e.type == YAML_MAPPING_END_EVENT) {
			yaml_event_delete(&e);
			break;
		}
		if (e.type != YAML_SCALAR_EVENT) {
			err = bad_structure(r, &e);
			yaml_event_delete(&e);
			break;
		}
		path = ht_fmt(r->ctx->arena, "%s%s%s", prefix,
			*prefix ? "." : "", (const char *)e.data.scalar.value);
		yaml_event_delete(&e);
		HT_TRY(next_event(r, &e));
		if (e.type == YAML_SCALAR_EVENT)
			err = take_scalar(r, ht_str_from(path),
				(const char *)e.data.scalar.value,
				(int)e.start_mark.line + 1);
		else if (e.type == YAML_MAPPING_START_EVENT &&
			 depth < MAX_DEPTH)
			err = read_mapping(r, path, depth + 1);
		else
			err = bad_structure(r, &e);
		yaml_event_delete(&e);
	}
	return err;
}

static ht_err
read_document(reader *r, ht_str bytes)
{
	yaml_event_t e;
	bool found = false;
	ht_err err = HT_OK;

	if (!yaml_parser_initialize(&r->parser))
		abort(); /* out of memory */
	yaml_parser_set_input_string(
		&r->parser, (const unsigned char *)bytes.p, bytes.n);
	while (err == HT_OK && !found) {
		err = next_event(r, &e);
		if (err != HT_OK)
			break;
		if (e.type == YAML_MAPPING_START_EVENT) {
			found = true;
			err = read_mapping(r, "", 0);
		} else if (e.type != YAML_STREAM_START_EVENT &&
			   e.type != YAML_DOCUMENT_START_EVENT)
			err = bad_structure(r, &e);
		yaml_event_delete(&e);
	}
	yaml_parser_delete(&r->parser);
	return err;
}

/* A sibling layout's path: the folder of path, name, ".yaml". */
static const char *
sibling(ht_arena *a, const char *path, const char *name)
{
	const char *slash = strrchr(path, '/');
	int folder = slash ? (int)(slash - path) + 1 : 0;

	return ht_fmt(a, "%.*s%s.yaml", folder, path, name);
}

/* The layout that this one extends, first of all. */
static ht_err
load_base(reader *r, int depth)
{
	ht_arena *a = r->ctx->arena;
	const char *base = sibling(a, r->path, r->extends);
	reader below = {.ctx = r->ctx,
		.base = r->base,
		.layout = r->layout,
		.over = r->over};

	if (access(base, F_OK) != 0 && r->base)
		base = ht_fmt(a, "%s/%s.yaml", r->base, r->extends);
	if (access(base, F_OK) != 0)
		return ht_fail(r->ctx, HT_ELAYOUT, HT_MSG_LAYOUT_BASE, r->path,
			r->extends_line, r->extends, base, NULL);
	below.path = base;
	return load(&below, depth + 1);
}

/* Whose documents a layout is for, when its own keys have been read: the last
 * form among what it extends and itself. */
static void
note_form(ht_layout *l)
{
	const char *form = ht_form_find(l->name);

	if (form)
		l->form = form;
}

static ht_err
load(reader *r, int depth)
{
	ht_str bytes;

	if (depth > MAX_EXTENDS)
		return ht_fail(r->ctx, HT_ELAYOUT, HT_MSG_LAYOUT_EXTENDS,
			r->path, 0, NULL);
	HT_TRY(ht_io_read(r->ctx, r->path, LAYOUT_LIMIT, &bytes));
	HT_TRY(read_document(r, bytes));
	if (r->over && !r->all)
		return HT_OK;
	if (r->extends)
		HT_TRY(load_base(r, depth));
	r->layout->forms = HT_FORMS_OWN;
	r->apply = true;
	HT_TRY(read_document(r, bytes));
	if (!r->over)
		note_form(r->layout);
	return HT_OK;
}

ht_err
ht_layout_set(ht_ctx *ctx, ht_layout *l, const char *path, const char *value)
{
	reader r = {.ctx = ctx, .path = path, .layout = l, .apply = true};

	return take_scalar(&r, ht_str_from(path), value, 0);
}

/* What must find room in what: a layout that cannot be printed is refused. */
static ht_err
check_room(ht_ctx *ctx, const char *path, const ht_layout *l)
{
	const struct {
		ht_len part, whole;
		const char *name, *into;
	} room[] = {
		{l->page.top + l->page.area_height, l->page.height,
			"page.top + page.area_height", "page.height"},
		{l->page.binding + l->page.area_width, l->page.width,
			"page.binding + page.area_width", "page.width"},
		{l->text.size * l->page.rows, l->page.area_height,
			"page.rows x text.size", "page.area_height"},
		{l->mark.top + l->mark.max_size, l->page.area_height,
			"issuer_mark.top + issuer_mark.max_size",
			"page.area_height"},
		{l->red_rule.width, l->page.width, "red_rule.width",
			"page.width"},
		{l->imprint.width, l->page.width, "imprint.width",
			"page.width"},
		{l->imprint.row, l->page.area_height, "imprint.row",
			"page.area_height"},
		{l->page.top + l->page.area_height + l->page_number.drop,
			l->page.height,
			"page.top + page.area_height + page_number.drop",
			"page.height"},
	};

	for (size_t i = 0; i < sizeof room / sizeof *room; i++)
		if (room[i].part > room[i].whole)
			return ht_fail(ctx, HT_ELAYOUT, HT_MSG_LAYOUT_ROOM,
				path, 0, room[i].name, room[i].into, NULL);
	return HT_OK;
}

static ht_err
check(ht_ctx *ctx, const char *path, const ht_layout *l)
{
	const char *missing =
		!l->page.width || !l->page.height ? "page.width"
		: !l->page.rows			  ? "page.rows"
		: !l->page.cells		  ? "page.cells"
		: !l->page.area_width		  ? "page.area_width"
		: !l->page.area_height		  ? "page.area_height"
		: l->page.pitch == HT_PITCH_FIXED && !l->page.row ? "page.row"
		: !l->text.size					  ? "text.size"
		: !l->mark.max_size	     ? "issuer_mark.max_size"
		: !l->page_number_style.size ? "elements.page_number.size"
					     : NULL;

	for (int k = 0; k < HT_NOISE && !missing; k++)
		if (!l->elem[k].size)
			missing = ht_fmt(ctx->arena, "elements.%s.size",
				ht_elem_name((ht_elem_kind)k));
	if (missing)
		return ht_fail(ctx, HT_ELAYOUT, HT_MSG_LAYOUT_MISSING, path, 0,
			missing, NULL);
	return check_room(ctx, path, l);
}

ht_err
ht_layout_load(ht_ctx *ctx, const char *path, ht_layout *out)
{
	return ht_layout_load_in(ctx, path, NULL, out);
}

ht_err
ht_layout_load_in(
	ht_ctx *ctx, const char *path, const char *base, ht_layout *out)
{
	reader r = {.ctx = ctx, .path = path, .base = base, .layout = out};

	*out = (ht_layout){.name = "", .label = "", .form = ""};
	out->title.break_before = "";
	out->title.subject = "";
	out->title.words = "";
	out->title.avoid_start = "";
	out->title.avoid_end = "";
	out->page_number.form = "";
	HT_TRY(load(&r, 0));
	return check(ctx, path, out);
}

ht_err
ht_layout_lay_over(
	ht_ctx *ctx, const char *path, const char *base, ht_layout *out)
{
	reader r = {.ctx = ctx,
		.path = path,
		.base = base,
		.layout = out,
		.over = true};

	HT_TRY(load(&r, 0));
	return check(ctx, path, out);
}
