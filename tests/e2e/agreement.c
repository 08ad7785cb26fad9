/*
 * Every state of the nodes at every place that tells of them: the header, the overview, the view of
 * nodes, the next step, `balance`, `sync`, `node list` and `node test` with their exit codes, all
 * of one live network whose nodes are stopped, lie, prove nothing or serve older state.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>

#include <cmocka.h>

#include "base/buf.h"
#include "base/dir.h"
#include "base/file.h"
#include "base/json.h"
#include "base/json_write.h"
#include "tests/harness/pty.h"
#include "tests/lib/devnet.h"

static struct devnet net;
static char folder[600];

static const char *const names[] = {"alice", "bob", "carol"};

/* The state of a node: honest, stopped, or a fault of its front end. */
#define HONEST	NULL
#define STOPPED "stopped"
#define LIES	"{\"kind\":\"balance\"}"
#define FORGES	"{\"kind\":\"block-hash\"}"
#define NULLS	"{\"kind\":\"null\",\"methods\":[\"eth_getProof\"]}"
#define OLD	"{\"kind\":\"old\",\"blocks\":60}"
#define NO_HEAD "{\"kind\":\"old\",\"blocks\":100000}"

static const struct row {
	const char *name;
	unsigned quorum;
	const char *nodes[3];
	const char *sentence;
	int balance, sync, list, test; /* exit codes */
	const char *claimed;	       /* how the sum claimed is known */
	bool moves;		       /* the agreed block is a newer one than before */
	bool met;		       /* enough nodes agree: a claim can be the next step */
} rows[] = {
	{"all", 2, {HONEST}, "3 of 3 nodes agree", 0, 0, 0, 0, "proven", true, true},
	{"k",
	 2,
	 {HONEST, HONEST, STOPPED},
	 "2 of 3 nodes agree, carol does not answer",
	 0,
	 0,
	 0,
	 4,
	 "proven",
	 true,
	 true},
	{"k-1 of three",
	 3,
	 {HONEST, HONEST, STOPPED},
	 "2 of 3 nodes answer, 3 must agree !",
	 5,
	 5,
	 5,
	 5,
	 "reported",
	 true,
	 false},
	{"one",
	 2,
	 {HONEST, STOPPED, STOPPED},
	 "1 of 3 nodes answers, 2 must agree !",
	 5,
	 5,
	 5,
	 5,
	 "reported",
	 true,
	 false},
	{"none",
	 2,
	 {STOPPED, STOPPED, STOPPED},
	 "0 of 3 nodes answer !",
	 4,
	 4,
	 4,
	 4,
	 "proven",
	 false,
	 false},
	{"one liar",
	 2,
	 {HONEST, HONEST, LIES},
	 "2 of 3 nodes agree, carol contradicts alice and bob !",
	 0,
	 0,
	 0,
	 5,
	 "proven",
	 true,
	 true},
	{"two liars",
	 2,
	 {HONEST, LIES, LIES},
	 "1 of 3 nodes agrees, bob and carol contradict alice !",
	 5,
	 5,
	 5,
	 5,
	 "proven",
	 true,
	 false},
	{"two liars about the block",
	 2,
	 {HONEST, FORGES, FORGES},
	 "0 of 3 nodes agree, alice, bob and carol contradict each other !",
	 5,
	 5,
	 5,
	 5,
	 "proven",
	 false,
	 false},
	{"null proofs",
	 2,
	 {NULLS, NULLS, NULLS},
	 "3 of 3 nodes agree",
	 0,
	 0,
	 0,
	 0,
	 "agreed",
	 true,
	 true},
	{"k with old state",
	 2,
	 {HONEST, OLD, OLD},
	 "1 of 3 nodes agrees, bob and carol are behind !",
	 5,
	 5,
	 5,
	 5,
	 "proven",
	 false,
	 false},
	{"one with old state",
	 2,
	 {HONEST, HONEST, OLD},
	 "2 of 3 nodes agree, carol is behind",
	 0,
	 0,
	 0,
	 0,
	 "proven",
	 true,
	 true},
	{"all with old state",
	 2,
	 {OLD, OLD, OLD},
	 "0 of 3 nodes agree, alice, bob and carol are behind !",
	 5,
	 5,
	 5,
	 5,
	 "proven",
	 false,
	 false},
	{"all without a block",
	 2,
	 {NO_HEAD, NO_HEAD, NO_HEAD},
	 "0 of 3 nodes agree, alice, bob and carol are behind !",
	 5,
	 5,
	 5,
	 5,
	 "proven",
	 false,
	 false},
};

static const struct row *row; /* the one that is tried, for messages */

static void write_profile(unsigned quorum)
{
	struct buf text, altered;
	char path[700], wanted[32];
	const char *at;
	struct err e = {0};

	buf_init(&text, LIMIT_SMALL_FILE);
	buf_init(&altered, LIMIT_SMALL_FILE);
	assert_int_equal(json_write(&text, json_get(net.description, "profile")), STATUS_OK);
	at = strstr(buf_str(&text), "\"quorum\":\"2\"");
	assert_non_null(at);
	snprintf(wanted, sizeof(wanted), "\"quorum\":\"%u\"", quorum);
	buf_add(&altered, text.data, (size_t)(at - buf_str(&text)));
	buf_add_str(&altered, wanted);
	buf_add_str(&altered, at + strlen("\"quorum\":\"2\""));
	snprintf(path, sizeof(path), "%s/networks", folder);
	assert_int_equal(dir_ensure(path, &e), STATUS_OK);
	snprintf(path, sizeof(path), "%s/networks/devnet.json", folder);
	assert_int_equal(file_write(path, altered.data, altered.len, &e), STATUS_OK);
	buf_release(&text);
	buf_release(&altered);
}

static const char *program(void)
{
	const char *byline = getenv("BYLINE");

	return byline != NULL ? byline : "./byline";
}

/* Runs a command with --json. Returns its exit code; the caller frees the reply. */
static int run(struct json **reply, const char *command)
{
	char line[4096], path[700];
	struct buf text;
	int status;

	snprintf(path, sizeof(path), "%s/reply", folder);
	snprintf(line, sizeof(line), "%s --config-dir %s --json %s >%s 2>%s/said", program(),
		 folder, command, path, folder);
	status = system(line);
	assert_true(WIFEXITED(status));
	buf_init(&text, LIMIT_DATANET_REPLY);
	assert_int_equal(file_read(&text, path, NULL), STATUS_OK);
	if (json_parse(reply, text.data, text.len, NULL) != STATUS_OK)
		fail_msg("%s: %s: %s", row != NULL ? row->name : "", command, buf_str(&text));
	buf_release(&text);
	return WEXITSTATUS(status);
}

static void run_well(const char *command)
{
	struct json *reply;

	assert_int_equal(run(&reply, command), 0);
	json_free(reply);
}

static int begin(void **state)
{
	char command[128];

	(void)state;
	devnet_start(&net, "agreement");
	snprintf(folder, sizeof(folder), "%s/user-XXXXXX", net.dir);
	assert_non_null(mkdtemp(folder));
	write_profile(2);
	run_well("network use devnet");
	snprintf(command, sizeof(command), "account watch %s --label demo",
		 devnet_named(&net, "accounts", "demo", "address"));
	run_well(command);
	return 0;
}

static int end(void **state)
{
	(void)state;
	devnet_stop(&net);
	return 0;
}

/* All nodes are honest, and byline has seen them so. Blocks come, and the row's state begins. */
static void bring_about(void)
{
	for (size_t i = 0; i < 3; i++) {
		devnet_tell(&net, "node-faults", "{\"node\":\"%s\"}", names[i]);
		devnet_tell(&net, "node-start", "{\"node\":\"%s\"}", names[i]);
	}
	write_profile(2);
	devnet_tell(&net, "mine", "{\"blocks\":3}");
	run_well("sync");
	devnet_tell(&net, "fund", "{\"account\":\"%s\",\"wei\":\"1\",\"tokens\":\"1\"}",
		    devnet_named(&net, "accounts", "demo", "address"));
	devnet_tell(&net, "mine", "{\"blocks\":3}");
	write_profile(row->quorum);
	for (size_t i = 0; i < 3; i++) {
		if (row->nodes[i] == HONEST)
			continue;
		if (strcmp(row->nodes[i], STOPPED) == 0)
			devnet_tell(&net, "node-stop", "{\"node\":\"%s\"}", names[i]);
		else
			devnet_tell(&net, "node-faults", "{\"node\":\"%s\",\"faults\":[%s]}",
				    names[i], row->nodes[i]);
	}
}

/* The one network that a reply lists. */
static const struct json *network_of(const struct json *reply)
{
	const struct json *networks = json_get(reply, "networks");

	assert_int_equal(json_count(networks), 1);
	return json_first(networks);
}

/* "3 of 3 nodes agree, …" put together from the parts in a reply. */
static void expect_sentence(const struct json *reply, const char *command)
{
	const struct json *a = json_get(network_of(reply), "agreement");
	const char *trouble = json_text(json_get(a, "trouble"));
	char said[512];

	if (trouble == NULL)
		fail_msg("%s: %s has no agreement", row->name, command);
	snprintf(said, sizeof(said), "%s%s%s%s", json_text(json_get(a, "text")),
		 trouble[0] != '\0' ? ", " : "", trouble,
		 json_truth(json_get(a, "alarm")) ? " !" : "");
	if (strcmp(said, row->sentence) != 0)
		fail_msg("%s: %s: %s", row->name, command, said);
	assert_int_equal(json_truth(json_get(a, "met")), row->met);
}

static void expect_code(const char *command, int got, int wanted)
{
	if (got != wanted)
		fail_msg("%s: %s ends with %d, not %d", row->name, command, got, wanted);
}

static void expect_trust(const struct json *figure)
{
	const char *trust = json_text(json_get(figure, "trust"));

	if (trust == NULL || strcmp(trust, row->claimed) != 0)
		fail_msg("%s: claimed is %s", row->name, trust != NULL ? trust : "not known");
}

static void try_commands(uint64_t before)
{
	static const char *const commands[] = {"balance", "sync", "node list", "node test"};
	const int codes[] = {row->balance, row->sync, row->list, row->test};

	for (size_t i = 0; i < ARRAY_SIZE(commands); i++) {
		struct json *reply;
		const struct json *royalty;
		int64_t block;

		expect_code(commands[i], run(&reply, commands[i]), codes[i]);
		expect_sentence(reply, commands[i]);
		assert_int_equal(json_integer(&block, json_get(network_of(reply), "block")),
				 STATUS_OK);
		if (((uint64_t)block > before) != row->moves)
			fail_msg("%s: %s: block %llu after %llu", row->name, commands[i],
				 (unsigned long long)block, (unsigned long long)before);
		royalty = json_first(json_get(reply, "royalties"));
		if (royalty != NULL)
			expect_trust(json_get(royalty, "claimed"));
		json_free(reply);
	}
}

static void see(struct pty *p, const char *text)
{
	if (!pty_wait(p, text))
		fail_msg("%s: \"%s\" does not come on the screen:\n%s", row->name, text,
			 pty_text(p));
}

/* The first line of the screen. */
static void header_of(char *out, size_t cap, struct pty *p)
{
	const char *text = pty_text(p);

	snprintf(out, cap, "%.*s", (int)strcspn(text, "\n"), text);
}

static void try_dashboard(void)
{
	const char *argv[] = {program(), "--config-dir", folder, NULL};
	struct pty *p = pty_start(argv, NULL, 45, 170);
	bool alarm = strstr(row->sentence, " !") != NULL;
	char header[1024], column[512];

	assert_true(pty_sync(p));
	pty_keys(p, "1 R");
	/* The overview has the count, with the mark. */
	snprintf(column, sizeof(column), "%.*s%s", (int)strcspn(row->sentence, ",!"), row->sentence,
		 alarm && strchr(row->sentence, ',') != NULL ? " !" : "");
	if (strchr(row->sentence, ',') == NULL && alarm)
		snprintf(column, sizeof(column), "%s", row->sentence);
	see(p, column);
	/* The header has the whole sentence when a person should know, and nothing else. */
	if (alarm)
		see(p, row->sentence);
	header_of(header, sizeof(header), p);
	if ((strstr(header, row->sentence) != NULL) != alarm)
		fail_msg("%s: header: %s", row->name, header);
	/* No next step that fails. */
	see(p, row->met ? "NEXT  c  claim" : "first the nodes");
	if (!row->met && pty_has(p, "up to date"))
		fail_msg("%s: it says that it is up to date", row->name);
	/* The view of nodes says the same. */
	pty_keys(p, ": 'nodes' Enter");
	see(p, "NODES");
	see(p, row->sentence);
	pty_keys(p, "q");
	pty_free(p);
}

static void every_place_tells_the_same_of_every_state_of_the_nodes(void **state)
{
	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(rows); i++) {
		struct json *reply;
		int64_t before;

		row = &rows[i];
		bring_about();
		assert_int_equal(run(&reply, "--offline balance"), 0);
		assert_int_equal(json_integer(&before, json_get(network_of(reply), "block")),
				 STATUS_OK);
		json_free(reply);
		try_commands((uint64_t)before);
		try_dashboard();
	}
	row = NULL;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_place_tells_the_same_of_every_state_of_the_nodes),
	};

	return cmocka_run_group_tests(tests, begin, end);
}
