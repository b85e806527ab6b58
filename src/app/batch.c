/* SPDX-License-Identifier: Apache-2.0
 *
 * A batch: documents handed out to threads as these become free.  What is
 * made depends on nothing but the source and the engine, so that any number
 * of threads gives the same bytes.
 */
#include <pthread.h>
#include <stdio.h>
#include <unistd.h>

#include "app/app.h"

typedef struct {
	ht_batch *batch;
	ht_job_run run;
	void *user;
	pthread_mutex_t lock;
	size_t next, done;
	bool terminal;
} shop;

/* On a terminal one line that tells how far it is; else silence until a
 * document is done. */
static void
show_progress(const shop *s, const ht_job *j)
{
	if (s->terminal)
		fprintf(stderr, "\r\033[K[%zu/%zu] %s", s->done, s->batch->njob,
			j->source);
	if (s->terminal && s->done == s->batch->njob)
		fputs("\r\033[K", stderr);
}

static void *
work(void *arg)
{
	shop *s = arg;

	for (;;) {
		ht_job *j;

		pthread_mutex_lock(&s->lock);
		j = s->next < s->batch->njob ? &s->batch->job[s->next++] : NULL;
		pthread_mutex_unlock(&s->lock);
		if (!j)
			return NULL;
		if (!j->unchanged)
			s->run(s->user, j);
		pthread_mutex_lock(&s->lock);
		s->done++;
		show_progress(s, j);
		pthread_mutex_unlock(&s->lock);
	}
}

void
ht_batch_run(ht_batch *b, const ht_options *opt, ht_job_run run, void *user)
{
	shop s = {.batch = b, .run = run, .user = user};
	pthread_t thread[256];
	int n = opt->jobs, started = 0;

	s.terminal = isatty(STDERR_FILENO);
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
}
