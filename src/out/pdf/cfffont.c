/* SPDX-License-Identifier: Apache-2.0
 *
 * Opens a CFF font.  Clauses are those of Adobe Technical Note 5176.
 */
#include "out/pdf/cfffont.h"

#define HEADER_MIN 4
#define FDS_MAX 256 /* 19: an index of one byte */
#define GLYPHS_MAX 65535
#define FORMAT_RANGES 3

/* What a Top DICT or a Font DICT says. */
typedef struct {
	bool ros;
	int32_t charstrings, type, fd_array, fd_select;
	int32_t private_size, private_at;
	ht_str matrix, box;
} font_dict;

static ht_cffio
reader_at(ht_str table, size_t at)
{
	ht_cffio r = {.p = (const unsigned char *)table.p, .n = table.n};

	ht_cffio_seek(&r, at);
	return r;
}

static bool
read_dict(ht_str table, ht_str bytes, font_dict *d)
{
	ht_cffio r = reader_at(table, (size_t)(bytes.p - table.p));
	size_t end = r.at + bytes.n;
	ht_cffentry e;

	*d = (font_dict){.type = 2};
	while (ht_cffio_entry(&r, end, &e)) {
		switch (e.op) {
		case HT_CFF_ROS:
			d->ros = true;
			break;
		case HT_CFF_CHARSTRINGS:
			d->charstrings = e.last[1];
			break;
		case HT_CFF_CHARSTRING_TYPE:
			d->type = e.last[1];
			break;
		case HT_CFF_FD_ARRAY:
			d->fd_array = e.last[1];
			break;
		case HT_CFF_FD_SELECT:
			d->fd_select = e.last[1];
			break;
		case HT_CFF_PRIVATE:
			d->private_size = e.last[0];
			d->private_at = e.last[1];
			break;
		case HT_CFF_FONT_MATRIX:
			d->matrix = e.raw;
			break;
		case HT_CFF_FONT_BBOX:
			d->box = e.raw;
			break;
		default: /* of no matter for the outlines */
			break;
		}
	}
	return !r.bad;
}

/* 15, 16: the Private DICT; its Subrs are counted from its beginning. */
static bool
read_private(ht_str table, const font_dict *d, ht_cfffd *out)
{
	int32_t subrs = 0;
	ht_cffentry e;
	ht_cffio r;
	size_t end;

	*out = (ht_cfffd){.matrix = d->matrix};
	if (d->private_size == 0)
		return true;
	if (d->private_size < 0 || d->private_at < 0 ||
		(size_t)d->private_at > table.n ||
		(size_t)d->private_size > table.n - (size_t)d->private_at)
		return false;
	r = reader_at(table, (size_t)d->private_at);
	end = r.at + (size_t)d->private_size;
	while (ht_cffio_entry(&r, end, &e)) {
		if (e.op == HT_CFF_DEFAULT_WIDTH)
			out->default_width = e.raw;
		else if (e.op == HT_CFF_NOMINAL_WIDTH)
			out->nominal_width = e.raw;
		else if (e.op == HT_CFF_SUBRS)
			subrs = e.last[1];
	}
	if (r.bad || subrs < 0)
		return false;
	if (subrs == 0)
		return true;
	r = reader_at(table, (size_t)d->private_at + (size_t)subrs);
	out->subrs = ht_cffio_index(&r);
	return !r.bad;
}

static bool
read_fds(ht_arena *a, int32_t at, ht_cfffont *out)
{
	ht_cffio r = reader_at(out->table, (size_t)at);
	ht_cffindex x = ht_cffio_index(&r);

	if (at <= 0 || r.bad || x.count == 0 || x.count > FDS_MAX)
		return false;
	out->nfd = x.count;
	out->fd = HT_ARRAY(a, ht_cfffd, x.count);
	for (uint32_t i = 0; i < x.count; i++) {
		font_dict d;
		ht_str bytes;

		if (!ht_cffio_object(out->table, &x, i, &bytes) ||
			!read_dict(out->table, bytes, &d) ||
			!read_private(out->table, &d, &out->fd[i]))
			return false;
	}
	return true;
}

/* 19: format 0 names the Font DICT of each glyph, 3 of ranges. */
static bool
read_select(int32_t at, uint8_t *select, const ht_cfffont *f)
{
	ht_cffio r = reader_at(f->table, (size_t)at);
	uint32_t format = ht_cffio_uint(&r, 1), gid = 0, next, ranges;

	if (at <= 0 || (format != 0 && format != FORMAT_RANGES))
		return false;
	if (format == 0) {
		while (gid < f->nglyph && !r.bad)
			select[gid++] = (uint8_t)ht_cffio_uint(&r, 1);
	} else {
		ranges = ht_cffio_uint(&r, 2);
		next = ht_cffio_uint(&r, 2);
		if (next != 0)
			return false;
		for (; ranges > 0 && !r.bad; ranges--) {
			uint8_t fd = (uint8_t)ht_cffio_uint(&r, 1);

			next = ht_cffio_uint(&r, 2);
			while (gid < next && gid < f->nglyph)
				select[gid++] = fd;
		}
	}
	for (uint32_t i = 0; i < f->nglyph; i++) {
		if (select[i] >= f->nfd)
			return false;
	}
	return !r.bad && gid == f->nglyph;
}

static bool
read_kind(ht_arena *a, const font_dict *top, ht_cfffont *out)
{
	uint8_t *select = HT_ARRAY(a, uint8_t, out->nglyph);

	out->select = select;
	out->matrix = top->matrix;
	out->box = top->box;
	if (top->ros)
		return read_fds(a, top->fd_array, out) &&
		       read_select(top->fd_select, select, out);
	out->nfd = 1;
	out->fd = HT_NEW(a, ht_cfffd);
	if (!read_private(out->table, top, out->fd))
		return false;
	out->fd->matrix = (ht_str){NULL, 0}; /* the Top DICT's says it */
	return true;
}

bool
ht_cfffont_open(ht_arena *a, ht_str table, ht_cfffont *out)
{
	ht_cffio r = reader_at(table, 0);
	ht_cffindex names, tops;
	font_dict top;
	ht_str bytes;

	*out = (ht_cfffont){.table = table};
	if (table.n < HEADER_MIN || table.n > INT32_MAX || r.p[0] != 1)
		return false;
	ht_cffio_seek(&r, r.p[2]);
	names = ht_cffio_index(&r);
	tops = ht_cffio_index(&r);
	ht_cffio_index(&r); /* the String INDEX */
	out->subrs = ht_cffio_index(&r);
	if (r.bad || names.count != 1 || tops.count != 1 ||
		!ht_cffio_object(table, &tops, 0, &bytes) ||
		!read_dict(table, bytes, &top))
		return false;
	if (top.type != 2 || top.charstrings <= 0)
		return false;
	r = reader_at(table, (size_t)top.charstrings);
	out->glyphs = ht_cffio_index(&r);
	out->nglyph = out->glyphs.count;
	if (r.bad || out->nglyph == 0 || out->nglyph > GLYPHS_MAX)
		return false;
	return read_kind(a, &top, out);
}
