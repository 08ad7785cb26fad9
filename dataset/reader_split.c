/*
 * The ends of records that need no state: lines, which end at LF, and kept records, which begin
 * with their length.
 */
#include "dataset/reader_split.h"

#include <string.h>

#include "base/be.h"

enum status reader_split_lines(struct reader_scan *scan, struct reader_split *out,
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

enum status reader_split_framed(struct reader_scan *scan, struct reader_split *out,
				const uint8_t *data, size_t len, bool last, struct err *e)
{
	uint64_t size;

	*out = (struct reader_split){0};
	scan->at = len;
	if (len < 8)
		return last ? err_set(e, ERR_PARSE, "the file ends in the middle of a record")
			    : STATUS_OK;
	size = be64_load(data);
	/* A length from a damaged file must not be waited for. */
	if (size > LIMIT_RECORD_FRAMED)
		return err_set(e, ERR_PARSE, "a record claims to have %llu bytes",
			       (unsigned long long)size);
	if (len - 8 < size)
		return last ? err_set(e, ERR_PARSE, "the file ends in the middle of a record")
			    : STATUS_OK;
	out->found = true;
	out->offset = 8;
	out->len = (size_t)size;
	out->next = 8 + (size_t)size;
	return STATUS_OK;
}
