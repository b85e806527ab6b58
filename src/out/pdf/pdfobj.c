/* SPDX-License-Identifier: Apache-2.0
 *
 * libharu, and the only file that knows it.  Of libharu its objects are used:
 * the document, pages, dictionaries, streams, the cross-reference table and
 * its writer.  Its text, font and compression paths are not: they lose what
 * lies beyond the BMP and cannot take shaped glyphs or CFF.
 *
 * A dictionary's own text goes out through dict->write_fn, which libharu calls
 * before ">>"; a stream's bytes, already pressed, through a callback reader.
 * Errors of libharu stick: asking once before saving misses none.
 */
#include "out/pdf/pdfobj.h"

#include <hpdf.h>
#include <hpdf_doc.h>
#include <libdeflate.h>
#include <stdlib.h>
#include <string.h>

#include "base/hash.h"
#include "out/pdf/pdffmt.h"
#include "out/pdf/pdfsmall.h"

/* libdeflate's level, measured on 500 documents made from the corpus: 6 takes a
 * fifth more of a document's whole time and makes its file half a per cent
 * shorter.  (Fonts, nine tenths of it, come pressed: cffstore.c.) */
#define PRESS_LEVEL 1
#define PRESS_SMALL 12 /* its best */
#define REF_MASK 0x00FFFFFF /* hpdf_objects.h: the number in an obj_id */
#define ID_BYTES 16
#define OBJECT_BYTES 100 /* of an object in the file, beside its own */
/* The second half of the ID is the hash of the first from here. */
#define ID_START_2 UINT64_C(0x84222325CBF29CE4)

typedef struct object {
	HPDF_Dict dict;
	ht_str body, bytes;
	struct object *next;
} object;

struct ht_pdfobj {
	ht_arena *arena;
	HPDF_Doc doc;
	object *first, **last; /* in order of creation */
	object **of; /* by number */
	size_t capof;
	HPDF_Stream to; /* what the file is written to */
	HPDF_STATUS error; /* the first */
	struct libdeflate_compressor *press; /* NULL until it is needed */
	int level; /* of press */
	char *room; /* for what it makes */
	size_t roomy; /* bytes in it */
};

static void HPDF_STDCALL
record_error(HPDF_STATUS error, HPDF_STATUS detail, void *user)
{
	ht_pdfobj *p = user;

	(void)detail;
	if (p->error == HPDF_OK)
		p->error = error;
}

static void
check(ht_pdfobj *p, HPDF_STATUS status)
{
	if (status != HPDF_OK && p->error == HPDF_OK)
		p->error = status;
}

static HPDF_STATUS
write_str(HPDF_Stream to, ht_str s)
{
	if (s.n == 0)
		return HPDF_OK;
	return HPDF_Stream_Write(to, (const HPDF_BYTE *)s.p, (HPDF_UINT)s.n);
}

static HPDF_STATUS
write_body(HPDF_Dict dict, HPDF_Stream to)
{
	return write_str(to, ((const object *)dict->attr)->body);
}

/* A page's attr is libharu's own: its body is found by the object's number. */
static HPDF_STATUS
write_page_body(HPDF_Dict dict, HPDF_Stream to)
{
	const ht_pdfobj *p = dict->error->user_data;
	const object *o = p->of[dict->header.obj_id & REF_MASK];

	return write_str(to, o->body);
}

/* HPDF_Stream_WriteToStream() would take the bytes through a buffer of 4 KiB.
 * They go where it writes to in one piece instead, and it is told of the end:
 * it counts what that stream has got. */
static HPDF_STATUS
read_bytes(HPDF_Stream s, HPDF_BYTE *to, HPDF_UINT *size)
{
	const object *o = s->attr;
	const ht_pdfobj *p = o->dict->error->user_data;
	HPDF_STATUS status = write_str(p->to, o->bytes);

	(void)to;
	*size = 0;
	return status == HPDF_OK ? HPDF_STREAM_EOF : status;
}

static HPDF_STATUS
seek_bytes(HPDF_Stream s, HPDF_INT pos, HPDF_WhenceMode mode)
{
	(void)s;
	return mode == HPDF_SEEK_SET && pos == 0 ? HPDF_OK
						 : HPDF_INVALID_PARAMETER;
}

static HPDF_UINT32
size_bytes(HPDF_Stream s)
{
	const object *o = s->attr;

	return (HPDF_UINT32)o->bytes.n;
}

/* Copies into the arena. */
static ht_str
keep(ht_pdfobj *p, ht_str s)
{
	return (ht_str){ht_str_cstr(p->arena, s), s.n};
}

/* Registers a dictionary that libharu has numbered; 0 after an error. */
static ht_pdfref
adopt(ht_pdfobj *p, HPDF_Dict dict)
{
	object *o;
	size_t ref;

	if (dict == NULL || p->error != HPDF_OK) {
		check(p, HPDF_FAILD_TO_ALLOC_MEM);
		return 0;
	}
	o = HT_NEW(p->arena, object);
	ref = dict->header.obj_id & REF_MASK;
	o->dict = dict;
	while (ref >= p->capof)
		p->of = ht_arena_grow(
			p->arena, p->of, &p->capof, sizeof *p->of);
	p->of[ref] = o;
	*p->last = o;
	p->last = &o->next;
	return (ht_pdfref)ref;
}

static ht_pdfref
adopt_own(ht_pdfobj *p, HPDF_Dict dict)
{
	ht_pdfref ref = adopt(p, dict);

	if (ref != 0) {
		dict->attr = p->of[ref];
		dict->write_fn = write_body;
	}
	return ref;
}

ht_pdfobj *
ht_pdfobj_new(ht_arena *a, bool small)
{
	ht_pdfobj *p = HT_NEW(a, ht_pdfobj);

	p->arena = a;
	p->level = small ? PRESS_SMALL : PRESS_LEVEL;
	p->last = &p->first;
	p->doc = HPDF_New(record_error, p);
	return p->doc != NULL ? p : NULL;
}

bool
ht_pdfobj_small(const ht_pdfobj *p)
{
	return p->level == PRESS_SMALL;
}

void
ht_pdfobj_drop(ht_pdfobj *p)
{
	if (p == NULL)
		return;
	libdeflate_free_compressor(p->press);
	free(p->room);
	HPDF_Free(p->doc);
}

ht_pdfref
ht_pdfobj_dict(ht_pdfobj *p)
{
	HPDF_Dict dict = HPDF_Dict_New(p->doc->mmgr);

	if (dict == NULL || HPDF_Xref_Add(p->doc->xref, dict) != HPDF_OK) {
		check(p, HPDF_FAILD_TO_ALLOC_MEM);
		return 0;
	}
	return adopt_own(p, dict);
}

void
ht_pdfobj_body(ht_pdfobj *p, ht_pdfref ref, ht_str body)
{
	if (ref != 0)
		p->of[ref]->body = keep(p, body);
}

/* bytes in zlib's format, in the arena; empty when that is no shorter. */
static ht_str
deflate(ht_pdfobj *p, ht_str bytes)
{
	size_t n;

	if (p->press == NULL)
		p->press = libdeflate_alloc_compressor(p->level);
	if (p->roomy < bytes.n) {
		free(p->room);
		p->room = malloc(bytes.n);
		p->roomy = p->room != NULL ? bytes.n : 0;
	}
	if (p->press == NULL || p->room == NULL)
		return (ht_str){NULL, 0};
	n = libdeflate_zlib_compress(
		p->press, bytes.p, bytes.n, p->room, bytes.n);
	return n > 0 ? keep(p, (ht_str){p->room, n}) : (ht_str){NULL, 0};
}

/* Gives stream object o its bytes and the filter they need.  An empty stream
 * is never pressed: libharu would write a Flate stream of no bytes. */
static void
attach(ht_pdfobj *p, object *o, ht_str bytes, ht_press press)
{
	ht_str pressed = {NULL, 0};
	HPDF_Stream reader;

	if (press == HT_PRESS_DONE)
		pressed = bytes;
	else if (press != HT_PRESS_NONE && bytes.n > 0)
		pressed = deflate(p, bytes);
	if (pressed.n > 0)
		o->body = keep(p,
			ht_str_from(ht_fmt(p->arena, "%.*s/Filter/FlateDecode",
				(int)o->body.n, o->body.p)));
	o->bytes = pressed.n > 0 ? pressed : keep(p, bytes);
	reader = HPDF_CallbackReader_New(
		p->doc->mmgr, read_bytes, seek_bytes, NULL, size_bytes, o);
	if (reader == NULL) {
		check(p, HPDF_FAILD_TO_ALLOC_MEM);
		return;
	}
	reader->size = (HPDF_UINT)o->bytes.n;
	HPDF_Stream_Free(o->dict->stream);
	o->dict->stream = reader;
}

ht_pdfref
ht_pdfobj_stream(ht_pdfobj *p, ht_str body, ht_str bytes, ht_press press)
{
	ht_pdfref ref =
		adopt_own(p, HPDF_DictStream_New(p->doc->mmgr, p->doc->xref));

	if (ref != 0) {
		p->of[ref]->body = keep(p, body);
		attach(p, p->of[ref], bytes, press);
	}
	return ref;
}

ht_pdfref
ht_pdfobj_page(ht_pdfobj *p, ht_pdfref resources)
{
	HPDF_Page page = HPDF_AddPage(p->doc);
	HPDF_Dict contents;
	ht_pdfref ref = adopt(p, page);

	if (ref == 0)
		return 0;
	page->write_fn = write_page_body;
	/* libharu would write the box in floats. */
	check(p, HPDF_Dict_RemoveElement(page, "MediaBox"));
	check(p, HPDF_Dict_Add(page, "Resources", p->of[resources]->dict));
	contents = HPDF_Dict_GetItem(page, "Contents", HPDF_OCLASS_DICT);
	if (contents == NULL)
		return 0;
	return adopt_own(p, contents) != 0 ? ref : 0;
}

void
ht_pdfobj_content(ht_pdfobj *p, ht_pdfref page, ht_str bytes)
{
	HPDF_Dict contents;

	if (page == 0)
		return;
	contents = HPDF_Dict_GetItem(
		p->of[page]->dict, "Contents", HPDF_OCLASS_DICT);
	if (contents != NULL)
		attach(p, p->of[contents->header.obj_id & REF_MASK], bytes,
			HT_PRESS);
}

void
ht_pdfobj_catalog(ht_pdfobj *p, ht_str body)
{
	ht_pdfref ref = adopt_own(p, p->doc->catalog);

	ht_pdfobj_body(p, ref, body);
}

void
ht_pdfobj_info(ht_pdfobj *p, ht_str body)
{
	ht_pdfref ref = adopt_own(p, p->doc->info);

	/* HPDF_New() names itself there. */
	if (ref != 0)
		check(p, HPDF_Dict_RemoveElement(p->doc->info, "Producer"));
	ht_pdfobj_body(p, ref, body);
}

static HPDF_STATUS
write_out(HPDF_Stream s, const HPDF_BYTE *bytes, HPDF_UINT n)
{
	ht_buf_add(s->attr, bytes, n);
	return HPDF_OK;
}

/* ISO 32000-1 14.4: an identifier out of the file's contents. */
static void
make_id(const ht_pdfobj *p, HPDF_BYTE id[ID_BYTES])
{
	uint64_t h[2] = {HT_HASH_START, 0};

	for (const object *o = p->first; o != NULL; o = o->next) {
		h[0] = ht_hash_add(h[0], o->body);
		h[0] = ht_hash_add(h[0], o->bytes);
	}
	for (int i = 0; i < ID_BYTES / 2; i++)
		id[i] = (HPDF_BYTE)(h[0] >> i * 8);
	h[1] = ht_hash_add(
		ID_START_2, (ht_str){(const char *)id, ID_BYTES / 2});
	for (int i = ID_BYTES / 2; i < ID_BYTES; i++)
		id[i] = (HPDF_BYTE)(h[1] >> i % 8 * 8);
}

static void
add_id(ht_pdfobj *p)
{
	HPDF_BYTE id[ID_BYTES];
	HPDF_Array array = HPDF_Array_New(p->doc->mmgr);

	if (array == NULL) {
		check(p, HPDF_FAILD_TO_ALLOC_MEM);
		return;
	}
	make_id(p, id);
	check(p, HPDF_Dict_Add(p->doc->trailer, "ID", array));
	for (int i = 0; i < 2; i++)
		check(p, HPDF_Array_Add(array,
				 HPDF_Binary_New(p->doc->mmgr, id, ID_BYTES)));
}

ht_pdfref
ht_pdfobj_count(const ht_pdfobj *p)
{
	return p->doc->xref->entries->count;
}

ht_pdfkind
ht_pdfobj_kind(const ht_pdfobj *p, ht_pdfref ref)
{
	const HPDF_Dict_Rec *d = HPDF_Xref_GetEntry(p->doc->xref, ref)->obj;
	HPDF_UINT16 class = d->header.obj_class & HPDF_OCLASS_ANY;

	if (class == HPDF_OCLASS_NUMBER)
		return HT_PDFKIND_LENGTH;
	if (class == HPDF_OCLASS_DICT && d->stream != NULL)
		return HT_PDFKIND_STREAM;
	return HT_PDFKIND_VALUE;
}

/* libharu has a stream's length in an object of its own and wants it there,
 * but need not tell of it. */
static void
tell_length(ht_pdfobj *p, object *o)
{
	HPDF_List list = o->dict->list;

	for (HPDF_UINT i = 0; i < list->count; i++) {
		HPDF_DictElement e = HPDF_List_ItemAt(list, i);

		if (strcmp(e->key, "Length") == 0)
			((HPDF_Obj_Header *)e->value)->obj_id |=
				HPDF_OTYPE_HIDDEN;
	}
	o->body = ht_str_from(ht_fmt(p->arena, "%.*s/Length %zu",
		(int)o->body.n, o->body.p, o->bytes.n));
}

void
ht_pdfobj_value(ht_pdfobj *p, ht_pdfref ref, ht_buf *out)
{
	HPDF_Stream to = HPDF_CallbackWriter_New(p->doc->mmgr, write_out, out);

	if (to == NULL) {
		check(p, HPDF_FAILD_TO_ALLOC_MEM);
		return;
	}
	p->to = to;
	if (ht_pdfobj_kind(p, ref) == HT_PDFKIND_STREAM)
		tell_length(p, p->of[ref]);
	check(p, HPDF_Obj_WriteValue(
			 HPDF_Xref_GetEntry(p->doc->xref, ref)->obj, to, NULL));
	p->to = NULL;
	HPDF_Stream_Free(to);
}

void
ht_pdfobj_roots(const ht_pdfobj *p, ht_buf *out)
{
	HPDF_BYTE id[ID_BYTES];

	make_id(p, id);
	ht_buf_addf(out, "/Root %u 0 R/Info %u 0 R/ID[",
		(unsigned)(p->doc->catalog->header.obj_id & REF_MASK),
		(unsigned)(p->doc->info->header.obj_id & REF_MASK));
	for (int k = 0; k < 2; k++) {
		ht_buf_addc(out, '<');
		for (int i = 0; i < ID_BYTES; i += 2)
			ht_pdffmt_hex4(out, (unsigned)(id[i] << 8 | id[i + 1]));
		ht_buf_addc(out, '>');
	}
	ht_buf_addc(out, ']');
}

ht_str
ht_pdfobj_head(void)
{
	/* 7.5.2: four bytes above 127 tell that the file is binary. */
	return HT_STR("%PDF-1.7\n%\xE7\xBA\xA2\xE5\xA4\xB4\n");
}

/* About as long as the file will be. */
static size_t
file_size(const ht_pdfobj *p)
{
	size_t n = 0;

	for (const object *o = p->first; o != NULL; o = o->next)
		n += o->body.n + o->bytes.n + OBJECT_BYTES;
	return n;
}

/* The objects, a table of them and a trailer, as libharu writes them. */
static void
write_file(ht_pdfobj *p, ht_buf *out)
{
	HPDF_Stream to = HPDF_CallbackWriter_New(p->doc->mmgr, write_out, out);

	if (to == NULL) {
		check(p, HPDF_FAILD_TO_ALLOC_MEM);
		return;
	}
	p->to = to;
	ht_buf_room(out, file_size(p));
	check(p, write_str(to, ht_pdfobj_head()));
	add_id(p);
	check(p, HPDF_Dict_Add(p->doc->trailer, "Root", p->doc->catalog));
	check(p, HPDF_Dict_Add(p->doc->trailer, "Info", p->doc->info));
	check(p, HPDF_Xref_WriteToStream(p->doc->xref, to, NULL));
	HPDF_Stream_Free(to);
	p->to = NULL;
}

ht_err
ht_pdfobj_save(ht_ctx *ctx, ht_pdfobj *p, ht_buf *out)
{
	size_t before = out->n;

	check(p, HPDF_GetError(p->doc));
	if (p->error == HPDF_OK && ht_pdfobj_small(p))
		ht_pdfsmall_write(ctx->arena, p, out);
	else if (p->error == HPDF_OK)
		write_file(p, out);
	check(p, HPDF_GetError(p->doc));
	if (p->error == HPDF_OK)
		return HT_OK;
	out->n = before;
	return ht_fail(ctx, HT_EINTERNAL, HT_MSG_PDF_BACKEND, NULL, 0,
		ht_fmt(ctx->arena, "libharu 0x%04lX", (unsigned long)p->error),
		NULL);
}
