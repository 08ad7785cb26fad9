/*
 * The head file. Its shapes follow from the metadata, which are therefore read and checked first: a
 * file that names no class or dataset would have empty tensors, and a model with them could
 * attribute nothing.
 */
#include "influence/train_file.h"

#include <string.h>

#include "influence/metadata.h"
#include "influence/safetensors_write.h"

#define FORMAT "byline-head/1"

static enum status describe(struct json *m, const struct trained *t)
{
	enum status s;

	json_add_text(m, "format", FORMAT);
	recipe_describe(m, &t->head.recipe);
	metadata_add_double(m, "lambda", t->head.lambda);
	metadata_add_double(m, "lambda_total", t->head.ridge);
	metadata_add_double(m, "gradient_norm", t->head.gradient_norm);
	metadata_add_double(m, "residual", t->residual);
	json_add_u64(m, "records", t->head.n0);
	s = metadata_add_list(m, "labels", t->head.labels.name[0], sizeof(*t->head.labels.name),
			      t->head.labels.n);
	if (s == STATUS_OK)
		s = metadata_add_list(m, "datasets", t->dataset[0], sizeof(*t->dataset),
				      t->datasets);
	return s;
}

enum status train_file_write(struct buf *out, const struct trained *t, struct err *e)
{
	uint64_t d = t->head.recipe.buckets, c = t->head.labels.n;
	const struct tensor_source tensors[] = {
		{"head.weight", DTYPE_F64, 2, {d, c}, t->head.w},
		{"dataset.ihvp", DTYPE_F64, 3, {t->datasets, d, c}, t->r},
	};
	struct json *metadata = json_new_object();
	enum status s = describe(metadata, t);

	if (s == STATUS_OK)
		s = safetensors_write(out, metadata, tensors, ARRAY_SIZE(tensors), e);
	else
		err_set(e, s, "%s", status_phrase(s));
	json_free(metadata);
	return s;
}

static enum status read_metadata(struct trained *t, const struct json *m, struct err *e)
{
	const char *format;
	char *texts;
	enum status s = json_get_text(&format, m, "format", e);

	if (s == STATUS_OK && strcmp(format, FORMAT) != 0)
		s = err_set(e, ERR_VERSION, "its format is \"%.40s\", not " FORMAT, format);
	if (s == STATUS_OK)
		s = recipe_read(&t->head.recipe, m, e);
	if (s == STATUS_OK)
		s = metadata_get_double(&t->head.lambda, m, "lambda", e);
	if (s == STATUS_OK)
		s = metadata_get_double(&t->head.ridge, m, "lambda_total", e);
	if (s == STATUS_OK)
		s = metadata_get_double(&t->head.gradient_norm, m, "gradient_norm", e);
	if (s == STATUS_OK)
		s = metadata_get_double(&t->residual, m, "residual", e);
	if (s == STATUS_OK)
		s = json_get_u64(&t->head.n0, m, "records", e);
	if (s != STATUS_OK)
		return s;
	/* The lists are owned by `t` from here on, also after a failure. */
	s = metadata_get_list(&texts, &t->head.labels.n, m, "labels", sizeof(*t->head.labels.name),
			      LIMIT_CLASSES, e);
	t->head.labels.name = (void *)texts;
	if (s != STATUS_OK)
		return s;
	s = metadata_get_list(&texts, &t->datasets, m, "datasets", sizeof(*t->dataset),
			      LIMIT_MODEL_DATASETS, e);
	t->dataset = (void *)texts;
	if (s == STATUS_OK &&
	    (t->head.labels.n < 2 || t->datasets == 0 || t->head.n0 == 0 || !(t->head.ridge > 0)))
		s = err_set(e, ERR_RANGE, "it names no classes, datasets, records or lambda");
	return s;
}

enum status train_file_read(struct trained *t, const void *data, size_t len, struct err *e)
{
	struct safetensors st;
	void *w = NULL, *r = NULL;
	enum status s = safetensors_read(&st, data, len, e);
	uint64_t shape[3], count;

	*t = (struct trained){0};
	if (s == STATUS_OK && st.metadata == NULL)
		s = err_set(e, ERR_PARSE, "there is no __metadata__");
	if (s == STATUS_OK)
		s = read_metadata(t, st.metadata, e);
	/* All zero after a failure, when they are not used. */
	shape[0] = t->datasets;
	shape[1] = t->head.recipe.buckets;
	shape[2] = t->head.labels.n;
	if (s == STATUS_OK)
		s = safetensors_copy(&w, &count, &st, "head.weight", DTYPE_F64, 2, shape + 1, e);
	if (s == STATUS_OK)
		s = safetensors_copy(&r, &count, &st, "dataset.ihvp", DTYPE_F64, 3, shape, e);
	t->head.w = w;
	t->r = r;
	if (s == STATUS_OK && st.n != 2)
		s = err_set(e, ERR_MISMATCH, "it has tensors that do not belong there");
	safetensors_release(&st);
	return s == STATUS_OK ? s : err_prefix(e, s, "head file");
}
