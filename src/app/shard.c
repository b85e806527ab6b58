/* SPDX-License-Identifier: Apache-2.0
 *
 * Past one machine: N processes that know nothing of each other take each a
 * part of the sources.  A source's part is a hash of its path below the folder
 * that was named, so that it is the same on every machine and under every mount
 * point; the ending does not count, so that two sources which would write one
 * file meet in one process, which refuses them.
 *
 * The hash is 64-bit FNV-1a, byte by byte, its halves then put on each other;
 * it is part of what users rely on and stays as it is.
 */
#include "app/shard.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app/pathname.h"

#define FNV_START UINT64_C(0xCBF29CE484222325)
#define FNV_FACTOR UINT64_C(0x100000001B3)
#define HALF 32 /* bits */
#define NAME_BEGINS "manifest."
#define NAME_OF "-of-"
#define NAME_ENDS ".json"

bool
ht_shard_takes(const ht_shard *s, ht_str stem)
{
	uint64_t h = FNV_START;

	if (s->of == 0)
		return true;
	for (size_t i = 0; i < stem.n; i++)
		h = (h ^ (unsigned char)stem.p[i]) * FNV_FACTOR;
	return (h ^ h >> HALF) % s->of == s->number - 1;
}

/* Digits from *p on, which then stands behind them. */
static bool
read_number(const char **p, uint32_t least, uint32_t most, uint32_t *out)
{
	uint64_t v = 0;
	const char *s = *p;

	for (; *s >= '0' && *s <= '9' && v <= most; s++)
		v = v * 10 + (uint64_t)(*s - '0');
	if (s == *p || v < least || v > most)
		return false;
	*p = s;
	*out = (uint32_t)v;
	return true;
}

/* --- the environment */

static bool
is_set(const char *name)
{
	const char *value = getenv(name);

	return value && *value;
}

static ht_err
read_variable(ht_ctx *ctx, const char *name, uint32_t least, uint32_t most,
	uint32_t *out)
{
	const char *value = getenv(name), *p = value ? value : "";

	if (read_number(&p, least, most, out) && *p == '\0')
		return HT_OK;
	return ht_fail(ctx, HT_EUSAGE, HT_MSG_SHARD_VALUE, NULL, 0, name,
		value ? value : "", ht_fmt(ctx->arena, "%u...%u", least, most),
		NULL);
}

/* Slurm: the array's tasks, in their order.  Where the number of shards was
 * said, a task's number is its shard's: a part of them can be run again. */
static ht_err
read_slurm(ht_ctx *ctx, ht_shard *s)
{
	uint32_t id, min, max, count, step = 1;

	if (s->of)
		return read_variable(
			ctx, "SLURM_ARRAY_TASK_ID", 1, s->of, &s->number);
	HT_TRY(read_variable(
		ctx, "SLURM_ARRAY_TASK_COUNT", 1, HT_SHARD_MAX, &count));
	HT_TRY(read_variable(ctx, "SLURM_ARRAY_TASK_MIN", 0, UINT32_MAX, &min));
	HT_TRY(read_variable(
		ctx, "SLURM_ARRAY_TASK_MAX", min, UINT32_MAX, &max));
	HT_TRY(read_variable(ctx, "SLURM_ARRAY_TASK_ID", min, max, &id));
	if (is_set("SLURM_ARRAY_TASK_STEP"))
		HT_TRY(read_variable(
			ctx, "SLURM_ARRAY_TASK_STEP", 1, UINT32_MAX, &step));
	if ((max - min) / step + 1 != count || (id - min) % step)
		return ht_fail(
			ctx, HT_EUSAGE, HT_MSG_SHARD_GAPS, NULL, 0, NULL);
	*s = (ht_shard){(id - min) / step + 1, count};
	return HT_OK;
}

/* An Indexed Job of Kubernetes, which tells its pods no count. */
static ht_err
read_kubernetes(ht_ctx *ctx, ht_shard *s)
{
	uint32_t index;

	if (s->of == 0 && !is_set("JOB_COMPLETIONS"))
		return ht_fail(
			ctx, HT_EUSAGE, HT_MSG_SHARD_COUNT, NULL, 0, NULL);
	if (s->of == 0)
		HT_TRY(read_variable(
			ctx, "JOB_COMPLETIONS", 1, HT_SHARD_MAX, &s->of));
	HT_TRY(read_variable(
		ctx, "JOB_COMPLETION_INDEX", 0, s->of - 1, &index));
	s->number = index + 1;
	return HT_OK;
}

static ht_err
read_environment(ht_ctx *ctx, ht_shard *s)
{
	bool slurm = is_set("SLURM_ARRAY_TASK_ID");
	bool kubernetes = is_set("JOB_COMPLETION_INDEX");

	if (slurm == kubernetes)
		return ht_fail(ctx, HT_EUSAGE,
			slurm ? HT_MSG_SHARD_BOTH : HT_MSG_SHARD_NONE, NULL, 0,
			NULL);
	return slurm ? read_slurm(ctx, s) : read_kubernetes(ctx, s);
}

ht_err
ht_shard_read(ht_ctx *ctx, const char *value, ht_shard *out)
{
	static const char word[] = "auto";
	bool automatic = strncmp(value, word, strlen(word)) == 0;
	const char *p = automatic ? value + strlen(word) : value;

	*out = (ht_shard){0};
	if (automatic && *p == '\0')
		return read_environment(ctx, out);
	if ((automatic || read_number(&p, 1, HT_SHARD_MAX, &out->number)) &&
		*p++ == '/' && read_number(&p, 1, HT_SHARD_MAX, &out->of) &&
		*p == '\0' && out->number <= out->of)
		return automatic ? read_environment(ctx, out) : HT_OK;
	return ht_fail(ctx, HT_EUSAGE, HT_MSG_USAGE_VALUE, NULL, 0, "--shard",
		value, "K/N (1/N...N/N), auto, auto/N", NULL);
}

/* --- names */

const char *
ht_shard_manifest(
	ht_arena *a, const ht_shard *s, const char *folder, const char *ending)
{
	char *path = s->of == 0
			     ? ht_fmt(a, "%s/" NAME_BEGINS "%s", folder, ending)
			     : ht_fmt(a, "%s/" NAME_BEGINS "%u" NAME_OF "%u.%s",
				       folder, s->number, s->of, ending);

	ht_pathname_clean(path);
	return path;
}

ht_shard
ht_shard_of_name(const char *name)
{
	ht_shard s = {0};
	const char *p = name + strlen(NAME_BEGINS);

	if (strncmp(name, NAME_BEGINS, strlen(NAME_BEGINS)) == 0 &&
		read_number(&p, 1, HT_SHARD_MAX, &s.number) &&
		strncmp(p, NAME_OF, strlen(NAME_OF)) == 0) {
		p += strlen(NAME_OF);
		if (read_number(&p, s.number, HT_SHARD_MAX, &s.of) &&
			strcmp(p, NAME_ENDS) == 0)
			return s;
	}
	return (ht_shard){0};
}
