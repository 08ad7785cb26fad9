/*
 * The pace of the background syncs of several networks, whose nodes refuse every connection: which
 * network is asked when, and that nothing wakes while there is nothing to do.
 */
#include <dirent.h>
#include <stdatomic.h>

#include "app/account.h"
#include "app/event.h"
#include "app/load.h"
#include "app/scope.h"
#include "jobs/jobs.h"
#include "jobs/lane.h"
#include "tests/unit/app_fixture.h"

#define NETWORKS 4

static char dir[128];

/* Puts `by` in place of the only `text`. */
static void replace(struct buf *profile, const char *text, const char *by)
{
	const char *at = strstr(buf_str(profile), text);
	struct buf out;

	assert_non_null(at);
	buf_init(&out, LIMIT_SMALL_FILE);
	buf_add(&out, profile->data, (size_t)(at - buf_str(profile)));
	buf_add_str(&out, by);
	buf_add_str(&out, at + strlen(text));
	buf_release(profile);
	*profile = out;
}

/* Adds a copy of the profile devnet of signer.json, as net0, net1 … on chains of their own. */
static void add_profile(unsigned i)
{
	struct app_options options = {.config_dir = dir, .offline = true};
	/* Port 1 is nobody's. */
	struct buf text = devnet_profile("http://127.0.0.1:1");
	char name[32], chain[32];
	struct profile added;
	struct app *app;

	snprintf(name, sizeof(name), "\"name\":\"net%u\"", i);
	replace(&text, "\"name\":\"devnet\"", name);
	snprintf(chain, sizeof(chain), "\"chain_id\":\"%u\"", 2000 + i);
	replace(&text, "\"chain_id\":\"31337\"", chain);
	assert_ok(open_app(&app, &options, &err));
	assert_ok(add_network(app, text.data, text.len, false, &added, &err));
	close_app(app);
	buf_release(&text);
}

static int start(void **state)
{
	if (folder_make(state) != 0)
		return -1;
	snprintf(dir, sizeof(dir), "%s/several", folder);
	for (unsigned i = 0; i < NETWORKS; i++)
		add_profile(i);
	put_text("several/config.ini",
		 "network = net0\nfollow = net1\nfollow = net2\nfollow = net3\n");
	return 0;
}

static struct app *running(bool offline)
{
	const struct app_options options = {.config_dir = dir, .offline = offline};
	struct app *app = NULL;

	assert_ok(open_app(&app, &options, &err));
	assert_int_equal(scope_networks(app), NETWORKS);
	assert_ok(work_start(app, &err));
	return app;
}

static void close_running(struct app *app)
{
	work_stop(app);
	close_app(app);
}

/* Milliseconds until the next sync of a network; negative while one runs. */
static int64_t pause_of(struct app *app, size_t i)
{
	struct crew *c = app->shared->crew;
	int64_t next;

	pthread_mutex_lock(&c->lock);
	next = c->watches[i].next_sync_ms;
	pthread_mutex_unlock(&c->lock);
	return next - clock_monotonic_ms();
}

/* Waits until every network has been synced and rests. */
static void await_rest(struct app *app)
{
	int64_t end = clock_monotonic_ms() + 30000;
	bool rest = false;

	while (!rest && clock_monotonic_ms() < end) {
		usleep(10000);
		rest = true;
		for (size_t i = 0; i < NETWORKS; i++)
			rest = rest && pause_of(app, i) > 0;
	}
	assert_true(rest);
}

/* A minute is the pace of a network that is shown; five are the longest after failures. */
#define LONGEST_MS  330000
#define TEN_MINUTES 599000

/* The next try that the user is told of is that of the watch, to the second. */
static void check_next_try(struct app *app, size_t i)
{
	struct app *scope = app->shared->crew->watches[i].scope;
	int64_t apart = INT64_MAX;

	for (int k = 0; k < 500 && (apart < -2 || apart > 2); k++) {
		apart = sync_status_of(scope).next_try - clock_now() - pause_of(app, i) / 1000;
		usleep(10000);
	}
	assert_in_range(apart + 2, 0, 4);
}

static void a_network_that_is_not_shown_is_asked_every_ten_minutes(void **state)
{
	struct app *app = running(false);

	(void)state;
	await_rest(app);
	for (size_t i = 0; i < NETWORKS; i++)
		assert_in_range(pause_of(app, i), 1, LONGEST_MS);
	show_network_alone(app, "net2");
	sync_soon(app);
	await_rest(app);
	for (size_t i = 0; i < NETWORKS; i++)
		if (i == 2)
			assert_in_range(pause_of(app, i), 1, LONGEST_MS);
		else
			assert_in_range(pause_of(app, i), TEN_MINUTES, 600000);
	for (size_t i = 0; i < NETWORKS; i++)
		check_next_try(app, i);
	close_running(app);
}

static void a_network_that_is_shown_again_is_asked_at_once(void **state)
{
	struct app *app = running(false);

	(void)state;
	await_rest(app);
	show_network_alone(app, "net0");
	sync_soon(app);
	await_rest(app);
	show_network_alone(app, "net1");
	await_rest(app);
	assert_in_range(pause_of(app, 1), 1, LONGEST_MS);
	assert_in_range(pause_of(app, 3), 1, 600000);
	show_network_alone(app, "");
	await_rest(app);
	for (size_t i = 0; i < NETWORKS; i++)
		assert_in_range(pause_of(app, i), 1, LONGEST_MS);
	close_running(app);
}

/* The snapshot follows the choice; what it is made of stays whole. */
static void a_snapshot_is_of_what_is_shown(void **state)
{
	struct app *app = running(true);
	const struct snapshot *s = NULL;

	(void)state;
	show_network_alone(app, "net3");
	for (int i = 0; i < 500 && (s == NULL || !s->one_network); i++) {
		snapshot_unref(s);
		usleep(10000);
		s = work_snapshot(app);
	}
	assert_int_equal(s->n_networks, 1);
	assert_int_equal(s->n_hidden, NETWORKS - 1);
	assert_string_equal(s->networks[0].name, "net3");
	snapshot_unref(s);
	s = NULL;
	show_network_alone(app, "");
	for (int i = 0; i < 500 && (s == NULL || s->one_network); i++) {
		snapshot_unref(s);
		usleep(10000);
		s = work_snapshot(app);
	}
	assert_int_equal(s->n_networks, NETWORKS);
	snapshot_unref(s);
	close_running(app);
}

/* Notes an event on each network, and one of another account on net1. */
static void note_some(struct app *app, const struct address *other)
{
	size_t n;
	struct app *const *scopes = scope_list(app, &n);

	for (size_t i = 0; i < n; i++)
		note_event(scopes[i], "test", TRUST_NONE, "of %s", scopes[i]->profile->name);
	note_event_of(scope_of_network(app, "net1"), &(struct event_owner){.account = other},
		      "test", TRUST_NONE, "of another account");
}

/* Which events of note_some() are still new, a bit for each of `texts`. */
static unsigned unseen(struct app *app)
{
	static const char *const texts[] = {"of net0", "of net1", "of net2", "of net3",
					    "of another account"};
	const struct snapshot *s = NULL;
	unsigned bits = 0;

	assert_ok(load_snapshot(app, &s, &err));
	for (size_t i = 0; i < s->n_events; i++)
		for (unsigned k = 0; k < ARRAY_SIZE(texts); k++)
			if (strcmp(s->events[i].text.text, texts[k]) == 0)
				bits |= (unsigned)s->events[i].unseen << k;
	snapshot_unref(s);
	return bits;
}

static void check_unseen(struct app *app, unsigned wanted)
{
	start_mark_seen(app);
	for (int i = 0; i < 500 && unseen(app) != wanted; i++)
		usleep(10000);
	assert_int_equal(unseen(app), wanted);
}

/* Leaving the dashboard marks what it showed, on all networks, and nothing else. */
static void an_event_is_new_until_it_was_shown(void **state)
{
	const struct address other = address_of_byte(0x77), own = address_of_byte(0x11);
	struct app *app = running(true);

	(void)state;
	assert_ok(watch_account(app, &own, "own", &err));
	assert_ok(watch_account(app, &other, "other", &err));
	note_some(app, &other);
	show_network_alone(app, "net1");
	show_account_alone(app, &own);
	assert_int_equal(unseen(app), 0x1F);
	check_unseen(app, 0x1D);
	show_account_alone(app, NULL);
	check_unseen(app, 0x0D);
	show_network_alone(app, "");
	check_unseen(app, 0);
	close_running(app);
}

static void an_event_of_the_whole_machine_is_kept_too(void **state)
{
	struct app *app = running(true);
	const struct snapshot *s = NULL;
	size_t kept = 0;

	(void)state;
	note_event(app, "vault", TRUST_NONE, "locked");
	assert_ok(load_snapshot(app, &s, &err));
	for (size_t i = 0; i < s->n_events; i++)
		kept += strcmp(s->events[i].area, "vault") == 0 &&
			strcmp(s->events[i].text.text, "locked") == 0;
	assert_int_equal(kept, 1);
	snapshot_unref(s);
	close_running(app);
}

static void note_done(void *user, struct work_result *r)
{
	int *status = user;

	*status = (int)r->status;
	free(r->path);
}

/* The file is that of the table on the screen, which an accountant of one network wants. */
static void an_export_has_the_rows_that_are_shown(void **state)
{
	const struct address other = address_of_byte(0x77);
	struct app *app = running(true);
	const char *path = in_folder("shown.csv");
	struct buf csv;
	int status = -1;

	(void)state;
	note_some(app, &other);
	show_network_alone(app, "net1");
	assert_non_null(start_export(app, EXPORT_LOG, path, note_done, &status));
	for (int i = 0; i < 500 && status < 0; i++) {
		usleep(10000);
		work_poll(app);
	}
	assert_int_equal(status, STATUS_OK);
	buf_init(&csv, LIMIT_SMALL_FILE);
	assert_ok(file_read(&csv, path, &err));
	assert_non_null(strstr(buf_str(&csv), "of net1"));
	assert_null(strstr(buf_str(&csv), "of net0"));
	assert_null(strstr(buf_str(&csv), "of net3"));
	buf_release(&csv);
	close_running(app);
}

/* How often threads of this process went to sleep, other than the one that asks. */
static unsigned long wakeups(void)
{
	DIR *tasks = opendir("/proc/self/task");
	struct dirent *task;
	unsigned long sum = 0;
	char own[16];

	assert_non_null(tasks);
	snprintf(own, sizeof(own), "%d", (int)getpid());
	while ((task = readdir(tasks)) != NULL) {
		char path[400], line[128];
		FILE *file;

		snprintf(path, sizeof(path), "/proc/self/task/%s/status", task->d_name);
		file = task->d_name[0] != '.' && strcmp(task->d_name, own) != 0 ? fopen(path, "r")
										: NULL;
		while (file != NULL && fgets(line, sizeof(line), file) != NULL)
			if (strncmp(line, "voluntary_ctxt_switches:", 24) == 0)
				sum += strtoul(line + 24, NULL, 10);
		if (file != NULL)
			fclose(file);
	}
	closedir(tasks);
	return sum;
}

static void check_stillness(struct app *app)
{
	unsigned long before = 0, after = 1;

	/* The last thread may still be on its way to rest. */
	for (int i = 0; i < 20 && before != after; i++) {
		before = wakeups();
		usleep(200000);
		after = wakeups();
	}
	before = wakeups();
	sleep(2);
	assert_int_equal(wakeups() - before, 0);
	close_running(app);
}

static void a_paused_dashboard_of_several_networks_wakes_for_nothing(void **state)
{
	(void)state;
	check_stillness(running(true));
}

static void between_two_syncs_nothing_wakes(void **state)
{
	struct app *app = running(false);

	(void)state;
	await_rest(app);
	show_network_alone(app, "net1");
	sync_soon(app);
	await_rest(app);
	check_stillness(app);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_network_that_is_not_shown_is_asked_every_ten_minutes),
		cmocka_unit_test(a_network_that_is_shown_again_is_asked_at_once),
		cmocka_unit_test(a_snapshot_is_of_what_is_shown),
		cmocka_unit_test(an_event_is_new_until_it_was_shown),
		cmocka_unit_test(an_event_of_the_whole_machine_is_kept_too),
		cmocka_unit_test(an_export_has_the_rows_that_are_shown),
		cmocka_unit_test(a_paused_dashboard_of_several_networks_wakes_for_nothing),
		cmocka_unit_test(between_two_syncs_nothing_wakes),
	};

	return cmocka_run_group_tests(tests, start, folder_remove);
}
