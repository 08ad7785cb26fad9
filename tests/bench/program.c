/*
 * cli/, frame/, key/, idle/, memory/: the program as a user meets it, with many live attributions
 * in its cache. Offline: nothing is asked of a network. Rivals: tig on as many commits;
 * `cast balance` on the local network, when it runs (make devnet-start).
 */
#include <spawn.h>

#include "base/buf.h"
#include "base/file.h"
#include "base/json.h"
#include "base/json_write.h"
#include "cache/accounts.h"
#include "cache/attributions.h"
#include "cache/handle.h"
#include "cache/networks.h"
#include "tests/bench/folder.h"
#include "tests/bench/process.h"
#include "tests/bench/terminal.h"

#define ACCOUNT "0x1100000000000000000000000000000000000000"
#define CHAIN	31337
#define KEYS	200
#define CAST	"devnet/node_modules/@foundry-rs/cast-linux-amd64/bin/cast"

static void shell(const char *format, const char *a, size_t n)
{
	char command[512];

	snprintf(command, sizeof(command), format, folder, n, a);
	if (system(command) != 0)
		bench_die(command);
}

/* The profile that the signer is tested with; no node of it is ever asked. */
static void write_profile(void)
{
	char path[64];
	struct buf text, profile;
	struct json *doc;

	buf_init(&text, LIMIT_SMALL_FILE);
	buf_init(&profile, LIMIT_SMALL_FILE);
	snprintf(path, sizeof(path), "%s/profile.json", folder);
	if (file_read(&text, "tests/vectors/wallet/signer.json", NULL) != STATUS_OK ||
	    json_parse(&doc, text.data, text.len, NULL) != STATUS_OK ||
	    json_write(&profile, json_get(doc, "profile")) != STATUS_OK ||
	    file_write(path, profile.data, profile.len, NULL) != STATUS_OK)
		bench_die("the profile cannot be written");
	json_free(doc);
	buf_release(&text);
	buf_release(&profile);
}

static void add_rows(size_t count)
{
	enum { BATCH = 10000 };
	static struct cache_attribution_in rows[BATCH];
	/* The profile of write_profile() names no datanet: rows of none are shown. */
	const struct address account = {{0x11}}, datanet = {{0}};
	char path[128];
	struct cache *c;

	snprintf(path, sizeof(path), "%s/%zu/state/cache.db", folder, count);
	if (cache_open(&c, path, false, NULL) != STATUS_OK ||
	    cache_networks_select(c, NULL, "devnet", CHAIN, NULL, NULL) != STATUS_OK)
		bench_die("the cache cannot be opened");
	for (size_t seq = 1; seq <= count; seq += BATCH) {
		for (size_t i = 0; i < BATCH; i++)
			rows[i] = (struct cache_attribution_in){
				.seq = seq + i,
				.time = 1795000000 + (int64_t)(seq + i),
				.epoch = 1 + (seq + i) / 1000,
				.dataset = {{(uint8_t)(i % 3)}},
				.model = {{9}},
				.influence_e9 = (int64_t)(i % 1001) - 300,
				.fee_e9 = 45872888,
				.inference = "an answer",
			};
		if (cache_attributions_put(c, &datanet, &account, rows, BATCH, NULL) != STATUS_OK)
			bench_die("rows cannot be stored");
	}
	cache_close(c);
}

/* A configuration with an account that is watched and `count` rows: FOLDER/COUNT. */
static void make_config(size_t count)
{
	shell("./byline --config-dir %1$s/%2$zu network add %1$s/profile.json >/dev/null 2>&1", "",
	      count);
	shell("./byline --config-dir %1$s/%2$zu network use devnet >/dev/null 2>&1", "", count);
	shell("./byline --config-dir %1$s/%2$zu --offline account watch %3$s >/dev/null 2>&1",
	      ACCOUNT, count);
	if (count > 0)
		add_rows(count);
}

/* A repository of `count` commits for tig: FOLDER/git-COUNT. False when tig is not installed. */
static bool make_repository(size_t count)
{
	char command[256];
	FILE *f;

	if (system("command -v tig >/dev/null") != 0) {
		fprintf(stderr, "frame/, key/: install tig for the rival\n");
		return false;
	}
	snprintf(command, sizeof(command), "%s/git-%zu", folder, count);
	if (access(command, F_OK) == 0)
		return true;
	shell("git init -q %1$s/git-%2$zu", "", count);
	snprintf(command, sizeof(command), "git -C %s/git-%zu fast-import --quiet", folder, count);
	f = popen(command, "w");
	if (f == NULL)
		return false;
	for (size_t i = 0; i < count; i++)
		fprintf(f,
			"commit HEAD\ncommitter A Nother <a@example.com> %zu +0000\ndata 10\n"
			"an answer\n\n",
			1700000000 + i);
	return pclose(f) == 0;
}

static struct terminal start_byline(size_t count)
{
	char config[64];
	const char *argv[] = {"./byline", "--offline", "--config-dir", config, NULL};

	snprintf(config, sizeof(config), "%s/%zu", folder, count);
	return terminal_start(NULL, argv);
}

static struct terminal start_tig(size_t count)
{
	char repository[64];
	const char *argv[] = {"tig", NULL};

	snprintf(repository, sizeof(repository), "%s/git-%zu", folder, count);
	return terminal_start(repository, argv);
}

/* The end of a frame: the terminal may show it now. */
#define BYLINE_FRAME "\033[?2026l"
/* tig draws an empty frame first; with the first subject of a commit there is something to see. */
#define TIG_FRAME "an answer"

static double byline_frame_ms(void *count)
{
	struct terminal t = start_byline(*(size_t *)count);
	double ms = terminal_until(&t, BYLINE_FRAME);

	terminal_end(&t);
	return ms;
}

static double tig_frame_ms(void *count)
{
	struct terminal t = start_tig(*(size_t *)count);
	double ms = terminal_until(&t, TIG_FRAME);

	terminal_end(&t);
	return ms;
}

static const struct {
	const char *frame;
	size_t rows;
} sizes[] = {{"frame/empty", 0}, {"frame/1e5", 100000}, {"frame/1e6", 1000000}};

static void bench_frame(size_t i, bool tig)
{
	size_t rows = sizes[i].rows;

	bench_print(sizes[i].frame, "ms", false, "tig",
		    bench_run(byline_frame_ms, tig ? tig_frame_ms : NULL, &rows));
}

static void bench_empty(void)
{
	bench_frame(0, false);
}

static void bench_1e5(void)
{
	bench_frame(1, make_repository(100000));
}

static void bench_1e6(void)
{
	bench_frame(2, make_repository(1000000));
}

struct percentiles {
	double p50, p99;
};

/* Milliseconds of KEYS times "down" or "up", each right behind `before` ("": nothing). */
static struct percentiles time_keys(struct terminal *t, const char *before)
{
	struct percentiles p;
	double ms[KEYS];
	char keys[8];

	for (size_t i = 0; i < KEYS; i++) {
		snprintf(keys, sizeof(keys), "%s%s", before, i % 2 == 0 ? "j" : "k");
		ms[i] = terminal_key(t, keys);
		if (isnan(ms[i]))
			bench_die("a key changed nothing on the screen");
	}
	p.p50 = bench_median(ms, KEYS);
	p.p99 = ms[KEYS * 99 / 100];
	return p;
}

static void bench_keys(void)
{
	struct percentiles ours, busy, theirs = {NAN, NAN};
	struct terminal t = start_byline(1000000);

	terminal_settle(&t, 1000);
	/* Scores; the list of live attributions is its third. */
	terminal_key(&t, "3");
	terminal_key(&t, "t");
	terminal_key(&t, "t");
	ours = time_keys(&t, "");
	busy = time_keys(&t, "s");
	terminal_end(&t);
	if (make_repository(1000000)) {
		t = start_tig(1000000);
		terminal_until(&t, TIG_FRAME);
		terminal_settle(&t, 1000);
		theirs = time_keys(&t, "");
		terminal_end(&t);
	}
	bench_print("key/p50", "ms", false, "tig", (struct bench_pair){ours.p50, theirs.p50});
	bench_print("key/p99", "ms", false, "tig", (struct bench_pair){ours.p99, theirs.p99});
	bench_print("key/p99-busy", "ms", false, NULL, (struct bench_pair){busy.p99, NAN});
}

static void bench_idle(void)
{
	enum { SECONDS = 10 };
	struct terminal t = start_byline(0);
	size_t before, bytes, len;
	char data[4096];

	terminal_settle(&t, 1000);
	sleep(1);
	before = process_wakeups(t.pid);
	bytes = t.bytes;
	sleep(SECONDS);
	before = process_wakeups(t.pid) - before;
	terminal_read(&t, data, &len, sizeof(data), 0);
	bench_print("idle/wakeups", "1/s", false, NULL,
		    (struct bench_pair){(double)before / SECONDS, NAN});
	bench_print("idle/bytes", "B/s", false, NULL,
		    (struct bench_pair){(double)(t.bytes - bytes) / SECONDS, NAN});
	terminal_end(&t);
}

static void bench_memory(void)
{
	struct terminal few = start_byline(0), many = start_byline(1000000);
	double start, rss, rows;

	terminal_settle(&few, 1000);
	terminal_settle(&many, 1000);
	start = process_memory(few.pid, "Private_Dirty:");
	rss = process_memory(few.pid, "Rss:");
	rows = process_memory(many.pid, "Private_Dirty:") - start;
	bench_print("memory/start", "MB", false, NULL, (struct bench_pair){start / 1e6, NAN});
	bench_print("memory/start-rss", "MB", false, NULL, (struct bench_pair){rss / 1e6, NAN});
	bench_print("memory/row", "B", false, NULL, (struct bench_pair){rows / 1e6, NAN});
	terminal_end(&few);
	terminal_end(&many);
}

/* Milliseconds from the start of a program to its end, its output thrown away. */
static double run_ms(const char *const *argv)
{
	posix_spawn_file_actions_t actions;
	double start = bench_now();
	int status;
	pid_t pid;

	posix_spawn_file_actions_init(&actions);
	posix_spawn_file_actions_addopen(&actions, 1, "/dev/null", 1 /* O_WRONLY */, 0);
	if (posix_spawnp(&pid, argv[0], &actions, NULL, (char *const *)(uintptr_t)argv, environ) !=
		    0 ||
	    waitpid(pid, &status, 0) != pid || status != 0)
		bench_die("a program failed");
	posix_spawn_file_actions_destroy(&actions);
	return (bench_now() - start) * 1000;
}

static double byline_balance_ms(void *arg)
{
	char config[64];
	const char *argv[] = {"./byline", "--config-dir", config, "balance",
			      "--json",	  "--offline",	  NULL};
	double ms[11];

	(void)arg;
	snprintf(config, sizeof(config), "%s/0", folder);
	for (size_t i = 0; i < ARRAY_SIZE(ms); i++)
		ms[i] = run_ms(argv);
	return bench_median(ms, ARRAY_SIZE(ms));
}

static double cast_balance_ms(void *url)
{
	const char *argv[] = {CAST, "balance", "--rpc-url", url, ACCOUNT, NULL};
	double ms[11];

	for (size_t i = 0; i < ARRAY_SIZE(ms); i++)
		ms[i] = run_ms(argv);
	return bench_median(ms, ARRAY_SIZE(ms));
}

/* The first node of the running local network. */
static bool node_url(char *url, size_t cap)
{
	static const char command[] =
		"node devnet/main.mjs status >/dev/null 2>&1 && node -p "
		"\"JSON.parse(require('fs').readFileSync((process.env.BYLINE_DEVNET_DIR ?? "
		"'build/devnet') + '/devnet.json')).profile.nodes[0].url\"";
	FILE *f = popen(command, "r");
	bool found = f != NULL && fgets(url, (int)cap, f) != NULL;

	if (f != NULL)
		found = pclose(f) == 0 && found;
	if (found)
		url[strcspn(url, "\n")] = '\0';
	return found;
}

static void bench_cli(void)
{
	char url[128];
	bool devnet = node_url(url, sizeof(url));

	if (!devnet)
		fprintf(stderr, "cli/balance: run make devnet-start for the rival\n");
	bench_print("cli/balance", "ms", false, "cast balance",
		    bench_run(byline_balance_ms, devnet ? cast_balance_ms : NULL, url));
}

static void prepare(void)
{
	folder_make();
	write_profile();
	for (size_t i = 0; i < ARRAY_SIZE(sizes); i++)
		make_config(sizes[i].rows);
}

int main(int argc, char **argv)
{
	static const struct {
		const char *name;
		void (*run)(void);
	} benches[] = {
		{"cli/balance", bench_cli},	{"frame/empty", bench_empty},
		{"frame/1e5", bench_1e5},	{"frame/1e6", bench_1e6},
		{"key/p50", bench_keys},	{"idle/wakeups", bench_idle},
		{"memory/start", bench_memory},
	};
	const char *only = argc > 1 ? argv[1] : "";
	bool ready = false;

	for (size_t i = 0; i < ARRAY_SIZE(benches); i++) {
		size_t group = (size_t)(strchr(benches[i].name, '/') - benches[i].name) + 1;

		/* "key/p99" comes with all of "key/". */
		if (strncmp(benches[i].name, only, strlen(only) < group ? strlen(only) : group) !=
		    0)
			continue;
		if (!ready)
			prepare();
		ready = true;
		benches[i].run();
	}
	return 0;
}
