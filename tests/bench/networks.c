/*
 * networks/: the dashboard with twelve networks beside the same with the first of them, offline:
 * its first frame from the cache, its memory, and how often it wakes while nothing happens. Both
 * have a watched account with 100,000 live attributions: 45,000 at the first of the twelve
 * networks, 5,000 at each other.
 */
#include "cache/networks.h"
#include "base/buf.h"
#include "base/file.h"
#include "base/json.h"
#include "base/json_write.h"
#include "cache/attributions.h"
#include "cache/handle.h"
#include "tests/bench/folder.h"
#include "tests/bench/process.h"
#include "tests/bench/terminal.h"

#define ACCOUNT	 "0x1100000000000000000000000000000000000000"
#define NETWORKS 12
#define CHAIN	 31337 /* the first network's; the others have the next ones */

static void shell(const char *format, size_t i)
{
	char command[512];

	snprintf(command, sizeof(command), format, folder, i, CHAIN + i);
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
	snprintf(path, sizeof(path), "%s/0.json", folder);
	if (file_read(&text, "tests/vectors/wallet/signer.json", NULL) != STATUS_OK ||
	    json_parse(&doc, text.data, text.len, NULL) != STATUS_OK ||
	    json_write(&profile, json_get(doc, "profile")) != STATUS_OK ||
	    file_write(path, profile.data, profile.len, NULL) != STATUS_OK)
		bench_die("the profile cannot be written");
	json_free(doc);
	buf_release(&text);
	buf_release(&profile);
}

/* Follows the `i`-th network in the folder `where`: FOLDER/one or FOLDER/twelve. */
static void follow(const char *where, size_t i)
{
	char format[256];

	snprintf(format, sizeof(format),
		 "./byline --config-dir %%1$s/%s network add --use %%1$s/%%2$zu.json "
		 ">%%1$s/said 2>&1 || { cat %%1$s/said; exit 1; }",
		 where);
	shell(format, i);
	if (i > 0)
		return;
	snprintf(format, sizeof(format),
		 "./byline --config-dir %%1$s/%s --offline account watch " ACCOUNT
		 " >/dev/null 2>&1",
		 where);
	shell(format, i);
}

static void add_rows(const char *where, size_t network, size_t count)
{
	enum { BATCH = 5000 };
	static struct cache_attribution_in rows[BATCH];
	/* The profile names no datanet: rows of none are shown. */
	const struct address account = {{0x11}}, datanet = {{0}};
	char path[128], name[16];
	struct cache *c;

	snprintf(path, sizeof(path), "%s/%s/state/cache.db", folder, where);
	snprintf(name, sizeof(name), "n%zu", network);
	if (cache_open(&c, path, false, NULL) != STATUS_OK ||
	    cache_networks_select(c, NULL, name, CHAIN + network, NULL, NULL) != STATUS_OK)
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

static void prepare(void)
{
	folder_make();
	write_profile();
	/* From the last to the first, so that each has the first's text to begin with. */
	for (size_t i = NETWORKS; i-- > 0;)
		shell("sed 's/\"name\":\"devnet\"/\"name\":\"n%2$zu\"/; s/\"31337\"/\"%3$zu\"/' "
		      "%1$s/0.json >%1$s/new && mv %1$s/new %1$s/%2$zu.json",
		      i);
	follow("one", 0);
	add_rows("one", 0, 100000);
	for (size_t i = 0; i < NETWORKS; i++) {
		follow("twelve", i);
		add_rows("twelve", i, i == 0 ? 45000 : 5000);
	}
}

static struct terminal start_byline(const char *where)
{
	char config[64];
	const char *argv[] = {"./byline", "--offline", "--config-dir", config, NULL};

	snprintf(config, sizeof(config), "%s/%s", folder, where);
	return terminal_start(NULL, argv);
}

static double frame_ms(const char *where)
{
	struct terminal t = start_byline(where);
	double ms = terminal_until(&t, "\033[?2026l");

	terminal_end(&t);
	return ms;
}

static double frame_of_twelve_ms(void *arg)
{
	(void)arg;
	return frame_ms("twelve");
}

static double frame_of_one_ms(void *arg)
{
	(void)arg;
	return frame_ms("one");
}

static void bench_frame(void)
{
	struct bench_pair p = bench_run(frame_of_twelve_ms, frame_of_one_ms, NULL);

	bench_print("networks/frame", "ms", false, "one network", p);
	bench_print("networks/frame-more", "ms", false, NULL,
		    (struct bench_pair){p.ours - p.theirs, NAN});
}

static void bench_rest(void)
{
	enum { SECONDS = 10 };
	struct terminal one = start_byline("one"), twelve = start_byline("twelve");
	double more;
	size_t before;

	terminal_settle(&one, 1000);
	terminal_settle(&twelve, 1000);
	sleep(1);
	before = process_wakeups(twelve.pid);
	sleep(SECONDS);
	bench_print(
		"networks/wakeups", "1/s", false, NULL,
		(struct bench_pair){(double)(process_wakeups(twelve.pid) - before) / SECONDS, NAN});
	more = process_memory(twelve.pid, "Private_Dirty:") -
	       process_memory(one.pid, "Private_Dirty:");
	bench_print("networks/memory", "kB", false, NULL,
		    (struct bench_pair){more / (NETWORKS - 1) / 1e3, NAN});
	terminal_end(&one);
	terminal_end(&twelve);
}

int main(void)
{
	prepare();
	bench_frame();
	bench_rest();
	return 0;
}
