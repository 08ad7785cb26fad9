/*
 * Ctrl-C at every kind of moment: while a node does not answer, while records are read, while a
 * question waits, while keys are derived. byline ends with the word *cancelled* each time, asks no
 * more and shows nothing that was not shown yet. The node is a socket that accepts and says
 * nothing.
 */
#include <arpa/inet.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/buf.h"
#include "base/file.h"
#include "base/json.h"
#include "base/json_write.h"
#include "tests/harness/pty.h"

#define PASSPHRASE "correct horse battery"
#define CTRL_C	   "\x03"

static char work[64];

static const char *program(void)
{
	return getenv("BYLINE") != NULL ? getenv("BYLINE") : "./byline";
}

/* A terminal with byline in it; the arguments end with NULL. */
static struct pty *start(const char *const *arguments)
{
	static char folder[100];
	const char *argv[20] = {program(), "--config-dir", folder};
	size_t n = 3;

	snprintf(folder, sizeof(folder), "%s/home", work);
	while (*arguments != NULL && n < 19)
		argv[n++] = *arguments++;
	return pty_start(argv, NULL, 40, 120);
}

static void await(struct pty *p, const char *text)
{
	if (!pty_wait(p, text))
		fail_msg("\"%s\" does not come:\n%s", text, pty_text(p));
}

static void type(struct pty *p, const char *text)
{
	pty_send(p, text, strlen(text));
}

/* Runs byline to its end, answering its questions for a passphrase. */
static void must(const char *const *arguments, int passphrases)
{
	struct pty *p = start(arguments);
	int status;

	for (int i = 0; i < passphrases; i++) {
		await(p, i == 0 ? "assphrase:" : "Once more:");
		type(p, PASSPHRASE "\n");
	}
	status = pty_exit(p);
	if (!WIFEXITED(status) || WEXITSTATUS(status) != 0)
		fail_msg("byline %s: %s", arguments[0], pty_text(p));
	pty_free(p);
}

#define MUST(passphrases, ...) must((const char *const[]){__VA_ARGS__, NULL}, passphrases)

/* Listens on a port that the system chooses, and never answers. */
static int listen_in_silence(uint16_t *port)
{
	struct sockaddr_in at = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
	socklen_t len = sizeof(at);
	int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);

	if (fd < 0 || bind(fd, (struct sockaddr *)&at, sizeof(at)) != 0 || listen(fd, 64) != 0 ||
	    getsockname(fd, (struct sockaddr *)&at, &len) != 0)
		return -1;
	*port = ntohs(at.sin_port);
	return fd;
}

static const char *path(const char *name)
{
	static char paths[4][128];
	static int next;
	char *out = paths[next++ % 4];

	snprintf(out, sizeof(paths[0]), "%s/%s", work, name);
	return out;
}

/* Writes the profile of the vectors with its one node at `port`. */
static void write_profile(const char *name, uint16_t port)
{
	static const char was[] = "http://127.0.0.1:8101";
	struct json *doc = NULL;
	struct buf text;
	const char *at;
	FILE *file = fopen(path(name), "wb");

	buf_init(&text, LIMIT_SMALL_FILE);
	assert_non_null(file);
	assert_int_equal(file_read(&text, "tests/vectors/wallet/signer.json", NULL), STATUS_OK);
	assert_int_equal(json_parse(&doc, text.data, text.len, NULL), STATUS_OK);
	buf_clear(&text);
	assert_int_equal(json_write(&text, json_get(doc, "profile")), STATUS_OK);
	at = strstr(buf_str(&text), was);
	assert_non_null(at);
	fprintf(file, "%.*shttp://127.0.0.1:%u%s", (int)(at - buf_str(&text)), buf_str(&text), port,
		at + strlen(was));
	fclose(file);
	json_free(doc);
	buf_release(&text);
}

static void write_records(const char *name, int n)
{
	FILE *file = fopen(path(name), "wb");

	assert_non_null(file);
	for (int i = 0; i < n; i++)
		fprintf(file, "record number %d of those that take a while to be read\n", i);
	fclose(file);
}

static int open_all(void **state)
{
	uint16_t port, other;

	(void)state;
	snprintf(work, sizeof(work), "/tmp/byline-test-XXXXXX");
	if (mkdtemp(work) == NULL || listen_in_silence(&port) < 0 || listen_in_silence(&other) < 0)
		return -1;
	write_profile("net.json", port);
	write_profile("other.json", other);
	write_records("many.txt", 2000000);
	MUST(0, "network", "add", path("net.json"), "--use");
	MUST(2, "init");
	return 0;
}

static int close_all(void **state)
{
	char command[128];

	(void)state;
	snprintf(command, sizeof(command), "rm -rf %s", work);
	return system(command);
}

/*
 * Ctrl-C is typed `ms` after `prompt` (or the start, if NULL) and what `typed` answers it, or at
 * the question `then` with `half` of its answer.
 */
static struct {
	const char *arguments[10];
	const char *prompt, *typed, *then, *half;
	int ms;
	const char *unshown; /* must not be on the screen then */
} moments[] = {
	{.arguments = {"sync"}, .ms = 600},
	{.arguments = {"balance"}, .ms = 600},
	{.arguments = {"node", "test"}, .ms = 600},
	{.arguments = {"claims"}, .ms = 600},
	{.arguments = {"send", "ETH", "1", "0x70997970c51812dc3a010c7d01b50e0d17dc79c8"},
	 .ms = 600},
	{.arguments = {"dataset", "commit", "many.txt", "--license", "CC0-1.0", "--offline"},
	 .prompt = "assphrase:",
	 .typed = PASSPHRASE "\n",
	 .ms = 900},
	{.arguments = {"network", "add", "other.json", "--replace"}, .prompt = "to change it:"},
	{.arguments = {"network", "add", "other.json", "--replace"},
	 .prompt = "to change it:",
	 .typed = "dev"},
	{.arguments = {"account", "new"}, .prompt = "assphrase:"},
	{.arguments = {"account", "new"}, .prompt = "assphrase:", .typed = "half"},
	{.arguments = {"account", "new"}, .prompt = "assphrase:", .typed = PASSPHRASE "\n"},
	{.arguments = {"backup", "--show-phrase"},
	 .prompt = "assphrase:",
	 .typed = PASSPHRASE "\n",
	 .unshown = "Recovery phrase"},
	{.arguments = {"backup", "--drill"},
	 .prompt = "assphrase:",
	 .typed = PASSPHRASE "\n",
	 .unshown = "Word "},
	{.arguments = {"backup", "--drill"},
	 .prompt = "assphrase:",
	 .typed = PASSPHRASE "\n",
	 .then = "Word ",
	 .unshown = "The words are right"},
	{.arguments = {"sign", "message", "hello"}, .prompt = "assphrase:", .typed = "half"},
	{.arguments = {"sign", "message", "hello"},
	 .prompt = "assphrase:",
	 .typed = PASSPHRASE "\n",
	 .unshown = "to sign:"},
	{.arguments = {"sign", "message", "hello"},
	 .prompt = "assphrase:",
	 .typed = PASSPHRASE "\n",
	 .then = "Type SIGN to sign:"},
	{.arguments = {"sign", "message", "hello"},
	 .prompt = "assphrase:",
	 .typed = PASSPHRASE "\n",
	 .then = "Type SIGN to sign:",
	 .half = "SIG"},
	{.arguments = {"passwd"},
	 .prompt = "assphrase:",
	 .typed = PASSPHRASE "\n",
	 .unshown = "New passphrase"},
};

/* Names of files are those of the folder. */
static void cancel_at(size_t i)
{
	const char *arguments[10] = {NULL};
	struct pty *p;
	int status;

	for (size_t n = 0; moments[i].arguments[n] != NULL; n++) {
		const char *argument = moments[i].arguments[n];

		arguments[n] = strchr(argument, '.') != NULL && argument[0] != '-' &&
					       strncmp(argument, "CC0", 3) != 0
				       ? path(argument)
				       : argument;
	}
	p = start(arguments);
	if (moments[i].prompt != NULL)
		await(p, moments[i].prompt);
	if (moments[i].typed != NULL)
		type(p, moments[i].typed);
	if (moments[i].then != NULL)
		await(p, moments[i].then);
	if (moments[i].half != NULL)
		type(p, moments[i].half);
	pty_listen(p, moments[i].ms);
	type(p, CTRL_C);
	status = pty_exit(p);
	if (!WIFEXITED(status) || WEXITSTATUS(status) != 1 || !pty_has(p, "byline: cancelled"))
		fail_msg("byline %s %s (%zu) ends with %d, not as cancelled:\n%s", arguments[0],
			 arguments[1] != NULL ? arguments[1] : "", i, status, pty_text(p));
	if (moments[i].unshown != NULL && pty_has(p, moments[i].unshown))
		fail_msg("byline %s goes on:\n%s", arguments[0], pty_text(p));
	pty_free(p);
}

static void ctrl_c_is_cancelled_at_every_moment(void **state)
{
	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(moments); i++)
		cancel_at(i);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(ctrl_c_is_cancelled_at_every_moment),
	};

	return cmocka_run_group_tests(tests, open_all, close_all);
}
