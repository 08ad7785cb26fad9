/*
 * Most wrong files are the right file at the wrong moment, so the message for those names the next
 * step.
 */
#include "chain/bundle_format.h"

#include <string.h>

enum status bundle_format(const struct json *doc, const char *format, struct err *e)
{
	const char *text = json_text(json_get(doc, "format"));

	if (text != NULL && strcmp(text, format) == 0)
		return STATUS_OK;
	if (text != NULL &&
	    (strcmp(text, BUNDLE_FORMAT_CLAIM) == 0 || strcmp(text, BUNDLE_FORMAT_CLAIM_2) == 0))
		return err_set(e, ERR_PARSE, "this claim is not signed yet; sign it first");
	if (text != NULL && strcmp(text, BUNDLE_FORMAT_SIGNED) == 0)
		return err_set(e, ERR_PARSE, "this claim is signed already; send it");
	return err_set(e, ERR_PARSE, "this is not such a file: its \"format\" is not \"%s\"",
		       format);
}
