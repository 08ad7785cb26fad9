/*
 * Cards: one that is read is written as the same bytes, and folding it ends. Any signature is
 * taken, so that the code behind it is reached.
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "card/evidence_read.h"
#include "card/verify.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* The publisher of the cards in the corpus. */
static enum status recover(struct address *out, const struct hash *digest,
			   const uint8_t signature[static DESCRIPTION_SIGNATURE_SIZE])
{
	static const struct address publisher = {{0xf3, 0x9f, 0xd6, 0xe5, 0x1a, 0xad, 0x88,
						  0xf6, 0xf4, 0xce, 0x6a, 0xb8, 0x82, 0x72,
						  0x79, 0xcf, 0xff, 0xb9, 0x22, 0x66}};

	(void)digest;
	(void)signature;
	*out = publisher;
	return STATUS_OK;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const struct card_recovery recovery = {recover};
	struct card_answers answers;
	struct card card;
	struct buf out;
	struct err e = {0};

	if (read_card(&card, data, size, &e) != STATUS_OK)
		return 0;
	buf_init(&out, LIMIT_CARD);
	if (write_card(&out, &card, &e) != STATUS_OK || out.len != size ||
	    memcmp(out.data, data, size) != 0)
		abort();
	if (verify_card(&answers, &card, &recovery, &e) == STATUS_OK)
		release_card_answers(&answers);
	else if (e.text[0] == '\0')
		abort();
	buf_release(&out);
	release_card(&card);
	return 0;
}
