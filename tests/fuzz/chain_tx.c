/*
 * Transactions: an accepted input, written again, gives the same bytes, and its review fits the
 * fields that there are.
 */
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "chain/descriptor.h"
#include "chain/tx.h"
#include "chain/tx_read.h"

static void compare(struct buf *out, enum status s, const uint8_t *data, size_t size)
{
	if (s != STATUS_OK || out->len != size || memcmp(out->data, data, size) != 0)
		abort();
	buf_release(out);
}

static void describe(const struct tx *tx)
{
	static const struct address from;
	struct descriptor d;

	if (descriptor_of(&d, tx, &from, NULL, NULL) != STATUS_OK || d.n == 0)
		abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct tx_signature sig;
	struct hash hash;
	struct err e = {0};
	struct buf out;
	struct tx tx;

	buf_init(&out, LIMIT_TX);
	if (tx_read_unsigned(&tx, data, size, &e) == STATUS_OK) {
		compare(&out, tx_write_unsigned(&out, &tx), data, size);
		describe(&tx);
		tx_release(&tx);
	}
	if (tx_read_signed(&tx, &sig, &hash, data, size, &e) == STATUS_OK) {
		compare(&out, tx_write_signed(&out, &tx, &sig), data, size);
		tx_release(&tx);
	}
	return 0;
}
