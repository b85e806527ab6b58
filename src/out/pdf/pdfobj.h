/* SPDX-License-Identifier: Apache-2.0
 *
 * The objects of a PDF file, over libharu's object layer.  An object's body is
 * given as PDF text; libharu numbers, keeps and writes the objects.
 */
#ifndef HT_OUT_PDF_PDFOBJ_H
#define HT_OUT_PDF_PDFOBJ_H

#include "base/ctx.h"

typedef struct ht_pdfobj ht_pdfobj;
typedef uint32_t ht_pdfref; /* object number; 0: none */

/* How hard to press a stream. */
typedef enum {
	HT_PRESS_NONE,
	HT_PRESS,
	HT_PRESS_DONE /* it is a zlib stream already */
} ht_press;

/* A file under construction, or NULL when libharu cannot begin one; drop it
 * with ht_pdfobj_drop().  Bodies and bytes handed over are kept in the arena
 * a, which must outlive it. */
ht_pdfobj *ht_pdfobj_new(ht_arena *a, bool small);
/* Whether streams are to be as short as they can. */
bool ht_pdfobj_small(const ht_pdfobj *p);
void ht_pdfobj_drop(ht_pdfobj *p);

/* A dictionary, empty until ht_pdfobj_body() fills it. */
ht_pdfref ht_pdfobj_dict(ht_pdfobj *p);
/* Sets what stands between << and >>; copied.  Also of a page. */
void ht_pdfobj_body(ht_pdfobj *p, ht_pdfref ref, ht_str body);
/* A stream: body without Length and Filter; both are copied, but for bytes that
 * are pressed already: these are of the arena. */
ht_pdfref
ht_pdfobj_stream(ht_pdfobj *p, ht_str body, ht_str bytes, ht_press press);
/* The next page; its Parent, Contents and Resources are seen to. */
ht_pdfref ht_pdfobj_page(ht_pdfobj *p, ht_pdfref resources);
/* A page's operators; copied. */
void ht_pdfobj_content(ht_pdfobj *p, ht_pdfref page, ht_str bytes);
/* Entries of the catalogue beside Type and Pages; copied. */
void ht_pdfobj_catalog(ht_pdfobj *p, ht_str body);
/* Entries of the information dictionary; copied. */
void ht_pdfobj_info(ht_pdfobj *p, ht_str body);

/* For the writer of small files.  Numbers run from 1 to below the count. */
typedef enum {
	HT_PDFKIND_VALUE,
	HT_PDFKIND_STREAM,
	HT_PDFKIND_LENGTH /* of a stream, which says it itself */
} ht_pdfkind;
ht_pdfref ht_pdfobj_count(const ht_pdfobj *p);
ht_pdfkind ht_pdfobj_kind(const ht_pdfobj *p, ht_pdfref ref);
/* Adds the value of an object. */
void ht_pdfobj_value(ht_pdfobj *p, ht_pdfref ref, ht_buf *out);
/* A file's first lines. */
ht_str ht_pdfobj_head(void);
/* Adds the entries of a trailer that name the catalogue, the information
 * dictionary and the file. */
void ht_pdfobj_roots(const ht_pdfobj *p, ht_buf *out);

/* Writes the file as PDF 1.7.  HT_EINTERNAL with libharu's code for the first
 * of its errors since ht_pdfobj_new(). */
ht_err ht_pdfobj_save(ht_ctx *ctx, ht_pdfobj *p, ht_buf *out);

#endif
