/* lines: what lies between LFs. */
#include <string.h>

#include "dataset/reader_private.h"

enum status reader_lines_split(struct reader_scan *scan, struct reader_split *out,
			       const uint8_t *data, size_t len, bool last, struct err *e)
{
	const uint8_t *end = memchr(data + scan->at, '\n', len - scan->at);
	size_t size;

	(void)e;
	*out = (struct reader_split){0};
	if (end == NULL && !last) {
		scan->at = len;
		return STATUS_OK;
	}
	size = end != NULL ? (size_t)(end - data) : len;
	out->next = end != NULL ? size + 1 : len;
	if (end != NULL && size > 0 && data[size - 1] == '\r')
		size--;
	out->found = true;
	out->skip = size == 0;
	out->len = size;
	return STATUS_OK;
}
