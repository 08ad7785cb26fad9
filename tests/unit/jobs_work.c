/*
 * The dashboard's threads: what is started ends with one call, nothing waits for a network that
 * hangs, and a shutdown is quick. The network is a socket that accepts and never answers.
 */
#include <arpa/inet.h>
#include <fcntl.h>
#include <poll.h>
#include <sys/socket.h>

#include "act/act_private.h"
#include "app/account.h"
#include "app/shown_account.h"
#include "app/snapshot.h"
#include "app/store_thread.h"
#include "app/unlock.h"
#include "cache/attributions.h"
#include "cache/settings.h"
#include "jobs/jobs.h"
#include "lists/info.h"
#include "tests/lib/words_of.h"
#include "tests/unit/app_fixture.h"

/* The lanes end before the app closes, as tui/loop.c does it. */
static void close_running(struct app *app)
{
	work_stop(app);
	close_app(app);
}

static int silent = -1; /* connections queue up and are never taken */
static char silent_url[64];

static int start(void **state)
{
	struct sockaddr_in at = {.sin_family = AF_INET, .sin_addr = {htonl(INADDR_LOOPBACK)}};
	socklen_t len = sizeof(at);

	if (folder_make(state) != 0)
		return -1;
	silent = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
	if (silent < 0 || bind(silent, (struct sockaddr *)&at, sizeof(at)) != 0 ||
	    listen(silent, 64) != 0 || getsockname(silent, (struct sockaddr *)&at, &len) != 0)
		return -1;
	snprintf(silent_url, sizeof(silent_url), "http://127.0.0.1:%u", ntohs(at.sin_port));
	return 0;
}

static int stop(void **state)
{
	close(silent);
	return folder_remove(state);
}

/* The result that came back, of one piece of work at a time. */
struct outcome {
	int calls;
	enum status status;
	struct err error;
	char text[SENTENCE_TEXT_SIZE];
};

static void on_done(void *user, struct work_result *r)
{
	struct outcome *o = user;

	o->calls++;
	o->status = r->status;
	o->error = r->error;
	snprintf(o->text, sizeof(o->text), "%s", words_of(&r->text));
}

/* A result that needs no server comes within this on a machine that is busy with other tests. */
#define PATIENCE_MS 20000

/* Polls as the dashboard does, until `o` came or `ms` have passed. */
static bool await(struct app *app, const struct outcome *o, int64_t ms)
{
	int64_t end = clock_monotonic_ms() + ms;

	while (o->calls == 0 && clock_monotonic_ms() < end) {
		struct pollfd p = {.fd = work_fd(app), .events = POLLIN};

		poll(&p, 1, 20);
		work_poll(app);
	}
	return o->calls > 0;
}

static struct app *running(const char *name, bool offline)
{
	struct app *app = open_at(name, (struct app_options){.offline = offline}, silent_url);
	struct address a = address_of_byte(0x42);

	assert_ok(watch_account(app, &a, "", &err));
	assert_ok(work_start(app, &err));
	return app;
}

static void work_ends_with_one_call_and_a_new_snapshot(void **state)
{
	struct app *app = running("one", true);
	const struct snapshot *before = work_snapshot(app), *after = work_snapshot(app);
	struct address b = address_of_byte(0x43);
	struct outcome o = {0};

	(void)state;
	assert_int_equal(before->n_accounts, 1);
	assert_non_null(start_watch(app, &b, "second", on_done, &o));
	assert_true(await(app, &o, PATIENCE_MS));
	assert_ok(o.status);
	for (int i = 0; i < 20; i++)
		work_poll(app);
	assert_int_equal(o.calls, 1);
	for (int i = 0; i < 250 && after->n_accounts != 2; i++) {
		usleep(20000);
		snapshot_unref(after);
		after = work_snapshot(app);
	}
	assert_int_equal(after->n_accounts, 2);
	assert_true(after->version > before->version);
	/* The old one is what it was as long as someone holds it. */
	assert_int_equal(before->n_accounts, 1);
	snapshot_unref(before);
	snapshot_unref(after);
	close_running(app);
}

static void a_failure_is_told_with_its_reason(void **state)
{
	struct app *app = running("fails", true);
	struct outcome o = {0};

	(void)state;
	assert_non_null(start_sync(app, on_done, &o));
	assert_true(await(app, &o, PATIENCE_MS));
	assert_int_equal(o.status, ERR_UNREACHABLE);
	assert_non_null(strstr(o.error.text, "--offline"));
	close_running(app);
}

static void choosing_an_account_changes_what_is_acted_for(void **state)
{
	struct app *app = running("choose", true);
	struct address b = address_of_byte(0x44), unknown = address_of_byte(0x45), shown;
	struct outcome o = {0};

	(void)state;
	assert_non_null(start_watch(app, &b, "", on_done, &o));
	assert_true(await(app, &o, PATIENCE_MS));
	o.calls = 0;
	assert_non_null(start_show_account(app, &b, on_done, &o));
	assert_true(await(app, &o, PATIENCE_MS));
	assert_ok(shown_account(app, &shown, &err));
	assert_memory_equal(&shown, &b, sizeof(b));
	o.calls = 0;
	assert_non_null(start_show_account(app, &unknown, on_done, &o));
	assert_true(await(app, &o, PATIENCE_MS));
	assert_int_equal(o.status, ERR_NOT_FOUND);
	/* A form that was filled for the account of before sends from no other one. */
	o.calls = 0;
	assert_non_null(start_prepare_send(app, &unknown, "ETH", "1", &b, on_done, &o));
	assert_true(await(app, &o, PATIENCE_MS));
	assert_int_equal(o.status, ERR_CHANGED);
	close_running(app);
}

/* Prepares a transfer of the first account, which asks the network before anything else. */
static struct work *start_asking(struct app *app, struct outcome *o)
{
	const struct address to = {.bytes = {0x11}};
	struct address account;
	if (shown_account(app, &account, &err) != STATUS_OK)
		return NULL;
	return start_prepare_send(app, &account, "ETH", "1", &to, on_done, o);
}

static void a_cancelled_work_ends_soon_and_the_next_one_runs(void **state)
{
	struct app *app = running("cancel", false);
	struct outcome claim = {0}, other = {0};
	struct work *w = start_asking(app, &claim);

	(void)state;
	assert_non_null(w);
	assert_false(await(app, &claim, 200));
	work_cancel(app, w);
	assert_true(await(app, &claim, PATIENCE_MS));
	assert_int_equal(claim.status, ERR_CANCELLED);
	w = start_asking(app, &other);
	assert_non_null(w);
	/* Not cancelled with the one before: it waits for the node. */
	assert_false(await(app, &other, 200));
	work_cancel(app, w);
	assert_true(await(app, &other, PATIENCE_MS));
	close_running(app);
}

/* The background's next round is some seconds away then. */
static void await_failed_round(struct app *app)
{
	enum sync_state sync = SYNC_IDLE;

	for (int i = 0; i < 1500 && sync != SYNC_FAILED; i++) {
		const struct snapshot *s = work_snapshot(app);

		sync = s->networks[0].sync;
		snapshot_unref(s);
		usleep(20000);
	}
	assert_int_equal(sync, SYNC_FAILED);
}

static void a_cancelled_refresh_does_not_stop_the_background_sync(void **state)
{
	struct app *app = running("refresh", false);
	struct outcome first = {0}, second = {0};
	struct work *w;

	(void)state;
	await_failed_round(app);
	w = start_sync(app, on_done, &first);
	assert_non_null(w);
	assert_non_null(start_sync(app, on_done, &second));
	assert_false(await(app, &first, 300));
	work_cancel(app, w);
	assert_true(await(app, &first, PATIENCE_MS));
	assert_int_equal(first.status, ERR_CANCELLED);
	assert_int_equal(second.calls, 0);
	/* The other runs to its own end: the node does not answer. */
	assert_true(await(app, &second, 60000));
	assert_int_not_equal(second.status, ERR_CANCELLED);
	assert_int_not_equal(second.status, STATUS_OK);
	close_running(app);
}

static void unlocking_does_not_wait_for_a_network_that_hangs(void **state)
{
	struct app *app = open_at("unlock", (struct app_options){0}, silent_url);
	struct outcome unlock = {0}, preview = {0};

	(void)state;
	restore_test_vault(app);
	lock_vault(app);
	assert_ok(work_start(app, &err));
	assert_non_null(start_asking(app, &preview));
	answer(app->shared->door, TEST_PASSPHRASE, NULL);
	assert_non_null(start_unlock(app, on_done, &unlock));
	assert_true(await(app, &unlock, PATIENCE_MS));
	assert_ok(unlock.status);
	assert_int_equal(preview.calls, 0);
	assert_true(is_unlocked(app));
	close_running(app);
}

static void a_shutdown_takes_less_than_two_seconds_while_all_hangs(void **state)
{
	struct app *app = running("shutdown", false);
	struct outcome o = {0};
	int64_t began;

	(void)state;
	for (int i = 0; i < 5; i++)
		assert_non_null(start_asking(app, &o));
	assert_false(await(app, &o, 300));
	began = clock_monotonic_ms();
	work_stop(app);
	assert_in_range(clock_monotonic_ms() - began, 0, 1999);
	/* A piece of work that never ran is freed without being told. */
	assert_int_equal(o.calls, 0);
	close_running(app);
}

static enum status count_txs(struct cache *cache, void *arg, struct err *e)
{
	struct cache_tx *rows = NULL;
	enum status s = cache_transactions_all(cache, &rows, arg, e);

	free(rows);
	return s;
}

static size_t listed(struct app *app)
{
	size_t n = 0;

	assert_ok(store_read(app, count_txs, &n, &err));
	return n;
}

static struct act *prepared(struct app *app)
{
	struct address a = address_of_byte(0x42);
	struct act *act = new_act(app, ACT_SEND, &a);

	assert_non_null(act);
	act->tx.chain_id = 31337;
	act->tx.gas_limit = u256_from_u64(21000);
	assert_ok(describe_act(app, act, &err));
	return act;
}

static void an_act_whose_work_was_cancelled_in_its_queue_leaves_no_draft(void **state)
{
	struct app *app = running("queued", false);
	struct outcome claim = {0}, export = {0}, last = {0};
	struct work *first = start_asking(app, &claim);
	struct work *second =
		start_export_claim(app, prepared(app), in_folder("q.json"), on_done, &export);

	(void)state;
	assert_non_null(first);
	assert_non_null(second);
	work_cancel(app, second);
	assert_true(await(app, &export, PATIENCE_MS));
	assert_int_equal(export.status, ERR_CANCELLED);
	assert_int_equal(listed(app), 0);
	work_cancel(app, first);
	/* Nor does one that never ran, because the lanes ended first. */
	assert_non_null(start_asking(app, &last));
	second = start_export_claim(app, prepared(app), in_folder("q.json"), on_done, &last);
	assert_non_null(second);
	work_stop(app);
	assert_int_equal(listed(app), 0);
	close_running(app);
}

static const struct address datanet = {{0xda}};

static enum status put_then_fail(struct cache *cache, void *arg, struct err *e)
{
	enum status s =
		cache_settings_put(cache, CACHE_SETTING_LOGGED_AUDIT, &datanet, NULL, "done", e);

	(void)arg;
	return s == STATUS_OK ? err_set(e, ERR_IO, "as planned") : s;
}

static enum status get_half(struct cache *cache, void *arg, struct err *e)
{
	return cache_settings_get(cache, arg, CACHE_SETTING_LOGGED_AUDIT, &datanet, NULL, e);
}

static void a_job_that_fails_leaves_nothing_of_itself(void **state)
{
	struct app *app = running("half", true);
	struct buf out;

	(void)state;
	buf_init(&out, KIB);
	assert_int_equal(store_write(app, put_then_fail, NULL, &err), ERR_IO);
	assert_int_equal(store_read(app, get_half, &out, NULL), ERR_NOT_FOUND);
	buf_release(&out);
	close_running(app);
}

static void threads_that_cannot_start_say_why(void **state)
{
	struct app *app = open_offline("nostart");

	(void)state;
	app->shared->options.account = "nobody";
	assert_ok(watch_account(app, &(struct address){{1}}, "", &err));
	assert_int_equal(work_start(app, &err), ERR_NOT_FOUND);
	assert_non_null(strstr(err.text, "nobody"));
	close_running(app);
}

/* Twenty thousand rows of an account that is not shown, so that no view reads their pages. */
static enum status put_rows_of_another(struct cache *cache, void *arg, struct err *e)
{
	struct address other = address_of_byte(0x77);
	struct cache_attribution_in *rows = calloc(20000, sizeof(*rows));
	enum status s;

	(void)arg;
	assert_non_null(rows);
	for (size_t i = 0; i < 20000; i++) {
		rows[i].seq = i + 1;
		snprintf(rows[i].inference, sizeof(rows[i].inference), "%zu", i);
	}
	s = cache_attributions_put(cache, &datanet, &other, rows, 20000, e);
	free(rows);
	return s;
}

static bool told_of_damage(struct app *app)
{
	const struct snapshot *s = work_snapshot(app);
	bool told = false;

	for (size_t i = 0; i < s->n_events; i++)
		told = told || strstr(words_of(&s->events[i].text), "is damaged") != NULL;
	snapshot_unref(s);
	return told;
}

static void damage_where_nobody_looks_is_told_at_the_start(void **state)
{
	struct app *app = running("damage", true);
	char path[512];
	uint8_t noise[3 * 4096];
	struct stat st;
	struct json *info;
	int fd;

	(void)state;
	snprintf(path, sizeof(path), "%s", app->shared->paths.cache);
	assert_ok(store_write(app, put_rows_of_another, NULL, &err));
	assert_false(told_of_damage(app));
	assert_ok(describe_app(app, &info, &err));
	json_free(info);
	close_running(app);
	memset(noise, 0x5a, sizeof(noise));
	fd = open(path, O_WRONLY);
	assert_int_equal(fstat(fd, &st), 0);
	assert_int_equal(pwrite(fd, noise, sizeof(noise), st.st_size / 8192 * 4096), sizeof(noise));
	close(fd);
	app = open_at("damage", (struct app_options){.offline = true}, silent_url);
	assert_int_equal(describe_app(app, &info, &err), ERR_DAMAGED);
	assert_non_null(strstr(err.text, path));
	assert_non_null(strstr(err.text, "byline backup FILE"));
	assert_ok(work_start(app, &err));
	for (int i = 0; i < 500 && !told_of_damage(app); i++)
		usleep(10000);
	assert_true(told_of_damage(app));
	close_running(app);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(work_ends_with_one_call_and_a_new_snapshot),
		cmocka_unit_test(a_failure_is_told_with_its_reason),
		cmocka_unit_test(choosing_an_account_changes_what_is_acted_for),
		cmocka_unit_test(a_cancelled_work_ends_soon_and_the_next_one_runs),
		cmocka_unit_test(a_cancelled_refresh_does_not_stop_the_background_sync),
		cmocka_unit_test(unlocking_does_not_wait_for_a_network_that_hangs),
		cmocka_unit_test(a_shutdown_takes_less_than_two_seconds_while_all_hangs),
		cmocka_unit_test(a_job_that_fails_leaves_nothing_of_itself),
		cmocka_unit_test(threads_that_cannot_start_say_why),
		cmocka_unit_test(damage_where_nobody_looks_is_told_at_the_start),
		cmocka_unit_test(an_act_whose_work_was_cancelled_in_its_queue_leaves_no_draft),
	};

	return cmocka_run_group_tests(tests, start, stop);
}
