#include "chain/profile_list.h"

/* Reads the object `name` of the document with `parse`. */
enum status profile_list_member(struct profile *out, const struct json *doc, const char *name,
				profile_element *read, struct err *e)
{
	const struct json *o;
	enum status s = json_get_object(&o, doc, name, e);

	if (s != STATUS_OK)
		return s;
	s = read(out, o, e);
	return s == STATUS_OK ? s : err_prefix(e, s, "%s", name);
}

/* Reads each object of the array `name`, at most `max` of them, with `parse`. */
enum status profile_list_read(struct profile *out, const struct json *doc, const char *name,
			      size_t max, profile_element *read, struct err *e)
{
	const struct json *array;
	size_t i = 0;
	enum status s = json_get_array(&array, doc, name, e);

	if (s == STATUS_OK && json_count(array) > max)
		s = err_set(e, ERR_LIMIT, "\"%s\" has more than %zu elements", name, max);
	if (s != STATUS_OK)
		return s;
	for (const struct json *o = json_first(array); o != NULL; o = json_next(o), i++) {
		s = json_is_object(o) ? read(out, o, e) : err_set(e, ERR_PARSE, "not an object");
		if (s != STATUS_OK)
			return err_prefix(e, s, "%s[%zu]", name, i);
	}
	return STATUS_OK;
}

/* As profile_list_read(), for an array that may be missing. */
enum status profile_list_optional(struct profile *out, const struct json *doc, const char *name,
				  size_t max, profile_element *read, struct err *e)
{
	return json_get(doc, name) == NULL ? STATUS_OK
					   : profile_list_read(out, doc, name, max, read, e);
}
