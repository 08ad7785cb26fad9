/*
 * Pictures from elsewhere: their texts, the parts in them, and a device's answer. The first byte
 * chooses: 0 texts, a line each; 1 an answer; others parts, each behind its length in a byte, in
 * frames whose letters are right, since no fuzzer finds a CRC-32. What is taken is written again
 * as it was.
 */
#include <stdlib.h>
#include <string.h>

#include "ur/assembly.h"
#include "ur/bytewords.h"
#include "ur/eth_signature.h"
#include "ur/frame.h"
#include "ur/part.h"

/* A message that is told to be whole has the checksum that its parts told. */
static void check_message(const struct assembly *a, uint32_t checksum, bool parts)
{
	const char *type;
	const uint8_t *data;
	size_t len;

	if (!assembly_message(a, &type, &data, &len))
		return;
	if (len > LIMIT_UR_MESSAGE || type[0] == '\0' ||
	    (parts && bytewords_checksum(data, len) != checksum))
		abort();
}

static void add_texts(const uint8_t *data, size_t size)
{
	struct assembly *a = assembly_new();
	const char *at = (const char *)data, *end = at + size;

	while (a != NULL && at < end) {
		const char *stop = memchr(at, '\n', (size_t)(end - at));
		const size_t n = (size_t)((stop != NULL ? stop : end) - at);

		if (assembly_add(a, at, n, NULL) == STATUS_OK)
			check_message(a, 0, false);
		at += n + 1;
	}
	assembly_free(a);
}

static void read_answer(const uint8_t *data, size_t size)
{
	struct eth_signature sig;
	struct tx_signature out;

	if (eth_signature_read(&sig, data, size, NULL) == STATUS_OK &&
	    eth_signature_of_tx(&out, &sig, 31337, NULL) == STATUS_OK && out.y_parity > 1)
		abort();
}

static void add_part(struct assembly *a, const uint8_t *data, size_t n)
{
	struct buf again, text;
	struct part p;
	enum status s;

	if (part_read(&p, data, n) != STATUS_OK)
		return;
	buf_init(&again, LIMIT_UR_MESSAGE + 64);
	buf_init(&text, FRAME_TEXT_MAX);
	part_write(&again, &p);
	if (again.len != n || memcmp(again.data, data, n) != 0)
		abort();
	frame_write_part(&text, "bytes", p.number, p.count, data, n);
	s = assembly_add(a, buf_str(&text), text.len, NULL);
	if (s == STATUS_OK)
		check_message(a, p.checksum, true);
	else if (s != ERR_MISMATCH && s != ERR_DAMAGED)
		abort(); /* nothing else may come of a part that was read */
	buf_release(&again);
	buf_release(&text);
}

static void add_parts(const uint8_t *data, size_t size)
{
	struct assembly *a = assembly_new();

	for (size_t at = 0; a != NULL && at < size;) {
		size_t n = data[at] < size - at - 1 ? data[at] : size - at - 1;

		add_part(a, data + at + 1, n);
		at += 1 + n;
	}
	assembly_free(a);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	if (size == 0 || size > 64 * KIB)
		return 0;
	if (data[0] == 0)
		add_texts(data + 1, size - 1);
	else if (data[0] == 1)
		read_answer(data + 1, size - 1);
	else
		add_parts(data + 1, size - 1);
	return 0;
}
