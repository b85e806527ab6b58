/* SPDX-License-Identifier: Apache-2.0
 *
 * A batch: documents handed out to threads as these become free.  What is
 * made depends on nothing but the source and the engine, so that any number
 * of threads gives the same bytes.  What a command does with a document is its
 * own: see ht_batch_calls.
 */
#include <pthread.h>
#include <signal.h>

#include "app/progress.h"
#include "app/store.h"

#define SIGNALS 32 /* the classic ones */
#define THREADS 256
/* Jobs that wait to be shown while one before them takes its time. */
#define AHEAD 1024

typedef struct {
	ht_batch *batch;
	const ht_batch_calls *calls;
	pthread_mutex_t lock;
	pthread_cond_t room; /* there are less than AHEAD */
	int64_t next; /* place */
	ht_job *first, **last; /* begun and not shown, in order */
	size_t nopen; /* how many these are */
	ht_progress progress;
	ht_err err;
} shop;

/* Shows the jobs that are done, in order; then they are gone. */
static void
show_done(shop *s)
{
	while (s->first && s->first->done) {
		ht_job *j = s->first;

		if (s->calls->show) {
			ht_progress_clear(&s->progress, j);
			s->calls->show(s->calls->user, j);
		}
		s->first = j->next;
		s->nopen--;
		ht_job_drop(j);
	}
	if (!s->first)
		s->last = &s->first;
	pthread_cond_broadcast(&s->room);
}

bool
ht_batch_must_end(const sigset_t *end)
{
	sigset_t pending;

	if (!end || sigpending(&pending) != 0)
		return false;
	for (int i = 1; i < SIGNALS; i++) {
		if (sigismember(&pending, i) == 1 && sigismember(end, i) == 1)
			return true;
	}
	return false;
}

/* The next job, NULL when there is none or the batch is to end. */
static ht_job *
take_job(shop *s)
{
	ht_job *j = NULL;

	pthread_mutex_lock(&s->lock);
	while (s->nopen >= AHEAD)
		pthread_cond_wait(&s->room, &s->lock);
	if (s->err == HT_OK && !ht_batch_must_end(s->calls->end))
		j = ht_store_job(s->batch, s->next);
	if (j) {
		s->next = j->row + 1;
		*s->last = j;
		s->last = &j->next;
		s->nopen++;
	}
	pthread_mutex_unlock(&s->lock);
	return j;
}

static void
count(ht_batch *b, const ht_job *j)
{
	b->ndone++;
	b->nfailed += j->failed;
	b->nfaulty += !j->failed && j->entry.faults;
	b->nunchanged += j->unchanged;
}

static void
give_back(shop *s, ht_job *j)
{
	int faults = j->entry.faults;

	pthread_mutex_lock(&s->lock);
	j->done = true;
	if (s->calls->keep && s->err == HT_OK)
		s->err = s->calls->keep(s->calls->user, j);
	count(s->batch, j);
	show_done(s);
	ht_progress_step(&s->progress, faults);
	pthread_mutex_unlock(&s->lock);
}

static void *
work(void *arg)
{
	shop *s = arg;
	ht_worker w = {0};
	ht_job *j;

	ht_ctx_init(&w.ctx);
	while ((j = take_job(s)) != NULL) {
		s->calls->run(s->calls->user, j, &w);
		ht_ctx_reset(&w.ctx);
		w.out.n = 0;
		give_back(s, j);
	}
	ht_buf_drop(&w.out);
	ht_ctx_drop(&w.ctx);
	return NULL;
}

ht_err
ht_batch_run(ht_ctx *ctx, ht_batch *b, const ht_options *opt,
	const ht_batch_calls *calls)
{
	shop s = {.batch = b, .calls = calls};
	pthread_t thread[THREADS];
	int n = opt->jobs, started = 0;

	s.last = &s.first;
	ht_progress_begin(&s.progress, b->njob, opt->lang);
	pthread_mutex_init(&s.lock, NULL);
	pthread_cond_init(&s.room, NULL);
	if ((size_t)n > b->njob)
		n = (int)b->njob;
	while (started < n - 1 &&
		pthread_create(&thread[started], NULL, work, &s) == 0)
		started++;
	work(&s);
	for (int i = 0; i < started; i++)
		pthread_join(thread[i], NULL);
	pthread_cond_destroy(&s.room);
	pthread_mutex_destroy(&s.lock);
	ht_progress_end(&s.progress);
	return s.err == HT_OK ? ht_rows_check(ctx, &b->rows) : s.err;
}
