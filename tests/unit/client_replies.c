/* Replies that are asked for again. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/buf.h"
#include "client/datanet.h"
#include "tests/lib/faulty_server.h"

#define ACCOUNT "0x1111111111111111111111111111111111111111"
#define UID	"0x5555555555555555555555555555555555555555555555555555555555555555"

static struct faulty_server server;
static struct transport *transport;

static void serve(const char *status)
{
	char url[256], body[256];

	snprintf(body, sizeof(body),
		 "{\"dataset\":\"" UID "\",\"account\":\"" ACCOUNT
		 "\",\"models\":[],\"status\":\"%s\"}",
		 status);
	faulty_url(url, &server, "/fixture/v1/datasets/" UID);
	assert_int_equal(faulty_request(transport, url, HTTP_POST, body, strlen(body), NULL, 0),
			 200);
}

/* How many bytes of replies the server has sent so far. */
static size_t bytes_sent(void)
{
	char url[256], text[32];

	faulty_url(url, &server, "/fixture-bytes");
	assert_int_equal(faulty_request(transport, url, HTTP_GET, NULL, 0, text, sizeof(text)),
			 200);
	return strtoul(text, NULL, 10);
}

static void what_did_not_change_is_not_transferred_again(void **state)
{
	struct profile p = {.n_datanets = 1};
	struct datanet d = {.profile = &p, .replies = replies_new()};
	struct datanet_dataset set;
	struct hash uid;
	size_t sent = 0;

	(void)state;
	memset(uid.bytes, 0x55, sizeof(uid.bytes));
	assert_int_equal(faulty_server_start(&server, false), 0);
	assert_int_equal(transport_new(&transport, NULL), STATUS_OK);
	faulty_url(p.datanets[0].url, &server, "/fixture/");
	d.transport = transport;
	serve("received");
	for (size_t i = 0; i < 3; i++) {
		struct err e = {0};

		if (datanet_dataset(&d, &set, &uid, &e) != STATUS_OK)
			fail_msg("%s", e.text);
		assert_int_equal(set.status, INTAKE_RECEIVED);
		if (i == 0)
			sent = bytes_sent();
		assert_true(sent > 0);
		assert_int_equal(bytes_sent(), sent);
	}
	serve("accepted");
	assert_int_equal(datanet_dataset(&d, &set, &uid, NULL), STATUS_OK);
	assert_int_equal(set.status, INTAKE_ACCEPTED);
	assert_int_equal(bytes_sent(), 2 * sent);
	replies_free(d.replies);
	transport_free(transport);
	faulty_server_stop(&server);
}

/* More paths than are kept: the first ones go, and no reply is taken for another's. */
static void a_reply_is_kept_for_its_own_path(void **state)
{
	struct replies *r = replies_new();
	char path[32];
	struct buf body;
	size_t kept = 0;

	(void)state;
	buf_init(&body, KIB);
	for (unsigned i = 0; i < 1000; i++) {
		snprintf(path, sizeof(path), "datasets/%u", i);
		replies_keep(r, path, path, path, strlen(path));
	}
	for (unsigned i = 0; i < 1000; i++) {
		snprintf(path, sizeof(path), "datasets/%u", i);
		if (replies_body(r, path, &body) == STATUS_OK) {
			kept++;
			assert_string_equal(buf_str(&body), path);
			assert_string_equal(replies_tag(r, path), path);
		} else {
			assert_string_equal(replies_tag(r, path), "");
			assert_true(i < 999);
		}
		buf_clear(&body);
	}
	assert_in_range(kept, 1, 999);
	replies_keep(r, "untagged", "", "body", 4);
	assert_int_equal(replies_body(r, "untagged", &body), ERR_NOT_FOUND);
	buf_release(&body);
	replies_free(r);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_did_not_change_is_not_transferred_again),
		cmocka_unit_test(a_reply_is_kept_for_its_own_path),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
