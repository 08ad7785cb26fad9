/* Frames as BCR-2020-005 and another implementation write them. */
#include "tests/unit/ur_fixture.h"

#include "ur/bytewords.h"
#include "ur/film.h"
#include "ur/fragments.h"
#include "ur/frame.h"
#include "ur/qr.h"

static void checksums_and_bytewords_are_the_references(void **state)
{
	struct json *doc = ur_vectors("reference.json");
	const struct json *v;

	(void)state;
	for (v = json_first(json_get(doc, "checksums")); v != NULL; v = json_next(v)) {
		char hex[16];

		snprintf(hex, sizeof(hex), "%08x",
			 bytewords_checksum(json_name(v), strlen(json_name(v))));
		assert_string_equal(hex, json_text(v));
	}
	for (v = json_first(json_get(doc, "bytewords")); v != NULL; v = json_next(v)) {
		const char *minimal = vector_text(v, "minimal");
		struct buf out, back;
		size_t len;
		uint8_t *bytes = vector_hex(v, "hex", &len);

		buf_init(&out, MIB);
		buf_init(&back, MIB);
		bytewords_write(&out, bytes, len);
		assert_string_equal(buf_str(&out), minimal);
		assert_int_equal(bytewords_read(&back, minimal, strlen(minimal)), STATUS_OK);
		assert_bytes_equal(&back, v, "hex");
		free(bytes);
		buf_release(&out);
		buf_release(&back);
	}
	json_free(doc);
}

static void wrong_letters_and_checksums_are_refused(void **state)
{
	static const struct {
		const char *text;
		enum status status;
	} bad[] = {{"aeadaolazmjendeowf", ERR_MISMATCH},
		   {"wolf", ERR_PARSE},
		   {"", ERR_PARSE},
		   {"aeadaolazmjendeot", ERR_PARSE},
		   {"aeadaolazmjendeotii", ERR_PARSE},
		   {"qqadaolazmjendeoti", ERR_PARSE},
		   {"ae-daolazmjendeoti", ERR_PARSE},
		   {"aeaolazmjendeoti", ERR_MISMATCH}};
	struct buf out;

	(void)state;
	buf_init(&out, MIB);
	for (size_t i = 0; i < ARRAY_SIZE(bad); i++)
		assert_int_equal(bytewords_read(&out, bad[i].text, strlen(bad[i].text)),
				 bad[i].status);
	buf_clear(&out);
	assert_int_equal(bytewords_read(&out, "AEADAOLAZMJENDEOTI", 18), STATUS_OK);
	assert_int_equal(out.len, 5);
	buf_release(&out);
}

typedef uint64_t draw(struct xoshiro *x);

static uint64_t draw_mod_100(struct xoshiro *x)
{
	return xoshiro_next(x) % 100;
}

static uint64_t draw_1_to_10(struct xoshiro *x)
{
	return xoshiro_below(x, 10) + 1;
}

static void assert_drawn(const struct json *numbers, struct xoshiro *x, draw *next)
{
	int64_t expected;

	assert_true(json_count(numbers) >= 100);
	for (const struct json *v = json_first(numbers); v != NULL; v = json_next(v)) {
		assert_int_equal(json_integer(&expected, v), STATUS_OK);
		assert_int_equal(next(x), expected);
	}
}

static void numbers_are_drawn_as_the_reference_draws_them(void **state)
{
	struct json *doc = ur_vectors("reference.json");
	const double weights[] = {1, 2, 4, 8};
	const uint8_t checksum[] = {0x59, 0x8c, 0x84, 0xdc};
	double degrees[11];
	struct sampler s;
	struct xoshiro x;
	int64_t expected;
	unsigned n = 0;

	(void)state;
	xoshiro_seed(&x, "Wolf", 4);
	assert_drawn(json_get(doc, "rng_mod_100"), &x, draw_mod_100);
	xoshiro_seed(&x, checksum, 4);
	assert_drawn(json_get(doc, "rng_of_checksum_mod_100"), &x, draw_mod_100);
	xoshiro_seed(&x, "Wolf", 4);
	assert_drawn(json_get(doc, "rng_1_to_10"), &x, draw_1_to_10);
	assert_int_equal(sampler_init(&s, weights, 4), STATUS_OK);
	xoshiro_seed(&x, "Wolf", 4);
	for (const struct json *v = json_first(json_get(doc, "samples_of_weights_1_2_4_8"));
	     v != NULL; v = json_next(v)) {
		assert_int_equal(json_integer(&expected, v), STATUS_OK);
		assert_int_equal(sampler_next(&s, &x), expected);
	}
	sampler_release(&s);
	for (int i = 0; i < 11; i++)
		degrees[i] = 1.0 / (i + 1);
	assert_int_equal(sampler_init(&s, degrees, 11), STATUS_OK);
	for (const struct json *v = json_first(json_get(doc, "degrees_of_11")); v != NULL;
	     v = json_next(v)) {
		char seed[16];

		snprintf(seed, sizeof(seed), "Wolf-%u", ++n);
		xoshiro_seed(&x, seed, strlen(seed));
		assert_int_equal(json_integer(&expected, v), STATUS_OK);
		assert_int_equal(sampler_next(&s, &x) + 1, expected);
	}
	assert_int_equal(n, 200);
	sampler_release(&s);
	json_free(doc);
}

static void fragments_are_chosen_as_the_reference_chooses_them(void **state)
{
	struct json *doc = ur_vectors("reference.json");
	struct buf message = ur_wolf(1024);
	const uint32_t checksum = bytewords_checksum(message.data, message.len);
	struct fragments f;
	uint32_t number = 0;

	(void)state;
	assert_int_equal(fragments_init(&f, 11), STATUS_OK);
	for (const struct json *v = json_first(json_get(doc, "fragments_of_1024_by_100"));
	     v != NULL; v = json_next(v)) {
		const uint32_t n = fragments_choose(&f, ++number, checksum);

		assert_int_equal(n, json_count(v));
		for (const struct json *i = json_first(v); i != NULL; i = json_next(i)) {
			int64_t expected;
			unsigned found = 0;

			assert_int_equal(json_integer(&expected, i), STATUS_OK);
			for (uint32_t j = 0; j < n; j++)
				found += f.order[j] == expected;
			assert_int_equal(found, 1);
		}
	}
	assert_int_equal(number, 30);
	fragments_release(&f);
	buf_release(&message);
	json_free(doc);
}

static void assert_frame(struct film *f, uint32_t number, const char *expected)
{
	struct buf out;
	char lower[512];

	buf_init(&out, MIB);
	assert_int_equal(film_frame(f, &out, number), STATUS_OK);
	assert_true(out.len < sizeof(lower) && film_longest(f, number) >= out.len);
	for (size_t i = 0; i <= out.len; i++)
		lower[i] = (char)(buf_str(&out)[i] | (buf_str(&out)[i] >= 'A' ? 0x20 : 0));
	assert_string_equal(lower, expected);
	buf_release(&out);
}

static void frames_are_the_references(void **state)
{
	struct json *doc = ur_vectors("reference.json");
	struct buf bare = ur_wolf(256), message = ur_bytes(ur_wolf(256)), part;
	struct buf single = ur_bytes(ur_wolf(50));
	static const uint32_t numbers[] = {1, 9, 10, 11, 20};
	struct fountain parts;
	struct film f;
	uint32_t n = 0;

	(void)state;
	buf_init(&part, MIB);
	assert_int_equal(fountain_init(&parts, bare.data, bare.len, 30), STATUS_OK);
	for (const struct json *v = json_first(json_get(doc, "parts_of_256_by_30")); v != NULL;
	     v = json_next(v)) {
		buf_clear(&part);
		fountain_part(&parts, &part, numbers[n++]);
		assert_bytes_equal(&part, v, NULL);
	}
	fountain_release(&parts);
	n = 0;
	assert_int_equal(film_init(&f, "bytes", message.data, message.len, 30), STATUS_OK);
	for (const struct json *v = json_first(json_get(doc, "frames_of_256_by_30")); v != NULL;
	     v = json_next(v))
		assert_frame(&f, ++n, json_text(v));
	assert_int_equal(n, 20);
	film_release(&f);
	assert_int_equal(film_init(&f, "bytes", single.data, single.len, 100), STATUS_OK);
	assert_frame(&f, 1, vector_text(doc, "single_of_50"));
	film_release(&f);
	buf_release(&bare);
	buf_release(&message);
	buf_release(&single);
	buf_release(&part);
	json_free(doc);
}

/* Every frame of ten films of up to 1,819 fragments, compared by the hash of all. */
static void films_are_those_of_another_implementation(void **state)
{
	struct json *doc = ur_vectors("requests.json");
	unsigned films = 0;

	(void)state;
	for (const struct json *v = json_first(json_get(doc, "films")); v != NULL;
	     v = json_next(v), films++) {
		const size_t len = ur_number(v, "len"), frames = ur_number(v, "frames");
		char name[32];
		struct buf message, all;
		struct film f;
		uint8_t hash[32];

		snprintf(name, sizeof(name), "film %zu", len);
		message = ur_noise(name, len);
		buf_init(&all, 64 * MIB);
		assert_int_equal(
			film_init(&f, "bytes", message.data, message.len, ur_number(v, "most")),
			STATUS_OK);
		assert_int_equal(film_count(&f), ur_number(v, "count"));
		for (size_t i = 1; i <= frames; i++) {
			assert_int_equal(film_frame(&f, &all, (uint32_t)i), STATUS_OK);
			buf_add_byte(&all, '\n');
		}
		ur_sha256(hash, all.data, all.len);
		assert_hash_equal(*(struct hash *)(void *)hash, vector_hash(v, "sha256"));
		film_release(&f);
		buf_release(&message);
		buf_release(&all);
	}
	assert_int_equal(films, 10);
	json_free(doc);
}

/* The table of rooms is libqrencode's own: one character more takes a larger code. */
static void a_code_has_the_room_that_is_told(void **state)
{
	char text[4400];

	(void)state;
	for (int rows = 0; rows < 80; rows++) {
		const size_t room = qr_room(rows, 200);
		struct qr_code q;

		memset(text, 'A', sizeof(text));
		text[room] = '\0';
		if (room == 0)
			continue;
		assert_int_equal(qr_encode(&q, text), STATUS_OK);
		assert_true(q.rows <= rows && q.rows > rows - 2);
		qr_release(&q);
		text[room] = 'A';
		text[room + 1] = '\0';
		assert_int_equal(qr_encode(&q, text), STATUS_OK);
		assert_true(q.rows > rows);
		qr_release(&q);
	}
	assert_int_equal(qr_room(12, 200), 0);
	assert_true(qr_room(13, 25) > 0 && qr_room(13, 24) == 0);
	assert_int_equal(qr_room(400, 400), 4296);
	memset(text, 'A', 4297);
	text[4297] = '\0';
	assert_int_equal(qr_encode(&(struct qr_code){0}, text), ERR_LIMIT);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(checksums_and_bytewords_are_the_references),
		cmocka_unit_test(wrong_letters_and_checksums_are_refused),
		cmocka_unit_test(numbers_are_drawn_as_the_reference_draws_them),
		cmocka_unit_test(fragments_are_chosen_as_the_reference_chooses_them),
		cmocka_unit_test(frames_are_the_references),
		cmocka_unit_test(films_are_those_of_another_implementation),
		cmocka_unit_test(a_code_has_the_room_that_is_told),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
