/*
 * Twelve networks at once: the two chains of the local network and ten in front of it, of which
 * three are dead, one lies and one sends a byte a minute. No sick network delays or hides another.
 * What each takes alone and beside the others, in time and in memory, is printed.
 */
#include <fcntl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>
// clang-format off
#include <cmocka.h>
// clang-format on

#include "app/owner.h"
#include "app/scope.h"
#include "base/buf.h"
#include "base/clock.h"
#include "base/file.h"
#include "base/json_file.h"
#include "base/json_write.h"
#include "base/parse.h"
#include "jobs/result.h"
#include "jobs/start_sync.h"
#include "jobs/work.h"
#include "tests/lib/contributor.h"
#include "tests/lib/front_ends.h"

#define NETWORKS 12
#define SICK	 5
/* As long as a sync that fails may take, twice, on a machine that is busy with other tests. */
#define PATIENCE_MS 120000

static const char *const hows[] = {"well", "dead", "well", "lying", "dead", "well",
				   "slow", "well", "dead", "well",  NULL};

static struct devnet net;
static struct front_ends fronts;
static struct contributor c;
static char names[NETWORKS][32]; /* in the order in which they are followed */
static int64_t alone_ms[NETWORKS];

static bool is_well(const char *name)
{
	return strncmp(name, "dead", 4) != 0 && strncmp(name, "lying", 5) != 0 &&
	       strncmp(name, "slow", 4) != 0;
}

/* Writes a profile into the contributor's folder, and notes its name. */
static void keep_profile(const struct json *profile, size_t i)
{
	char path[80];
	struct buf text;

	snprintf(names[i], sizeof(names[i]), "%s", json_text(json_get(profile, "name")));
	snprintf(path, sizeof(path), "networks/%s.json", names[i]);
	buf_init(&text, LIMIT_SMALL_FILE);
	expect_status(json_write(&text, profile), STATUS_OK, NULL);
	expect_status(file_write(contributor_path(&c, path), text.data, text.len, &c.err),
		      STATUS_OK, &c.err);
	buf_release(&text);
}

/* Follows the first `n` networks; those that are sick stand among the others. */
static void follow(size_t n)
{
	struct buf text;

	buf_init(&text, LIMIT_SMALL_FILE);
	buf_addf(&text, "network = %s\n", names[0]);
	for (size_t i = 1; i < n; i++)
		buf_addf(&text, "follow = %s\n", names[i]);
	expect_status(file_write(contributor_path(&c, "config.ini"), text.data, text.len, &c.err),
		      STATUS_OK, &c.err);
	buf_release(&text);
}

static void reopen(const char *network)
{
	contributor_close(&c);
	c.options.network = network;
	expect_status(open_app(&c.app, &c.options, &c.err), STATUS_OK, &c.err);
}

static int begin(void **state)
{
	const struct json *one;
	size_t n = 0;

	(void)state;
	setenv("BYLINE_DEVNET_NETWORKS", "all", 1);
	devnet_start(&net, "many");
	unsetenv("BYLINE_DEVNET_NETWORKS");
	for (const char *const *name = (const char *const[]){"devnet", "grove", NULL};
	     *name != NULL; name++)
		devnet_tell(&net, "mine", "{\"network\":\"%s\",\"blocks\":3}", *name);
	front_ends_start(&fronts, &net, hows);
	contributor_begin(&c, &net);
	contributor_watch(&c, "demo");
	one = json_first(json_get(net.description, "networks"));
	for (; one != NULL; one = json_next(one))
		keep_profile(json_get(one, "profile"), n++);
	for (one = json_first(fronts.profiles); one != NULL; one = json_next(one))
		keep_profile(one, n++);
	assert_int_equal(n, NETWORKS);
	return 0;
}

static int end(void **state)
{
	(void)state;
	contributor_end(&c);
	front_ends_stop(&fronts);
	devnet_stop(&net);
	return 0;
}

static const struct snapshot_network *network_named(const struct snapshot *s, const char *name)
{
	for (size_t i = 0; i < s->n_networks; i++)
		if (strcmp(s->networks[i].name, name) == 0)
			return &s->networks[i];
	fail_msg("%s is not in the snapshot", name);
	return NULL;
}

/* Whether every figure that the chain gives of this network is there, and proven. */
static bool is_proven(const struct snapshot *s, const char *name)
{
	const struct snapshot_network *network = network_named(s, name);
	size_t coins = 0, royalties = 0;

	for (size_t i = 0; i < s->n_coins; i++)
		coins += owner_network(s, &s->coins[i].of) == network &&
			 s->coins[i].balance.known && s->coins[i].balance.trust == TRUST_PROVEN;
	for (size_t i = 0; i < s->n_royalties; i++) {
		const struct snapshot_royalty *r = &s->royalties[i];

		if (owner_network(s, &r->of) != network)
			continue;
		if (!r->claimed.known || r->claimed.trust != TRUST_PROVEN || !r->wallet.known ||
		    r->wallet.trust != TRUST_PROVEN)
			return false;
		royalties++;
	}
	return coins == 1 && royalties > 0;
}

/* Each network's time from a cache that has nothing of it. */
static void every_healthy_network_is_proven_alone(void **state)
{
	(void)state;
	for (size_t i = 0; i < NETWORKS; i++) {
		int64_t began;

		if (!is_well(names[i]))
			continue;
		reopen(names[i]);
		began = clock_monotonic_ms();
		expect_status(contributor_sync(&c), STATUS_OK, &c.err);
		alone_ms[i] = clock_monotonic_ms() - began;
		assert_true(is_proven(contributor_look(&c), names[i]));
	}
	/* The cache is removed, so that nothing is known but the account. */
	contributor_close(&c);
	assert_int_equal(unlink(contributor_path(&c, "state/cache.db")), 0);
	unlink(contributor_path(&c, "state/cache.db-wal"));
	unlink(contributor_path(&c, "state/cache.db-shm"));
	follow(NETWORKS);
	c.options.network = NULL;
	expect_status(open_app(&c.app, &c.options, &c.err), STATUS_OK, &c.err);
	contributor_watch(&c, "demo");
}

static void take_newest(void)
{
	work_poll(c.app);
	snapshot_unref(c.seen);
	c.seen = work_snapshot(c.app);
}

/* Whether a sick network is still asked, or will be again once it has rested. */
static bool is_still_asked(const struct snapshot_network *n)
{
	return n->sync == SYNC_RUNNING || (n->sync == SYNC_FAILED && n->next_try != 0);
}

static void every_healthy_network_is_proven_while_the_sick_ones_are_still_asked(void **state)
{
	int64_t began = clock_monotonic_ms(), together_ms[NETWORKS] = {0};
	size_t proven = 0, running = 0;

	(void)state;
	expect_status(work_start(c.app, &c.err), STATUS_OK, &c.err);
	while (proven < NETWORKS - SICK && clock_monotonic_ms() - began < PATIENCE_MS) {
		take_newest();
		for (size_t i = 0; i < NETWORKS; i++)
			if (together_ms[i] == 0 && is_proven(c.seen, names[i])) {
				together_ms[i] = clock_monotonic_ms() - began;
				proven++;
			}
		usleep(5000);
	}
	assert_int_equal(c.seen->n_networks, NETWORKS);
	for (size_t i = 0; i < NETWORKS; i++) {
		const struct snapshot_network *n = network_named(c.seen, names[i]);

		print_message("  note  %-9s alone %4lld ms, together %4lld ms\n", names[i],
			      (long long)alone_ms[i], (long long)together_ms[i]);
		assert_int_equal(is_proven(c.seen, names[i]), is_well(names[i]));
		if (is_well(names[i]))
			continue;
		assert_int_equal(n->as_of, 0);
		assert_true(is_still_asked(n));
		running += n->sync == SYNC_RUNNING;
	}
	print_message("  note  %zu of %d sick networks had not ended their first sync\n", running,
		      SICK);
}

/* Whether a sick network has its reason, and each of its nodes too. */
static bool is_named(const struct snapshot *s, const char *name)
{
	const struct snapshot_network *network = network_named(s, name);
	size_t nodes = 0;

	for (size_t i = 0; i < s->n_nodes; i++)
		nodes += owner_network(s, &s->nodes[i].of) == network &&
			 s->nodes[i].state != PEER_OK && s->nodes[i].detail[0] != '\0';
	return network->sync_text[0] != '\0' && nodes == 3;
}

static void each_sick_network_is_named_with_its_nodes_and_no_other(void **state)
{
	int64_t began = clock_monotonic_ms();
	size_t named = 0;

	(void)state;
	while (named < SICK && clock_monotonic_ms() - began < PATIENCE_MS) {
		take_newest();
		named = 0;
		for (size_t i = 0; i < NETWORKS; i++)
			named += !is_well(names[i]) && is_named(c.seen, names[i]);
		usleep(20000);
	}
	for (size_t i = 0; i < NETWORKS; i++) {
		const struct snapshot_network *n = network_named(c.seen, names[i]);

		if (!is_well(names[i]))
			print_message("  note  %s: %s\n", names[i], n->sync_text);
		else if (n->sync_text[0] != '\0')
			fail_msg("%s: %s", names[i], n->sync_text);
	}
	assert_int_equal(named, SICK);
}

struct sync_end {
	bool ended;
	enum status status;
	struct err error;
};

static void on_synced(void *user, struct work_result *r)
{
	struct sync_end *end = user;

	*end = (struct sync_end){true, r->status, r->error};
	release_result(r);
}

/* The work that a key starts waits for all networks, and names the one whose failure it tells. */
static void a_sync_that_is_asked_for_ends_and_names_a_sick_network(void **state)
{
	int64_t began = clock_monotonic_ms();
	struct sync_end ended = {false, STATUS_OK, {0}};

	(void)state;
	assert_non_null(start_sync(c.app, on_synced, &ended));
	while (!ended.ended && clock_monotonic_ms() - began < PATIENCE_MS) {
		take_newest();
		usleep(20000);
	}
	assert_true(ended.ended);
	assert_int_not_equal(ended.status, STATUS_OK);
	expect_in(ended.error.text, "-");
	for (size_t i = 0; i < NETWORKS; i++)
		if (is_well(names[i]))
			assert_true(is_proven(c.seen, names[i]));
}

/* The part of this process that is in memory, in KiB. */
static long resident_kib(void)
{
	uint64_t pages = 0;
	struct buf text;
	const char *second;

	buf_init(&text, LIMIT_SMALL_FILE);
	expect_status(file_read(&text, "/proc/self/statm", NULL), STATUS_OK, NULL);
	second = strchr(buf_str(&text), ' ') + 1;
	expect_status(parse_u64(&pages, second, strcspn(second, " ")), STATUS_OK, NULL);
	buf_release(&text);
	return (long)pages * (sysconf(_SC_PAGESIZE) / 1024);
}

/* A child's memory once its dashboard has synced the first `n` networks. */
static long measure_child(size_t n)
{
	int ends[2];
	long kib = 0;
	pid_t pid;

	follow(n);
	assert_int_equal(pipe(ends), 0);
	pid = fork();
	assert_int_not_equal(pid, -1);
	if (pid == 0) {
		struct app *app;
		struct err e = {0};
		struct sync_end ended = {false, STATUS_OK, {0}};

		if (open_app(&app, &c.options, &e) != STATUS_OK ||
		    work_start(app, &e) != STATUS_OK || start_sync(app, on_synced, &ended) == NULL)
			_exit(1);
		while (!ended.ended) {
			work_poll(app);
			usleep(20000);
		}
		kib = resident_kib();
		if (write(ends[1], &kib, sizeof(kib)) != sizeof(kib))
			_exit(1);
		_exit(0);
	}
	close(ends[1]);
	if (read(ends[0], &kib, sizeof(kib)) != sizeof(kib))
		kib = 0;
	close(ends[0]);
	waitpid(pid, NULL, 0);
	return kib;
}

static void memory_is_printed(void **state)
{
	long one, all;

	(void)state;
	work_stop(c.app);
	contributor_close(&c);
	one = measure_child(1);
	all = measure_child(NETWORKS);
	assert_true(one > 0 && all > 0);
	print_message("  note  one network %ld KiB, twelve %ld KiB: %ld KiB for each more\n", one,
		      all, (all - one) / (NETWORKS - 1));
}

/* Runs byline with --json and reads what it prints. Returns its exit code. */
static int run_balance(struct json **out)
{
	const char *program = getenv("BYLINE") != NULL ? getenv("BYLINE") : "./byline";
	char path[256];
	int status;
	pid_t pid;

	snprintf(path, sizeof(path), "%s", contributor_path(&c, "printed"));
	pid = fork();
	assert_int_not_equal(pid, -1);
	if (pid == 0) {
		int to = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0600);

		if (to < 0 || dup2(to, 1) < 0)
			_exit(126);
		execl(program, "byline", "--config-dir", c.dir, "--json", "balance", (char *)NULL);
		_exit(127);
	}
	assert_int_equal(waitpid(pid, &status, 0), pid);
	expect_status(json_file_read(out, path, MIB, &c.err), STATUS_OK, &c.err);
	return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

/* The trust of the coins of a network in a reply, "" where they are not known. */
static const char *coin_trust(const struct json *reply, const char *network)
{
	const struct json *coin = json_first(json_get(reply, "coins"));
	const char *trust;

	while (coin != NULL && strcmp(json_text(json_get(coin, "network")), network) != 0)
		coin = json_next(coin);
	assert_non_null(coin);
	trust = json_text(json_get(json_get(coin, "balance"), "trust"));
	return trust != NULL ? trust : "";
}

static void a_balance_of_all_ends_with_the_healthy_ones_and_says_that_some_are_missing(void **state)
{
	struct json *reply = NULL;
	const struct json *one;
	size_t done = 0, failed = 0;

	(void)state;
	assert_int_equal(run_balance(&reply), 5);
	for (one = json_first(json_get(reply, "networks")); one != NULL; one = json_next(one)) {
		const char *how = json_text(json_get(json_get(one, "sync"), "state"));

		done += strcmp(how, "done") == 0;
		failed += strcmp(how, "failed") == 0;
	}
	assert_int_equal(done, NETWORKS - SICK);
	assert_int_equal(failed, SICK);
	for (size_t i = 0; i < NETWORKS; i++)
		assert_string_equal(coin_trust(reply, names[i]), is_well(names[i]) ? "proven" : "");
	json_free(reply);
	expect_status(open_app(&c.app, &c.options, &c.err), STATUS_OK, &c.err);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_healthy_network_is_proven_alone),
		cmocka_unit_test(
			every_healthy_network_is_proven_while_the_sick_ones_are_still_asked),
		cmocka_unit_test(each_sick_network_is_named_with_its_nodes_and_no_other),
		cmocka_unit_test(a_sync_that_is_asked_for_ends_and_names_a_sick_network),
		cmocka_unit_test(memory_is_printed),
		cmocka_unit_test(
			a_balance_of_all_ends_with_the_healthy_ones_and_says_that_some_are_missing),
	};

	return cmocka_run_group_tests(tests, begin, end);
}
