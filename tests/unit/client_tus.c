#include <fcntl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "client/tus.h"
#include "tests/lib/faulty_server.h"

#define SIZE (2 * TUS_CHUNK + 12345)

static struct faulty_server server;
static struct transport *transport;
static int file;

static int start(void **state)
{
	char name[] = "/tmp/byline-tus-XXXXXX";
	uint32_t v = 1;

	(void)state;
	file = mkstemp(name);
	if (file < 0 || faulty_server_start(&server, false) != 0)
		return -1;
	unlink(name);
	for (size_t i = 0; i < SIZE; i++) {
		uint8_t byte = (uint8_t)(v >> 24);

		v = v * 1664525 + 1013904223;
		if (i % 4096 == 0 && lseek(file, (off_t)i, SEEK_SET) < 0)
			return -1;
		if (i % 4096 == 0 || i == SIZE - 1) {
			if (pwrite(file, &byte, 1, (off_t)i) != 1)
				return -1;
		}
	}
	return transport_new(&transport, NULL) == STATUS_OK ? 0 : -1;
}

static int stop(void **state)
{
	(void)state;
	close(file);
	transport_free(transport);
	faulty_server_stop(&server);
	return 0;
}

/* Tells the server how to behave from now on. */
static void mode(const char *what)
{
	char url[256], path[64];

	snprintf(path, sizeof(path), "/tus/%s", what);
	assert_int_equal(faulty_request(transport, faulty_url(url, &server, path), HTTP_GET, NULL,
					0, NULL, 0),
			 200);
}

/* The value of `name` in what the server tells about the upload. */
static const char *arrived(const char *name)
{
	static char reply[2048];
	char url[256], key[32];
	char *at;

	assert_int_equal(faulty_request(transport, faulty_url(url, &server, "/tus-state"), HTTP_GET,
					NULL, 0, reply, sizeof(reply)),
			 200);
	snprintf(key, sizeof(key), "\"%s\":\"", name);
	at = strstr(reply, key);
	assert_non_null(at);
	at += strlen(key);
	*strchr(at, '"') = '\0';
	return at;
}

static void create(struct tus_upload *u)
{
	const struct tus_metadata metadata[] = {
		{"dataset", "0xab"}, {"expires", "17"}, {"e", "abc"}};
	char url[256];
	struct err e = {0};

	*u = (struct tus_upload){.size = SIZE};
	if (tus_create(transport, u, faulty_url(url, &server, "/files"), metadata, 3, &e) !=
	    STATUS_OK)
		fail_msg("%s", e.text);
}

static enum status count(void *arg, const struct tus_upload *u)
{
	unsigned *calls = arg;

	assert_true(u->offset <= u->size);
	++*calls;
	return STATUS_OK;
}

static enum status stop_after_one_chunk(void *arg, const struct tus_upload *u)
{
	*(struct tus_upload *)arg = *u;
	return u->offset > 0 ? ERR_CANCELLED : STATUS_OK;
}

static void the_whole_file_arrives_with_its_metadata(void **state)
{
	struct tus_upload u;
	unsigned calls = 0;

	(void)state;
	mode("");
	create(&u);
	assert_true(strncmp(u.url, "http://127.0.0.1:", 17) == 0);
	/* base64 by RFC 4648. */
	assert_string_equal(arrived("metadata"), "dataset MHhhYg==,expires MTc=,e YWJj");
	assert_int_equal(tus_send(transport, &u, file, count, &calls, NULL), STATUS_OK);
	assert_int_equal(u.offset, SIZE);
	assert_int_equal(calls, 4);
	/* sha256sum of the file, by coreutils. */
	{
		char command[128], want[65];
		FILE *f;

		snprintf(command, sizeof(command), "sha256sum </proc/%d/fd/%d", (int)getpid(),
			 file);
		f = popen(command, "r");
		assert_non_null(f);
		assert_int_equal(fread(want, 1, 64, f), 64);
		want[64] = '\0';
		pclose(f);
		assert_string_equal(arrived("sha256"), want);
	}
}

static void an_upload_resumes_where_the_server_stands(void **state)
{
	struct tus_upload u, stored = {0};

	(void)state;
	mode("");
	create(&u);
	assert_int_equal(tus_send(transport, &u, file, stop_after_one_chunk, &stored, NULL),
			 ERR_CANCELLED);
	assert_int_equal(stored.offset, TUS_CHUNK);
	/* Our own idea of the offset does not matter. */
	stored.offset = 3;
	assert_int_equal(tus_send(transport, &stored, file, NULL, NULL, NULL), STATUS_OK);
	assert_int_equal(stored.offset, SIZE);
	assert_int_equal(strtoul(arrived("bytes"), NULL, 10), SIZE);
}

static void a_line_that_breaks_in_a_chunk_is_no_end(void **state)
{
	struct tus_upload u;
	struct err e = {0};

	(void)state;
	mode("");
	create(&u);
	mode("half");
	if (tus_send(transport, &u, file, NULL, NULL, &e) != STATUS_OK)
		fail_msg("%s", e.text);
	assert_int_equal(strtoul(arrived("bytes"), NULL, 10), SIZE);
}

static void an_upload_that_is_gone_is_forgotten(void **state)
{
	struct tus_upload u;
	struct err e = {0};

	(void)state;
	mode("");
	create(&u);
	mode("gone");
	assert_int_equal(tus_send(transport, &u, file, NULL, NULL, &e), ERR_NOT_FOUND);
	assert_string_equal(u.url, "");
}

static void another_server_is_not_sent_to(void **state)
{
	struct tus_upload u = {.size = SIZE};
	char url[256];
	struct err e = {0};

	(void)state;
	mode("elsewhere");
	assert_int_equal(tus_create(transport, &u, faulty_url(url, &server, "/files"), NULL, 0, &e),
			 ERR_MISMATCH);
	assert_string_equal(u.url, "");
	mode("refuse");
	assert_int_equal(tus_create(transport, &u, faulty_url(url, &server, "/files"), NULL, 0, &e),
			 ERR_REFUSED);
	assert_non_null(strstr(e.text, "The signature is not valid"));
}

static void a_server_that_miscounts_is_not_believed(void **state)
{
	struct tus_upload u;
	struct err e = {0};

	(void)state;
	mode("");
	create(&u);
	mode("far");
	assert_int_equal(tus_send(transport, &u, file, stop_after_one_chunk, &u, &e),
			 ERR_CANCELLED);
	assert_true(u.offset <= SIZE);
	mode("");
	create(&u);
	u.size--;
	assert_int_equal(tus_send(transport, &u, file, NULL, NULL, &e), ERR_CHANGED);
}

static void a_server_that_loses_what_it_took_does_not_keep_us_sending(void **state)
{
	struct tus_upload u;
	struct err e = {0};

	(void)state;
	mode("");
	create(&u);
	mode("loses");
	assert_int_equal(tus_send(transport, &u, file, NULL, NULL, &e), ERR_REMOTE);
	assert_in_range(strtoul(arrived("requests"), NULL, 10), TUS_TRIES, 4 * TUS_TRIES);
}

static void a_file_that_shrank_is_noticed(void **state)
{
	struct tus_upload u = {.size = SIZE + 1};
	char url[256];

	(void)state;
	mode("");
	assert_int_equal(
		tus_create(transport, &u, faulty_url(url, &server, "/files"), NULL, 0, NULL),
		STATUS_OK);
	assert_int_equal(tus_send(transport, &u, file, NULL, NULL, NULL), ERR_CHANGED);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_whole_file_arrives_with_its_metadata),
		cmocka_unit_test(an_upload_resumes_where_the_server_stands),
		cmocka_unit_test(a_line_that_breaks_in_a_chunk_is_no_end),
		cmocka_unit_test(an_upload_that_is_gone_is_forgotten),
		cmocka_unit_test(another_server_is_not_sent_to),
		cmocka_unit_test(a_server_that_miscounts_is_not_believed),
		cmocka_unit_test(a_server_that_loses_what_it_took_does_not_keep_us_sending),
		cmocka_unit_test(a_file_that_shrank_is_noticed),
	};

	return cmocka_run_group_tests(tests, start, stop);
}
