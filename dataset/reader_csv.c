/*
 * The end of a CSV record (RFC 4180).
 *
 *   FIELD_START --"--> QUOTED --"--> QUOTE_SEEN --"--> QUOTED
 *        |  other          any                  --,--> FIELD_START
 *        v                                      --CR, LF--> as below
 *      BARE --,--> FIELD_START
 *
 * LF ends the record outside QUOTED; one CR before it is dropped.
 */
#include "dataset/reader_csv.h"

#include <string.h>

enum { FIELD_START, BARE, QUOTED, QUOTE_SEEN };

static enum status bare_byte(int *state, uint8_t c, const uint8_t *next, const uint8_t *end,
			     struct err *e)
{
	if (c == ',') {
		*state = FIELD_START;
	} else if (*state == QUOTE_SEEN) {
		if (c == '"')
			*state = QUOTED;
		else if (c != '\r' || next == end || *next != '\n')
			return err_set(e, ERR_PARSE, "text after a closing quote");
	} else if (c == '"') {
		if (*state == BARE)
			return err_set(e, ERR_PARSE, "a quote inside a field without quotes");
		*state = QUOTED;
	} else {
		*state = BARE;
	}
	return STATUS_OK;
}

/* Reports the record data[0..size), whose line end goes up to `next`. */
static void ended(struct reader_split *out, const uint8_t *data, size_t size, size_t next)
{
	if (next > size && size > 0 && data[size - 1] == '\r')
		size--;
	*out = (struct reader_split){.found = true, .skip = size == 0, .len = size, .next = next};
}

enum status reader_csv_split(struct reader_scan *scan, struct reader_split *out,
			     const uint8_t *data, size_t len, bool last, struct err *e)
{
	const uint8_t *at = data + scan->at, *end = data + len;
	int state = scan->state;

	*out = (struct reader_split){0};
	while (at < end) {
		if (state == QUOTED) {
			const uint8_t *quote = memchr(at, '"', (size_t)(end - at));

			for (const uint8_t *p = at; p < (quote != NULL ? quote : end); p++)
				scan->lines += *p == '\n';
			at = quote != NULL ? quote + 1 : end;
			if (quote != NULL)
				state = QUOTE_SEEN;
		} else if (*at == '\n') {
			ended(out, data, (size_t)(at - data), (size_t)(at - data) + 1);
			return STATUS_OK;
		} else {
			enum status s;

			/* Only the next byte shows whether LF follows this CR. */
			if (state == QUOTE_SEEN && *at == '\r' && at + 1 == end && !last)
				break;
			s = bare_byte(&state, *at, at + 1, end, e);
			if (s != STATUS_OK)
				return s;
			at++;
		}
	}
	scan->at = (size_t)(at - data);
	scan->state = state;
	if (!last)
		return STATUS_OK;
	if (state == QUOTED)
		return err_set(e, ERR_PARSE, "a quote is opened here and never closed");
	ended(out, data, len, len);
	return STATUS_OK;
}
