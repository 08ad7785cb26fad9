/* The scopes of a process: which networks and datanets it works on, and which one is meant. */
#include "app/scope.h"
#include "tests/unit/app_fixture.h"

static char dir[128];

/* Replaces each `text` in a profile. */
static void replace(struct buf *profile, const char *text, const char *by)
{
	struct buf out;
	const char *rest = buf_str(profile), *at;

	buf_init(&out, LIMIT_SMALL_FILE);
	for (; (at = strstr(rest, text)) != NULL; rest = at + strlen(text)) {
		buf_add(&out, rest, (size_t)(at - rest));
		buf_add_str(&out, by);
	}
	buf_add_str(&out, rest);
	buf_release(profile);
	*profile = out;
}

/* The profile devnet of signer.json, as `name` on chain `chain`. */
static void add_profile(const char *name, unsigned chain)
{
	struct buf text = devnet_profile(NULL);
	char id[32], quoted[48];
	struct profile p, added;
	struct app_options options = {.config_dir = dir, .offline = true};
	struct app *app;

	assert_ok(open_app(&app, &options, &err));
	snprintf(quoted, sizeof(quoted), "\"name\":\"%s\"", name);
	replace(&text, "\"name\":\"devnet\"", quoted);
	snprintf(id, sizeof(id), "\"%u\"", chain);
	replace(&text, "\"31337\"", id);
	assert_ok(add_network(app, text.data, text.len, false, &added, &err));
	assert_ok(load_network(app_paths(app), &p, name, &err));
	assert_int_equal(p.chain_id, chain);
	close_app(app);
	buf_release(&text);
}

static int start(void **state)
{
	if (folder_make(state) != 0)
		return -1;
	snprintf(dir, sizeof(dir), "%s/several", folder);
	add_profile("one", 1001);
	add_profile("two", 1002);
	add_profile("twin", 1002);
	return 0;
}

static struct app *open_configured(const char *ini, const char *network, const char *datanet)
{
	const struct app_options options = {
		.config_dir = dir, .offline = true, .network = network, .datanet = datanet};
	struct app *app = NULL;

	put_text("several/config.ini", ini);
	assert_ok(open_app(&app, &options, &err));
	return app;
}

#define BOTH "network = one\nfollow = two\n"

static void several_networks_have_a_home_without_a_network(void **state)
{
	struct app *app = open_configured(BOTH, NULL, NULL), *const * scopes;
	const struct profile *profile;
	size_t n;

	(void)state;
	assert_null(app->profile);
	assert_int_equal(scope_networks(app), 2);
	scopes = scope_list(app, &n);
	assert_int_equal(n, 2);
	assert_string_equal(scopes[0]->profile->name, "one");
	assert_true(scope_is_first(scopes[0]) && scope_is_first(scopes[1]));
	assert_ptr_equal(scope_of_network(app, "two"), scopes[1]);
	assert_null(scope_of_network(app, "twin"));
	assert_int_equal(require_profile(app, &profile, &err), ERR_USAGE);
	assert_non_null(strstr(err.text, "(one, two)"));
	close_app(app);
}

static void one_network_is_the_home_itself(void **state)
{
	struct app *app = open_configured("network = two\n", NULL, NULL);
	size_t n;

	(void)state;
	assert_string_equal(app->profile->name, "two");
	assert_ptr_equal(scope_list(app, &n)[0], app);
	close_app(app);
	/* --network comes before what is followed. */
	app = open_configured(BOTH, "twin", NULL);
	assert_string_equal(app->profile->name, "twin");
	assert_int_equal(scope_networks(app), 1);
	close_app(app);
}

static void a_second_network_of_one_chain_is_left_out_and_named(void **state)
{
	struct app *app = open_configured(BOTH "follow = twin\n", NULL, NULL);

	(void)state;
	assert_int_equal(scope_networks(app), 2);
	assert_null(scope_of_network(app, "twin"));
	assert_non_null(strstr(app_config(app)->warning, "twin has the chain id of two"));
	assert_int_equal(scope_open(app, "twin", &err), ERR_EXISTS);
	assert_int_equal(scope_networks(app), 2);
	assert_int_equal(scope_open(app, "nowhere", &err), ERR_NOT_FOUND);
	close_app(app);
}

static void a_network_that_is_kept_is_the_only_one_and_the_home(void **state)
{
	struct app *app = open_configured(BOTH, NULL, NULL);
	size_t n;

	(void)state;
	scope_keep(&app, scope_of_network(app, "two"));
	assert_string_equal(app->profile->name, "two");
	assert_ptr_equal(scope_list(app, &n)[0], app);
	assert_int_equal(n, 1);
	/* Keeping it again changes nothing. */
	scope_keep(&app, app);
	assert_int_equal(scope_networks(app), 1);
	close_app(app);
	/* A machine that follows nothing opens a profile that it has. */
	app = open_configured("", NULL, NULL);
	assert_int_equal(scope_networks(app), 0);
	assert_ok(scope_open(app, "twin", &err));
	scope_keep(&app, scope_of_network(app, "twin"));
	assert_string_equal(app->profile->name, "twin");
	close_app(app);
}

static void a_datanet_that_two_networks_have_is_not_meant_by_its_name_alone(void **state)
{
	struct app *app = open_configured(BOTH, NULL, NULL);
	const char *name = profile_datanet(scope_of_network(app, "one")->profile)->name;
	struct address other = address_of_byte(0x77);
	char meant[48];

	(void)state;
	snprintf(meant, sizeof(meant), "%s", name);
	assert_int_equal(scope_narrow(&app, meant, &err), ERR_USAGE);
	assert_non_null(strstr(err.text, "--network NAME"));
	assert_int_equal(scope_narrow(&app, "nowhere", &err), ERR_NOT_FOUND);
	assert_null(app->profile);
	/* A datanet that the profile has not got leaves its rows to the network. */
	assert_ptr_equal(scope_of_datanet(app, "one", &other), scope_of_network(app, "one"));
	close_app(app);
	app = open_configured(BOTH, "one", meant);
	assert_string_equal(app->profile->name, "one");
	assert_ok(scope_require_datanet(app, &err));
	close_app(app);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(several_networks_have_a_home_without_a_network),
		cmocka_unit_test(one_network_is_the_home_itself),
		cmocka_unit_test(a_second_network_of_one_chain_is_left_out_and_named),
		cmocka_unit_test(a_network_that_is_kept_is_the_only_one_and_the_home),
		cmocka_unit_test(a_datanet_that_two_networks_have_is_not_meant_by_its_name_alone),
	};

	return cmocka_run_group_tests(tests, start, folder_remove);
}
