/*
 * An app in a folder of its own, on the network "devnet" of signer.json, whose nodes nobody asks.
 */
#ifndef TESTS_UNIT_APP_FIXTURE_H
#define TESTS_UNIT_APP_FIXTURE_H

#include <sys/stat.h>
#include <unistd.h>

#include "app/account_keys.h"
#include "app/create_vault.h"
#include "app/network.h"
#include "app/state.h"
#include "base/clock.h"
#include "base/file.h"
#include "base/json_write.h"
#include "tests/lib/signer_answers.h"
#include "tests/unit/wallet_vector.h"

/* The phrase of signer.json, and what restore_test_vault() protects its vault by. */
#define TEST_PHRASE	"test test test test test test test test test test test junk"
#define TEST_PASSPHRASE "a passphrase for tests"

static char folder[64];

/* The failure of the last call in a test. */
static struct err err;

#define assert_ok(call) assert_ok_at(call, __FILE__, __LINE__)

static inline void assert_ok_at(enum status s, const char *file, int line)
{
	if (s == STATUS_OK)
		return;
	print_error("%s: %s\n", status_name(s), err.text);
	_fail(file, line);
}

/* A path below the folder; valid until the fourth next call. */
static inline const char *in_folder(const char *name)
{
	static char paths[4][512];
	static int next;
	char *path = paths[next++ % 4];

	snprintf(path, sizeof(paths[0]), "%s/%s", folder, name);
	return path;
}

static inline const char *put_text(const char *name, const char *text)
{
	const char *path = in_folder(name);
	FILE *file = fopen(path, "wb");

	assert_non_null(file);
	assert_int_equal(fwrite(text, 1, strlen(text), file), strlen(text));
	fclose(file);
	return path;
}

static inline int folder_make(void **state)
{
	(void)state;
	snprintf(folder, sizeof(folder), "/tmp/byline-test-XXXXXX");
	return mkdtemp(folder) != NULL && wallet_start(NULL) == 0 ? 0 : -1;
}

static inline int folder_remove(void **state)
{
	char command[256];

	(void)state;
	snprintf(command, sizeof(command), "rm -rf %s", folder);
	return system(command);
}

/* The profile of signer.json; `url` (or NULL) takes the place of its node's. */
static inline struct buf devnet_profile(const char *url)
{
	struct json *doc = wallet_vectors("signer.json");
	struct buf text, out;
	char *at;

	buf_init(&text, LIMIT_SMALL_FILE);
	buf_init(&out, LIMIT_SMALL_FILE);
	assert_int_equal(json_write(&text, json_get(doc, "profile")), STATUS_OK);
	at = strstr(buf_str(&text), "http://127.0.0.1:8101");
	assert_non_null(at);
	buf_add(&out, text.data, (size_t)(at - (const char *)text.data));
	buf_add_str(&out, url != NULL ? url : "http://127.0.0.1:8101");
	buf_add_str(&out, at + strlen("http://127.0.0.1:8101"));
	buf_release(&text);
	json_free(doc);
	return out;
}

/* An app below folder/`name`, offline, with the network devnet in use. */
static inline struct app *open_at(const char *name, struct app_options options, const char *url)
{
	struct buf profile = devnet_profile(url);
	struct app *app = NULL;
	struct profile added;
	char dir[256];

	snprintf(dir, sizeof(dir), "%s/%s", folder, name);
	options.config_dir = dir;
	if (access(dir, F_OK) != 0) {
		const char *network = options.network;

		options.network = NULL;
		assert_ok(open_app(&app, &options, &err));
		assert_ok(add_network(app, profile.data, profile.len, false, &added, &err));
		close_app(app);
		options.network = network;
	}
	if (options.network == NULL)
		options.network = "devnet";
	assert_ok(open_app(&app, &options, &err));
	/* Only open_app() looks at it. */
	app->shared->options.config_dir = NULL;
	buf_release(&profile);
	return app;
}

static inline struct app *open_offline(const char *name)
{
	return open_at(name, (struct app_options){.offline = true}, NULL);
}

static inline struct address address_of_byte(uint8_t b)
{
	struct address a;

	memset(a.bytes, b, sizeof(a.bytes));
	return a;
}

static inline struct hash hash_of_byte(uint8_t b)
{
	struct hash h;

	memset(h.bytes, b, sizeof(h.bytes));
	return h;
}

/* The vault of signer.json's phrase, open: one KDF. Its accounts 0 and 1 are signer.json's. */
static inline void restore_test_vault(struct app *app)
{
	struct address second;

	answer(app->shared->door, TEST_PHRASE, TEST_PASSPHRASE, NULL);
	assert_ok(restore_vault(app, false, &err));
	assert_ok(add_account(app, "", "claims", &second, &err));
}

#endif
