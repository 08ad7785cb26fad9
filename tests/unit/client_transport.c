#include <pthread.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/buf.h"
#include "base/clock.h"
#include "client/url.h"
#include "tests/lib/faulty_server.h"

static struct faulty_server server;

static int start(void **state)
{
	(void)state;
	return faulty_server_start(&server, false);
}

static int stop(void **state)
{
	(void)state;
	faulty_server_stop(&server);
	return 0;
}

/* Short enough for a test, long enough for a busy machine. */
static const struct http_limits quick = {
	.connect_ms = 5000, .overall_ms = 20000, .stall_ms = 1000, .reply = 4096};

static enum status visit(struct http_exchange *x, const char *path)
{
	static const char body[] = "{\"id\":1}";
	struct transport *t;
	char url[256];

	*x = (struct http_exchange){.method = HTTP_POST,
				    .url = faulty_url(url, &server, path),
				    .body = body,
				    .body_len = sizeof(body) - 1,
				    .limits = quick};
	assert_int_equal(transport_new(&t, NULL), STATUS_OK);
	assert_int_equal(transport_perform(t, x, 1), STATUS_OK);
	transport_free(t);
	assert_true(x->ended);
	if (x->status != STATUS_OK)
		assert_non_null(strstr(x->err.text, "127.0.0.1"));
	return x->status;
}

static void a_certificate_that_nobody_vouches_for_is_refused(void **state)
{
	struct faulty_server over_tls = server;
	char url[256], port[16];
	struct http_exchange x = {.method = HTTP_POST, .body = "secret", .body_len = 6};
	struct transport *t;

	(void)state;
	assert_int_equal(transport_new(&t, NULL), STATUS_OK);
	assert_int_equal(faulty_request(t, faulty_url(url, &server, "/tls"), HTTP_GET, NULL, 0,
					port, sizeof(port)),
			 200);
	over_tls.port = (unsigned)strtoul(port, NULL, 10);
	faulty_url(url, &over_tls, "/fault/ok");
	memmove(url + 5, url + 4, strlen(url + 4) + 1);
	url[4] = 's';
	x.url = url;
	x.limits = quick;
	assert_int_equal(transport_perform(t, &x, 1), STATUS_OK);
	assert_int_equal(x.status, ERR_UNREACHABLE);
	assert_int_equal(x.http_status, 0);
	assert_non_null(strstr(x.err.text, "certificate"));
	http_exchange_release(&x);
	transport_free(t);
}

static void every_broken_server_is_an_error_and_never_more_than_the_ceiling(void **state)
{
	static const struct {
		const char *path;
		enum status status;
	} cases[] = {
		{"/fault/truncated", ERR_REMOTE},  {"/fault/dropped", ERR_UNREACHABLE},
		{"/fault/not-http", ERR_REMOTE},   {"/fault/endless", ERR_LIMIT},
		{"/fault/announced", ERR_LIMIT},   {"/fault/headers", ERR_LIMIT},
		{"/fault/drip", ERR_TIMEOUT},	   {"/fault/silent", ERR_TIMEOUT},
		{"/fault/header-line", ERR_LIMIT},
	};
	struct http_exchange x;

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		int64_t began = clock_monotonic_ms();
		enum status s = visit(&x, cases[i].path);

		if (s != cases[i].status)
			fail_msg("%s: %s %s", cases[i].path, status_name(s), x.err.text);
		assert_true(x.reply.len <= quick.reply);
		assert_true(clock_monotonic_ms() - began < quick.overall_ms);
		http_exchange_release(&x);
	}
}

static void redirects_are_not_followed_and_nothing_is_unfolded(void **state)
{
	struct http_exchange x;

	(void)state;
	assert_int_equal(visit(&x, "/fault/redirect"), STATUS_OK);
	assert_int_equal(x.http_status, 302);
	http_exchange_release(&x);
	assert_int_equal(visit(&x, "/fault/gzip"), STATUS_OK);
	assert_string_equal(buf_str(&x.reply), "not unfolded");
	http_exchange_release(&x);
	assert_int_equal(visit(&x, "/fault/ok"), STATUS_OK);
	assert_int_equal(x.http_status, 200);
	assert_string_equal(buf_str(&x.reply), "{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":\"0x1\"}");
	http_exchange_release(&x);
}

static void cookies_are_not_kept(void **state)
{
	struct transport *t;
	char url[256], reply[64];

	(void)state;
	faulty_url(url, &server, "/fault/cookie");
	assert_int_equal(transport_new(&t, NULL), STATUS_OK);
	for (int i = 0; i < 2; i++) {
		assert_int_equal(faulty_request(t, url, HTTP_GET, NULL, 0, reply, sizeof(reply)),
				 200);
		assert_string_equal(reply, "none");
	}
	transport_free(t);
}

static void only_http_is_spoken_and_nobody_listens_elsewhere(void **state)
{
	static const char *const urls[] = {
		"file:///etc/passwd",  "ftp://127.0.0.1/x", "gopher://127.0.0.1/x",
		"http://127.0.0.1:1/", "http://",	    "http://no-such-host.invalid/"};

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(urls); i++) {
		struct http_exchange x = {.url = urls[i], .limits = quick};
		struct transport *t;

		assert_int_equal(transport_new(&t, NULL), STATUS_OK);
		assert_int_equal(transport_perform(t, &x, 1), STATUS_OK);
		assert_true(x.status == ERR_UNREACHABLE || x.status == ERR_REMOTE);
		assert_true(x.err.text[0] != '\0');
		http_exchange_release(&x);
		transport_free(t);
	}
}

static void wanted_headers_are_given_cleaned(void **state)
{
	struct http_header wanted[] = {{.name = "retry-after"}, {.name = "Location"}};
	struct http_exchange x = {.limits = quick, .wanted = wanted, .n_wanted = 2};
	struct transport *t;
	char url[256];

	(void)state;
	x.url = faulty_url(url, &server, "/fault/429");
	assert_int_equal(transport_new(&t, NULL), STATUS_OK);
	assert_int_equal(transport_perform(t, &x, 1), STATUS_OK);
	assert_int_equal(x.http_status, 429);
	assert_string_equal(wanted[0].value, "77");
	assert_string_equal(wanted[1].value, "");
	http_exchange_release(&x);
	transport_free(t);
}

struct canceller {
	struct transport *transport;
	atomic_bool cancel;
};

static void *cancel_soon(void *arg)
{
	struct canceller *c = arg;

	usleep(100 * 1000);
	atomic_store(&c->cancel, true);
	return NULL;
}

static void a_cancel_ends_everything_at_once(void **state)
{
	struct canceller c = {0};
	struct http_exchange list[3] = {0};
	pthread_t thread;
	char url[256];
	int64_t began;

	(void)state;
	faulty_url(url, &server, "/fault/silent");
	for (size_t i = 0; i < 3; i++) {
		list[i].url = url;
		list[i].limits = quick;
		list[i].limits.stall_ms = 0;
	}
	assert_int_equal(transport_new(&c.transport, &c.cancel), STATUS_OK);
	assert_int_equal(pthread_create(&thread, NULL, cancel_soon, &c), 0);
	began = clock_monotonic_ms();
	assert_int_equal(transport_perform(c.transport, list, 3), ERR_CANCELLED);
	assert_true(clock_monotonic_ms() - began < 5000);
	for (size_t i = 0; i < 3; i++) {
		assert_int_equal(list[i].status, ERR_CANCELLED);
		http_exchange_release(&list[i]);
	}
	assert_int_equal(transport_sleep(c.transport, 60000), ERR_CANCELLED);
	pthread_join(thread, NULL);
	transport_free(c.transport);
}

static bool first_ended(void *arg)
{
	const struct http_exchange *list = arg;

	return list[0].ended;
}

static void a_server_that_hangs_does_not_hold_up_the_others(void **state)
{
	struct http_exchange list[2] = {{.limits = quick}, {.limits = quick}};
	struct transport *t;
	char urls[2][256];

	(void)state;
	list[0].url = faulty_url(urls[0], &server, "/fault/ok");
	list[1].url = faulty_url(urls[1], &server, "/fault/silent");
	list[1].limits.stall_ms = list[1].limits.overall_ms = 0;
	assert_int_equal(transport_new(&t, NULL), STATUS_OK);
	assert_int_equal(transport_perform_until(t, list, 2, first_ended, list, 100), STATUS_OK);
	assert_int_equal(list[0].status, STATUS_OK);
	assert_int_equal(list[1].status, ERR_TIMEOUT);
	http_exchange_release(&list[0]);
	http_exchange_release(&list[1]);
	transport_free(t);
}

static void servers_are_told_apart_by_scheme_host_and_port(void **state)
{
	char host[URL_HOST_SIZE];

	(void)state;
	assert_true(url_same_origin("http://a/x", "http://A:80/y"));
	assert_false(url_same_origin("http://a/x", "https://a/x"));
	assert_false(url_same_origin("http://a/x", "http://a:81/x"));
	assert_false(url_same_origin("http://a/x", "http://a.b/x"));
	assert_false(url_same_origin("http://a/x", "http://a@b/x"));
	assert_false(url_same_origin("", ""));
	url_host(host, "https://user:secret@example.org:8443/path?key=1");
	assert_string_equal(host, "example.org:8443");
	assert_true(url_is_loopback("http://127.0.0.1:8101"));
	assert_true(url_is_loopback("http://[::1]:8101"));
	assert_true(url_is_loopback("http://localhost"));
	assert_false(url_is_loopback("http://127.example.org"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_certificate_that_nobody_vouches_for_is_refused),
		cmocka_unit_test(every_broken_server_is_an_error_and_never_more_than_the_ceiling),
		cmocka_unit_test(redirects_are_not_followed_and_nothing_is_unfolded),
		cmocka_unit_test(cookies_are_not_kept),
		cmocka_unit_test(only_http_is_spoken_and_nobody_listens_elsewhere),
		cmocka_unit_test(wanted_headers_are_given_cleaned),
		cmocka_unit_test(a_cancel_ends_everything_at_once),
		cmocka_unit_test(a_server_that_hangs_does_not_hold_up_the_others),
		cmocka_unit_test(servers_are_told_apart_by_scheme_host_and_port),
	};

	return cmocka_run_group_tests(tests, start, stop);
}
