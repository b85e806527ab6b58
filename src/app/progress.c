/* SPDX-License-Identifier: Apache-2.0
 *
 * How far a batch is: done, rate, time left, faults, in one line that is
 * written over itself, on standard error and only where that is a terminal.
 * The rate is that of the last seconds: where an earlier run has done a part,
 * its documents pass in no time and say nothing of the rest.
 */
#include <inttypes.h>
#include <stdio.h>
#include <time.h>
#include <unistd.h>

#include "app/check.h"
#include "app/progress.h"

#define CLEAR "\r\033[K"
#define EVERY 100 /* ms between two lines */
#define RECENT 5000 /* ms between two marks */
#define SECOND 1000 /* ms */
#define SHORT_TEXT 48

static int64_t
now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (int64_t)t.tv_sec * SECOND + t.tv_nsec / 1000000;
}

/* 0:07, 12:34, 1:23:45. */
static void
time_text(int64_t ms, char out[SHORT_TEXT])
{
	int64_t s = (ms + SECOND - 1) / SECOND;
	int64_t h = s / 3600, m = s / 60 % 60;

	s %= 60;
	if (h)
		snprintf(out, SHORT_TEXT,
			"%" PRId64 ":%02" PRId64 ":%02" PRId64, h, m, s);
	else
		snprintf(out, SHORT_TEXT, "%" PRId64 ":%02" PRId64, m, s);
}

/* Documents a second, with a decimal where there are few. */
static void
rate_text(int64_t done, int64_t ms, char out[SHORT_TEXT])
{
	int64_t tenths = ms ? done * 10 * SECOND / ms : 0;

	if (tenths < 100)
		snprintf(out, SHORT_TEXT, "%" PRId64 ".%" PRId64, tenths / 10,
			tenths % 10);
	else
		snprintf(out, SHORT_TEXT, "%" PRId64, tenths / 10);
}

static void
write_text(const ht_buf *text)
{
	fwrite(text->p, 1, text->n, stderr);
}

static void
draw(ht_progress *p, int64_t t)
{
	int64_t ms = t - p->mark[0].time;
	int64_t done = (int64_t)(p->done - p->mark[0].done);
	int64_t left = (int64_t)(p->total - p->done);
	char rate[SHORT_TEXT], time[SHORT_TEXT], faults[SHORT_TEXT];
	ht_buf text = {0};

	rate_text(done, ms, rate);
	time_text(done ? left * ms / done : 0, time);
	snprintf(faults, sizeof faults, "%zu", p->faults);
	ht_buf_addf(&text, CLEAR "[%zu/%zu] ", p->done, p->total);
	ht_say(&text, p->lang, HT_MSG_PROGRESS_LINE, rate, time, faults);
	write_text(&text);
	ht_buf_drop(&text);
	p->drawn = true;
	p->shown = t;
}

void
ht_progress_begin(ht_progress *p, size_t total, ht_lang lang)
{
	*p = (ht_progress){.on = total > 1 && isatty(STDERR_FILENO),
		.shared = isatty(STDOUT_FILENO),
		.lang = lang,
		.total = total,
		.start = now()};
	p->mark[0].time = p->mark[1].time = p->start;
}

void
ht_progress_clear(ht_progress *p, const ht_job *j)
{
	if (!p->drawn || (!p->shared && j->messages.n == 0))
		return;
	fputs(CLEAR, stderr);
	p->drawn = false;
}

void
ht_progress_step(ht_progress *p, int faults)
{
	int64_t t = p->on ? now() : 0;

	p->done++;
	p->faults += (size_t)faults;
	if (!p->on)
		return;
	if (t - p->mark[1].time >= RECENT) {
		p->mark[0] = p->mark[1];
		p->mark[1] = (ht_progress_mark){t, p->done};
	}
	if (t - p->shown >= EVERY || !p->drawn)
		draw(p, t);
}

void
ht_progress_end(ht_progress *p)
{
	char count[SHORT_TEXT], time[SHORT_TEXT], faults[SHORT_TEXT];
	ht_buf text = {0};

	if (!p->on)
		return;
	if (p->done < p->total)
		snprintf(count, sizeof count, "%zu/%zu", p->done, p->total);
	else
		snprintf(count, sizeof count, "%zu", p->total);
	time_text(now() - p->start, time);
	snprintf(faults, sizeof faults, "%zu", p->faults);
	ht_buf_adds(&text, CLEAR);
	ht_say(&text, p->lang, HT_MSG_PROGRESS_END, count, time, faults);
	ht_buf_addc(&text, '\n');
	write_text(&text);
	ht_buf_drop(&text);
}
