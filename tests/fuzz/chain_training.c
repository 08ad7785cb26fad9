/* Training manifests: the datasets of one that is read ascend, and their records add up. */
#include <stdint.h>
#include <stdlib.h>

#include "chain/training.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct training t;
	struct err e = {0};
	uint64_t records = 0;

	if (training_read(&t, data, size, &e) != STATUS_OK)
		return 0;
	for (size_t i = 0; i < t.n; i++) {
		records += t.datasets[i].records;
		if (training_find(&t, &t.datasets[i].uid) != &t.datasets[i])
			abort();
	}
	if (records != t.records || t.n == 0)
		abort();
	training_release(&t);
	return 0;
}
