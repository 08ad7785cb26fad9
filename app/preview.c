#include "app/preview.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "app/pairs.h"
#include "app/session_private.h"
#include "app/state.h"
#include "base/clock.h"
#include "base/file.h"
#include "base/pages.h"
#include "base/text.h"
#include "cache/models.h"
#include "chain/keccak.h"
#include "influence/score.h"
#include "influence/score_set.h"
#include "influence/scorer.h"

/*
 * A wrong label is what the model finds least likely; half of the finds at this loss are wrong
 * labels.
 */
#define SUSPICIOUS_PROBABILITY 0.05

/* Bytes of a label in a row. */
#define LABEL (sizeof(((struct preview_row *)NULL)->label))

struct previewing {
	struct app *app;
	struct task *task;
	struct artifact artifact;
	struct scorer *scorer;
	struct score_set scores;
	struct preview *out;
	struct cache_model model;
	size_t cap;
};

static enum status get_model(struct cache *cache, void *arg, struct err *e)
{
	return cache_models_current(cache, &((struct previewing *)arg)->model, e);
}

/* The one downloaded now is the only one on disk. */
static enum status put_model(struct cache *cache, void *arg, struct err *e)
{
	const struct cache_model *here = arg;
	struct cache_model *rows = NULL;
	size_t n = 0;
	enum status s = cache_models_all(cache, &rows, &n, e);

	for (size_t i = 0; i < n && s == STATUS_OK; i++) {
		bool is_here = hash_equal(&rows[i].hash, &here->hash);

		if (!is_here && rows[i].downloaded_at == 0)
			continue;
		memcpy(rows[i].path, is_here ? here->path : "", is_here ? sizeof(here->path) : 1);
		rows[i].downloaded_at = is_here ? here->downloaded_at : 0;
		rows[i].bytes = is_here ? here->bytes : rows[i].bytes;
		s = cache_models_put(cache, &rows[i], e);
	}
	free(rows);
	return s;
}

/* Downloads into a file beside its place and renames it once its hash is right. */
static enum status download(struct previewing *p, const char *path, struct err *e)
{
	struct session *session;
	char *temp = NULL;
	uint64_t size = 0;
	int fd;
	enum status s = session_of(p->app, p->task, &session, e);

	if (s != STATUS_OK)
		return s;
	if (asprintf(&temp, "%s.part", path) < 0)
		return err_set(e, ERR_MEMORY, "out of memory");
	task_progress(p->task, "downloading the model", 0, 0, "bytes");
	fd = open(temp, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0600);
	if (fd < 0) {
		s = err_set(e, status_from_errno(errno), "cannot create %s: %s", temp,
			    strerror(errno));
	} else {
		s = datanet_model(&session->datanet, fd, &size, &p->model.hash, e);
		if (s == STATUS_OK && fsync(fd) != 0)
			s = err_set(e, status_from_errno(errno), "cannot write %s: %s", temp,
				    strerror(errno));
		close(fd);
	}
	if (s == STATUS_OK && rename(temp, path) != 0)
		s = err_set(e, status_from_errno(errno), "cannot write %s: %s", path,
			    strerror(errno));
	if (s != STATUS_OK)
		unlink(temp);
	free(temp);
	p->model.bytes = size;
	return s;
}

/* A datanet publishes a model with each change; only the current one is scored with. */
static void prune_models(const char *spool, const char *keep)
{
	DIR *dir = opendir(spool);
	const struct dirent *entry;

	if (dir == NULL)
		return;
	while ((entry = readdir(dir)) != NULL) {
		const char *end = strstr(entry->d_name, ".safetensors");

		if (end != NULL && strncmp(entry->d_name, keep, strlen(keep)) != 0)
			unlinkat(dirfd(dir), entry->d_name, 0);
	}
	closedir(dir);
}

/* The current model's file, downloaded at first use; its hash is its name. */
static enum status fetch_model(struct previewing *p, struct err *e)
{
	char hash[HASH_TEXT_SIZE];
	enum status s = store_read(p->app, get_model, p, e);

	if (s == ERR_NOT_FOUND)
		return err_set(e, s, "no model is known of this network yet; run: byline sync");
	if (s != STATUS_OK)
		return s;
	hash_format(hash, &p->model.hash);
	snprintf(p->model.path, sizeof(p->model.path), "%s/%s.safetensors", p->app->paths.spool,
		 hash);
	if (access(p->model.path, R_OK) == 0)
		return STATUS_OK;
	s = download(p, p->model.path, e);
	if (s != STATUS_OK)
		return s;
	prune_models(p->app->paths.spool, hash);
	p->model.downloaded_at = clock_now();
	return store_write(p->app, put_model, &p->model, e);
}

static enum status load_artifact(struct previewing *p, struct err *e)
{
	struct buf file;
	struct hash hash;
	enum status s;

	buf_init(&file, LIMIT_MODEL);
	s = file_read(&file, p->model.path, e);
	if (s == STATUS_OK) {
		keccak256(hash.bytes, file.data, file.len);
		if (!hash_equal(&hash, &p->model.hash)) {
			unlink(p->model.path);
			s = err_set(e, ERR_DAMAGED,
				    "the model on this disk was damaged and is removed; try again");
		}
	}
	if (s == STATUS_OK)
		s = artifact_read(&p->artifact, file.data, file.len, e);
	buf_release(&file);
	return s == STATUS_OK ? scorer_new(&p->scorer, &p->artifact, 0, e) : s;
}

/* Room for one more row; the text of each is kept for the list. */
static struct preview_row *next_row(struct previewing *p)
{
	struct preview *out = p->out;

	if (out->n_rows == p->cap) {
		size_t cap = p->cap == 0 ? 1024 : 2 * p->cap;
		struct preview_row *grown = realloc(out->rows, cap * sizeof(*grown));

		if (grown == NULL)
			return NULL;
		pages_want_huge(grown, cap * sizeof(*grown));
		out->rows = grown;
		p->cap = cap;
	}
	return &out->rows[out->n_rows++];
}

/* One of the model's labels, which are clean text but may be too long; "" for no label. */
static void name_label(char out[static LABEL], const struct artifact *a, uint16_t label)
{
	const char *name = label < a->labels.n ? a->labels.name[label] : "";
	size_t len = strlen(name);

	if (len < LABEL)
		memcpy(out, name, len + 1);
	else
		text_clean(out, LABEL, name, len);
}

static enum status score_one(void *user, const struct extractor_pair *pair, struct err *e)
{
	struct previewing *p = user;
	struct preview_row *row = next_row(p);
	const struct scored *score;
	enum status s;

	if (row == NULL)
		return err_set(e, ERR_MEMORY, "out of memory");
	s = score_set_add(&p->scores, p->scorer, pair->text, pair->text_len,
			  (const char *)pair->label, pair->label_len, e);
	if (s != STATUS_OK)
		return s;
	score = &p->scores.v[p->scores.n - 1];
	/* An artifact of wild numbers, which no count or picture could be made of. */
	if (!isfinite(score->influence) || !isfinite(score->loss))
		return err_set(e, ERR_RANGE, "the model gives record %zu no finite score",
			       p->scores.n - 1);
	*row = (struct preview_row){.index = p->scores.n - 1,
				    .influence = score->influence,
				    .loss = score->loss,
				    .duplicate_of = (score->flags & SCORE_DUPLICATE) != 0
							    ? score->duplicate_of
							    : UINT64_MAX,
				    .unknown_label = (score->flags & SCORE_UNKNOWN_LABEL) != 0};
	row->percentile =
		row->unknown_label ? -1 : (float)score_percentile(&p->artifact, score->influence);
	row->probability = row->unknown_label ? 0 : expf(-score->loss);
	row->suspicious = !row->unknown_label && row->probability < SUSPICIOUS_PROBABILITY;
	if (!row->unknown_label)
		name_label(row->label, &p->artifact, score->label);
	else if (pair->label != NULL)
		text_clean(row->label, sizeof(row->label), pair->label, pair->label_len);
	name_label(row->predicted, &p->artifact, score->predicted);
	/* 96 cells come from at most 384 bytes. */
	text_clean(row->text, sizeof(row->text), pair->text,
		   pair->text_len < 384 ? pair->text_len : 384);
	return STATUS_OK;
}

/* Moves the rows into the order of their influence, cycle by cycle of the permutation. */
static enum status rank_rows(struct previewing *p, struct err *e)
{
	enum { MOVED = UINT32_MAX };
	struct preview_row *rows = p->out->rows;
	uint32_t *order = calloc(p->scores.n, sizeof(*order));
	enum status s = order != NULL ? score_set_rank(order, &p->scores) : ERR_MEMORY;

	for (uint32_t i = 0; i < p->scores.n && s == STATUS_OK; i++) {
		struct preview_row first = rows[i];
		uint32_t at = i, from;

		while ((from = order[at]) != MOVED && from != i) {
			/* Rows lie all over the memory: ask for the next while one is moved. */
			__builtin_prefetch(&rows[order[from]]);
			rows[at] = rows[from];
			order[at] = MOVED;
			at = from;
		}
		if (from == i)
			rows[at] = first;
		order[at] = MOVED;
	}
	free(order);
	return s == STATUS_OK ? s : err_set(e, s, "out of memory");
}

static void fill_histogram(struct preview *out)
{
	double most = 0;

	for (size_t i = 0; i < out->n_rows; i++)
		if (fabs((double)out->rows[i].influence) > most)
			most = fabs((double)out->rows[i].influence);
	out->highest = most;
	out->lowest = -most;
	for (size_t i = 0; i < out->n_rows; i++) {
		double at = most > 0 ? ((double)out->rows[i].influence / most + 1) / 2 : 0.5;
		int bin = (int)(at * PREVIEW_BINS);

		if (!out->rows[i].unknown_label)
			out->histogram[bin < PREVIEW_BINS ? bin : PREVIEW_BINS - 1]++;
	}
}

static void summarise(struct previewing *p)
{
	struct preview *out = p->out;
	struct score_summary sum;
	struct loss_change change;

	score_set_summarise(&sum, &p->scores, &p->artifact);
	out->records = sum.records;
	out->helpful = sum.helpful;
	out->harmful = sum.harmful;
	out->neutral = sum.neutral;
	out->duplicates = sum.duplicates;
	out->unlabelled = sum.unknown;
	for (size_t i = 0; i < out->n_rows; i++)
		out->suspicious += out->rows[i].suspicious;
	out->has_change = score_loss_change(&change, &p->artifact, sum.influence) &&
			  p->artifact.validation_loss > 0;
	if (out->has_change) {
		out->change = change.expected / p->artifact.validation_loss;
		out->change_low = change.low / p->artifact.validation_loss;
		out->change_high = change.high / p->artifact.validation_loss;
	}
	out->has_share = p->artifact.pool_influence > 0;
	if (out->has_share)
		out->share = score_pool_share(sum.influence, p->artifact.pool_influence);
	snprintf(out->assumptions, sizeof(out->assumptions),
		 "if nobody else joins, queries stay like the publisher's %llu held-out records, "
		 "and all of it is accepted",
		 (unsigned long long)p->artifact.validation_records);
}

static enum status run(struct previewing *p, const char *path, const char *kind_name, struct err *e)
{
	enum reader_kind kind;
	enum status s = choose_kind(&kind, path, kind_name, e);

	if (s == STATUS_OK)
		s = fetch_model(p, e);
	if (s == STATUS_OK)
		s = load_artifact(p, e);
	if (s == STATUS_OK)
		s = read_pairs(p->task, path, kind, "scoring", score_one, p, e);
	return s;
}

enum status preview_dataset(struct app *app, struct task *task, struct preview **out,
			    const char *path, const char *kind, struct err *e)
{
	struct previewing p = {.app = app, .task = task};
	int64_t began = clock_monotonic_ms();
	const struct profile *profile;
	enum status s = require_profile(app, &profile, e);

	*out = NULL;
	if (s != STATUS_OK)
		return s;
	p.out = calloc(1, sizeof(*p.out));
	if (p.out == NULL)
		return err_set(e, ERR_MEMORY, "out of memory");
	atomic_init(&p.out->references, 1);
	s = run(&p, path, kind, e);
	if (s == STATUS_OK)
		s = rank_rows(&p, e);
	if (s == STATUS_OK) {
		summarise(&p);
		fill_histogram(p.out);
		text_clean(p.out->path, sizeof(p.out->path), path, strlen(path));
		memcpy(p.out->model_name, p.model.name, sizeof(p.out->model_name));
		p.out->model = p.model.hash;
		p.out->seconds = (double)(clock_monotonic_ms() - began) / 1000.0;
		*out = p.out;
		p.out = NULL;
	}
	preview_unref(p.out);
	score_set_release(&p.scores);
	scorer_free(p.scorer);
	artifact_release(&p.artifact);
	return s;
}

const struct preview *preview_ref(const struct preview *p)
{
	atomic_fetch_add(&((struct preview *)(uintptr_t)p)->references, 1);
	return p;
}

void preview_unref(const struct preview *p)
{
	struct preview *last = (struct preview *)(uintptr_t)p;

	if (p == NULL || atomic_fetch_sub(&last->references, 1) != 1)
		return;
	free(last->rows);
	free(last);
}
