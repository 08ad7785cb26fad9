/*
 * byline killed at every moment of what it does: a vault that is written, a dataset that is hashed,
 * a transaction from preparing to sending, an upload. Nothing is lost, no nonce is signed twice,
 * and the next start goes on.
 */
#include <dirent.h>
#include <fcntl.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>
// clang-format off
#include <cmocka.h>
// clang-format on

#include "act/commit.h"
#include "act/prove.h"
#include "app/state.h"
#include "app/unlock.h"
#include "base/buf.h"
#include "base/clock.h"
#include "base/file.h"
#include "base/json.h"
#include "sync/upload.h"
#include "tests/lib/contributor.h"
#include "tests/lib/signer_answers.h"
#include "tests/long/victim.h"

/* Kills spread over one run each; a step that lasts a hundredth of it is met more than once. */
#define KILLS 40

static struct devnet net;
static struct contributor c;

static pid_t spawn(const char *const *arguments, const char *input)
{
	static const char *const environment[] = {NULL};
	const char *argv[24] = {"byline", "--config-dir",    c.dir, "--network",
				"devnet", "--passphrase-fd", "3"};
	size_t n = 7;

	while (*arguments != NULL)
		argv[n++] = *arguments++;
	return victim_start(argv, input, contributor_path(&c, "said"), environment);
}

/* How long a run takes that nobody kills, in microseconds. */
static useconds_t run_whole(const char *const *arguments, const char *input)
{
	int64_t began = clock_monotonic_ms();
	int code = victim_end(spawn(arguments, input));

	if (code != 0) {
		struct buf said;

		buf_init(&said, MIB);
		expect_status(file_read(&said, contributor_path(&c, "said"), &c.err), STATUS_OK,
			      &c.err);
		fail_msg("byline %s: exit code %d: %.600s", arguments[0], code, buf_str(&said));
	}
	return (useconds_t)(clock_monotonic_ms() - began + 1) * 1000;
}

/* Kills it `number` KILLSths of `whole` after its start. Returns whether it ended before. */
static bool run_killed(const char *const *arguments, const char *input, useconds_t whole,
		       unsigned number)
{
	pid_t pid = spawn(arguments, input);
	int code;

	usleep(whole / KILLS * number);
	kill(pid, SIGKILL);
	code = victim_end(pid);
	if (code != 0 && code != 128 + SIGKILL)
		print_message("byline %s: exit code %d\n", arguments[0], code);
	return code == 0;
}

static int begin(void **state)
{
	(void)state;
	devnet_start(&net, "kill");
	devnet_tell(&net, "mine", "{\"blocks\":2}");
	contributor_begin(&c, &net);
	contributor_restore(&c);
	return 0;
}

static int end(void **state)
{
	(void)state;
	unsetenv("BYLINE_CLOCK");
	contributor_end(&c);
	devnet_stop(&net);
	return 0;
}

static bool opens_with(const char *passphrase)
{
	enum status status;

	lock_vault(c.app);
	answer(c.app->shared->door, passphrase, NULL);
	status = unlock_vault(c.app, &c.err);
	if (status != STATUS_OK)
		expect_status(status, ERR_WRONG_PASSPHRASE, &c.err);
	return status == STATUS_OK;
}

static size_t files_named(const char *folder, const char *prefix)
{
	DIR *dir = opendir(contributor_path(&c, folder));
	const struct dirent *d;
	size_t n = 0;

	assert_non_null(dir);
	while ((d = readdir(dir)) != NULL)
		n += strncmp(d->d_name, prefix, strlen(prefix)) == 0;
	closedir(dir);
	return n;
}

static void a_vault_opens_with_the_old_passphrase_or_with_the_new_one(void **state)
{
	static const char *const change[] = {"passwd", NULL};
	const char *phrases[2] = {CONTRIBUTOR_PASSPHRASE, "another good passphrase"};
	useconds_t whole;
	char input[128];
	unsigned now = 0;

	(void)state;
	for (unsigned twice = 0; twice < 2; twice++, now = !now) {
		snprintf(input, sizeof(input), "%s\n%s\n", phrases[now], phrases[!now]);
		whole = run_whole(change, input);
	}
	for (unsigned i = 0; i <= KILLS; i++) {
		snprintf(input, sizeof(input), "%s\n%s\n", phrases[now], phrases[!now]);
		run_killed(change, input, whole, i);
		if (!opens_with(phrases[now])) {
			assert_true(opens_with(phrases[!now]));
			now = !now;
		}
	}
	snprintf(input, sizeof(input), "%s\n%s\n", phrases[now], phrases[!now]);
	run_whole(change, input);
	if (now == 0) {
		snprintf(input, sizeof(input), "%s\n%s\n", phrases[1], phrases[0]);
		run_whole(change, input);
	}
	/* Nor does what was half written stay. */
	assert_int_equal(files_named("data", "vault"), 1);
	assert_true(opens_with(phrases[0]));
}

/* The commit of all mails under a licence of this number, or its kill; a licence sets it apart. */
static useconds_t commit_unseen(unsigned number, bool kill, useconds_t whole)
{
	char license[40];
	const char *const commit[] = {"dataset",   "commit", devnet_text(&net, "corpus", "unseen"),
				      "--license", license,  "--keep",
				      NULL};

	snprintf(license, sizeof(license), "LicenseRef-kill-%u", number);
	if (!kill)
		return run_whole(commit, CONTRIBUTOR_PASSPHRASE "\n");
	run_killed(commit, CONTRIBUTOR_PASSPHRASE "\n", whole, number);
	return 0;
}

static void a_dataset_is_committed_to_whole_or_not_at_all_and_only_once(void **state)
{
	useconds_t whole = commit_unseen(KILLS + 1, false, 0);
	size_t whole_ones = 0;
	char command[200];

	(void)state;
	for (unsigned i = 0; i <= KILLS; i++)
		commit_unseen(i, true, whole);
	expect_status(contributor_sync_afresh(&c), STATUS_OK, &c.err);
	/* A half written one is swept by the next, once it is older than a minute. */
	snprintf(command, sizeof(command), "touch -c -d '2 minutes ago' %s/data/datasets/.tmp-*",
		 c.dir);
	assert_int_equal(system(command), 0);
	/* Repeated after its kill, a commit finds what the first made, or makes it. */
	for (unsigned i = 0; i <= KILLS + 1; i++)
		commit_unseen(i, false, 0);
	contributor_look(&c);
	for (size_t i = 0; i < c.seen->n_datasets; i++) {
		if (strncmp(c.seen->datasets[i].name, "unseen", 6) != 0)
			continue;
		expect_status(verify_dataset(c.app, &c.task, &c.seen->datasets[i].root, &c.err),
			      STATUS_OK, &c.err);
		whole_ones++;
	}
	assert_int_equal(whole_ones, KILLS + 2);
	/* No folder without its row, and nothing half written. */
	assert_int_equal(files_named("data/datasets", "0x"), whole_ones);
	assert_int_equal(files_named("data/datasets", ".tmp-"), 0);
}

static struct u256 coins_of(const char *name)
{
	return devnet_cast(&net, "alice", "balance %s",
			   devnet_named(&net, "accounts", name, "address"));
}

static uint64_t nonce_of_demo(void)
{
	struct u256 nonce = devnet_cast(&net, "alice", "nonce %s",
					devnet_named(&net, "accounts", "demo", "address"));
	uint64_t n;

	assert_int_equal(u256_to_u64(&n, &nonce), STATUS_OK);
	return n;
}

/* Own transactions by nonce: how many are signed with it, and the hash of the last. */
static size_t signed_with(uint64_t nonce, struct hash *hash)
{
	size_t n = 0;

	for (size_t i = 0; i < c.seen->n_txs; i++) {
		if (c.seen->txs[i].nonce != nonce || hash_is_zero(&c.seen->txs[i].hash))
			continue;
		n++;
		*hash = c.seen->txs[i].hash;
	}
	return n;
}

/* As a person does who finds it signed or perhaps sent: sends it, and mines. */
static void send_what_is_signed(uint64_t nonce)
{
	struct hash hash;
	char text[HASH_TEXT_SIZE];
	const char *const send[] = {"tx", "send", text, "--no-wait", NULL};
	size_t n = (contributor_look(&c), signed_with(nonce, &hash));

	assert_in_range(n, 0, 1);
	if (n == 1) {
		hash_format(text, &hash);
		/* One that arrived before the kill is known already, which is no failure. */
		victim_end(spawn(send, ""));
	}
	devnet_tell(&net, "mine", "{\"blocks\":3}");
	expect_status(contributor_sync_afresh(&c), STATUS_OK, &c.err);
	contributor_look(&c);
}

/*
 * The signing hash that a script names by --expect, from a command that only prepares. The next
 * run prepares the same, since nothing is mined in between.
 */
static const char *reviewed_hash(const char *const *review)
{
	static char hash[HASH_TEXT_SIZE];
	struct json *doc;
	struct buf said;

	run_whole(review, "");
	buf_init(&said, MIB);
	expect_status(file_read(&said, contributor_path(&c, "said"), &c.err), STATUS_OK, &c.err);
	expect_status(json_parse(&doc, said.data, said.len, &c.err), STATUS_OK, &c.err);
	snprintf(hash, sizeof(hash), "%s",
		 json_text(json_get(json_get(doc, "act"), "signing_hash")));
	json_free(doc);
	buf_release(&said);
	return hash;
}

/* Sends 0.001 coins, to its end (number 0 of no `whole`) or to its kill. Returns how long. */
static useconds_t send_coins(const char *to, useconds_t whole, unsigned number)
{
	const char *const review[] = {"send", "ETH", "0.001", to, "--prepare", "--json", NULL};
	const char *const send[] = {"send",   "ETH",	   "0.001",    to,
				    "--send", "--no-wait", "--expect", reviewed_hash(review),
				    NULL};

	if (whole == 0)
		return run_whole(send, CONTRIBUTOR_PASSPHRASE "\n");
	run_killed(send, CONTRIBUTOR_PASSPHRASE "\n", whole, number);
	return whole;
}

static void no_nonce_is_signed_twice_and_what_is_signed_is_sent(void **state)
{
	const char *to = devnet_named(&net, "accounts", "contributor-2", "address");
	struct u256 before = coins_of("contributor-2"), after, gained, milli, sum;
	uint64_t first = nonce_of_demo(), next;
	useconds_t whole = send_coins(to, 0, 0);
	char shift[24];
	struct hash hash;

	(void)state;
	send_what_is_signed(first);
	for (unsigned i = 0; i <= KILLS; i++) {
		uint64_t nonce = nonce_of_demo();

		/* Past the time for which an unsigned nonce stays taken. */
		snprintf(shift, sizeof(shift), "+%u", (i + 1) * 1000);
		setenv("BYLINE_CLOCK", shift, 1);
		send_coins(to, whole, i);
		send_what_is_signed(nonce);
		assert_in_range(nonce_of_demo(), nonce, nonce + 1);
		/* Signed and kept means sent by now. */
		assert_int_equal(signed_with(nonce, &hash), nonce_of_demo() - nonce);
	}
	/* Nor does anything stay that would keep the next one waiting. */
	next = nonce_of_demo();
	snprintf(shift, sizeof(shift), "+%u", (KILLS + 2) * 1000);
	setenv("BYLINE_CLOCK", shift, 1);
	send_coins(to, 0, 0);
	send_what_is_signed(next);
	assert_int_equal(nonce_of_demo(), next + 1);
	next++;
	after = coins_of("contributor-2");
	assert_int_equal(u256_sub(&gained, &after, &before), STATUS_OK);
	milli = u256_from_u64(1000000000000000);
	sum = u256_from_u64(next - first);
	assert_int_equal(u256_mul(&sum, &sum, &milli), STATUS_OK);
	assert_int_equal(u256_compare(&sum, &gained), 0);
	unsetenv("BYLINE_CLOCK");
}

/* So many mails as a dataset of this name, attested. */
static void attest(const char *name, size_t lines)
{
	struct buf all;
	size_t end = 0;
	char file[64];
	const char *path, *hash;

	snprintf(file, sizeof(file), "%s.jsonl", name);
	path = contributor_path(&c, file);
	buf_init(&all, 64 * MIB);
	expect_status(file_read(&all, devnet_text(&net, "corpus", "unseen"), &c.err), STATUS_OK,
		      &c.err);
	for (size_t n = 0; n < lines; end++)
		n += all.data[end] == '\n';
	expect_status(file_write(path, all.data, end, &c.err), STATUS_OK, &c.err);
	buf_release(&all);
	run_whole((const char *const[]){"dataset", "commit", path, "--license", "CC-BY-4.0", NULL},
		  CONTRIBUTOR_PASSPHRASE "\n");
	hash = reviewed_hash((const char *const[]){"dataset", "commit", name, "--attest",
						   "--prepare", "--json", NULL});
	run_whole((const char *const[]){"dataset", "commit", name, "--attest", "--send",
					"--no-wait", "--expect", hash, NULL},
		  CONTRIBUTOR_PASSPHRASE "\n");
	devnet_tell(&net, "mine", "{\"blocks\":3}");
	expect_status(contributor_sync_afresh(&c), STATUS_OK, &c.err);
}

static size_t sealed_files(void)
{
	DIR *dir = opendir(contributor_path(&c, "state/spool"));
	const struct dirent *d;
	size_t n = 0;

	assert_non_null(dir);
	while ((d = readdir(dir)) != NULL)
		n += strstr(d->d_name, ".sealed") != NULL;
	closedir(dir);
	return n;
}

static void an_upload_goes_on_until_it_arrives(void **state)
{
	static const char *const first[] = {"dataset", "upload", "first", NULL};
	static const char *const second[] = {"dataset", "upload", "second", NULL};
	struct intake_question q;
	struct hash root, uid;
	useconds_t whole;
	bool arrived = false;

	(void)state;
	attest("first", 800);
	attest("second", 790);
	expect_status(check_intake(c.app, &c.task, &q, &c.err), STATUS_OK, &c.err);
	expect_status(confirm_intake(c.app, &q, &c.err), STATUS_OK, &c.err);
	whole = run_whole(first, CONTRIBUTOR_PASSPHRASE "\n");
	for (unsigned i = 0; i <= KILLS && !arrived; i++)
		arrived = run_killed(second, CONTRIBUTOR_PASSPHRASE "\n", whole, i);
	if (!arrived)
		run_whole(second, CONTRIBUTOR_PASSPHRASE "\n");
	assert_int_equal(sealed_files(), 0);
	expect_status(contributor_sync_afresh(&c), STATUS_OK, &c.err);
	expect_status(find_dataset(c.app, &root, &uid, "second", &c.err), STATUS_OK, &c.err);
	contributor_look(&c);
	for (size_t i = 0; i < c.seen->n_datasets; i++)
		if (hash_equal(&c.seen->datasets[i].root, &root))
			assert_int_equal(c.seen->datasets[i].state, DATASET_ACCEPTED);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_vault_opens_with_the_old_passphrase_or_with_the_new_one),
		cmocka_unit_test(no_nonce_is_signed_twice_and_what_is_signed_is_sent),
		cmocka_unit_test(a_dataset_is_committed_to_whole_or_not_at_all_and_only_once),
		cmocka_unit_test(an_upload_goes_on_until_it_arrives),
	};

	return cmocka_run_group_tests(tests, begin, end);
}
