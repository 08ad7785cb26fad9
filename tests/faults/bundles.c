/*
 * Claims on their way to the machine without a network and back, altered; and two byline processes
 * on one folder.
 */
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

#include "act/claim.h"
#include "act/claim_offline.h"
#include "act/pay.h"
#include "act/sign.h"
#include "base/buf.h"
#include "base/file.h"
#include "tests/lib/agreed.h"
#include "tests/lib/altered.h"
#include "tests/lib/contributor.h"

static struct devnet net;
static struct contributor online;  /* watches; has no key */
static struct contributor offline; /* has the vault; never touches the network */

static int begin(void **state)
{
	(void)state;
	devnet_start(&net, "bundles");
	contributor_begin(&online, &net);
	contributor_watch(&online, "demo");
	expect_status(contributor_sync(&online), STATUS_OK, &online.err);
	contributor_begin(&offline, &net);
	contributor_reopen(&offline, true);
	contributor_restore(&offline);
	return 0;
}

static int end(void **state)
{
	(void)state;
	contributor_end(&offline);
	contributor_end(&online);
	devnet_stop(&net);
	return 0;
}

static struct buf read_text(const char *path)
{
	struct buf text;
	struct err e = {0};

	buf_init(&text, LIMIT_SMALL_FILE);
	expect_status(file_read(&text, path, &e), STATUS_OK, &e);
	return text;
}

/* "DIR/PREFIXn", another one each time. */
static const char *new_path(const struct contributor *c, const char *prefix)
{
	static unsigned n;
	char name[64];

	snprintf(name, sizeof(name), "%s%u", prefix, n++);
	return contributor_path(c, name);
}

/* Prepares a claim and writes its bundle. */
static const char *exported(void)
{
	const char *path = new_path(&online, "claim");
	struct act *act = NULL;

	expect_status(prepare_claim(online.app, &online.task, &act, &(struct claim_choice){0},
				    &online.err),
		      STATUS_OK, &online.err);
	expect_status(export_claim(online.app, act, path, &online.err), STATUS_OK, &online.err);
	free_act(act);
	return path;
}

/* Signs the bundle at `path` and writes `answer`. Returns how far it came. */
static enum status sign_bundle(const char *path, const char *answer)
{
	struct act *act = NULL;
	enum status s = open_claim(offline.app, &act, path, &offline.err);

	if (s == STATUS_OK)
		s = sign_agreed_claim(offline.app, act, answer, &offline.err);
	free_act(act);
	return s;
}

static enum status import(struct act **act, const char *path)
{
	*act = NULL;
	return import_signed_claim(online.app, act, path, &online.err);
}

/* The members that the signing machine checks by itself, whoever made the file. */
static bool is_checked_offline(const char *member)
{
	static const char *const members[] = {"account", "chain_id",   "cumulative", "distributor",
					      "format",	 "kind",       "proof",	     "root",
					      "token",	 "transaction"};

	for (size_t i = 0; i < ARRAY_SIZE(members); i++)
		if (strcmp(member, members[i]) == 0)
			return true;
	return false;
}

/* Refused before it is shown, by the signer or, where only the online machine can know, by that. */
static void expect_refused(const char *text, size_t len, const char *member)
{
	const char *path = new_path(&offline, "altered"), *answer = new_path(&offline, "answer");
	struct act *act = NULL;

	expect_status(file_write(path, text, len, &offline.err), STATUS_OK, &offline.err);
	if (open_claim(offline.app, &act, path, &offline.err) != STATUS_OK) {
		assert_null(act);
		assert_string_not_equal(offline.err.text, "");
		return;
	}
	free_act(act);
	if (is_checked_offline(member))
		fail_msg("a bundle with another %s is shown as sound", member);
	if (sign_bundle(path, answer) != STATUS_OK) {
		assert_string_not_equal(offline.err.text, "");
		assert_int_equal(access(answer, F_OK), -1);
		return;
	}
	if (import(&act, answer) == STATUS_OK)
		fail_msg("a bundle with another %s was signed and can be sent", member);
}

static void a_bundle_with_any_field_altered_is_refused(void **state)
{
	const char *path = exported();
	struct buf text = read_text(path);
	struct altered a = {.text = &text};
	size_t values = 0;

	(void)state;
	for (; altered_next(&a); values++)
		expect_refused((char *)text.data, text.len, a.member);
	assert_true(values >= 16);
	/* Unaltered it is signed: the refusals were for what was altered. */
	path = new_path(&offline, "whole");
	expect_status(file_write(path, text.data, text.len, &offline.err), STATUS_OK, &offline.err);
	expect_status(sign_bundle(path, new_path(&offline, "answer")), STATUS_OK, &offline.err);
	buf_release(&text);
}

static void a_bundle_that_is_cut_or_padded_is_refused(void **state)
{
	const char *path = exported();
	struct buf text = read_text(path);

	(void)state;
	for (size_t i = 0; i < 32; i++)
		expect_refused((char *)text.data, text.len * i / 32, "format");
	buf_add_str(&text, " ");
	expect_refused((char *)text.data, text.len, "format");
	buf_release(&text);
}

static void a_bundle_for_another_chain_is_refused_by_name(void **state)
{
	const char *path = exported();
	struct app_options options = {.network = "ethereum", .offline = true};
	struct app *elsewhere;
	struct act *act = NULL;
	struct err e = {0};

	(void)state;
	options.config_dir = contributor_path(&offline, "elsewhere");
	expect_status(open_app(&elsewhere, &options, &e), STATUS_OK, &e);
	expect_status(open_claim(elsewhere, &act, path, &e), ERR_MISMATCH, &e);
	expect_in(e.text, "31337");
	close_app(elsewhere);
}

/* The signing machine's folder under another choice of network; its vault is open. */
static void open_offline_as(struct contributor *who, const char *network)
{
	*who = offline;
	who->options.network = network;
	expect_status(open_app(&who->app, &who->options, &who->err), STATUS_OK, &who->err);
	contributor_unlock(who);
}

static void without_a_network_a_claim_is_shown_and_not_signed(void **state)
{
	const char *path = exported(), *answer = new_path(&offline, "answer");
	struct contributor bare;
	struct act *act = NULL;

	(void)state;
	open_offline_as(&bare, NULL);
	expect_status(open_claim(bare.app, &act, path, &bare.err), STATUS_OK, &bare.err);
	expect_in(act->warning, "cannot be signed");
	expect_status(sign_agreed_claim(bare.app, act, answer, &bare.err), ERR_NOT_FOUND,
		      &bare.err);
	expect_in(bare.err.text, "no network is followed");
	assert_int_equal(access(answer, F_OK), -1);
	free_act(act);
	close_app(bare.app);
}

/* A claim as another online machine writes it, which takes the chain's next nonce. */
static const char *exported_elsewhere(void)
{
	const char *path = new_path(&offline, "claim");
	struct contributor stranger;
	struct act *act = NULL;

	contributor_begin(&stranger, &net);
	contributor_watch(&stranger, "demo");
	expect_status(prepare_claim(stranger.app, &stranger.task, &act, &(struct claim_choice){0},
				    &stranger.err),
		      STATUS_OK, &stranger.err);
	expect_status(export_claim(stranger.app, act, path, &stranger.err), STATUS_OK,
		      &stranger.err);
	free_act(act);
	contributor_end(&stranger);
	return path;
}

/* Signed under one profile, its nonce is taken under every profile of that chain. */
static void a_nonce_is_remembered_by_its_chain_not_by_its_profile(void **state)
{
	const char *path = exported_elsewhere(), *answer = new_path(&offline, "answer");
	const char *second = contributor_path(&offline, "networks/second.json");
	struct contributor other;
	struct buf profile = read_text(contributor_path(&offline, "networks/devnet.json"));
	struct act *act = NULL;
	char *name;

	(void)state;
	expect_status(sign_bundle(path, answer), STATUS_OK, &offline.err);
	name = strstr((char *)profile.data, "\"name\":\"devnet\"");
	assert_non_null(name);
	memcpy(name, "\"name\":\"second\"", strlen("\"name\":\"second\""));
	expect_status(file_write(second, profile.data, profile.len, &offline.err), STATUS_OK,
		      &offline.err);
	buf_release(&profile);
	open_offline_as(&other, "second");
	/* The very claim is known; another one of its nonce names it and takes its digits. */
	expect_status(open_claim(other.app, &act, path, &other.err), STATUS_OK, &other.err);
	assert_int_not_equal(act->id, 0);
	free_act(act);
	devnet_tell(&net, "settle", "{}");
	devnet_tell(&net, "mine", "{\"blocks\":2}");
	path = exported_elsewhere();
	expect_status(open_claim(other.app, &act, path, &other.err), STATUS_OK, &other.err);
	assert_int_equal(act->id, 0);
	assert_int_not_equal(act->earlier, 0);
	expect_in(act->warning, "signed before");
	assert_false(hash_is_zero(&act->earlier_hash));
	assert_int_equal(strlen(act->confirm), 4);
	free_act(act);
	close_app(other.app);
	/* The root moved: what comes next reads no block of before. */
	expect_status(contributor_sync_afresh(&online), STATUS_OK, &online.err);
}

static void a_signed_bundle_with_any_field_altered_is_refused(void **state)
{
	const char *answer = new_path(&offline, "answer"), *altered;
	struct altered a = {0};
	struct buf text;
	struct act *act;
	size_t values = 0;

	(void)state;
	expect_status(sign_bundle(exported(), answer), STATUS_OK, &offline.err);
	text = read_text(answer);
	for (a.text = &text; altered_next(&a); values++) {
		altered = new_path(&offline, "altered");
		expect_status(file_write(altered, text.data, text.len, &offline.err), STATUS_OK,
			      &offline.err);
		assert_int_not_equal(import(&act, altered), STATUS_OK);
		assert_null(act);
	}
	assert_int_equal(values, 3);
	expect_status(import(&act, answer), STATUS_OK, &online.err);
	free_act(act);
	buf_release(&text);
}

static void a_claim_signed_for_another_machine_is_not_sent_by_this_one(void **state)
{
	const char *answer = new_path(&offline, "answer");
	struct contributor stranger;
	struct act *act = NULL;

	(void)state;
	expect_status(sign_bundle(exported(), answer), STATUS_OK, &offline.err);
	contributor_begin(&stranger, &net);
	contributor_watch(&stranger, "demo");
	expect_status(import_signed_claim(stranger.app, &act, answer, &stranger.err), ERR_NOT_FOUND,
		      &stranger.err);
	expect_in(stranger.err.text, "not prepared here");
	contributor_end(&stranger);
}

static void while_another_process_syncs_this_one_says_so_and_reads_on(void **state)
{
	int ready[2], fd;
	char byte;
	pid_t other_process;

	(void)state;
	assert_int_equal(pipe(ready), 0);
	other_process = fork();
	if (other_process == 0) {
		if (file_lock(&fd, contributor_path(&online, "state/sync-devnet.lock"), NULL) !=
			    STATUS_OK ||
		    write(ready[1], "x", 1) != 1)
			_exit(1);
		pause();
	}
	close(ready[1]);
	assert_int_equal(read(ready[0], &byte, 1), 1);
	expect_status(contributor_sync(&online), ERR_BUSY, &online.err);
	expect_in(online.err.text, "another byline");
	assert_true(contributor_look(&online)->n_epochs > 0);
	/* A process that was killed blocks nobody. */
	kill(other_process, SIGKILL);
	assert_int_equal(waitpid(other_process, NULL, 0), other_process);
	expect_status(contributor_sync(&online), STATUS_OK, &online.err);
	close(ready[0]);
}

#define PROCESSES 4
#define ACTS	  3

/* Signs some transfers in a process of its own; a nonce that was taken meanwhile is chosen anew. */
static void sign_and_end(int out, const struct address *to)
{
	struct contributor own = offline;
	struct task task = {0};
	struct act *act;

	own.options.config_dir = offline.dir;
	own.options.offline = false;
	if (open_app(&own.app, &own.options, NULL) != STATUS_OK)
		_exit(1);
	contributor_unlock(&own);
	for (int i = 0; i < ACTS; i++) {
		enum status s = ERR_CHANGED;

		while (s == ERR_CHANGED) {
			struct err e = {0};

			s = prepare_send(own.app, &task, &act, "ETH", "0.001", to, &e);
			if (s == STATUS_OK)
				s = sign_agreed_act(own.app, act, &e);
			if (s != STATUS_OK && s != ERR_CHANGED)
				dprintf(2, "sign: %s\n", e.text);
		}
		if (s != STATUS_OK || write(out, &act->tx.nonce, sizeof(act->tx.nonce)) < 0)
			_exit(2);
	}
	_exit(0);
}

static void two_processes_never_take_the_same_nonce(void **state)
{
	struct address to = devnet_account(&net, "contributor-1");
	uint64_t nonces[PROCESSES * ACTS];
	pid_t children[PROCESSES];
	int out[2];

	(void)state;
	assert_int_equal(pipe(out), 0);
	for (int i = 0; i < PROCESSES; i++) {
		children[i] = fork();
		if (children[i] == 0)
			sign_and_end(out[1], &to);
	}
	close(out[1]);
	for (int i = 0; i < PROCESSES; i++) {
		int how;

		assert_int_equal(waitpid(children[i], &how, 0), children[i]);
		assert_true(WIFEXITED(how));
		assert_int_equal(WEXITSTATUS(how), 0);
	}
	assert_int_equal(read(out[0], nonces, sizeof(nonces)), sizeof(nonces));
	for (size_t i = 0; i < ARRAY_SIZE(nonces); i++)
		for (size_t j = 0; j < i; j++)
			assert_int_not_equal(nonces[i], nonces[j]);
	close(out[0]);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_bundle_with_any_field_altered_is_refused),
		cmocka_unit_test(a_bundle_that_is_cut_or_padded_is_refused),
		cmocka_unit_test(a_bundle_for_another_chain_is_refused_by_name),
		cmocka_unit_test(without_a_network_a_claim_is_shown_and_not_signed),
		cmocka_unit_test(a_nonce_is_remembered_by_its_chain_not_by_its_profile),
		cmocka_unit_test(a_signed_bundle_with_any_field_altered_is_refused),
		cmocka_unit_test(a_claim_signed_for_another_machine_is_not_sent_by_this_one),
		cmocka_unit_test(while_another_process_syncs_this_one_says_so_and_reads_on),
		cmocka_unit_test(two_processes_never_take_the_same_nonce),
	};

	return cmocka_run_group_tests(tests, begin, end);
}
