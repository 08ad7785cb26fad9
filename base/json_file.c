/* The text is freed at once: a parsed document does not point into it. */
#include "base/json_file.h"

#include "base/buf.h"
#include "base/file.h"

enum status json_file_read(struct json **out, const char *path, size_t limit, struct err *e)
{
	struct buf text;
	enum status s;

	*out = NULL;
	buf_init(&text, limit);
	s = file_read(&text, path, e);
	if (s == STATUS_OK)
		s = json_parse(out, text.data, text.len, e);
	buf_release(&text);
	return s;
}
