/*
 * Every word is text for a terminal and for comparison with what a user types, and nothing else:
 * one that is too long or not printable makes the whole description wrong.
 */
#include "chain/accepts.h"

#include <string.h>
#include <strings.h>

#include "base/text.h"

/* Reads a text of 1 to ACCEPTS_WORD printable ASCII characters. */
static enum status read_word(char out[static ACCEPTS_WORD + 1], const struct json *value,
			     const char *name, struct err *e)
{
	const char *text = json_text(value);
	size_t len = text != NULL ? strlen(text) : 0;

	for (size_t i = 0; i < len; i++) {
		if (text[i] < ' ' || text[i] > '~')
			len = 0;
	}
	if (len == 0 || len > ACCEPTS_WORD)
		return err_set(e, ERR_PARSE, "\"%s\" is not a short printable text", name);
	memcpy(out, text, len + 1);
	return STATUS_OK;
}

/* A reader of two licences out of three would leave out datasets that are taken. */
enum status accepts_read(struct accepts *out, const struct json *value, struct err *e)
{
	static const char *const members[] = {"language", "licenses", "modality", NULL};
	const struct json *licenses = NULL;
	enum status s = STATUS_OK;

	*out = (struct accepts){0};
	if (!json_is_object(value))
		s = err_set(e, ERR_PARSE, "\"accepts\" is not an object");
	if (s == STATUS_OK)
		s = json_only(value, members, e);
	if (s == STATUS_OK)
		s = read_word(out->language, json_get(value, "language"), "language", e);
	if (s == STATUS_OK)
		s = read_word(out->modality, json_get(value, "modality"), "modality", e);
	if (s == STATUS_OK)
		s = json_get_array(&licenses, value, "licenses", e);
	if (s == STATUS_OK && json_count(licenses) > ACCEPTS_LICENSES)
		s = err_set(e, ERR_LIMIT, "\"licenses\" has more than %d", ACCEPTS_LICENSES);
	for (const struct json *l = json_first(licenses); l != NULL && s == STATUS_OK;
	     l = json_next(l))
		s = read_word(out->licenses[out->n_licenses++], l, "licenses", e);
	if (s != STATUS_OK)
		*out = (struct accepts){0};
	return s;
}

bool accepts_takes_license(const struct accepts *a, const char *license)
{
	for (size_t i = 0; i < a->n_licenses; i++)
		if (strcasecmp(a->licenses[i], license) == 0)
			return true;
	return a->n_licenses == 0;
}

void accepts_licenses(char *out, size_t cap, const struct accepts *a)
{
	const char *names[ACCEPTS_LICENSES];

	for (size_t i = 0; i < a->n_licenses; i++)
		names[i] = a->licenses[i];
	text_list(out, cap, names, a->n_licenses);
}

struct json *accepts_object(const struct accepts *a)
{
	struct json *o = json_new_object(), *licenses = json_new_array();

	json_add_text(o, "language", a->language);
	json_add_text(o, "modality", a->modality);
	for (size_t i = 0; i < a->n_licenses; i++)
		json_add_text(licenses, NULL, a->licenses[i]);
	json_add(o, "licenses", licenses);
	return o;
}
