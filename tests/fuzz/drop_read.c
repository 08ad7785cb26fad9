/*
 * Files of claims, for each kind of contract: whatever is accepted has a root to which every proof
 * that is given out leads, and a file that is read twice says the same.
 */
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "chain/merkle.h"
#include "drop/drop.h"

/* The first byte of an input chooses the kind; NULL is EigenLayer's. */
static const char *const kinds[] = {"uniswap",	 "openzeppelin", "urd", "merkl",
				    "weatherxm", "1inch",	 NULL,	"sablier-instant"};

static void require(bool ok)
{
	if (!ok)
		abort();
}

static void check_own(const struct drop *d, const struct merkle_terms *terms)
{
	for (size_t i = 0; i < d->n_own; i++) {
		const struct drop_own *own = &d->own[i];
		struct hash leaf;

		require(own->n_proof <= LIMIT_MERKLE_DEPTH);
		require(own->place >= 1);
		if (terms == NULL)
			continue;
		merkle_terms_leaf(&leaf, terms, &own->values);
		require(merkle_verify(&own->root, &leaf, own->proof, own->n_proof) == STATUS_OK);
		require(!d->has_root || hash_equal(&own->root, &d->root));
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct address accounts[2];
	struct drop_request q = {.accounts = accounts, .n_accounts = 2};
	struct drop first, second;
	struct err e = {0};
	char path[64];
	enum status s;
	int fd;

	if (size == 0)
		return 0;
	memset(accounts[0].bytes, 0x11, 20);
	memset(accounts[1].bytes, 0x22, 20);
	fd = memfd_create("claims", MFD_CLOEXEC);
	require(fd >= 0 && write(fd, data + 1, size - 1) == (ssize_t)(size - 1));
	snprintf(path, sizeof(path), "/proc/self/fd/%d", fd);
	q.path = path;
	if (kinds[data[0] % ARRAY_SIZE(kinds)] != NULL)
		q.terms = merkle_terms_preset(kinds[data[0] % ARRAY_SIZE(kinds)]);
	s = drop_read(&first, &q, &e);
	require(s == e.code);
	if (s == STATUS_OK) {
		require(first.n_claims > 0);
		check_own(&first, q.terms);
		require(drop_read(&second, &q, NULL) == STATUS_OK);
		require(second.n_own == first.n_own && second.has_root == first.has_root &&
			hash_equal(&second.root, &first.root));
		drop_release(&second);
	}
	drop_release(&first);
	close(fd);
	return 0;
}
