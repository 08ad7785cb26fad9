/* Training manifests: one that is read is written as the same bytes. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "chain/training.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct training t;
	struct buf out;
	struct err e = {0};

	if (training_read(&t, data, size, &e) != STATUS_OK)
		return 0;
	buf_init(&out, LIMIT_SMALL_FILE);
	if (training_write(&out, &t) != STATUS_OK || out.len != size ||
	    memcmp(out.data, data, size) != 0)
		abort();
	if (training_find(&t, &t.datasets[t.n - 1].uid) != &t.datasets[t.n - 1])
		abort();
	buf_release(&out);
	training_release(&t);
	return 0;
}
