/* A journal in a folder of its own, and entries for it. */
#ifndef TESTS_UNIT_WALLET_JOURNAL_FIXTURE_H
#define TESTS_UNIT_WALLET_JOURNAL_FIXTURE_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <fcntl.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/file.h"
#include "wallet/journal.h"
#include "wallet/journal_file.h"
#include "wallet/journal_scan.h"

static char journal_folder[64], journal_path[96];

static inline int journal_start(void **state)
{
	(void)state;
	/* In memory where that can be had: thousands of files are written. */
	snprintf(journal_folder, sizeof(journal_folder), "%s/byline-journal-XXXXXX",
		 access("/dev/shm", W_OK) == 0 ? "/dev/shm" : "/tmp");
	if (mkdtemp(journal_folder) == NULL)
		return -1;
	snprintf(journal_path, sizeof(journal_path), "%s/signer.journal", journal_folder);
	return 0;
}

static inline int journal_stop(void **state)
{
	(void)state;
	unlink(journal_path);
	return rmdir(journal_folder);
}

static inline struct journal_entry approved_with_nonce(uint64_t nonce, uint8_t digest)
{
	struct journal_entry entry = {.time = 1790000000,
				      .outcome = JOURNAL_APPROVED,
				      .kind = JOURNAL_TRANSACTION,
				      .consent = JOURNAL_TYPED,
				      .account = {{0xac, 1}},
				      .chain_id = 31337,
				      .has_nonce = true,
				      .nonce = nonce,
				      .digest = {{0xd1, digest}}};

	snprintf(entry.text, sizeof(entry.text), "Send %u wei", digest);
	return entry;
}

static inline struct journal_entry refused_document(void)
{
	struct journal_entry entry = {.time = 1790000007,
				      .outcome = JOURNAL_REFUSED,
				      .kind = JOURNAL_DOCUMENT,
				      .account = {{0xac, 1}},
				      .text = "Permit2",
				      .reason =
					      "it gives power away, and was not asked for by name"};

	return entry;
}

static inline int open_journal(struct journal **j)
{
	int fd = -1;

	assert_int_equal(journal_file_open(&fd, journal_path, NULL), STATUS_OK);
	assert_int_equal(journal_new(j, fd, NULL), STATUS_OK);
	return fd;
}

static inline void close_journal(struct journal *j, int fd)
{
	journal_free(j);
	close(fd);
}

/* Appends entries by a journal that is opened for it. */
static inline void append_all(const struct journal_entry *entries, size_t n)
{
	struct journal *j = NULL;
	int fd = open_journal(&j);

	for (size_t i = 0; i < n; i++)
		assert_int_equal(journal_append(j, &entries[i], 0, NULL), STATUS_OK);
	close_journal(j, fd);
}

/* Three lines: a transaction, a refusal, an approval without a nonce. */
static inline void write_three_lines(void)
{
	struct journal_entry entries[] = {approved_with_nonce(7, 1), refused_document(),
					  approved_with_nonce(0, 3)};

	entries[2].kind = JOURNAL_MESSAGE;
	entries[2].consent = JOURNAL_EXPECTED;
	entries[2].has_nonce = false;
	append_all(entries, 3);
}

static inline void read_journal(struct buf *out)
{
	buf_init(out, MIB);
	assert_int_equal(file_read(out, journal_path, NULL), STATUS_OK);
}

/* Makes the file these bytes, as somebody else would. */
static inline void replace_journal(const void *data, size_t len)
{
	int fd = open(journal_path, O_WRONLY | O_CREAT | O_TRUNC, 0600);

	assert_true(fd >= 0);
	assert_int_equal(file_write_all(fd, data, len), STATUS_OK);
	close(fd);
}

/* How far a journal is sound. */
struct journal_look {
	enum status status;
	struct err err;
	size_t lines, cuts, torn;
};

static inline struct journal_look look_at_journal(void)
{
	struct journal_look look = {.status = STATUS_OK};
	struct journal_scan scan;
	int fd = -1;

	assert_int_equal(journal_file_open_to_read(&fd, journal_path, NULL), STATUS_OK);
	assert_int_equal(journal_scan_init(&scan, fd, NULL), STATUS_OK);
	look.status = journal_scan_on(&scan, NULL, NULL, &look.err);
	look.lines = scan.lines;
	look.cuts = scan.cuts;
	look.torn = scan.torn;
	journal_scan_release(&scan);
	close(fd);
	return look;
}

#endif
