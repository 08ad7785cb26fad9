/*
 * Journals of the signer. The first byte chooses: '0' the file as it is; '1' the members of one
 * line, around which the head is put with the right hash.
 */
#include <sodium.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "base/buf.h"
#include "wallet/journal.h"
#include "wallet/journal_scan.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* A line that was read is written again as it was. */
static enum status check_line(void *context, const struct journal_scan *scan,
			      const struct journal_line *line, size_t len, struct err *e)
{
	const uint8_t *file = context, *bytes = file + scan->at;
	struct buf again;
	struct hash hash;

	(void)e;
	buf_init(&again, LIMIT_JOURNAL_RECORD);
	if (journal_line_write(&again, &hash, &line->entry, &line->before, bytes, line->torn,
			       NULL) != STATUS_OK ||
	    again.len != len - line->torn ||
	    memcmp(again.data, bytes + line->torn, again.len) != 0 ||
	    !hash_equal(&hash, &line->hash))
		abort();
	buf_release(&again);
	return STATUS_OK;
}

/* A journal that was read takes another line, and is read on. */
static void append_to(int fd)
{
	const struct journal_entry entry = {.time = 1,
					    .outcome = JOURNAL_APPROVED,
					    .kind = JOURNAL_CLAIM,
					    .consent = JOURNAL_TYPED,
					    .account = {{1}},
					    .chain_id = 1,
					    .has_nonce = true,
					    .text = "fuzz"};
	struct journal *j = NULL;
	struct journal_entry latest;
	size_t n;

	if (journal_new(&j, fd, NULL) != STATUS_OK)
		abort();
	if (journal_find_nonce(j, &n, &latest, &entry, NULL) != STATUS_OK ||
	    (n > 0 && (latest.chain_id != 1 || latest.nonce != 0)))
		abort();
	/* Only pieces of records that fill a line refuse it. */
	if (journal_append(j, &entry, n, NULL) == STATUS_OK &&
	    journal_find_nonce(j, &n, &latest, &entry, NULL) != STATUS_OK)
		abort();
	journal_free(j);
}

static void read_file(const uint8_t *data, size_t len)
{
	struct journal_scan scan;
	int fd = memfd_create("journal", MFD_CLOEXEC);
	uint8_t *copy = malloc(len + 1);

	if (fd < 0 || copy == NULL || write(fd, data, len) != (ssize_t)len)
		abort();
	memcpy(copy, data, len);
	if (journal_scan_init(&scan, fd, NULL) != STATUS_OK)
		abort();
	if (journal_scan_on(&scan, check_line, copy, NULL) == STATUS_OK) {
		if ((size_t)scan.at + scan.torn != len)
			abort();
		append_to(fd);
	}
	journal_scan_release(&scan);
	free(copy);
	close(fd);
}

/* Puts the head around the members of a line, so that what reads them is reached. */
static void read_members(const uint8_t *data, size_t len)
{
	static const char head[] = "{\"format\":\"byline-journal/1\",\"hash\":\"0x",
			  behind[] = "\",\"line\":";
	struct hash hash;
	struct buf covered, line;

	buf_init(&covered, LIMIT_JOURNAL_LINE);
	buf_init(&line, LIMIT_JOURNAL_LINE);
	buf_add_str(&covered, head);
	buf_add_str(&covered, behind);
	buf_add(&covered, data, len);
	buf_add_byte(&covered, '}');
	crypto_generichash(hash.bytes, sizeof(hash.bytes), covered.data, covered.len, NULL, 0);
	buf_add_str(&line, head);
	buf_add_hex(&line, hash.bytes, sizeof(hash.bytes));
	buf_add(&line, covered.data + strlen(head), covered.len - strlen(head));
	buf_add_byte(&line, '\n');
	if (buf_status(&line) == STATUS_OK && memchr(line.data, '\n', line.len - 1) == NULL)
		read_file(line.data, line.len);
	buf_release(&covered);
	buf_release(&line);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	if (size < 1 || size > LIMIT_JOURNAL_LINE / 2)
		return 0;
	if (data[0] == '0')
		read_file(data + 1, size - 1);
	else
		read_members(data + 1, size - 1);
	return 0;
}
