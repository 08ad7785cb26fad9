#include "tests/lib/devnet.h"

#include <signal.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>
// clang-format off
#include <setjmp.h>
#include <cmocka.h>
// clang-format on

#include "base/buf.h"
#include "base/dir.h"
#include "base/file.h"
#include "client/transport.h"

/* Settling an epoch takes a second; on a slow machine with sanitizers, many. */
#define CONTROL_MS 120000

static void run_network(const struct devnet *d, bool afresh)
{
	char log[600];

	/* A test that dies takes its network with it. */
	prctl(PR_SET_PDEATHSIG, SIGTERM);
	snprintf(log, sizeof(log), "%s/log", d->dir);
	if (freopen("/dev/null", "r", stdin) == NULL || freopen(log, "w", stdout) == NULL ||
	    dup2(1, 2) < 0)
		_exit(126);
	setenv("BYLINE_DEVNET_DIR", d->dir, 1);
	if (afresh)
		unsetenv("BYLINE_DEVNET_PAST");
	execlp("node", "node", "devnet/main.mjs", "run", "--manual", (char *)NULL);
	_exit(127);
}

static void start(struct devnet *d, const char *name, bool afresh)
{
	char cwd[256], file[600];
	struct buf text;
	struct err e = {0};

	assert_non_null(getcwd(cwd, sizeof(cwd)));
	snprintf(d->dir, sizeof(d->dir), "%s/build/tests/devnet-%s", cwd, name);
	assert_int_equal(dir_ensure(d->dir, &e), STATUS_OK);
	snprintf(file, sizeof(file), "%s/devnet.json", d->dir);
	unlink(file);
	d->pid = fork();
	assert_int_not_equal(d->pid, -1);
	if (d->pid == 0)
		run_network(d, afresh);
	while (access(file, F_OK) != 0) {
		if (waitpid(d->pid, NULL, WNOHANG) != 0) {
			d->pid = 0;
			fail_msg("the network did not start; see %s/log", d->dir);
		}
		usleep(20000);
	}
	buf_init(&text, LIMIT_SMALL_FILE);
	assert_int_equal(file_read(&text, file, &e), STATUS_OK);
	assert_int_equal(json_parse(&d->description, text.data, text.len, &e), STATUS_OK);
	buf_release(&text);
}

void devnet_start(struct devnet *d, const char *name)
{
	start(d, name, false);
}

void devnet_start_afresh(struct devnet *d, const char *name)
{
	start(d, name, true);
}

void devnet_stop(struct devnet *d)
{
	if (d->pid > 0) {
		kill(d->pid, SIGTERM);
		waitpid(d->pid, NULL, 0);
	}
	d->pid = 0;
	json_free(d->description);
	d->description = NULL;
}

static struct json *ask(const struct devnet *d, const char *call, const char *parameters)
{
	static const char *const headers[] = {"Content-Type: application/json"};
	char url[256];
	struct http_exchange x = {.method = HTTP_POST,
				  .url = url,
				  .headers = headers,
				  .n_headers = 1,
				  .body = parameters,
				  .body_len = strlen(parameters),
				  .limits = {.overall_ms = CONTROL_MS, .reply = 16 * MIB}};
	struct transport *t;
	struct json *answer = NULL;
	struct err e = {0};

	snprintf(url, sizeof(url), "%s/control/%s", devnet_text(d, "control", "url"), call);
	assert_int_equal(transport_new(&t, NULL), STATUS_OK);
	assert_int_equal(transport_perform(t, &x, 1), STATUS_OK);
	if (x.status != STATUS_OK || x.http_status != 200)
		fail_msg("control call %s %s: %s %s", call, parameters, x.err.text,
			 buf_str(&x.reply));
	assert_int_equal(json_parse(&answer, x.reply.data, x.reply.len, &e), STATUS_OK);
	http_exchange_release(&x);
	transport_free(t);
	return answer;
}

struct json *devnet_ask(const struct devnet *d, const char *call, const char *format, ...)
{
	char parameters[1024];
	va_list ap;

	va_start(ap, format);
	vsnprintf(parameters, sizeof(parameters), format, ap);
	va_end(ap);
	return ask(d, call, parameters);
}

void devnet_tell(const struct devnet *d, const char *call, const char *format, ...)
{
	char parameters[1024];
	va_list ap;

	va_start(ap, format);
	vsnprintf(parameters, sizeof(parameters), format, ap);
	va_end(ap);
	json_free(ask(d, call, parameters));
}

const char *devnet_text(const struct devnet *d, const char *object, const char *name)
{
	const char *text = json_text(json_get(json_get(d->description, object), name));

	if (text == NULL)
		fail_msg("devnet.json has no %s.%s", object, name);
	return text;
}

const char *devnet_named(const struct devnet *d, const char *list, const char *name,
			 const char *member)
{
	const struct json *element = json_first(json_get(d->description, list));

	while (element != NULL && strcmp(json_text(json_get(element, "name")), name) != 0)
		element = json_next(element);
	if (json_text(json_get(element, member)) == NULL)
		fail_msg("devnet.json has no %s of %s in %s", member, name, list);
	return json_text(json_get(element, member));
}

struct address devnet_account(const struct devnet *d, const char *name)
{
	const char *text = devnet_named(d, "accounts", name, "address");
	struct address a;

	assert_int_equal(address_parse(&a, text, strlen(text)), STATUS_OK);
	return a;
}

/* Nodes of different networks have different names. */
static const char *node_url(const struct devnet *d, const char *name)
{
	const struct json *network = json_first(json_get(d->description, "networks"));

	for (; network != NULL; network = json_next(network)) {
		const struct json *node = json_first(json_get(network, "nodes"));

		for (; node != NULL; node = json_next(node))
			if (strcmp(json_text(json_get(node, "name")), name) == 0)
				return json_text(json_get(node, "url"));
	}
	fail_msg("devnet.json has no node %s", name);
	return NULL;
}

static void run_cast(const struct devnet *d, char *word, int cap, const char *node,
		     const char *arguments)
{
	const char *cast = json_text(json_get(d->description, "cast"));
	char command[1600];
	FILE *out;

	snprintf(command, sizeof(command), "%s %s --rpc-url %s", cast, arguments,
		 node_url(d, node));
	word[0] = '\0';
	out = popen(command, "r");
	assert_non_null(out);
	if (fgets(word, cap, out) == NULL || pclose(out) != 0)
		fail_msg("%s printed \"%s\"", command, word);
	/* cast writes "1000000 [1e6]". */
	word[strcspn(word, " \n")] = '\0';
}

struct u256 devnet_cast(const struct devnet *d, const char *node, const char *format, ...)
{
	char arguments[512], word[256];
	struct u256 value;
	va_list ap;

	va_start(ap, format);
	vsnprintf(arguments, sizeof(arguments), format, ap);
	va_end(ap);
	run_cast(d, word, sizeof(word), node, arguments);
	assert_int_equal(u256_parse(&value, word, strlen(word)), STATUS_OK);
	return value;
}

void devnet_cast_send(const struct devnet *d, const char *from, uint64_t nonce, const char *to)
{
	char arguments[512], word[256];

	snprintf(arguments, sizeof(arguments),
		 "send --async --private-key %s --nonce %llu --value 1 %s",
		 devnet_named(d, "accounts", from, "private_key"), (unsigned long long)nonce,
		 devnet_named(d, "accounts", to, "address"));
	run_cast(d, word, sizeof(word), "alice", arguments);
}

void devnet_delegate(const struct devnet *d, const char *account, const char *to)
{
	char arguments[1024], authorisation[512], word[256];

	snprintf(arguments, sizeof(arguments), "wallet sign-auth %s --private-key %s", to,
		 devnet_named(d, "accounts", account, "private_key"));
	run_cast(d, authorisation, sizeof(authorisation), "alice", arguments);
	snprintf(arguments, sizeof(arguments), "send --async --private-key %s --auth %s %s",
		 devnet_named(d, "accounts", "faucet", "private_key"), authorisation,
		 devnet_named(d, "accounts", "faucet", "address"));
	run_cast(d, word, sizeof(word), "alice", arguments);
}
