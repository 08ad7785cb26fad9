#include "wallet/door_seal.h"

#include <string.h>

#include "wallet/exchange.h"

static enum status ask(struct door *d, struct buf *out, enum signer_op op, const char *context,
		       const void *data, size_t len, struct err *e)
{
	const struct signer_part in = {
		.context = {.data = (const uint8_t *)context, .len = strlen(context)},
		.part = {.data = data, .len = len}};

	return exchange_for_file(d, out, op, &in, e);
}

enum status door_seal(struct door *d, struct buf *sealed, const char *context, const void *part,
		      size_t len, struct err *e)
{
	if (len > SEALED_PART)
		return err_set(e, ERR_LIMIT, "%s is too large to be sealed", context);
	return ask(d, sealed, SIGNER_SEAL, context, part, len, e);
}

enum status door_seal_open(struct door *d, struct buf *part, const char *context,
			   const void *sealed, size_t len, struct err *e)
{
	if (len > SEALED_PART + SEALED_EXTRA)
		return err_set(e, ERR_LIMIT, "%s is too large to be a sealed part", context);
	return ask(d, part, SIGNER_UNSEAL, context, sealed, len, e);
}
