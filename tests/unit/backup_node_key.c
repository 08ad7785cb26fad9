/* Keys in the addresses of servers, wherever providers put them, do not pass into a copy. */
#include "tests/unit/app_fixture.h"

#include "backup/node_key.h"

#define KEY "sEcReT"

/* A profile's lists, with one address in the place where `format` has %s. */
static struct json *copy_of(const char *format, const char *url, struct json *nodes,
			    struct buf *text)
{
	struct json *doc, *copy;
	char whole[1024];

	snprintf(whole, sizeof(whole), format, url);
	assert_ok(json_parse(&doc, whole, strlen(whole), &err));
	copy = node_key_remove(doc, nodes);
	buf_init(text, 4 * KIB);
	assert_ok(json_write(text, copy));
	json_free(doc);
	return copy;
}

static void a_node_keeps_scheme_host_and_port_alone(void **state)
{
	static const struct {
		const char *url, *left;
	} cases[] = {
		{"https://node.example", "https://node.example"},
		{"https://node.example/", "https://node.example/"},
		{"http://127.0.0.1:8545", "http://127.0.0.1:8545"},
		{"https://node.example/v3/" KEY, "https://node.example"},
		{"https://node.example:8443/" KEY "/", "https://node.example:8443"},
		{"https://node.example?key=" KEY, "https://node.example"},
		{"https://node.example#" KEY, "https://node.example"},
		{"https://me:" KEY "@node.example", "https://node.example"},
		{"https://" KEY "@node.example@other.example/x", "https://other.example"},
		{"https://node.example\\\\" KEY, "https://node.example"},
		{"https://[2001:db8::1]:8545/" KEY, "https://[2001:db8::1]:8545"},
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		struct json *nodes = json_new_array(), *copy;
		struct buf text;
		const char *url;

		copy = copy_of("{\"nodes\":[{\"name\":\"alice\",\"url\":\"%s\"}]}", cases[i].url,
			       nodes, &text);
		assert_null(strstr(buf_str(&text), KEY));
		url = json_text(json_get(json_first(json_get(copy, "nodes")), "url"));
		assert_string_equal(url, cases[i].left);
		assert_int_equal(json_count(nodes), strstr(cases[i].url, KEY) != NULL);
		if (json_count(nodes) > 0)
			assert_string_equal(json_text(json_first(nodes)), "alice");
		json_free(nodes);
		json_free(copy);
		buf_release(&text);
	}
}

static void a_datanet_keeps_its_path_but_no_user_and_no_query(void **state)
{
	static const char *const kept[] = {"https://net.example/datanet", "http://127.0.0.1:9"};
	static const char *const cut[] = {"https://net.example/datanet?key=" KEY,
					  "https://" KEY "@net.example/datanet"};
	struct buf text;

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(kept); i++) {
		struct json *nodes = json_new_array();

		json_free(copy_of("{\"datanet\":{\"url\":\"%s\"}}", kept[i], nodes, &text));
		assert_non_null(strstr(buf_str(&text), kept[i]));
		assert_int_equal(json_count(nodes), 0);
		json_free(nodes);
		buf_release(&text);
	}
	for (size_t i = 0; i < ARRAY_SIZE(cut); i++) {
		struct json *nodes = json_new_array();

		json_free(copy_of("{\"datanet\":{\"url\":\"%s\"}}", cut[i], nodes, &text));
		assert_null(strstr(buf_str(&text), KEY));
		assert_int_equal(json_count(nodes), 1);
		json_free(nodes);
		buf_release(&text);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_node_keeps_scheme_host_and_port_alone),
		cmocka_unit_test(a_datanet_keeps_its_path_but_no_user_and_no_query),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
