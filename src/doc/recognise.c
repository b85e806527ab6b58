/* SPDX-License-Identifier: Apache-2.0
 *
 * Recognition: raw blocks in, elements out.
 *
 * First the addressee, or the first sentence or number, is looked for: what
 * stands before it is head and title, what follows is body up to signature
 * and date, the rest attachments and imprint.  Within each part the rules of
 * data/rules.yaml name the blocks one by one.  A single grammar over all
 * blocks was tried on paper and rejected: real sources lack any element, and
 * a part that is not found must not take the others along.
 */
#include "doc/find.h"

#include <string.h>

#include "base/utf8.h"

#define WEB_MANY 3
#define ELEM_SPARE 32 /* elements more than blocks, before growing */
#define SENTENCE_MIN 36 /* half cells of a first sentence */

ht_str
ht_find_text(const ht_find *f, size_t i)
{
	return f->unit[i].raw->text.str;
}

ht_elem *
ht_find_add(ht_find *f, ht_elem_kind kind, ht_text text, const char *rule,
	int confidence)
{
	ht_doc *d = f->doc;
	ht_elem *e;

	HT_ROOM(f->ctx->arena, d->elem, d->nelem, f->capelem);
	f->count[kind]++;
	e = &d->elem[d->nelem++];
	*e = (ht_elem){.kind = kind,
		.span = ht_text_span(&text),
		.text = text,
		.rule = rule,
		.confidence = confidence};
	return e;
}

void
ht_find_outside(ht_find *f, const char *path)
{
	ht_doc *d = f->doc;

	HT_ROOM(f->ctx->arena, d->outside, d->noutside, f->capoutside);
	d->outside[d->noutside++] = path;
}

void
ht_find_attr(ht_find *f, ht_elem *e, const char *key, ht_str value)
{
	if (e->nattr == (int)(sizeof e->attr / sizeof *e->attr))
		return;
	e->attr[e->nattr].key = key;
	e->attr[e->nattr++].value = ht_str_cstr(f->ctx->arena, value);
}

ht_elem *
ht_find_elem(const ht_find *f, ht_elem_kind kind)
{
	for (size_t i = 0; i < f->doc->nelem; i++)
		if (f->doc->elem[i].kind == kind)
			return &f->doc->elem[i];
	return NULL;
}

void
ht_find_noise(ht_find *f, const ht_text *text, const char *rule)
{
	ht_elem *e = ht_find_add(f, HT_NOISE, *text, rule, 80);

	ht_report_add(&f->noise, e->span, rule,
		ht_report_lists(&f->noise)
			? ht_excerpt(f->ctx->arena, text->str)
			: NULL);
}

void
ht_find_stray(ht_find *f, const ht_text *text)
{
	ht_elem *e = ht_find_add(f, HT_STRAY, *text, "stray", 30);

	ht_report_text(&f->stray, e->span, text->str);
}

/* --- rules */

static bool
stands_before(ht_find *f, size_t i, ht_elem_kind kind, ht_zone zone);

static bool
matches(ht_find *f, const ht_rule *rule, size_t i, ht_zone zone, ht_match *out)
{
	const ht_raw *raw = f->unit[i].raw;

	if (!(rule->where & zone) || raw->text.str.n > rule->max * 4)
		return false;
	if ((rule->link && raw->kind != HT_RAW_LINK) ||
		raw->kind == HT_RAW_IMAGE)
		return false;
	if (rule->last &&
		(i < f->last || (zone == HT_ZONE_BODY && !f->given[HT_DATE])))
		return false;
	/* Furniture stands on web pages only, and holds no sentence. */
	if (rule->kind == HT_NOISE && !rule->link &&
		(!f->web || f->unit[i].prose))
		return false;
	if (!ht_rule_match(&f->m, rule, raw->text.str, 0, out))
		return false;
	return !rule->has_next || stands_before(f, i, rule->next, zone);
}

bool
ht_find_rule(ht_find *f, size_t i, ht_zone zone, ht_match *out)
{
	size_t n;
	const ht_rule *rule = ht_rules_list(f->m.rules, &n);

	for (size_t k = 0; k < n; k++)
		if (matches(f, &rule[k], i, zone, out))
			return true;
	return false;
}

/* Whether unit i stands before one of kind.  Rules that ask so themselves do
 * not answer. */
static bool
stands_before(ht_find *f, size_t i, ht_elem_kind kind, ht_zone zone)
{
	size_t n;
	const ht_rule *rule = ht_rules_list(f->m.rules, &n);
	ht_match match;

	if (i + 1 >= f->nunit)
		return false;
	for (size_t k = 0; k < n; k++)
		if (rule[k].kind == kind && !rule[k].has_next &&
			matches(f, &rule[k], i + 1, zone, &match))
			return true;
	return false;
}

bool
ht_find_chrome(ht_find *f, size_t i, ht_zone zone)
{
	ht_match match;

	return ht_find_rule(f, i, zone, &match) &&
	       match.rule->kind == HT_NOISE && match.rule->confidence >= 80;
}

static bool
is_blank(ht_str s)
{
	return ht_str_trim(s).n == 0;
}

static ht_text
sub_trimmed(ht_find *f, const ht_text *t, size_t beg, size_t end)
{
	ht_str s = ht_str_trim(ht_str_sub(t->str, beg, end));

	beg = (size_t)(s.p - t->str.p);
	return ht_text_sub(f->ctx->arena, t, beg, beg + s.n);
}

/* Parts a block by the groups that are elements; the rest is noise. */
static void
take_parts(ht_find *f, const ht_text *t, const ht_match *m)
{
	const ht_rule *r = m->rule;
	size_t at = 0;

	for (int i = 1; i < r->ngroup; i++) {
		ht_text part;

		if (r->group_kind[i] < 0 || !m->set[i])
			continue;
		if (m->beg[i] > at &&
			!is_blank(ht_str_sub(t->str, at, m->beg[i]))) {
			part = sub_trimmed(f, t, at, m->beg[i]);
			ht_find_noise(f, &part, r->name);
		}
		part = sub_trimmed(f, t, m->beg[i], m->end[i]);
		ht_find_add(f, (ht_elem_kind)r->group_kind[i], part, r->name,
			r->confidence);
		at = m->end[i];
	}
	if (at < t->str.n && !is_blank(ht_str_sub(t->str, at, t->str.n))) {
		ht_text part = sub_trimmed(f, t, at, t->str.n);

		ht_find_noise(f, &part, r->name);
	}
}

static bool
has_parts(const ht_match *m)
{
	for (int i = 1; i < m->rule->ngroup; i++)
		if (m->rule->group_kind[i] >= 0 && m->set[i])
			return true;
	return false;
}

void
ht_find_take(ht_find *f, const ht_text *text, const ht_match *match)
{
	const ht_rule *r = match->rule;
	ht_elem *e;

	if (has_parts(match)) {
		take_parts(f, text, match);
		return;
	}
	if (r->kind == HT_NOISE) {
		ht_find_noise(f, text, r->name);
		return;
	}
	e = ht_find_add(f, r->kind, *text, r->name, r->confidence);
	for (int i = 1; i < r->ngroup; i++)
		if (match->set[i] && r->group_name[i])
			ht_find_attr(f, e, r->group_name[i],
				ht_str_trim(ht_str_sub(text->str, match->beg[i],
					match->end[i])));
}

/* --- the parts */

/* Three blocks of furniture make a source a web page. */
static bool
is_web(ht_find *f)
{
	size_t n = 0;

	f->web = true;
	for (size_t i = 0; i < f->nunit && n < WEB_MANY; i++)
		n += f->unit[i].raw->kind != HT_RAW_LINK &&
		     ht_find_chrome(f, i, HT_ZONE_END);
	return n >= WEB_MANY;
}

static void
read_units(ht_find *f)
{
	static const char full_stop[] = "\xE3\x80\x82"; /* U+3002 */
	bool ruled = false;

	f->unit = HT_ARRAY(f->ctx->arena, ht_unit, f->raws->nraw + 1);
	for (size_t i = 0; i < f->raws->nraw; i++) {
		const ht_raw *raw = &f->raws->raw[i];
		ht_unit *u = &f->unit[f->nunit];

		ruled = ruled || raw->kind == HT_RAW_RULE;
		if (raw->kind == HT_RAW_RULE || raw->kind == HT_RAW_FRONT ||
			raw->kind == HT_RAW_NOTE)
			continue;
		u->raw = raw;
		u->start = ht_line_start(raw->text.str);
		u->stop = ht_line_stop(raw->text.str);
		u->width = ht_line_width(raw->text.str);
		u->sentence =
			(u->stop >= HT_STOP_COLON && u->width >= SENTENCE_MIN);
		u->prose = ht_str_find(raw->text.str, full_stop, 0) != SIZE_MAX;
		u->ruled = ruled;
		ruled = false;
		f->nunit++;
	}
}

/* From which unit on all are the imprint's: those that a rule knows, and those
 * that go on with the list above them. */
static size_t
find_last(ht_find *f)
{
	size_t last = f->nunit;
	ht_match match;

	f->last = 0;
	for (size_t i = f->nunit; i-- > 0;) {
		if (ht_find_rule(f, i, HT_ZONE_IMPRINT, &match) &&
			match.rule->kind != HT_ATTACHMENT_LABEL)
			last = i;
		else if (i == 0 || f->unit[i - 1].stop != HT_STOP_COMMA)
			break;
	}
	return last;
}

/* A text that begins with an attachment's label is that attachment alone. */
static bool
is_attachment(ht_find *f)
{
	ht_match match;

	return f->nunit && ht_find_rule(f, 0, HT_ZONE_IMPRINT, &match) &&
	       match.rule->kind == HT_ATTACHMENT_LABEL;
}

static int
compare_elems(const ht_elem *a, const ht_elem *b)
{
	return (a->span.beg > b->span.beg) - (a->span.beg < b->span.beg);
}

/* Noise of front matter and page ends was found out of turn: back to the
 * order of the source.  An insertion sort: nearly all is in order. */
static void
sort_elems(ht_doc *d)
{
	for (size_t i = 1; i < d->nelem; i++) {
		ht_elem e = d->elem[i];
		size_t k = i;

		for (; k > 0 && compare_elems(&d->elem[k - 1], &e) > 0; k--)
			d->elem[k] = d->elem[k - 1];
		d->elem[k] = e;
	}
}

bool
ht_find_attaches(const ht_elem *e)
{
	return e->kind == HT_ATTACHMENT_LABEL ||
	       (e->kind == HT_ATTACHMENT_TITLE &&
		       strcmp(e->rule, HT_ATTACH_RULE) == 0);
}

/* Where an element of kind belongs: behind the last of its kind or one before
 * it, otherwise before the first of the document. */
static size_t
place_of(const ht_doc *d, ht_elem_kind kind)
{
	size_t i = 0;

	/* Attachments have body text of their own. */
	while (i < d->nelem &&
		(kind >= HT_ATTACHMENT_LABEL || !ht_find_attaches(&d->elem[i])))
		i++;
	while (i > 0 && d->elem[i - 1].kind > kind)
		i--;
	if (i > 0)
		return i;
	while (i < d->nelem && d->elem[i].kind == HT_NOISE)
		i++;
	return i;
}

/* Elements of front matter go where their kind stands.  There are few. */
static void
place_front(ht_find *f)
{
	ht_doc *d = f->doc;
	ht_elem *front = HT_ARRAY(f->ctx->arena, ht_elem, d->nelem + 1);
	size_t n = 0, kept = 0;

	for (size_t i = 0; i < d->nelem; i++) {
		if (strcmp(d->elem[i].rule, HT_FRONT_RULE) == 0)
			front[n++] = d->elem[i];
		else
			d->elem[kept++] = d->elem[i];
	}
	d->nelem = kept;
	for (size_t i = 0; i < n; i++) {
		size_t to = place_of(d, front[i].kind);

		memmove(d->elem + to + 1, d->elem + to,
			(d->nelem - to) * sizeof *d->elem);
		d->elem[to] = front[i];
		d->nelem++;
	}
}

ht_err
ht_doc_recognise(ht_ctx *ctx, const ht_rules *rules, const ht_source *s,
	const ht_raws *raws, const ht_doc_options *opt, ht_doc *out)
{
	ht_find f = {.ctx = ctx,
		.m = ht_matcher_new(ctx, rules),
		.s = s,
		.raws = raws,
		.doc = out,
		.infer = !opt || !opt->no_infer,
		.noise = {.ctx = ctx, .id = HT_MSG_DOC_NOISE},
		.stray = {.ctx = ctx, .id = HT_MSG_DOC_STRAY},
		.second = {.ctx = ctx, .id = HT_MSG_DOC_SECOND},
		.twice = {.ctx = ctx, .id = HT_MSG_DOC_DUPLICATE},
		.colon = {.ctx = ctx, .id = HT_MSG_DOC_COPY_COLON}};
	size_t next;
	bool found;
	ht_err err;

	*out = (ht_doc){.title = ht_str_cstr(ctx->arena, HT_STR(""))};
	read_units(&f);
	f.capelem = f.nunit + ELEM_SPARE;
	out->elem = HT_ARRAY(ctx->arena, ht_elem, f.capelem);
	f.web = is_web(&f);
	f.last = find_last(&f);
	ht_find_given(&f);
	found = ht_find_begin(&f);
	if (is_attachment(&f))
		f.body = f.title = f.title_end = 0;
	else if (!f.given[HT_TITLE])
		ht_find_title(&f);
	ht_find_begin_below(&f, found);
	err = ht_find_front(&f);
	if (err != HT_OK) {
		ht_matcher_drop(&f.m);
		return err;
	}
	ht_find_head(&f);
	next = is_attachment(&f) ? 0 : ht_find_body(&f);
	ht_find_end(&f, next);
	ht_find_notes(&f);
	sort_elems(out);
	ht_find_override(&f);
	if (f.has_front)
		place_front(&f);
	ht_find_infer(&f);
	HT_TRY(ht_find_normal(&f));
	ht_find_tables(&f);
	ht_find_captions(&f);
	ht_find_attached(&f);
	ht_find_agree(&f);
	ht_find_check(&f);
	ht_find_meant(&f);
	for (size_t i = 0; i < out->nelem; i++)
		out->elem[i].id = (uint32_t)i + 1;
	ht_find_note_marks(&f);
	ht_report_end(&f.noise);
	ht_report_end(&f.stray);
	ht_report_end(&f.second);
	ht_report_end(&f.twice);
	ht_report_end(&f.colon);
	ht_matcher_drop(&f.m);
	return HT_OK;
}
