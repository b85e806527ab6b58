/* SPDX-License-Identifier: Apache-2.0
 *
 * fonts/roles.yaml as it stands: which families serve a role.
 */
#ifndef HT_FONT_ROLES_H
#define HT_FONT_ROLES_H

#include "base/ctx.h"
#include "font/font.h"

typedef struct {
	const char *family;
	const char *style; /* NULL: the regular one */
} ht_family;

typedef struct {
	ht_family *family;
	size_t n, cap;
} ht_families;

typedef struct {
	const char *label; /* name of the role for people */
	const char *install; /* package to name when no font is there */
	ht_families own, substitute, fallback;
	bool seen; /* the file tells of this role */
} ht_role_spec;

/* Reads path into spec, which has HT_ROLE__MAX members; strings are of the
 * arena a.  Errors: HT_EIO, HT_ELIMIT, HT_ELAYOUT with file and line. */
ht_err
ht_roles_load(ht_ctx *ctx, ht_arena *a, const char *path, ht_role_spec *spec);

#endif
