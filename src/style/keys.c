/* SPDX-License-Identifier: Apache-2.0
 *
 * The keys of a layout file.  man/hongtou-layout.5 tells each one's meaning
 * and clause; a lint test holds this table, that page and the files together.
 */
#include "style/keys.h"

#include <stddef.h>
#include <string.h>

/* Limits are written in the file's unit and kept in thousandths. */
#define MILLI(x) ((int)((x)*1000 + ((x) < 0 ? -0.5 : 0.5)))

#define LENGTH(path, field, min, max)                                          \
	{                                                                      \
		path, HT_KEY_LENGTH, offsetof(ht_layout, field), MILLI(min),   \
			MILLI(max), NULL                                       \
	}
#define COUNT(path, field, min, max)                                           \
	{                                                                      \
		path, HT_KEY_COUNT, offsetof(ht_layout, field), MILLI(min),    \
			MILLI(max), NULL                                       \
	}
#define RATIO(path, field, min, max)                                           \
	{                                                                      \
		path, HT_KEY_RATIO, offsetof(ht_layout, field), MILLI(min),    \
			MILLI(max), NULL                                       \
	}
#define ZI(path, field, min, max)                                              \
	{                                                                      \
		path, HT_KEY_ZI, offsetof(ht_layout, field), MILLI(min),       \
			MILLI(max), NULL                                       \
	}
#define BOOL(path, field)                                                      \
	{                                                                      \
		path, HT_KEY_BOOL, offsetof(ht_layout, field), 0, 1, NULL      \
	}
#define ENUM(path, field, names)                                               \
	{                                                                      \
		path, HT_KEY_ENUM, offsetof(ht_layout, field), 0, 0, names     \
	}
/* A name, or a length: then the field has the value past the last name's, and
 * the field that follows it has the length. */
#define CELL(path, field, min, max, names)                                     \
	{                                                                      \
		path, HT_KEY_CELL, offsetof(ht_layout, field), MILLI(min),     \
			MILLI(max), names                                      \
	}
#define COLOUR(path, field)                                                    \
	{                                                                      \
		path, HT_KEY_COLOUR, offsetof(ht_layout, field), 0, 0, NULL    \
	}
#define TEXT(path, field)                                                      \
	{                                                                      \
		path, HT_KEY_TEXT, offsetof(ht_layout, field), 0, 0, NULL      \
	}

static const char *const pitch_names[] = {[HT_PITCH_INK_FILL] = "ink-fill",
	[HT_PITCH_LINE_BOX] = "line-box",
	[HT_PITCH_FIXED] = "fixed",
	NULL};
static const char *const place_names[] = {[HT_PLACE_OUTSIDE] = "outside",
	[HT_PLACE_CENTRE] = "centre",
	[HT_PLACE_LEFT] = "left",
	[HT_PLACE_RIGHT] = "right",
	[HT_PLACE_NONE] = "none",
	NULL};
static const char *const blank_names[] = {
	[HT_BLANK_GRID] = "grid", [HT_BLANK_GAP] = "gap", NULL};
static const char *const cell_names[] = {
	[HT_CELL_GRID] = "grid", [HT_CELL_EM] = "em", NULL};
static const char *const latin_names[] = {
	[HT_LATIN_HALF] = "half", [HT_LATIN_FONT] = "font", NULL};
static const char *const quotes_names[] = {
	[HT_QUOTES_HAN] = "han", [HT_QUOTES_LATIN] = "latin", NULL};
static const char *const digits_names[] = {[HT_DIGITS_AS_IS] = "as-is",
	[HT_DIGITS_HALF] = "half",
	[HT_DIGITS_FULL] = "full",
	NULL};
static const char *const tell_names[] = {[HT_TELL_NONE] = "none",
	[HT_TELL_FACE] = "face",
	[HT_TELL_DOTS] = "dots",
	[HT_TELL_LINE] = "underline",
	NULL};
static const char *const stretch_names[] = {[HT_STRETCH_EVEN] = "even",
	[HT_STRETCH_GAPS_FIRST] = "gaps-first",
	NULL};
static const char *const breaker_names[] = {
	[HT_BREAKER_GREEDY] = "greedy", [HT_BREAKER_OPTIMAL] = "optimal", NULL};
static const char *const kinsoku_names[] = {[HT_KINSOKU_NONE] = "none",
	[HT_KINSOKU_BASIC] = "basic",
	[HT_KINSOKU_GB] = "gb",
	[HT_KINSOKU_STRICT] = "strict",
	[HT_KINSOKU_WORD] = "word",
	NULL};
static const char *const align_names[] = {[HT_ALIGN_JUSTIFY] = "justify",
	[HT_ALIGN_LEFT] = "left",
	[HT_ALIGN_CENTRE] = "centre",
	[HT_ALIGN_RIGHT] = "right",
	NULL};
static const char *const role_names[] = {[HT_ROLE_FANGSONG] = "fangsong",
	[HT_ROLE_XIAOBIAOSONG] = "xiaobiaosong",
	[HT_ROLE_HEITI] = "heiti",
	[HT_ROLE_KAITI] = "kaiti",
	[HT_ROLE_SONGTI] = "songti",
	[HT_ROLE_LATIN] = "latin",
	NULL};

static const char *const from_names[] = {
	[HT_FROM_AREA] = "area", [HT_FROM_SHEET] = "sheet", NULL};
static const char *const show_names[] = {[HT_SHOW_FULL] = "full",
	[HT_SHOW_SPACE] = "space",
	[HT_SHOW_NONE] = "none",
	NULL};
static const char *const joint_names[] = {
	[HT_JOINT_ALL] = "all", [HT_JOINT_LEAD] = "lead", NULL};
static const char *const docno_names[] = {[HT_DOCNO_CENTRE] = "centre",
	[HT_DOCNO_LEFT] = "left",
	[HT_DOCNO_RULE] = "rule",
	NULL};
static const char *const rules_names[] = {[HT_RULES_SINGLE] = "single",
	[HT_RULES_DOUBLE] = "paired",
	[HT_RULES_NONE] = "none",
	NULL};
static const char *const forms_names[] = {
	[HT_FORMS_OWN] = "own", [HT_FORMS_ALL] = "all", NULL};
static const char *const ink_names[] = {
	[HT_INK_RGB] = "rgb", [HT_INK_CMYK] = "cmyk", NULL};
static const char *const dash_names[] = {
	[HT_DASH_CENTRE] = "centre", [HT_DASH_TOP] = "top", NULL};
static const char *const column_names[] = {[HT_COLUMN_LEFT] = "left",
	[HT_COLUMN_CENTRE] = "centre",
	[HT_COLUMN_RIGHT] = "right",
	NULL};
static const char *const sign_names[] = {
	[HT_SIGN_FOOT] = "foot", [HT_SIGN_HEAD] = "head", NULL};

static const ht_key keys[] = {
	TEXT("name", name),
	TEXT("label", label),
	ENUM("forms", forms, forms_names),
	LENGTH("page.width", page.width, 50, 1500),
	LENGTH("page.height", page.height, 50, 1500),
	LENGTH("page.top", page.top, 0, 500),
	LENGTH("page.binding", page.binding, 0, 500),
	LENGTH("page.area_width", page.area_width, 20, 1500),
	LENGTH("page.area_height", page.area_height, 20, 1500),
	COUNT("page.rows", page.rows, 1, 200),
	COUNT("page.cells", page.cells, 1, 400),
	COUNT("page.head_rows", page.head_rows, 0, 200),
	BOOL("page.mirror", page.mirror),
	ENUM("page.pitch", page.pitch, pitch_names),
	LENGTH("page.first", page.first, 0, 500),
	LENGTH("page.row", page.row, 1, 200),
	ENUM("page.blank", page.blank, blank_names),
	LENGTH("text.size", text.size, 1, 60),
	LENGTH("text.leading", text.leading, 0, 60),
	CELL("text.cell", text.cell, 1, 60, cell_names),
	ENUM("text.emphasis", text.emphasis, role_names),
	BOOL("line.squeeze", line.squeeze),
	RATIO("line.threshold", line.threshold, 0, 1),
	RATIO("line.mark_room", line.mark_room, 0, 0.5),
	RATIO("line.gap_room", line.gap_room, 0, 0.5),
	RATIO("line.gap_max", line.gap_max, 0, 2),
	BOOL("line.hang", line.hang),
	BOOL("line.pair", line.pair),
	BOOL("line.lone_last", line.lone_last),
	BOOL("line.pull_last", line.pull_last),
	RATIO("line.autospace", line.autospace, 0, 1),
	ENUM("line.latin", line.latin, latin_names),
	ENUM("line.quotes", line.quotes, quotes_names),
	ENUM("line.digits", line.digits, digits_names),
	ENUM("line.kinsoku", line.kinsoku, kinsoku_names),
	ENUM("line.stretch", line.stretch, stretch_names),
	RATIO("line.stretch_max", line.stretch_max, 0, 100),
	ENUM("line.breaker", line.breaker, breaker_names),
	LENGTH("line.tolerance", line.tolerance, 0, 5),
	ENUM("marked.strong", marked.strong, tell_names),
	ENUM("marked.emphasis", marked.emphasis, tell_names),
	RATIO("marked.dot", marked.dot, 0, 0.5),
	RATIO("marked.dot_gap", marked.dot_gap, 0, 0.5),
	RATIO("marked.underline", marked.line, 0, 0.5),
	RATIO("marked.underline_gap", marked.line_gap, 0, 0.5),
	RATIO("marked.raised", marked.raised, 0.2, 1),
	RATIO("marked.rise", marked.rise, 0, 1),
	LENGTH("footnote.rule", note.rule, 0, 5),
	LENGTH("footnote.width", note.width, 0, 1500),
	LENGTH("footnote.gap", note.gap, 0, 50),
	RATIO("footnote.pitch", note.pitch, 1, 4),
	LENGTH("issuer_mark.top", mark.top, 0, 500),
	LENGTH("issuer_mark.max_size", mark.max_size, 1, 100),
	LENGTH("issuer_mark.min_size", mark.min_size, 1, 100),
	RATIO("issuer_mark.width", mark.width, 0.1, 1),
	RATIO("issuer_mark.condense", mark.condense, 0.3, 1),
	RATIO("issuer_mark.pitch", mark.pitch, 1, 3),
	RATIO("issuer_mark.shrink", mark.shrink, 0.5, 0.99),
	RATIO("issuer_mark.least_pitch", mark.least_pitch, 1, 3),
	RATIO("issuer_mark.height", mark.height, 0.01, 1),
	ENUM("issuer_mark.from", mark.from, from_names),
	ENUM("issuer_mark.show", mark.show, show_names),
	RATIO("issuer_mark.suffix_gap", mark.suffix_gap, 0, 3),
	BOOL("issuer_mark.spread", mark.spread),
	RATIO("issuer_mark.suffix_at", mark.suffix_at, 0, 1),
	ENUM("issuer_mark.joint", mark.joint, joint_names),
	BOOL("corner.keep_line", corner.keep_line),
	BOOL("corner.spread", corner.spread),
	ZI("signer.inset", signer.inset, 0, 20),
	ZI("signer.name", signer.name, 1, 20),
	ZI("signer.gap", signer.gap, 0, 20),
	COUNT("signer.columns", signer.columns, 1, 6),
	COUNT("doc_number.before", number.before, 0, 20),
	BOOL("doc_number.reserve", number.reserve),
	ENUM("doc_number.place", number.place, docno_names),
	ZI("doc_number.inset", number.inset, 0, 20),
	ENUM("red_rule.style", red_rule.style, rules_names),
	BOOL("red_rule.draw", red_rule.draw),
	LENGTH("red_rule.thin", red_rule.thin, 0.05, 10),
	LENGTH("red_rule.between", red_rule.between, 0, 10),
	LENGTH("red_rule.foot", red_rule.foot, 0, 100),
	BOOL("red_rule.fill", red_rule.fill),
	LENGTH("red_rule.gap", red_rule.gap, 0, 100),
	LENGTH("red_rule.width", red_rule.width, 1, 1500),
	ENUM("red_rule.centre", red_rule.centre, from_names),
	LENGTH("red_rule.thickness", red_rule.thickness, 0.05, 10),
	COLOUR("red_rule.colour", red_rule.colour),
	COUNT("title.before", title.before, 0, 20),
	RATIO("title.width", title.width, 0.1, 1),
	COUNT("title.extra_line", title.extra_line, 0, 10000),
	COUNT("title.split_word", title.split_word, 0, 10000),
	COUNT("title.split_name", title.split_name, 0, 10000),
	COUNT("title.split_number", title.split_number, 0, 10000),
	COUNT("title.single", title.single, 0, 10000),
	COUNT("title.inside", title.inside, 0, 10000),
	COUNT("title.soft_word", title.soft_word, 0, 10000),
	COUNT("title.rectangle", title.rectangle, 0, 10000),
	COUNT("title.hourglass", title.hourglass, 0, 10000),
	COUNT("title.lone", title.lone, 0, 10000),
	COUNT("title.lone_limit", title.lone_limit, 0, 20),
	COUNT("title.clumsy", title.clumsy, 0, 10000),
	COUNT("title.balance", title.balance, 0, 10000),
	TEXT("title.subject", title.subject),
	TEXT("title.words", title.words),
	TEXT("title.break_before", title.break_before),
	TEXT("title.avoid_start", title.avoid_start),
	TEXT("title.avoid_end", title.avoid_end),
	ZI("signature.right", sign.right, 0, 20),
	ZI("signature.offset", sign.offset, 0, 20),
	ENUM("signature.place", sign.place, sign_names),
	COUNT("signature.keep_lines", sign.keep_lines, 0, 10),
	COUNT("signature.tighten", sign.tighten, 0, 4),
	COUNT("signature.closer", sign.closer, 0, 2),
	LENGTH("seal.diameter", seal.diameter, 10, 100),
	COUNT("seal.before", seal.before, 0, 10),
	LENGTH("seal.large", seal.large, 10, 100),
	COUNT("seal.large_before", seal.large_before, 0, 10),
	LENGTH("seal.below", seal.below, 0, 20),
	LENGTH("seal.beside", seal.beside, -20, 20),
	LENGTH("seal.gap", seal.gap, 0, 50),
	COUNT("seal.columns", seal.columns, 1, 6),
	ZI("seal.right", seal.right, 0, 20),
	LENGTH("seal.line", seal.line, 0.05, 5),
	COLOUR("seal.colour", seal.colour),
	BOOL("seal.note_clear", seal.note_clear),
	LENGTH("stamp.width", stamp.width, 5, 100),
	LENGTH("stamp.height", stamp.height, 5, 60),
	COUNT("stamp.before", stamp.before, 0, 10),
	COUNT("stamp.after", stamp.after, 0, 10),
	ZI("stamp.right", stamp.right, 0, 20),
	ZI("stamp.gap", stamp.gap, 0, 20),
	RATIO("stamp.duty_at", stamp.duty_at, 0, 1),
	BOOL("attachment.detached", attachment.detached),
	RATIO("attachment.number_gap", attachment.number_gap, 0, 1),
	COUNT("attachment.title_row", attachment.title_row, 1, 20),
	COUNT("heading.keep", heading.keep, 0, 10),
	LENGTH("table.rule", table.rule, 0.05, 5),
	LENGTH("table.padding", table.padding, 0, 10),
	BOOL("table.landscape", table.landscape),
	BOOL("table.fold", table.fold),
	RATIO("table.wrap", table.wrap, 1, 5),
	RATIO("table.again", table.again, 0, 1),
	COUNT("table.word", table.word, 0, 10),
	COUNT("table.whole", table.whole, 0, 20),
	COUNT("table.measure", table.measure, 1, 100),
	ENUM("table.numbers", table.numbers, column_names),
	LENGTH("figure.width", figure.width, 10, 1000),
	LENGTH("figure.height", figure.height, 10, 1000),
	BOOL("imprint.even", imprint.even),
	BOOL("imprint.rules", imprint.rules),
	BOOL("imprint.print", imprint.print),
	LENGTH("imprint.width", imprint.width, 1, 1500),
	LENGTH("imprint.thick", imprint.thick, 0.05, 10),
	LENGTH("imprint.thin", imprint.thin, 0.05, 10),
	LENGTH("imprint.row", imprint.row, 1, 100),
	ZI("imprint.inset", imprint.inset, 0, 20),
	COUNT("imprint.clear", imprint.clear, 0, 20),
	ENUM("page_number.place", page_number.place, place_names),
	TEXT("page_number.form", page_number.form),
	LENGTH("page_number.drop", page_number.drop, 0, 100),
	ENUM("page_number.drop_to", page_number.drop_to, dash_names),
	ZI("page_number.inset", page_number.inset, 0, 20),
	RATIO("page_number.gap", page_number.gap, 0, 2),
	BOOL("page_number.first", page_number.first),
	ENUM("print.ink", print.ink, ink_names),
	RATIO("print.magenta", print.magenta, 0, 1),
	RATIO("print.yellow", print.yellow, 0, 1),
	LENGTH("check.position", check.position, 0.01, 100),
	LENGTH("check.inside", check.inside, 0.01, 100),
	LENGTH("check.pitch", check.pitch, 0.001, 10),
	LENGTH("check.size", check.size, 0.01, 10),
	LENGTH("check.thickness", check.thickness, 0.01, 10),
	RATIO("check.alike", check.alike, 0, 1),
};

#define FIELD(name, type, field, min, max, names)                              \
	{                                                                      \
		name, type, offsetof(ht_elem_style, field), MILLI(min),        \
			MILLI(max), names                                      \
	}

static const ht_key fields[] = {
	FIELD("font", HT_KEY_ENUM, font, 0, 0, role_names),
	FIELD("size", HT_KEY_LENGTH, size, 1, 100, NULL),
	FIELD("colour", HT_KEY_COLOUR, colour, 0, 0, NULL),
	FIELD("align", HT_KEY_ENUM, align, 0, 0, align_names),
	FIELD("first", HT_KEY_ZI, first, -20, 20, NULL),
	FIELD("left", HT_KEY_ZI, left, 0, 20, NULL),
	FIELD("right", HT_KEY_ZI, right, 0, 20, NULL),
	FIELD("before", HT_KEY_COUNT, before, 0, 20, NULL),
	FIELD("autospace", HT_KEY_BOOL, autospace, 0, 1, NULL),
};

#define NKEYS (sizeof keys / sizeof *keys)
#define NFIELDS (sizeof fields / sizeof *fields)
#define ELEMENTS "elements."
#define PAGE_NUMBER "page_number" /* styled like an element, found nowhere */

static const char *const type_names[] = {[HT_KEY_LENGTH] = "length",
	[HT_KEY_COUNT] = "count",
	[HT_KEY_RATIO] = "ratio",
	[HT_KEY_ZI] = "zi",
	[HT_KEY_BOOL] = "bool",
	[HT_KEY_ENUM] = "name",
	[HT_KEY_CELL] = "name or length",
	[HT_KEY_COLOUR] = "colour",
	[HT_KEY_TEXT] = "text"};
_Static_assert(
	sizeof type_names / sizeof *type_names == HT_KEY__MAX, "one a type");

const char *
ht_key_type_name(ht_key_type type)
{
	return type_names[type];
}

static const ht_key *
lookup_element(ht_layout *l, ht_str path, void **base)
{
	size_t dot = ht_str_find(path, ".", 0);
	ht_elem_kind kind;
	ht_str name;

	if (dot == SIZE_MAX)
		return NULL;
	name = ht_str_sub(path, 0, dot);
	if (ht_str_is(name, PAGE_NUMBER))
		*base = &l->page_number_style;
	else if (ht_elem_lookup(name, &kind))
		*base = &l->elem[kind];
	else
		return NULL;
	for (size_t i = 0; i < NFIELDS; i++)
		if (ht_str_is(
			    ht_str_sub(path, dot + 1, path.n), fields[i].path))
			return &fields[i];
	return NULL;
}

const ht_key *
ht_key_lookup(ht_layout *l, ht_str path, void **base)
{
	if (ht_str_starts(path, ELEMENTS))
		return lookup_element(
			l, ht_str_sub(path, strlen(ELEMENTS), path.n), base);
	*base = l;
	for (size_t i = 0; i < NKEYS; i++)
		if (ht_str_is(path, keys[i].path))
			return &keys[i];
	return NULL;
}

#define MAX_PATH 80

/* Levenshtein distance; texts longer than a path can be count as far. */
static int
distance(ht_str a, const char *b)
{
	int row[MAX_PATH + 1];
	int nb = (int)strlen(b);

	if (a.n > MAX_PATH || nb > MAX_PATH)
		return MAX_PATH;
	for (int j = 0; j <= nb; j++)
		row[j] = j;
	for (size_t i = 1; i <= a.n; i++) {
		int diagonal = row[0];

		row[0] = (int)i;
		for (int j = 1; j <= nb; j++) {
			int best = diagonal + (a.p[i - 1] != b[j - 1]);

			diagonal = row[j];
			if (row[j] + 1 < best)
				best = row[j] + 1;
			if (row[j - 1] + 1 < best)
				best = row[j - 1] + 1;
			row[j] = best;
		}
	}
	return row[nb];
}

const char *
ht_key_nearest(ht_arena *a, ht_str path)
{
	const char *best = "", *name;
	int least = MAX_PATH + 1, d;

	for (size_t i = 0; (name = ht_layout_key(i, NULL)) != NULL; i++) {
		d = distance(path, name);
		if (d < least) {
			least = d;
			best = name;
		}
	}
	for (int k = 0; k <= HT_ELEM__MAX; k++)
		for (size_t i = 0; i < NFIELDS; i++) {
			const char *kind =
				k < HT_ELEM__MAX ? ht_elem_name((ht_elem_kind)k)
						 : PAGE_NUMBER;
			char *full = ht_fmt(
				a, ELEMENTS "%s.%s", kind, fields[i].path);

			d = distance(path, full);
			if (d < least) {
				least = d;
				best = full;
			}
		}
	return best;
}

/* Keys first, then "elements.NAME.<field>" once a field. */
const char *
ht_layout_key(size_t i, const char **type)
{
	static const char *const generic[] = {"elements.NAME.font",
		"elements.NAME.size", "elements.NAME.colour",
		"elements.NAME.align", "elements.NAME.first",
		"elements.NAME.left", "elements.NAME.right",
		"elements.NAME.before", "elements.NAME.autospace"};

	_Static_assert(sizeof generic / sizeof *generic == NFIELDS, "fields");
	if (i < NKEYS) {
		if (type)
			*type = type_names[keys[i].type];
		return keys[i].path;
	}
	i -= NKEYS;
	if (i >= NFIELDS)
		return NULL;
	if (type)
		*type = type_names[fields[i].type];
	return generic[i];
}
