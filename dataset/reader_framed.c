/* Kept records: uint64be length ‖ record. */
#include "base/be.h"
#include "base/buf.h"
#include "dataset/reader_private.h"

enum status reader_framed_split(struct reader_scan *scan, struct reader_split *out,
				const uint8_t *data, size_t len, bool last, struct err *e)
{
	uint64_t size;

	*out = (struct reader_split){0};
	scan->at = len;
	if (len < 8)
		return last ? err_set(e, ERR_PARSE, "it ends in the middle of a record")
			    : STATUS_OK;
	size = be64_load(data);
	if (size > LIMIT_RECORD_FRAMED)
		return err_set(e, ERR_PARSE, "a record of %llu bytes", (unsigned long long)size);
	if (len - 8 < size)
		return last ? err_set(e, ERR_PARSE, "it ends in the middle of a record")
			    : STATUS_OK;
	out->found = true;
	out->offset = 8;
	out->len = (size_t)size;
	out->next = 8 + (size_t)size;
	return STATUS_OK;
}
