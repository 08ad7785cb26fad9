/* Two bylines at once never sign two transactions with one nonce. */
#include "tests/unit/cache_file.h"

#include <sys/wait.h>
#include <unistd.h>

#include "act/ledger_rows.h"

/* Signs 30 times with the free nonce of the moment, as two bylines do at once. */
static void sign_many(uint8_t mark)
{
	struct cache *c = open_on(db_path, 1);

	for (uint8_t i = 0; i < 30; i++) {
		enum status s = ERR_CHANGED;

		/* Chosen in one transaction and signed in another, with a review in between. */
		while (s == ERR_CHANGED) {
			struct cache_tx tx = {.account = address_of_byte(1), .what.text = "x"},
					*rows;
			struct named named = {0};
			size_t n;

			assert_ok(cache_transactions_all(c, &rows, &n, &err));
			tx.nonce = ledger_free_nonce(rows, n, &tx.account, 0);
			free(rows);
			tx.signing_hash = hash_of_byte(mark);
			tx.signing_hash.bytes[1] = i;
			named.next = tx.nonce;
			assert_ok(cache_begin(c, &err));
			tx.hash = tx.signing_hash;
			s = ledger_record_signature(c, &tx, "\2raw", 4, &named, &err);
			if (s == STATUS_OK)
				assert_ok(cache_commit(c, &err));
			else
				cache_rollback(c);
		}
		assert_ok(s);
	}
	cache_close(c);
}

static void two_processes_never_sign_with_one_nonce(void **state)
{
	struct cache *c;
	struct cache_tx *all;
	bool seen[60] = {false};
	int status;
	size_t n;
	pid_t child;

	(void)state;
	cache_close(open_on(db_path, 1));
	child = fork();
	assert_true(child >= 0);
	if (child == 0) {
		sign_many(0x51);
		_exit(0);
	}
	sign_many(0x52);
	assert_int_equal(waitpid(child, &status, 0), child);
	assert_int_equal(status, 0);
	c = open_on(db_path, 1);
	assert_ok(cache_transactions_all(c, &all, &n, &err));
	assert_int_equal(n, 60);
	for (size_t i = 0; i < n; i++) {
		assert_true(all[i].nonce < 60);
		assert_false(seen[all[i].nonce]);
		seen[all[i].nonce] = true;
	}
	free(all);
	cache_close(c);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(two_processes_never_sign_with_one_nonce),
	};

	return cmocka_run_group_tests(tests, folder_make, folder_remove);
}
