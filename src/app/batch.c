/* SPDX-License-Identifier: Apache-2.0
 *
 * A batch: documents handed out to threads as these become free.  What is
 * made depends on nothing but the source and the engine, so that any number
 * of threads gives the same bytes.  What a command does with a document is its
 * own: see ht_batch_calls.
 */
#include <pthread.h>
#include <signal.h>
#include <stdlib.h>

#include "app/progress.h"

#define SIGNALS 32 /* the classic ones */
#define THREADS 256

typedef struct {
	ht_batch *batch;
	const ht_batch_calls *calls;
	pthread_mutex_t lock;
	size_t next;
	size_t shown; /* jobs of which all is said */
	ht_progress progress;
	ht_err err;
} shop;

/* Shows the jobs that are done, in order. */
static void
show_done(shop *s)
{
	const ht_batch *b = s->batch;

	while (s->shown < b->njob && b->job[s->shown].done) {
		ht_job *j = &b->job[s->shown++];

		if (!s->calls->show)
			continue;
		ht_progress_clear(&s->progress, j);
		s->calls->show(s->calls->user, j);
		ht_said_drop(j);
	}
}

static bool
must_end(const sigset_t *end)
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
	if (s->next < s->batch->njob && s->err == HT_OK &&
		!must_end(s->calls->end))
		j = &s->batch->job[s->next++];
	pthread_mutex_unlock(&s->lock);
	return j;
}

static void
give_back(shop *s, ht_job *j)
{
	pthread_mutex_lock(&s->lock);
	if (s->calls->keep && s->err == HT_OK)
		s->err = s->calls->keep(s->calls->user, j);
	j->done = true;
	show_done(s);
	ht_progress_step(&s->progress, j);
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
		j->said = calloc(1, sizeof *j->said);
		if (!j->said)
			abort(); /* out of memory */
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
ht_batch_run(ht_batch *b, const ht_options *opt, const ht_batch_calls *calls)
{
	shop s = {.batch = b, .calls = calls};
	pthread_t thread[THREADS];
	int n = opt->jobs, started = 0;

	ht_progress_begin(&s.progress, b->njob, opt->lang);
	pthread_mutex_init(&s.lock, NULL);
	if ((size_t)n > b->njob)
		n = (int)b->njob;
	while (started < n - 1 &&
		pthread_create(&thread[started], NULL, work, &s) == 0)
		started++;
	work(&s);
	for (int i = 0; i < started; i++)
		pthread_join(thread[i], NULL);
	pthread_mutex_destroy(&s.lock);
	ht_progress_end(&s.progress);
	return s.err;
}
