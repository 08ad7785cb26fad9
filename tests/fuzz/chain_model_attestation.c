/* Payloads of models: one that is read names an artifact, a version and a clean name. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "chain/model_attestation.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct model_attestation m;

	if (model_attestation_decode(&m, data, size) != STATUS_OK)
		return 0;
	if (m.version == 0 || hash_is_zero(&m.artifact) || m.name[0] == '\0' ||
	    !text_is_utf8(m.name, strlen(m.name)))
		abort();
	return 0;
}
