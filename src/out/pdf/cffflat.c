/* SPDX-License-Identifier: Apache-2.0
 *
 * A charstring without subroutines and hints.  Operands and operators are
 * copied as bytes; a number is only understood where it picks a subroutine.
 * What is left out: stems and masks (hints change no outline, and FreeType,
 * for one, reads a quarter fewer bytes); what is moved: a width that stood on
 * a hint goes on the first operator that may carry it.  Clauses are those of
 * Adobe Technical Note 5177.
 */
#include <string.h>

#include "out/pdf/cfffont.h"

#define DEPTH_MAX 10 /* appendix B: subroutine calls */
#define STACK_MAX 48 /* appendix B: operands */
#define OUT_MAX 65535 /* appendix B: bytes of a charstring */
#define WIDTH_MAX 5 /* bytes of a number */
#define STEPS_MAX 200000 /* a subroutine may call itself in vain */
#define NUMBER_FIXED 255
#define NUMBER_SHORT 28
#define NUMBERS_FROM 32

enum {
	OP_HSTEM = 1,
	OP_VSTEM = 3,
	OP_VMOVETO = 4,
	OP_RLINETO = 5,
	OP_RRCURVETO = 8,
	OP_CALLSUBR = 10,
	OP_RETURN = 11,
	OP_ESCAPE = 12,
	OP_ENDCHAR = 14,
	OP_HSTEMHM = 18,
	OP_HINTMASK = 19,
	OP_CNTRMASK = 20,
	OP_RMOVETO = 21,
	OP_HMOVETO = 22,
	OP_VSTEMHM = 23,
	OP_RCURVELINE = 24,
	OP_HHCURVETO = 27,
	OP_CALLGSUBR = 29,
	OP_VHCURVETO = 30,
	OP_HVCURVETO = 31,
	OP_HFLEX = 34, /* after OP_ESCAPE, as the next three */
	OP_FLEX = 35,
	OP_HFLEX1 = 36,
	OP_FLEX1 = 37,
};

typedef struct {
	const ht_cfffont *font;
	const ht_cfffd *fd;
	unsigned char out[OUT_MAX + WIDTH_MAX];
	size_t at; /* bytes in out */
	size_t operand[STACK_MAX]; /* where in out each begins */
	int n; /* operands on the stack */
	unsigned char width[WIDTH_MAX]; /* taken from a hint, not placed yet */
	size_t nwidth;
	int stems, steps;
	bool begun; /* past the operator that may carry the width */
	bool ended; /* by endchar */
} flat;

/* 4.7: the bias of subroutine numbers. */
static int
bias(uint32_t count)
{
	return count < 1240 ? 107 : count < 33900 ? 1131 : 32768;
}

static size_t
number_size(unsigned char b0)
{
	if (b0 == NUMBER_FIXED)
		return 5;
	if (b0 == NUMBER_SHORT)
		return 3;
	return b0 >= 247 ? 2 : 1;
}

static bool
is_number(unsigned char b0)
{
	return b0 >= NUMBERS_FROM || b0 == NUMBER_SHORT;
}

/* The numbers that stand at p, most of a charstring; the bytes they take, 0
 * when one is broken off or too many.  (What changes stands in locals: bytes
 * that are written could be anything of f to the compiler.) */
static size_t
push_numbers(flat *f, const unsigned char *p, size_t left)
{
	size_t at = 0, to = f->at;
	int n = f->n;

	while (at < left && is_number(p[at])) {
		size_t size = number_size(p[at]);

		if (size > left - at || n == STACK_MAX || to + size > OUT_MAX)
			return 0;
		f->operand[n++] = to;
		f->out[to] = p[at];
		for (size_t i = 1; i < size; i++)
			f->out[to + i] = p[at + i];
		to += size;
		at += size;
	}
	f->n = n;
	f->at = to;
	return at;
}

/* Takes the last operand off; false when it is none or no integer. */
static bool
pop(flat *f, int *value)
{
	const unsigned char *p;

	if (f->n == 0)
		return false;
	f->at = f->operand[--f->n];
	p = f->out + f->at;
	if (*p == NUMBER_FIXED)
		return false;
	if (*p == NUMBER_SHORT)
		*value = (int16_t)(uint16_t)(p[1] << 8 | p[2]);
	else if (*p < 247)
		*value = *p - 139;
	else if (*p < 251)
		*value = (*p - 247) * 256 + p[1] + 108;
	else
		*value = -(*p - 251) * 256 - p[1] - 108;
	return true;
}

/* Stems, also those before a mask without an operator of their own: counted
 * and left out.  An odd operand is the width. */
static bool
drop_stems(flat *f)
{
	size_t beg = f->n > 0 ? f->operand[0] : f->at;

	if (f->n % 2 != 0) {
		if (f->begun)
			return false;
		f->nwidth = number_size(f->out[beg]);
		memcpy(f->width, f->out + beg, f->nwidth);
	}
	f->stems += f->n / 2;
	f->at = beg;
	f->n = 0;
	f->begun = true;
	return true;
}

/* Puts an operator behind its operands. */
static bool
put(flat *f, unsigned char escape, unsigned char op)
{
	if (f->at + 2 > OUT_MAX)
		return false;
	if (escape != 0)
		f->out[f->at++] = escape;
	f->out[f->at++] = op;
	f->n = 0;
	return true;
}

/* An operator that may carry the width, with want operands beside it. */
static bool
carry(flat *f, unsigned char op, int want)
{
	size_t n = f->nwidth;

	if (f->n != want && (f->begun || f->n != want + 1))
		return false;
	if (n > 0) {
		size_t beg = f->n > 0 ? f->operand[0] : f->at;

		memmove(f->out + beg + n, f->out + beg, f->at - beg);
		memcpy(f->out + beg, f->width, n);
		f->at += n;
		f->nwidth = 0;
	}
	f->begun = true;
	f->ended = op == OP_ENDCHAR;
	return put(f, 0, op);
}

static bool
run_escaped(flat *f, unsigned char op)
{
	if (op < OP_HFLEX || op > OP_FLEX1 || !f->begun || f->nwidth > 0)
		return false;
	return put(f, OP_ESCAPE, op);
}

static bool
run_operator(flat *f, unsigned char op)
{
	switch (op) {
	case OP_HSTEM:
	case OP_VSTEM:
	case OP_HSTEMHM:
	case OP_VSTEMHM:
		return drop_stems(f);
	case OP_VMOVETO:
	case OP_HMOVETO:
		return carry(f, op, 1);
	case OP_RMOVETO:
		return carry(f, op, 2);
	case OP_ENDCHAR:
		return carry(f, op, 0);
	default:
		break;
	}
	if ((op < OP_RLINETO || op > OP_RRCURVETO) &&
		(op < OP_RCURVELINE || op > OP_HHCURVETO) &&
		op != OP_VHCURVETO && op != OP_HVCURVETO)
		return false;
	/* A path begins with a move, which has placed the width. */
	return f->begun && f->nwidth == 0 && put(f, 0, op);
}

static bool run(flat *f, ht_str code, int depth);

static bool
call(flat *f, const ht_cffindex *subrs, int depth)
{
	ht_str code;
	int number;

	if (!pop(f, &number))
		return false;
	number += bias(subrs->count);
	if (number < 0 || depth == DEPTH_MAX ||
		!ht_cffio_object(
			f->font->table, subrs, (uint32_t)number, &code))
		return false;
	return run(f, code, depth + 1);
}

/* An operator at p[0]; *size gets how many bytes it takes. */
static bool
step(flat *f, const unsigned char *p, size_t left, size_t *size, int depth)
{
	*size = 1;
	switch (*p) {
	case OP_CALLSUBR:
		return call(f, &f->fd->subrs, depth);
	case OP_CALLGSUBR:
		return call(f, &f->font->subrs, depth);
	case OP_HINTMASK:
	case OP_CNTRMASK:
		if (!drop_stems(f))
			return false;
		*size = 1 + (size_t)(f->stems + 7) / 8;
		return *size <= left;
	case OP_ESCAPE:
		*size = 2;
		return left >= 2 && run_escaped(f, p[1]);
	default:
		return run_operator(f, *p);
	}
}

/* A charstring or subroutine to its end. */
static bool
run(flat *f, ht_str code, int depth)
{
	const unsigned char *p = (const unsigned char *)code.p;
	size_t at = 0;

	while (at < code.n && !f->ended) {
		size_t size;

		if (++f->steps > STEPS_MAX)
			return false;
		if (p[at] == OP_RETURN)
			return depth > 0;
		if (is_number(p[at])) {
			size = push_numbers(f, p + at, code.n - at);
			if (size == 0)
				return false;
		} else if (!step(f, p + at, code.n - at, &size, depth)) {
			return false;
		}
		at += size;
	}
	return true;
}

bool
ht_cfffont_flatten(const ht_cfffont *font, uint32_t gid, ht_buf *out)
{
	ht_str code;
	flat f;

	if (gid >= font->nglyph ||
		!ht_cffio_object(font->table, &font->glyphs, gid, &code))
		return false;
	f.font = font;
	f.fd = &font->fd[font->select[gid]];
	f.at = f.nwidth = 0;
	f.n = f.stems = f.steps = 0;
	f.begun = f.ended = false;
	if (!run(&f, code, 0) || !f.ended)
		return false;
	ht_buf_add(out, f.out, f.at);
	return true;
}
