/*
 * The values of `__metadata__`, all of which are strings by the rule of the format: a number is
 * decimal text, a list is the text of a JSON array.
 *
 * Lists hold the names of labels, slices or datasets. They come from elsewhere, so a list that
 * repeats a name is refused: two classes of one name could not be told apart.
 */
#include "influence/metadata.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/json_write.h"
#include "influence/decimal.h"

void metadata_add_double(struct json *metadata, const char *name, double v)
{
	char text[DECIMAL_SIZE];

	decimal_format(text, v);
	json_add_text(metadata, name, text);
}

enum status metadata_get_double(double *out, const struct json *metadata, const char *name,
				struct err *e)
{
	const char *text;
	enum status s = json_get_text(&text, metadata, name, e);

	if (s == STATUS_OK && decimal_parse(out, text, strlen(text)) != STATUS_OK)
		s = err_set(e, ERR_PARSE, "%s is not a number: \"%.40s\"", name, text);
	return s;
}

enum status metadata_add_list(struct json *metadata, const char *name, const char *texts,
			      size_t stride, size_t n)
{
	struct json *list = json_new_array();
	struct buf text;
	enum status s;

	for (size_t i = 0; i < n; i++)
		json_add_text(list, NULL, texts + i * stride);
	buf_init(&text, LIMIT_SMALL_FILE);
	s = json_write(&text, list);
	if (s == STATUS_OK)
		json_add_text(metadata, name, buf_str(&text));
	if (s == STATUS_OK)
		s = buf_status(&text);
	buf_release(&text);
	json_free(list);
	return s;
}

static int by_bytes(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static enum status refuse_duplicates(const char *texts, size_t stride, size_t n, const char *name,
				     struct err *e)
{
	const char **order = malloc((n + 1) * sizeof(*order));
	enum status s = STATUS_OK;

	if (order == NULL)
		return err_set(e, ERR_MEMORY, "out of memory");
	for (size_t i = 0; i < n; i++)
		order[i] = texts + i * stride;
	qsort(order, n, sizeof(*order), by_bytes);
	for (size_t i = 1; i < n && s == STATUS_OK; i++)
		if (strcmp(order[i - 1], order[i]) == 0)
			s = err_set(e, ERR_PARSE, "%s names \"%.64s\" twice", name, order[i]);
	free(order);
	return s;
}

static enum status copy_list(char *texts, size_t stride, const struct json *list, const char *name,
			     struct err *e)
{
	for (const struct json *v = json_first(list); v != NULL; v = json_next(v)) {
		const char *text = json_text(v);
		size_t len = text != NULL ? strlen(text) : 0;

		if (len == 0 || len >= stride)
			return err_set(e, ERR_PARSE, "%s holds something else than names", name);
		memcpy(texts, text, len + 1);
		texts += stride;
	}
	return STATUS_OK;
}

enum status metadata_get_list(char **texts, size_t *n, const struct json *metadata,
			      const char *name, size_t stride, size_t most, struct err *e)
{
	struct json *list = NULL;
	const char *text;
	enum status s = json_get_text(&text, metadata, name, e);

	*texts = NULL;
	*n = 0;
	if (s == STATUS_OK)
		s = json_parse(&list, text, strlen(text), e);
	if (s == STATUS_OK && !json_is_array(list))
		s = err_set(e, ERR_PARSE, "%s is not a list", name);
	if (s == STATUS_OK && json_count(list) > most)
		s = err_set(e, ERR_LIMIT, "%s has more than %zu members", name, most);
	if (s == STATUS_OK && (*texts = calloc(json_count(list) + 1, stride)) == NULL)
		s = err_set(e, ERR_MEMORY, "out of memory");
	if (s == STATUS_OK)
		s = copy_list(*texts, stride, list, name, e);
	if (s == STATUS_OK)
		s = refuse_duplicates(*texts, stride, json_count(list), name, e);
	if (s == STATUS_OK) {
		*n = json_count(list);
	} else {
		free(*texts);
		*texts = NULL;
	}
	json_free(list);
	return s;
}
