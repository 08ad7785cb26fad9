#include "operator/model_attribute.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/file.h"
#include "influence/features.h"
#include "influence/train.h"
#include "influence/units.h"
#include "operator/model_file.h"
#include "operator/model_queries.h"

/* The state that attribute_one() carries from query to query. */
struct attributing {
	const struct trained *model;
	struct features *features;
	int128 *influence;
	struct json *list;
	struct task *task;
	size_t done;
};

static enum status attribute_one(void *user, const struct query *q, struct err *e)
{
	struct attributing *a = user;
	const struct labels *labels = &a->model->head.labels;
	struct train_attribution result = {.influence = a->influence};
	struct json *row, *influence;
	struct sparse x;
	int label = labels_find(labels, q->label, strlen(q->label));
	enum status s;

	if (label < 0)
		return err_set(e, ERR_NOT_FOUND, "query %.40s: the model has no label \"%.40s\"",
			       q->id, q->label);
	features_compute(a->features, &x, NULL, q->text, strlen(q->text));
	s = train_attribute(&result, a->model, x, (uint16_t)label, e);
	if (s != STATUS_OK)
		return s;
	row = json_new_object();
	influence = json_new_object();
	json_add_text(row, "id", q->id);
	json_add_text(row, "predicted", labels->name[result.predicted]);
	json_add_textf(row, "probability", "%.9g", result.probability);
	json_add_textf(row, "loss", "%.9g", result.loss);
	for (size_t i = 0; i < a->model->datasets; i++) {
		char units[UNITS_SIZE];

		/* Influence is an integer of 1e-18: a double would lose digits that are paid. */
		units_format(units, result.influence[i]);
		json_add_text(influence, a->model->dataset[i], units);
	}
	json_add(row, "influence", influence);
	json_add(a->list, NULL, row);
	task_progress(a->task, "attributing", ++a->done, 0, "queries");
	return task_check(a->task, e);
}

enum status model_attribute(struct task *task, struct json **result, const char *head,
			    const char *queries, struct err *e)
{
	struct trained model = {0};
	struct attributing a = {.model = &model, .task = task};
	struct json *top = json_new_object();
	struct buf file;
	struct hash hash;
	enum status s = model_file_read_head(&model, &hash, head, e);

	buf_init(&file, LIMIT_MODEL);
	if (s == STATUS_OK)
		s = file_read(&file, queries, e);
	if (s == STATUS_OK)
		s = features_new(&a.features, &model.head.recipe, e);
	if (s == STATUS_OK) {
		a.list = json_new_array();
		/*
		 * One more than needed, since a head without datasets must not look like a failure.
		 */
		a.influence = calloc(model.datasets + 1, sizeof(*a.influence));
		s = a.influence == NULL ? err_set(e, ERR_MEMORY, "out of memory")
					: read_queries(&file, attribute_one, &a, e);
	}
	if (s == STATUS_OK) {
		json_add_hex(top, "model", hash.bytes, sizeof(hash.bytes));
		json_add(top, "queries", a.list);
		*result = top;
		top = NULL;
		a.list = NULL; /* `top` owns it */
	}
	json_free(a.list);
	json_free(top);
	free(a.influence);
	features_free(a.features);
	train_release(&model);
	buf_release(&file);
	return s;
}
