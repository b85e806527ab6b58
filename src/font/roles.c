/* SPDX-License-Identifier: Apache-2.0
 *
 * Reads fonts/roles.yaml.  Every key is known or an error, so that a slip of
 * the pen never changes a document's face in silence.
 */
#include "font/roles.h"

#include <yaml.h>

#include "base/io.h"

#define ROLES_BYTES_MAX (1u << 20)

typedef struct {
	ht_ctx *ctx;
	ht_arena *arena;
	const char *path;
	yaml_document_t doc;
} reader;

static const char *const role_name[] = {
	[HT_ROLE_FANGSONG] = "fangsong",
	[HT_ROLE_XIAOBIAOSONG] = "xiaobiaosong",
	[HT_ROLE_HEITI] = "heiti",
	[HT_ROLE_KAITI] = "kaiti",
	[HT_ROLE_SONGTI] = "songti",
	[HT_ROLE_LATIN] = "latin",
};
_Static_assert(sizeof role_name / sizeof *role_name == HT_ROLE__MAX,
	"one name a role");

static ht_err
fail(reader *r, ht_msg id, const yaml_node_t *at, const char *what)
{
	int line = at != NULL ? (int)at->start_mark.line + 1 : 0;

	return ht_fail(r->ctx, HT_ELAYOUT, id, r->path, line, what, NULL);
}

/* The text of a scalar, or NULL. */
static const char *
scalar(reader *r, const yaml_node_t *n)
{
	if (n == NULL || n->type != YAML_SCALAR_NODE)
		return NULL;
	return ht_str_cstr(
		r->arena, (ht_str){(const char *)n->data.scalar.value,
				  n->data.scalar.length});
}

/* Stores a text once: a second one is a repeated key. */
static ht_err
read_text(reader *r, const yaml_node_t *key, const yaml_node_t *value,
	const char **out)
{
	const char *name = scalar(r, key);

	if (*out != NULL)
		return fail(r, HT_MSG_ROLES_KEY, key, name);
	*out = scalar(r, value);
	if (*out == NULL || **out == '\0')
		return fail(r, HT_MSG_ROLES_VALUE, value, name);
	return HT_OK;
}

static ht_err
read_family(reader *r, const yaml_node_t *n, ht_family *out)
{
	const yaml_node_pair_t *p;

	out->family = scalar(r, n);
	if (out->family != NULL && *out->family != '\0')
		return HT_OK;
	out->family = NULL;
	if (n->type != YAML_MAPPING_NODE)
		return fail(r, HT_MSG_ROLES_VALUE, n, "family");
	for (p = n->data.mapping.pairs.start; p < n->data.mapping.pairs.top;
		p++) {
		yaml_node_t *key = yaml_document_get_node(&r->doc, p->key);
		yaml_node_t *val = yaml_document_get_node(&r->doc, p->value);
		const char *name = scalar(r, key);

		if (name == NULL)
			return fail(r, HT_MSG_ROLES_KEY, n, "");
		if (ht_str_is(ht_str_from(name), "family"))
			HT_TRY(read_text(r, key, val, &out->family));
		else if (ht_str_is(ht_str_from(name), "style"))
			HT_TRY(read_text(r, key, val, &out->style));
		else
			return fail(r, HT_MSG_ROLES_KEY, key, name);
	}
	if (out->family == NULL)
		return fail(r, HT_MSG_ROLES_MISSING, n, "family");
	return HT_OK;
}

static ht_err
read_families(reader *r, const yaml_node_t *key, const yaml_node_t *value,
	ht_families *out)
{
	const yaml_node_item_t *i;

	if (out->family != NULL)
		return fail(r, HT_MSG_ROLES_KEY, key, scalar(r, key));
	if (value == NULL || value->type != YAML_SEQUENCE_NODE)
		return fail(r, HT_MSG_ROLES_VALUE, key, scalar(r, key));
	/* One member of room even for an empty list, so that it counts as read.
	 */
	HT_ROOM(r->arena, out->family, out->n, out->cap);
	for (i = value->data.sequence.items.start;
		i < value->data.sequence.items.top; i++) {
		HT_ROOM(r->arena, out->family, out->n, out->cap);
		HT_TRY(read_family(r, yaml_document_get_node(&r->doc, *i),
			&out->family[out->n]));
		out->n++;
	}
	return HT_OK;
}

static ht_err
read_key(reader *r, const yaml_node_t *key, const yaml_node_t *value,
	ht_role_spec *spec)
{
	const char *name = scalar(r, key);
	ht_str s = name != NULL ? ht_str_from(name) : HT_STR("");

	if (ht_str_is(s, "label"))
		return read_text(r, key, value, &spec->label);
	if (ht_str_is(s, "install"))
		return read_text(r, key, value, &spec->install);
	if (ht_str_is(s, "families"))
		return read_families(r, key, value, &spec->own);
	if (ht_str_is(s, "substitutes"))
		return read_families(r, key, value, &spec->substitute);
	if (ht_str_is(s, "fallback"))
		return read_families(r, key, value, &spec->fallback);
	return fail(r, HT_MSG_ROLES_KEY, key, name != NULL ? name : "");
}

static ht_err
read_role(reader *r, const yaml_node_t *key, const yaml_node_t *value,
	ht_role_spec *spec)
{
	const yaml_node_pair_t *p;
	const char *name = scalar(r, key);
	ht_role role;

	if (name == NULL || !ht_role_lookup(ht_str_from(name), &role))
		return fail(r, HT_MSG_ROLES_ROLE, key, name ? name : "");
	spec += role;
	if (spec->seen)
		return fail(r, HT_MSG_ROLES_KEY, key, name);
	spec->seen = true;
	if (value == NULL || value->type != YAML_MAPPING_NODE)
		return fail(r, HT_MSG_ROLES_VALUE, key, name);
	for (p = value->data.mapping.pairs.start;
		p < value->data.mapping.pairs.top; p++)
		HT_TRY(read_key(r, yaml_document_get_node(&r->doc, p->key),
			yaml_document_get_node(&r->doc, p->value), spec));
	if (spec->label == NULL)
		return fail(r, HT_MSG_ROLES_MISSING, key, "label");
	if (spec->install == NULL)
		return fail(r, HT_MSG_ROLES_MISSING, key, "install");
	if (spec->own.n == 0)
		return fail(r, HT_MSG_ROLES_MISSING, key, "families");
	return HT_OK;
}

static ht_err
read_document(reader *r, ht_role_spec *spec)
{
	const yaml_node_t *root = yaml_document_get_root_node(&r->doc);
	const yaml_node_pair_t *p;

	if (root == NULL || root->type != YAML_MAPPING_NODE)
		return fail(r, HT_MSG_ROLES_VALUE, root, "roles");
	for (p = root->data.mapping.pairs.start;
		p < root->data.mapping.pairs.top; p++)
		HT_TRY(read_role(r, yaml_document_get_node(&r->doc, p->key),
			yaml_document_get_node(&r->doc, p->value), spec));
	for (int i = 0; i < HT_ROLE__MAX; i++) {
		if (!spec[i].seen)
			return fail(
				r, HT_MSG_ROLES_MISSING, root, role_name[i]);
	}
	return HT_OK;
}

static ht_err
fail_parser(reader *r, const yaml_parser_t *p)
{
	return ht_fail(r->ctx, HT_ELAYOUT, HT_MSG_ROLES_YAML, r->path,
		(int)p->problem_mark.line + 1,
		p->problem != NULL ? p->problem : "", NULL);
}

/* The role's key in fonts/roles.yaml and layouts; static. */
const char *
ht_role_name(ht_role role)
{
	return role_name[role];
}

/* The role of a key; false when there is none such. */
bool
ht_role_lookup(ht_str name, ht_role *out)
{
	for (int i = 0; i < HT_ROLE__MAX; i++) {
		if (ht_str_is(name, role_name[i])) {
			*out = (ht_role)i;
			return true;
		}
	}
	return false;
}

ht_err
ht_roles_load(ht_ctx *ctx, ht_arena *a, const char *path, ht_role_spec *spec)
{
	reader r = {.ctx = ctx, .arena = a, .path = path};
	yaml_parser_t parser;
	ht_str text;
	ht_err err;

	HT_TRY(ht_io_read(ctx, path, ROLES_BYTES_MAX, &text));
	if (!yaml_parser_initialize(&parser))
		return ht_fail(ctx, HT_EINTERNAL, HT_MSG_INTERNAL, NULL, 0,
			"libyaml", NULL);
	yaml_parser_set_input_string(
		&parser, (const unsigned char *)text.p, text.n);
	if (yaml_parser_load(&parser, &r.doc)) {
		err = read_document(&r, spec);
		yaml_document_delete(&r.doc);
	} else {
		err = fail_parser(&r, &parser);
	}
	yaml_parser_delete(&parser);
	return err;
}
