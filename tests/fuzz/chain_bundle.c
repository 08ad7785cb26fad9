/* Claim bundles and signed claims: a file that is read is written as the same bytes. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "chain/bundle.h"
#include "chain/bundle_check.h"
#include "chain/payer_urd.h"
#include "chain/signed_bundle.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void must_be(const struct buf *out, const uint8_t *data, size_t size)
{
	if (out->len != size || memcmp(out->data, data, size) != 0)
		abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct signed_bundle answer;
	struct bundle b;
	struct buf out;
	struct err e = {0};

	buf_init(&out, LIMIT_SMALL_FILE);
	if (bundle_read(&b, data, size, &e) == STATUS_OK) {
		if (bundle_write(&out, &b) != STATUS_OK)
			abort();
		must_be(&out, data, size);
		if (bundle_check(&b, NULL, &e) == STATUS_OK &&
		    payer_urd_verify(&b.root, &b.parts[0].entitlement) != STATUS_OK)
			abort();
		bundle_release(&b);
	}
	buf_clear(&out);
	if (signed_bundle_read(&answer, data, size, &e) == STATUS_OK) {
		if (signed_bundle_write(&out, &answer) != STATUS_OK)
			abort();
		must_be(&out, data, size);
		signed_bundle_release(&answer);
	}
	buf_release(&out);
	return 0;
}
