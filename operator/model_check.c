/*
 * Checking an artifact: it is published again from the same files (make_again), and what differs is
 * described (describe_check) and named (judge_claims).
 *
 * Invariant: what was made again went through a file too, so that both are rounded alike.
 */
#include "operator/model_check.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/file.h"
#include "chain/keccak.h"
#include "influence/artifact_claims.h"
#include "influence/artifact_write.h"
#include "operator/model_material.h"

static enum status read_artifact(struct artifact *out, struct hash *hash, const char *path,
				 struct err *e)
{
	struct buf file;
	enum status s;

	buf_init(&file, LIMIT_MODEL);
	s = file_read(&file, path, e);
	if (s == STATUS_OK) {
		keccak256(hash->bytes, file.data, file.len);
		s = artifact_read(out, file.data, file.len, e);
	}
	buf_release(&file);
	return s;
}

/* The norm that the head file names is its own claim, so that the gradient is taken anew. */
static enum status measure_gradient(double *norm, const struct head *h, const struct corpus *c,
				    struct err *e)
{
	size_t size = head_size(h);
	double *gradient = malloc(size * sizeof(*gradient)), sum = 0;
	double *p = malloc((c->n * h->labels.n + 1) * sizeof(*p));
	enum status s = STATUS_OK;

	if (gradient == NULL || p == NULL) {
		s = err_set(e, ERR_MEMORY, "out of memory");
	} else {
		(void)head_objective(gradient, p, h, c);
		for (size_t k = 0; k < size; k++)
			sum += gradient[k] * gradient[k];
		*norm = sqrt(sum);
	}
	free(gradient);
	free(p);
	return s;
}

/* How much of what is allowed a deviation takes. */
static double part_of_allowed(const struct artifact_claim *c)
{
	return c->allowed > 0 ? c->deviation / c->allowed : c->deviation > 0 ? INFINITY : 0;
}

static struct json *describe_claims(const struct artifact_claims *claims, const char **worst)
{
	struct json *list = json_new_array();
	double most = -1;

	for (size_t i = 0; i < claims->n; i++) {
		const struct artifact_claim *c = &claims->claim[i];
		struct json *row = json_new_object();
		bool holds = artifact_claim_holds(c);

		json_add_text(row, "name", c->name);
		/* JSON has no number for what could not be compared. */
		if (isfinite(c->deviation))
			json_add_textf(row, "deviation", "%.3g", c->deviation);
		else
			json_add_null(row, "deviation");
		json_add_textf(row, "allowed", "%.3g", c->allowed);
		json_add_bool(row, "holds", holds);
		json_add(list, NULL, row);
		if (!(part_of_allowed(c) <= most)) {
			most = isfinite(c->deviation) ? part_of_allowed(c) : INFINITY;
			*worst = c->name;
		}
	}
	return list;
}

/* Names the claims that do not hold, as many as a message has room for. */
static enum status judge_claims(const struct artifact_claims *claims, struct err *e)
{
	char names[160] = "";
	size_t len = 0, wrong = 0;

	for (size_t i = 0; i < claims->n; i++) {
		const char *name = claims->claim[i].name;

		if (artifact_claim_holds(&claims->claim[i]))
			continue;
		wrong++;
		if (len + strlen(name) + 8 < sizeof(names))
			len += (size_t)snprintf(names + len, sizeof(names) - len, "%s%s",
						len > 0 ? ", " : "", name);
	}
	if (wrong == 0)
		return STATUS_OK;
	return err_set(e, ERR_DAMAGED,
		       "%zu of %zu claims of the artifact do not hold: %s; it was published from "
		       "other files, or altered",
		       wrong, claims->n, names);
}

/* Publishes anew what `told` says it was published from, and reads it as it would be in a file. */
static enum status make_again(struct artifact *made, struct model_material *m,
			      const struct artifact *told, struct err *e)
{
	struct publication p = model_material_publication(m);
	struct artifact fresh;
	struct buf file;
	enum status s;

	p.seed = told->forecast.seed;
	p.trials = told->forecast.n_trials;
	p.additive_groups = told->additive.groups;
	buf_init(&file, LIMIT_MODEL);
	s = publish_artifact(&fresh, &p, e);
	if (s == STATUS_OK)
		s = artifact_write(&file, &fresh, e);
	if (s == STATUS_OK)
		s = artifact_read(made, file.data, file.len, e);
	if (s == STATUS_OK)
		s = measure_gradient(&made->gradient_norm, &m->model.head, &m->set.corpus, e);
	artifact_release(&fresh);
	buf_release(&file);
	return s;
}

static struct json *describe_check(const struct artifact_claims *claims, const struct hash *model,
				   const struct hash *head)
{
	struct json *top = json_new_object();
	const char *worst = "";
	struct json *list = describe_claims(claims, &worst);

	json_add_hex(top, "model", model->bytes, sizeof(model->bytes));
	json_add_hex(top, "head", head->bytes, sizeof(head->bytes));
	json_add_number(top, "compared", claims->n);
	json_add_text(top, "worst", worst);
	json_add(top, "claims", list);
	return top;
}

enum status model_check(struct task *task, struct json **result, const char *path,
			const struct model_files *files, struct err *e)
{
	struct model_material m = {.n_slices = 0};
	struct artifact told = {0}, made = {0};
	struct artifact_claims claims;
	struct hash hash;
	enum status s = read_artifact(&told, &hash, path, e);

	if (s == STATUS_OK && !told.forecast.known)
		s = err_set(e, ERR_USAGE, "an artifact of version 1 makes no claims to check");
	if (s == STATUS_OK)
		s = read_model_material(&m, task, files, e);
	if (s == STATUS_OK) {
		task_progress(task, "solving the query vectors", 0, 0, "slices");
		s = make_again(&made, &m, &told, e);
	}
	if (s == STATUS_OK)
		s = artifact_claims_compare(&claims, &told, &made, e);
	if (s == STATUS_OK) {
		*result = describe_check(&claims, &hash, &m.head);
		s = judge_claims(&claims, e);
	}
	artifact_release(&told);
	artifact_release(&made);
	release_model_material(&m);
	return s;
}
