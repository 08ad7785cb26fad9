/* Disclosures: one that is read writes the same bytes, and checking it stays in bounds. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "dataset/disclosure.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct disclosure d;
	struct buf b;

	if (disclosure_parse(&d, data, size, NULL) != STATUS_OK)
		return 0;
	buf_init(&b, LIMIT_DISCLOSURE);
	if (disclosure_write(&b, &d) != STATUS_OK || b.len != size ||
	    memcmp(b.data, data, size) != 0)
		abort();
	(void)!disclosure_verify(&d, NULL);
	buf_release(&b);
	disclosure_release(&d);
	return 0;
}
