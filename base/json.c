/*
 * JSON documents: cJSON behind a stricter door.
 *
 * json_parse() comes first: json_scan() has checked the grammar and counted the values before cJSON
 * reads a byte, and afterwards every object is searched for a repeated name. Then follow the
 * getters by position, by type and by name, and the functions that build a document. Invariant: a
 * `struct json` is a cJSON node under another name, so that no other file depends on cJSON.
 */
#include "base/json.h"

#include <cjson/cJSON.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/hex.h"
#include "base/json_scan.h"
#include "base/parse.h"

/* Above 2^53-1 a double cannot tell neighbouring integers apart (RFC 8259 section 6). */
#define SAFE_INTEGER 9007199254740991.0

static const cJSON *node(const struct json *value)
{
	return (const cJSON *)value;
}

static struct json *value_of(cJSON *item)
{
	return (struct json *)item;
}

static int by_name(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/*
 * Compares sorted neighbours instead of every pair: an object of 10^5 members would otherwise take
 * 10^10 comparisons.
 */
static enum status refuse_duplicates(const cJSON *object, struct err *e)
{
	size_t n = (size_t)cJSON_GetArraySize(object), i = 0;
	const char **names = n > 1 ? malloc(n * sizeof(*names)) : NULL;
	enum status s = STATUS_OK;

	if (n < 2)
		return STATUS_OK;
	if (names == NULL)
		return err_set(e, ERR_MEMORY, "out of memory");
	for (const cJSON *m = object->child; m != NULL; m = m->next)
		names[i++] = m->string;
	qsort(names, n, sizeof(*names), by_name);
	for (i = 1; i < n && s == STATUS_OK; i++)
		if (strcmp(names[i - 1], names[i]) == 0)
			s = err_set(e, ERR_PARSE,
				    "JSON: an object has two members called \"%.64s\"", names[i]);
	free(names);
	return s;
}

/* Calls itself no deeper than LIMIT_JSON_DEPTH, which json_scan() has checked. */
static enum status check_tree(const cJSON *item, struct err *e)
{
	enum status s = STATUS_OK;

	if (cJSON_IsObject(item))
		s = refuse_duplicates(item, e);
	for (const cJSON *c = item->child; c != NULL && s == STATUS_OK; c = c->next)
		s = check_tree(c, e);
	return s;
}

enum status json_parse(struct json **out, const void *data, size_t len, struct err *e)
{
	size_t values;
	enum status s = json_scan_count(&values, data, len, e);
	cJSON *root;

	*out = NULL;
	if (s != STATUS_OK)
		return s;
	if (values > LIMIT_JSON_VALUES(len))
		return err_set(e, ERR_LIMIT,
			       "JSON: %zu values in %zu bytes are more than byline reads", values,
			       len);
	root = cJSON_ParseWithLengthOpts(data, len, NULL, false);
	if (root == NULL)
		return err_set(e, ERR_PARSE, "JSON: the document cannot be read");
	s = check_tree(root, e);
	if (s != STATUS_OK) {
		cJSON_Delete(root);
		return s;
	}
	*out = value_of(root);
	return STATUS_OK;
}

void json_free(struct json *doc)
{
	cJSON_Delete((cJSON *)doc);
}

const struct json *json_get(const struct json *object, const char *name)
{
	if (!json_is_object(object))
		return NULL;
	return value_of(cJSON_GetObjectItemCaseSensitive(node(object), name));
}

size_t json_count(const struct json *value)
{
	/* The size is an int in cJSON; LIMIT_JSON_VALUES keeps it far below that. */
	return json_is_object(value) || json_is_array(value)
		       ? (size_t)cJSON_GetArraySize(node(value))
		       : 0;
}

const struct json *json_first(const struct json *value)
{
	return json_is_object(value) || json_is_array(value) ? value_of(node(value)->child) : NULL;
}

const struct json *json_next(const struct json *element)
{
	return element != NULL ? value_of(node(element)->next) : NULL;
}

const char *json_name(const struct json *member)
{
	return member != NULL && node(member)->string != NULL ? node(member)->string : "";
}

bool json_is_object(const struct json *value)
{
	return value != NULL && cJSON_IsObject(node(value));
}

bool json_is_array(const struct json *value)
{
	return value != NULL && cJSON_IsArray(node(value));
}

bool json_is_string(const struct json *value)
{
	return value != NULL && cJSON_IsString(node(value));
}

bool json_is_bool(const struct json *value)
{
	return value != NULL && cJSON_IsBool(node(value));
}

bool json_is_number(const struct json *value)
{
	return value != NULL && (cJSON_IsNumber(node(value)) || json_digits(value) != NULL);
}

const char *json_digits(const struct json *value)
{
	/* A raw node without text is a value that could not be made: json_add(). */
	return value != NULL && cJSON_IsRaw(node(value)) && node(value)->valuestring[0] != '\0'
		       ? node(value)->valuestring
		       : NULL;
}

bool json_is_null(const struct json *value)
{
	return value != NULL && cJSON_IsNull(node(value));
}

const char *json_text(const struct json *value)
{
	return json_is_string(value) ? node(value)->valuestring : NULL;
}

bool json_truth(const struct json *value)
{
	return value != NULL && cJSON_IsTrue(node(value));
}

enum status json_integer(int64_t *out, const struct json *value)
{
	const char *digits = json_digits(value);
	uint64_t whole = 0;
	double v;

	if (!json_is_number(value))
		return ERR_PARSE;
	if (digits != NULL && parse_u64(&whole, digits, strlen(digits)) != STATUS_OK)
		return ERR_RANGE;
	v = digits != NULL ? (double)whole : node(value)->valuedouble;
	if (!(fabs(v) <= SAFE_INTEGER) || v != floor(v))
		return ERR_RANGE;
	*out = (int64_t)v;
	return STATUS_OK;
}

enum status json_get_text(const char **out, const struct json *object, const char *name,
			  struct err *e)
{
	*out = json_text(json_get(object, name));
	if (*out == NULL)
		return err_set(e, ERR_PARSE, "\"%s\" is missing or not a string", name);
	return STATUS_OK;
}

enum status json_get_copy(char *out, size_t cap, const struct json *object, const char *name,
			  struct err *e)
{
	const char *text;
	enum status s = json_get_text(&text, object, name, e);

	if (s != STATUS_OK)
		return s;
	if (strlen(text) >= cap)
		return err_set(e, ERR_PARSE, "\"%s\" is longer than %zu bytes", name, cap - 1);
	memcpy(out, text, strlen(text) + 1);
	return STATUS_OK;
}

enum status json_get_u64(uint64_t *out, const struct json *object, const char *name, struct err *e)
{
	const char *text = json_text(json_get(object, name));
	enum status s = text == NULL ? ERR_PARSE : parse_u64(out, text, strlen(text));

	if (s != STATUS_OK)
		return err_set(e, s, "\"%s\" is missing or not a decimal number in a string", name);
	return STATUS_OK;
}

enum status json_get_hex(uint8_t *out, size_t len, const struct json *object, const char *name,
			 struct err *e)
{
	const char *text = json_text(json_get(object, name));

	if (text == NULL || hex_parse(out, len, text, strlen(text)) != STATUS_OK)
		return err_set(e, ERR_PARSE, "\"%s\" is missing or not 0x and %zu hex digits", name,
			       2 * len);
	return STATUS_OK;
}

enum status json_get_array(const struct json **out, const struct json *object, const char *name,
			   struct err *e)
{
	/*
	 * json_get() has answered NULL for an object that is none; the message names the member
	 * then too.
	 */
	*out = json_get(object, name);
	if (!json_is_array(*out))
		return err_set(e, ERR_PARSE, "\"%s\" is missing or not an array", name);
	return STATUS_OK;
}

enum status json_get_object(const struct json **out, const struct json *object, const char *name,
			    struct err *e)
{
	*out = json_get(object, name);
	if (!json_is_object(*out))
		return err_set(e, ERR_PARSE, "\"%s\" is missing or not an object", name);
	return STATUS_OK;
}

enum status json_only(const struct json *object, const char *const *names, struct err *e)
{
	for (const struct json *m = json_first(object); m != NULL; m = json_next(m)) {
		const char *const *n = names;

		while (*n != NULL && strcmp(*n, json_name(m)) != 0)
			n++;
		if (*n == NULL)
			return err_set(e, ERR_PARSE, "byline does not know the member \"%.64s\"",
				       json_name(m));
	}
	return STATUS_OK;
}

struct json *json_new_object(void)
{
	return value_of(cJSON_CreateObject());
}

struct json *json_new_array(void)
{
	return value_of(cJSON_CreateArray());
}

void json_add(struct json *parent, const char *name, struct json *take_value)
{
	cJSON *item = (cJSON *)take_value;

	/*
	 * A failed value becomes a node without text, which json_write() refuses: the failure is
	 * noticed at the end.
	 */
	if (item == NULL)
		item = cJSON_CreateRaw("");
	if (parent == NULL || item == NULL ||
	    !(name != NULL ? cJSON_AddItemToObject((cJSON *)parent, name, item)
			   : cJSON_AddItemToArray((cJSON *)parent, item)))
		cJSON_Delete(item);
}

void json_add_text(struct json *parent, const char *name, const char *text)
{
	json_add(parent, name, value_of(cJSON_CreateString(text)));
}

void json_add_textf(struct json *parent, const char *name, const char *format, ...)
{
	char *text = NULL;
	va_list ap;

	va_start(ap, format);
	if (vasprintf(&text, format, ap) < 0)
		text = NULL;
	va_end(ap);
	json_add(parent, name, text != NULL ? value_of(cJSON_CreateString(text)) : NULL);
	free(text);
}

void json_add_u64(struct json *parent, const char *name, uint64_t v)
{
	json_add_textf(parent, name, "%llu", (unsigned long long)v);
}

/* cJSON's own numbers are doubles, so that the digits are kept as they are. */
void json_add_number(struct json *parent, const char *name, uint64_t v)
{
	char digits[sizeof("18446744073709551615")];

	snprintf(digits, sizeof(digits), "%llu", (unsigned long long)v);
	json_add(parent, name, value_of(cJSON_CreateRaw(digits)));
}

void json_add_hex(struct json *parent, const char *name, const uint8_t *data, size_t len)
{
	char *text = malloc(2 * len + 3);

	if (text != NULL)
		hex_format(text, data, len);
	json_add(parent, name, text != NULL ? value_of(cJSON_CreateString(text)) : NULL);
	free(text);
}

void json_add_bool(struct json *parent, const char *name, bool v)
{
	json_add(parent, name, value_of(cJSON_CreateBool(v)));
}

void json_add_null(struct json *parent, const char *name)
{
	json_add(parent, name, value_of(cJSON_CreateNull()));
}
