/* SPDX-License-Identifier: Apache-2.0
 *
 * The form of a document: which of the layouts it is set by.
 */
#ifndef HT_DOC_FORM_H
#define HT_DOC_FORM_H

#include "doc/doc.h"

/* The layout's name: by front matter, else by genre, else "document".
 * NULL when front matter names a form that there is not; ht_form_names()
 * tells those that there are. */
const char *ht_doc_form(const ht_doc *doc);
/* All names a form may be given, commas between, in the arena. */
const char *ht_form_names(ht_arena *a);
/* The i-th layout that a genre may ask for; NULL past the last. */
const char *ht_form_layout(size_t i);
/* The form whose layout has this name, or NULL; "document" is one. */
const char *ht_form_find(const char *name);

#endif
