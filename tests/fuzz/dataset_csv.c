/*
 * CSV: the records found in one look are those found byte by byte, and their fields parse in
 * bounds.
 */
#include <stdint.h>
#include <stdlib.h>

#include "base/buf.h"
#include "base/cursor.h"
#include "dataset/csv.h"
#include "dataset/reader_csv.h"

/* The window shows more and more of the record, as in the reader. */
static enum status step_by_step(struct reader_split *out, uint64_t *lines, const uint8_t *data,
				size_t len, size_t step)
{
	struct reader_scan scan = {0};
	enum status s;

	for (size_t seen = step < len ? step : len;; seen = len - seen > step ? seen + step : len) {
		s = reader_csv_split(&scan, out, data, seen, seen == len, NULL);
		*lines = scan.lines;
		if (s != STATUS_OK || out->found || seen == len)
			return s;
	}
}

static void fields(const uint8_t *data, size_t len)
{
	struct cursor c = cursor_of(data, len);
	struct buf scratch;
	bool more = true;

	buf_init(&scratch, len);
	while (more) {
		const uint8_t *value;
		size_t n;

		/* The splitter has accepted the record, so it parses. */
		if (csv_next(&c, &value, &n, &more, &scratch) != STATUS_OK)
			abort();
	}
	buf_release(&scratch);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	while (size > 0) {
		struct reader_split whole, small;
		uint64_t lines, lines_small;
		enum status s = step_by_step(&whole, &lines, data, size, size);
		enum status again = step_by_step(&small, &lines_small, data, size, 1);

		if (s != again)
			abort();
		if (s != STATUS_OK)
			return 0;
		if (!whole.found || whole.len != small.len || whole.next != small.next ||
		    whole.next == 0 || lines != lines_small)
			abort();
		if (!whole.skip)
			fields(data, whole.len);
		data += whole.next;
		size -= whole.next;
	}
	return 0;
}
