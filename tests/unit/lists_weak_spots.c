/* The warnings of `byline info`: what lies open although nobody broke in. */
#include "tests/unit/app_fixture.h"

#include <sys/stat.h>

#include "base/buf.h"
#include "base/file.h"
#include "base/json_write.h"
#include "chain/profile_json.h"
#include "lists/info.h"
#include "wallet/confine.h"

/* Whether a warning of `byline info` has both texts. */
static bool warns(struct app *app, const char *a, const char *b)
{
	struct json *info;
	bool found = false;

	assert_ok(describe_app(app, &info, &err));
	for (const struct json *w = json_first(json_get(info, "warnings")); w != NULL;
	     w = json_next(w))
		found |= strstr(json_text(w), a) != NULL && strstr(json_text(w), b) != NULL;
	json_free(info);
	return found;
}

static size_t count_warnings(struct app *app)
{
	struct json *info;
	size_t n;

	assert_ok(describe_app(app, &info, &err));
	n = json_count(json_get(info, "warnings"));
	json_free(info);
	return n;
}

static void folders_and_files_that_others_may_read_are_named_with_the_remedy(void **state)
{
	struct app *app = open_offline("modes");
	const struct paths *p = app_paths(app);

	(void)state;
	assert_int_equal(count_warnings(app), 0);
	assert_int_equal(chmod(p->cache, 0644), 0);
	assert_true(warns(app, p->cache, "0644"));
	assert_true(warns(app, "chmod 600", p->cache));
	assert_int_equal(chmod(p->cache, 0600), 0);
	assert_int_equal(count_warnings(app), 0);
	assert_int_equal(chmod(p->datasets, 0770), 0);
	assert_true(warns(app, "chmod 700", p->datasets));
	assert_int_equal(count_warnings(app), 1);
	assert_int_equal(chmod(p->datasets, 0700), 0);
	assert_int_equal(count_warnings(app), 0);
	assert_ok(file_write_new(p->vault, "x", 1, &err));
	assert_int_equal(chmod(p->vault, 0644), 0);
	assert_true(warns(app, "chmod 600", p->vault));
	close_app(app);
}

static void a_folder_that_is_a_link_is_named_with_its_target(void **state)
{
	struct app *app = open_offline("link");
	const struct paths *p = app_paths(app);
	char target[256];

	(void)state;
	snprintf(target, sizeof(target), "%s/elsewhere", folder);
	assert_int_equal(rmdir(p->datasets), 0);
	assert_int_equal(mkdir(target, 0700), 0);
	assert_int_equal(symlink(target, p->datasets), 0);
	assert_true(warns(app, p->datasets, target));
	assert_int_equal(count_warnings(app), 1);
	close_app(app);
}

static void a_server_without_encryption_is_named(void **state)
{
	struct app *app =
		open_at("http", (struct app_options){.offline = true}, "http://node.example:8545");

	(void)state;
	assert_true(warns(app, "node.example:8545", "not encrypted"));
	close_app(app);
}

/* A folder of 0.1 may have such a file. */
static void a_file_that_hides_a_built_in_profile_is_named(void **state)
{
	struct app *app = open_offline("hides");
	struct profile p;
	struct json *doc;
	struct buf text;
	char path[512];

	(void)state;
	assert_ok(load_network(app_paths(app), &p, "bnb", &err));
	doc = profile_json(&p);
	buf_init(&text, LIMIT_SMALL_FILE);
	assert_int_equal(json_write(&text, doc), STATUS_OK);
	json_free(doc);
	snprintf(path, sizeof(path), "%s/bnb.json", app_paths(app)->networks);
	close_app(app);
	app = open_at("hides", (struct app_options){.offline = true, .network = "bnb"}, NULL);
	assert_int_equal(count_warnings(app), 0);
	assert_ok(file_write_new(path, text.data, text.len, &err));
	assert_true(warns(app, path, "hides"));
	buf_release(&text);
	close_app(app);
}

/* An empty list would say that nothing is missing. Here no process has told. */
static void of_a_signer_that_does_not_tell_nothing_is_claimed(void **state)
{
	struct app *app = open_offline("untold");
	const struct json *protections, *signer;
	struct json *info;

	(void)state;
	assert_ok(describe_app(app, &info, &err));
	protections = json_get(info, "protections");
	signer = json_get(protections, "signer");
	assert_true(json_is_null(json_get(protections, "keys")));
	assert_true(json_is_null(json_get(signer, "in_force")));
	assert_true(json_is_null(json_get(signer, "missing")));
	json_free(info);
	app->shared->door->greeted = true;
	app->shared->door->protections = PROTECTION_ALL & ~(uint32_t)PROTECTION_LOCKED_MEMORY;
	assert_ok(describe_app(app, &info, &err));
	protections = json_get(info, "protections");
	signer = json_get(protections, "signer");
	assert_non_null(json_text(json_get(protections, "keys")));
	assert_int_equal(json_count(json_get(signer, "missing")), 1);
	assert_string_equal(json_text(json_first(json_get(signer, "missing"))),
			    "memory never swapped");
	json_free(info);
	close_app(app);
}

static void proxies_of_the_environment_are_named_without_their_passwords(void **state)
{
	static const char *const names[] = {"http_proxy",  "HTTP_PROXY", "https_proxy",
					    "HTTPS_PROXY", "all_proxy",	 "ALL_PROXY",
					    "no_proxy",	   "NO_PROXY"};
	struct app *app = open_offline("proxy");
	struct json *info;
	const char *proxy;

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(names); i++)
		unsetenv(names[i]);
	assert_ok(describe_app(app, &info, &err));
	assert_string_equal(json_text(json_get(json_get(info, "protections"), "proxy")), "none");
	json_free(info);
	/* libcurl does not look at HTTP_PROXY. */
	setenv("HTTP_PROXY", "http://ignored.example:1", 1);
	setenv("https_proxy", "http://user:secret@proxy.example:3128", 1);
	setenv("NO_PROXY", "localhost,.lan", 1);
	assert_ok(describe_app(app, &info, &err));
	proxy = json_text(json_get(json_get(info, "protections"), "proxy"));
	assert_string_equal(proxy, "https through proxy.example:3128 (https_proxy); not for "
				   "localhost,.lan (NO_PROXY)");
	json_free(info);
	unsetenv("https_proxy");
	setenv("ALL_PROXY", "socks5h://127.0.0.1:9050", 1);
	assert_ok(describe_app(app, &info, &err));
	proxy = json_text(json_get(json_get(info, "protections"), "proxy"));
	assert_string_equal(proxy, "http through 127.0.0.1:9050 (ALL_PROXY), https through "
				   "127.0.0.1:9050 (ALL_PROXY); not for localhost,.lan (NO_PROXY)");
	json_free(info);
	for (size_t i = 0; i < ARRAY_SIZE(names); i++)
		unsetenv(names[i]);
	close_app(app);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(folders_and_files_that_others_may_read_are_named_with_the_remedy),
		cmocka_unit_test(a_folder_that_is_a_link_is_named_with_its_target),
		cmocka_unit_test(a_server_without_encryption_is_named),
		cmocka_unit_test(a_file_that_hides_a_built_in_profile_is_named),
		cmocka_unit_test(of_a_signer_that_does_not_tell_nothing_is_claimed),
		cmocka_unit_test(proxies_of_the_environment_are_named_without_their_passwords),
	};

	return cmocka_run_group_tests(tests, folder_make, folder_remove);
}
