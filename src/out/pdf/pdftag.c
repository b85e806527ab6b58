/* SPDX-License-Identifier: Apache-2.0
 *
 * The structure tree.  A tag is an element; what is drawn in it becomes one
 * marked-content sequence, or several when elements within it come between,
 * for such sequences do not nest.  What no tag holds is an artifact.  A span
 * with a text of its own is such a sequence too: Poppler takes the end of one
 * that is nested, and none of the structure, for the end of both.
 */
#include "out/pdf/pdftag.h"

#include "out/pdf/pdffmt.h"

#define DEPTH_MAX 32 /* deeper tags count as their parents */

typedef struct kid {
	struct elem *elem; /* NULL: a marked-content sequence */
	int mcid;
	ht_pdfref page; /* where that sequence stands */
	struct kid *next;
} kid;

typedef struct elem {
	const char *name;
	bool artifact;
	struct elem *parent, *next; /* next in order of creation */
	ht_pdfref ref, page;
	kid *first, **last;
} elem;

struct ht_pdftag {
	ht_arena *arena;
	ht_pdfobj *obj;
	elem root;
	elem **tail; /* of the list that begins with root */
	ht_pdfref tree;
	/* of the page */
	ht_buf *b;
	ht_pdfref page;
	elem *stack[DEPTH_MAX];
	int depth; /* may exceed DEPTH_MAX */
	elem *open; /* whose marked content is open, NULL: none */
	elem *last; /* the element under the root that came last, and its id */
	uint32_t last_id;
	int nmcid;
	int span; /* the sequence of a span, -1: it is none of the structure */
	size_t span_at; /* where it begins in b */
	ht_buf parents; /* of the page's sequences, in order */
	/* of the file */
	ht_buf nums;
	int npage;
};

/* Standard structure types (14.8.4) of the elements that are not paragraphs. */
static const struct {
	const char *name, *type;
} standard[] = {
	{"document", "Document"},
	{"title", "H1"},
	{"attachment_title", "H1"},
	{"head1", "H2"},
	{"head2", "H3"},
	{"head3", "H4"},
	{"head4", "H5"},
	{"table", "Table"},
	{"row", "TR"},
	{"cell", "TD"},
	{"footnote", "Note"},
};

ht_pdftag *
ht_pdftag_new(ht_arena *a, ht_pdfobj *p)
{
	ht_pdftag *t = HT_NEW(a, ht_pdftag);

	t->arena = a;
	t->obj = p;
	t->tree = ht_pdfobj_dict(p);
	t->root.name = "document";
	t->root.ref = ht_pdfobj_dict(p);
	t->root.last = &t->root.first;
	t->tail = &t->root.next;
	return t;
}

static void
close_content(ht_pdftag *t)
{
	if (t->open != NULL)
		ht_buf_adds(t->b, "EMC\n");
	t->open = NULL;
}

static void
add_kid(ht_pdftag *t, elem *parent, elem *e, int mcid)
{
	kid *k = HT_NEW(t->arena, kid);

	*k = (kid){.elem = e, .mcid = mcid, .page = t->page};
	*parent->last = k;
	parent->last = &k->next;
}

/* Element names are lower case words; anything else would need escapes. */
static const char *
plain_name(ht_arena *a, const char *name)
{
	ht_str s = ht_str_from(name != NULL ? name : "");
	char *out = ht_str_cstr(a, s);

	for (char *p = out; *p != '\0'; p++) {
		if (!((*p >= 'a' && *p <= 'z') || (*p >= '0' && *p <= '9') ||
			    *p == '_'))
			*p = '-';
	}
	return s.n > 0 ? out : "para";
}

int
ht_pdftag_page(ht_pdftag *t, ht_pdfref page, ht_buf *b)
{
	t->page = page;
	t->b = b;
	t->depth = 0;
	t->nmcid = 0;
	t->open = NULL;
	t->parents.n = 0;
	return t->npage++;
}

void
ht_pdftag_page_end(ht_pdftag *t)
{
	close_content(t);
	ht_buf_addf(&t->nums, "%d[", t->npage - 1);
	ht_buf_addstr(&t->nums, ht_buf_str(&t->parents));
	ht_buf_adds(&t->nums, "]\n");
}

static elem *
innermost(ht_pdftag *t)
{
	int depth = t->depth < DEPTH_MAX ? t->depth : DEPTH_MAX;

	return depth > 0 ? t->stack[depth - 1] : NULL;
}

/* The next line of the paragraph that came last goes on with its element. */
static bool
goes_on(const ht_pdftag *t, uint32_t id)
{
	return id != 0 && t->depth == 1 && t->last != NULL && t->last_id == id;
}

void
ht_pdftag_begin(ht_pdftag *t, const char *name, uint32_t id, bool is_artifact)
{
	elem *parent = innermost(t), *e;

	t->depth++;
	if (t->depth > DEPTH_MAX)
		return;
	if (goes_on(t, id)) {
		t->stack[0] = t->last;
		return;
	}
	e = HT_NEW(t->arena, elem);
	t->stack[t->depth - 1] = e;
	e->last = &e->first;
	e->page = t->page;
	e->artifact = is_artifact || (parent != NULL && parent->artifact);
	if (e->artifact)
		return;
	e->parent = parent != NULL ? parent : &t->root;
	e->name = plain_name(t->arena, name);
	e->ref = ht_pdfobj_dict(t->obj);
	*t->tail = e;
	t->tail = &e->next;
	add_kid(t, e->parent, e, 0);
	if (parent == NULL) {
		t->last = e;
		t->last_id = id;
	}
}

void
ht_pdftag_end(ht_pdftag *t)
{
	if (t->depth == 0)
		return;
	if (t->depth <= DEPTH_MAX && t->open == t->stack[t->depth - 1])
		close_content(t);
	t->depth--;
}

/* A sequence of marked content of an element; its number. */
static int
add_sequence(ht_pdftag *t, elem *e)
{
	ht_buf_addf(&t->parents, "%s%u 0 R", t->nmcid > 0 ? " " : "", e->ref);
	add_kid(t, e, NULL, t->nmcid);
	return t->nmcid++;
}

void
ht_pdftag_content(ht_pdftag *t)
{
	elem *e = innermost(t);

	if (t->open != NULL && t->open == (e != NULL ? e : &t->root))
		return;
	close_content(t);
	/* The root is never drawn in: as the open one it means no tag. */
	t->open = e != NULL ? e : &t->root;
	if (e == NULL || e->artifact) {
		ht_buf_adds(t->b, "/Artifact BMC\n");
		return;
	}
	ht_buf_addf(t->b, "/%s<</MCID %d>>BDC\n", e->name, add_sequence(t, e));
}

void
ht_pdftag_pause(ht_pdftag *t)
{
	close_content(t);
}

void
ht_pdftag_span(ht_pdftag *t)
{
	elem *e = innermost(t);

	t->span = -1;
	if (e == NULL || e->artifact) {
		ht_pdftag_content(t);
	} else {
		close_content(t);
		t->span = add_sequence(t, e);
	}
	t->span_at = t->b->n;
}

void
ht_pdftag_span_end(ht_pdftag *t, ht_str text)
{
	ht_buf mark = {0};

	ht_buf_adds(&mark, "/Span<<");
	if (t->span >= 0)
		ht_buf_addf(&mark, "/MCID %d", t->span);
	ht_buf_adds(&mark, "/ActualText");
	ht_pdffmt_text(&mark, text);
	ht_buf_adds(&mark, ">>BDC\n");
	ht_buf_insert(t->b, t->span_at, ht_buf_str(&mark));
	ht_buf_drop(&mark);
	ht_buf_adds(t->b, "EMC\n");
}

static const char *
standard_type(const char *name)
{
	for (size_t i = 0; i < sizeof standard / sizeof *standard; i++) {
		if (ht_str_is(ht_str_from(name), standard[i].name))
			return standard[i].type;
	}
	return "P";
}

static void
write_elem(ht_pdftag *t, const elem *e, ht_buf *b)
{
	b->n = 0;
	ht_buf_addf(b, "/Type/StructElem/S/%s/P %u 0 R", e->name,
		e->parent != NULL ? e->parent->ref : t->tree);
	if (e->page != 0)
		ht_buf_addf(b, "/Pg %u 0 R", e->page);
	ht_buf_adds(b, "/K[");
	for (const kid *k = e->first; k != NULL; k = k->next) {
		if (k->elem != NULL)
			ht_buf_addf(b, "%u 0 R", k->elem->ref);
		else if (k->page == e->page)
			ht_buf_addf(b, "%d", k->mcid);
		else
			ht_buf_addf(b, "<</Type/MCR/Pg %u 0 R/MCID %d>>",
				k->page, k->mcid);
		if (k->next != NULL)
			ht_buf_addc(b, ' ');
	}
	ht_buf_addc(b, ']');
	ht_pdfobj_body(t->obj, e->ref, ht_buf_str(b));
}

/* 14.7.3: one entry for each name, at the first element that bears it. */
static void
add_roles(const ht_pdftag *t, ht_buf *b)
{
	ht_buf_adds(b, "/RoleMap<<");
	for (const elem *e = &t->root; e != NULL; e = e->next) {
		const elem *same = &t->root;

		while (!ht_str_is(ht_str_from(same->name), e->name))
			same = same->next;
		if (same == e)
			ht_buf_addf(
				b, "/%s/%s", e->name, standard_type(e->name));
	}
	ht_buf_adds(b, ">>");
}

ht_pdfref
ht_pdftag_write(ht_pdftag *t)
{
	ht_pdfref parents = ht_pdfobj_dict(t->obj);
	ht_buf b = {0};

	for (const elem *e = &t->root; e != NULL; e = e->next)
		write_elem(t, e, &b);
	b.n = 0;
	ht_buf_adds(&b, "/Nums[");
	ht_buf_addstr(&b, ht_buf_str(&t->nums));
	ht_buf_addc(&b, ']');
	ht_pdfobj_body(t->obj, parents, ht_buf_str(&b));
	b.n = 0;
	ht_buf_addf(&b,
		"/Type/StructTreeRoot/K %u 0 R/ParentTree %u 0 R"
		"/ParentTreeNextKey %d",
		t->root.ref, parents, t->npage);
	add_roles(t, &b);
	ht_pdfobj_body(t->obj, t->tree, ht_buf_str(&b));
	ht_buf_drop(&b);
	ht_buf_drop(&t->nums);
	ht_buf_drop(&t->parents);
	return t->tree;
}
