/* Payloads of models: one that is read is written as the same bytes. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "chain/model_attestation.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct model_attestation m;
	struct buf out;

	if (model_attestation_decode(&m, data, size) != STATUS_OK)
		return 0;
	buf_init(&out, LIMIT_CALLDATA);
	if (model_attestation_encode(&out, &m) != STATUS_OK || out.len != size ||
	    memcmp(out.data, data, size) != 0)
		abort();
	buf_release(&out);
	return 0;
}
