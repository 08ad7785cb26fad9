#include "drop/intake.h"

#include <string.h>

#include "drop/intake_csv.h"
#include "drop/intake_json.h"

/* Whether the first text of the file begins a JSON document. */
static bool begins_json(const uint8_t *data, size_t len)
{
	size_t at = 0;

	while (at < len && data[at] != '\0' && strchr(" \t\r\n", data[at]) != NULL)
		at++;
	return at < len && (data[at] == '{' || data[at] == '[');
}

enum status intake_read(struct intake *d, struct source *s, struct err *e)
{
	const uint8_t *data;
	size_t len;
	enum status st = source_next(s, &data, &len, e);

	if (st != STATUS_OK)
		return st;
	if (begins_json(data, len))
		st = intake_json_read(d, s, data, len, e);
	else if (d->terms == NULL)
		st = err_set(e, ERR_MISMATCH, "this is no EigenLayer claim");
	else
		st = intake_csv_read(d, s, data, len, e);
	if (st == STATUS_OK && d->n_claims == 0)
		st = err_set(e, ERR_PARSE,
			     "the file has no claims in a form that is known: an OpenZeppelin or "
			     "Uniswap tree, rewards of Morpho or Merkl, an EigenLayer claim, or a "
			     "CSV of index, account, amount");
	return st;
}
