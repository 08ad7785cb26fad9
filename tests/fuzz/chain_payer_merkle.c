/*
 * Calls that pay a leaf of a Merkle tree, read without a pinned payer and by each known kind.
 * Calldata that reads is written as the same bytes, and its leaf folds.
 */
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "chain/payer.h"
#include "chain/payer_merkle_call.h"

static const struct address sender = {{0x11, 0x22}};

static void check_same(const struct payer_call *call, const uint8_t *data, size_t size)
{
	struct hash root;
	struct buf out;

	buf_init(&out, LIMIT_CALLDATA);
	if (payer_kind(DISTRIBUTOR_MERKLE)->write(&out, call) != STATUS_OK || out.len != size ||
	    memcmp(out.data, data, size) != 0)
		abort();
	if (payer_kind(DISTRIBUTOR_MERKLE)->fold(&root, &call->terms, &call->parts[0]) != STATUS_OK)
		abort();
	buf_release(&out);
}

/* A pinned payer of the same terms reads the same claim. */
static void check_pinned(const struct payer_call *call, const uint8_t *data, size_t size)
{
	static struct payer_call again;
	const struct profile_distributor d = {.kind = DISTRIBUTOR_MERKLE, .terms = call->terms};

	if (payer_read_call(&again, &d, &sender, data, size) != STATUS_OK ||
	    memcmp(again.parts, call->parts, sizeof(call->parts)) != 0 ||
	    u256_compare(&again.takes.raw, &call->takes.raw) != 0)
		abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static struct payer_call call;
	enum status s;

	if (size > LIMIT_CALLDATA)
		return 0;
	s = payer_read_call(&call, NULL, &sender, data, size);
	if (s != STATUS_OK && call.n != 0)
		abort();
	if (size >= 4 && payer_merkle_call_refused(data) != NULL && s != ERR_UNSUPPORTED)
		abort();
	if (s != STATUS_OK || call.kind != DISTRIBUTOR_MERKLE)
		return 0;
	check_same(&call, data, size);
	check_pinned(&call, data, size);
	return 0;
}
