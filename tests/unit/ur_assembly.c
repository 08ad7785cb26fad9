/* A message comes back from any frames that suffice, and from nothing else. */
#include "tests/unit/ur_fixture.h"

#include "ur/assembly.h"
#include "ur/bytewords.h"
#include "ur/film.h"
#include "ur/frame.h"
#include "ur/part.h"

/* A film of `len` bytes in fragments of at most `most`. */
struct sample {
	struct buf message;
	struct film film;
	struct assembly *a;
};

static void sample_open(struct sample *s, size_t len, size_t most)
{
	s->message = ur_noise("sample", len);
	assert_int_equal(film_init(&s->film, "bytes", s->message.data, len, most), STATUS_OK);
	s->a = assembly_new();
	assert_non_null(s->a);
}

static void sample_close(struct sample *s)
{
	assembly_free(s->a);
	film_release(&s->film);
	buf_release(&s->message);
}

static enum status show(struct sample *s, uint32_t number)
{
	struct buf text;
	struct err e = {0};
	enum status status;

	buf_init(&text, MIB);
	assert_int_equal(film_frame(&s->film, &text, number), STATUS_OK);
	status = assembly_add(s->a, buf_str(&text), text.len, &e);
	buf_release(&text);
	return status;
}

static bool is_whole(struct sample *s)
{
	const char *type;
	const uint8_t *data;
	size_t len;

	if (!assembly_message(s->a, &type, &data, &len))
		return false;
	assert_string_equal(type, "bytes");
	assert_int_equal(len, s->message.len);
	assert_memory_equal(data, s->message.data, len);
	return true;
}

/* Shows a part that somebody made, in frames whose letters are right. */
static enum status show_part(struct assembly *a, const char *type, const struct part *p)
{
	struct buf cbor, text;
	struct err e = {0};
	enum status s;

	buf_init(&cbor, MIB);
	buf_init(&text, MIB);
	part_write(&cbor, p);
	frame_write_part(&text, type, p->number, p->count, cbor.data, cbor.len);
	s = assembly_add(a, buf_str(&text), text.len, &e);
	buf_release(&cbor);
	buf_release(&text);
	return s;
}

static void frames_come_in_any_order_and_a_third_never(void **state)
{
	(void)state;
	for (unsigned run = 0; run < 200; run++) {
		struct sample s;
		struct xoshiro x;
		uint32_t shown = 0, count;

		xoshiro_seed(&x, &run, sizeof(run));
		sample_open(&s, 1 + xoshiro_below(&x, 6000), 20 + xoshiro_below(&x, 200));
		count = film_count(&s.film);
		while (!is_whole(&s)) {
			uint32_t number = 1 + (uint32_t)xoshiro_below(&x, 4 * count);

			assert_true(++shown < 40 * count + 40);
			if (xoshiro_below(&x, 3) != 0)
				assert_int_equal(show(&s, number), STATUS_OK);
		}
		sample_close(&s);
	}
}

/* In the order in which they are shown, a reader that misses every third waits little longer. */
static void a_third_dropped_costs_few_frames_more(void **state)
{
	uint32_t shown = 0, wanted = 0;

	(void)state;
	for (unsigned run = 0; run < 50; run++) {
		struct sample s;
		uint32_t number = 0;

		sample_open(&s, 1000 + 37 * run, 60);
		while (!is_whole(&s))
			if (++number % 3 != run % 3)
				assert_int_equal(show(&s, number), STATUS_OK);
		shown += number;
		wanted += film_count(&s.film);
		sample_close(&s);
	}
	assert_true(2 * shown < 5 * wanted);
}

static void a_frame_twice_and_one_that_tells_nothing_new_count_once(void **state)
{
	struct sample s;
	uint32_t have, want;

	(void)state;
	sample_open(&s, 500, 50);
	assembly_progress(s.a, &have, &want);
	assert_int_equal(want, 0);
	for (int i = 0; i < 5; i++)
		assert_int_equal(show(&s, 3), STATUS_OK);
	assembly_progress(s.a, &have, &want);
	assert_true(have == 1 && want == 10);
	for (uint32_t i = 1; i <= 10; i++)
		assert_int_equal(show(&s, i), STATUS_OK);
	assert_true(is_whole(&s));
	assert_int_equal(show(&s, 4000000000U), STATUS_OK);
	assert_true(is_whole(&s));
	sample_close(&s);
}

static void a_frame_of_another_message_is_refused_and_changes_nothing(void **state)
{
	struct sample s, other;
	struct err e = {0};
	struct buf text, part;

	(void)state;
	buf_init(&part, MIB);
	sample_open(&s, 500, 50);
	sample_open(&other, 501, 50);
	assert_int_equal(show(&s, 1), STATUS_OK);
	buf_init(&text, MIB);
	assert_int_equal(film_frame(&other.film, &text, 2), STATUS_OK);
	assert_int_equal(assembly_add(s.a, buf_str(&text), text.len, &e), ERR_MISMATCH);
	buf_clear(&text);
	frame_write(&text, "bytes", "abc", 3);
	assert_int_equal(assembly_add(s.a, buf_str(&text), text.len, &e), ERR_MISMATCH);
	buf_clear(&text);
	frame_write(&text, "crypto-psbt", "abc", 3);
	assert_int_equal(assembly_add(s.a, buf_str(&text), text.len, &e), ERR_MISMATCH);
	/* The same parts under another type are another message. */
	buf_clear(&text);
	fountain_part(&s.film.parts, &part, 2);
	frame_write_part(&text, "crypto-psbt", 2, 10, part.data, part.len);
	assert_int_equal(assembly_add(s.a, buf_str(&text), text.len, &e), ERR_MISMATCH);
	for (uint32_t i = 2; i <= 10; i++)
		assert_int_equal(show(&s, i), STATUS_OK);
	assert_true(is_whole(&s));
	buf_release(&part);
	buf_release(&text);
	sample_close(&s);
	sample_close(&other);
}

/* Right letters around wrong bytes: found out by another part, or by the checksum of the whole. */
static void forged_parts_never_make_a_message(void **state)
{
	struct sample s;
	uint8_t forged[50] = {1};
	struct part p = {.count = 10, .message_len = 500, .data = forged, .len = 50};

	(void)state;
	sample_open(&s, 500, 50);
	p.checksum = s.film.parts.checksum;
	p.number = 4;
	assert_int_equal(show_part(s.a, "bytes", &p), STATUS_OK);
	assert_int_equal(show(&s, 4), ERR_MISMATCH);
	for (uint32_t i = 1; i < 10; i++)
		if (i != 4)
			assert_int_equal(show(&s, i), STATUS_OK);
	assert_int_equal(show(&s, 10), ERR_DAMAGED);
	assert_false(is_whole(&s));
	for (uint32_t i = 11; !is_whole(&s); i++)
		assert_int_equal(show(&s, i), STATUS_OK);
	sample_close(&s);
}

static void parts_that_contradict_themselves_are_refused(void **state)
{
	static const struct {
		struct part p;
		enum status status;
	} bad[] = {
		{{.number = 0, .count = 2, .message_len = 4, .len = 2}, ERR_PARSE},
		{{.number = 1, .count = 0, .message_len = 4, .len = 2}, ERR_PARSE},
		{{.number = 1, .count = 1, .message_len = 4, .len = 2}, ERR_PARSE},
		{{.number = 1, .count = 3, .message_len = 4, .len = 2}, ERR_PARSE},
		{{.number = 1, .count = 2, .message_len = 0, .len = 2}, ERR_PARSE},
		{{.number = 1, .count = 1, .message_len = 1, .len = 2}, ERR_PARSE},
		{{.number = 1, .count = 2, .message_len = 4, .len = 0}, ERR_PARSE},
		{{.number = 1, .count = 2, .message_len = 65537, .len = 32769}, ERR_LIMIT},
		{{.number = 1, .count = 2049, .message_len = 4098, .len = 2}, ERR_LIMIT},
		{{.number = UINT32_MAX, .count = UINT32_MAX, .message_len = UINT32_MAX, .len = 1},
		 ERR_LIMIT},
		{{.number = UINT32_MAX, .count = 2048, .message_len = 65536, .len = 32}, STATUS_OK},
	};
	static const uint8_t data[40000];

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(bad); i++) {
		struct assembly *a = assembly_new();
		struct part p = bad[i].p;

		p.data = data;
		assert_int_equal(show_part(a, "bytes", &p), bad[i].status);
		assembly_free(a);
	}
}

static void texts_that_are_no_frames_are_refused(void **state)
{
	static const char *const bad[] = {
		"",
		"ur:",
		"ur:bytes",
		"ur:bytes/",
		"ur:/taaddwoeadgdstaslplabghydrpfmkbggufgludprfgmaotpiecffltnlpqdenos",
		"http://example.org",
		"ur:by_tes/mtsbjttazt",
		"ur:bytes/1/mtsbjttazt",
		"ur:bytes/1-/mtsbjttazt",
		"ur:bytes/0-1/mtsbjttazt",
		"ur:bytes/01-1/mtsbjttazt",
		"ur:bytes/1-1-1/mtsbjttazt",
		"ur:bytes/1-4294967296/mtsbjttazt",
		"ur:bytes/1-1/2/mtsbjttazt",
		"ur:a-type-that-is-longer-than-any-one/mtsbjttazt",
		"ur:bytes/mtsbjttaz",
		"ur:bytes/mtsbjttazo",
	};
	struct assembly *a = assembly_new();
	struct err e = {0};
	const char *type;
	const uint8_t *data;
	size_t len;

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(bad); i++)
		assert_int_equal(assembly_add(a, bad[i], strlen(bad[i]), &e), ERR_PARSE);
	assert_false(assembly_message(a, &type, &data, &len));
	assert_int_equal(assembly_add(a, " \tUr:Bytes/MTsbjttazt\r\n", 23, &e), STATUS_OK);
	assert_true(assembly_message(a, &type, &data, &len));
	assert_int_equal(len, 1);
	assembly_free(a);
}

/* The number and count in front are told twice, and must agree. */
static void a_frame_whose_numbers_differ_from_its_parts_is_refused(void **state)
{
	struct assembly *a = assembly_new();
	const struct part p = {
		.number = 1, .count = 2, .message_len = 4, .data = (const uint8_t *)"ab", .len = 2};
	struct buf cbor, text;
	struct err e = {0};

	(void)state;
	buf_init(&cbor, MIB);
	buf_init(&text, MIB);
	part_write(&cbor, &p);
	frame_write_part(&text, "bytes", 2, 2, cbor.data, cbor.len);
	assert_int_equal(assembly_add(a, buf_str(&text), text.len, &e), ERR_PARSE);
	buf_clear(&text);
	frame_write_part(&text, "bytes", 1, 3, cbor.data, cbor.len);
	assert_int_equal(assembly_add(a, buf_str(&text), text.len, &e), ERR_PARSE);
	buf_clear(&text);
	buf_add_byte(&cbor, 0);
	frame_write_part(&text, "bytes", 1, 2, cbor.data, cbor.len);
	assert_int_equal(assembly_add(a, buf_str(&text), text.len, &e), ERR_PARSE);
	buf_release(&cbor);
	buf_release(&text);
	assembly_free(a);
}

/* The longest message in the most parts, all of them mixed: within memory and a few seconds. */
static void the_longest_message_comes_back(void **state)
{
	struct sample s;
	uint32_t number = LIMIT_UR_PARTS;

	(void)state;
	sample_open(&s, LIMIT_UR_MESSAGE, 32);
	assert_int_equal(film_count(&s.film), LIMIT_UR_PARTS);
	while (!is_whole(&s)) {
		assert_int_equal(show(&s, ++number), STATUS_OK);
		assert_true(number < 10 * LIMIT_UR_PARTS);
	}
	sample_close(&s);
	assert_int_equal(film_init(&s.film, "bytes", (const uint8_t *)"", 0, 10), ERR_LIMIT);
	assert_int_equal(film_init(&s.film, "bytes", NULL, LIMIT_UR_MESSAGE + 1, 100), ERR_LIMIT);
	assert_int_equal(film_init(&s.film, "bytes", NULL, LIMIT_UR_MESSAGE, 31), ERR_LIMIT);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(frames_come_in_any_order_and_a_third_never),
		cmocka_unit_test(a_third_dropped_costs_few_frames_more),
		cmocka_unit_test(a_frame_twice_and_one_that_tells_nothing_new_count_once),
		cmocka_unit_test(a_frame_of_another_message_is_refused_and_changes_nothing),
		cmocka_unit_test(forged_parts_never_make_a_message),
		cmocka_unit_test(parts_that_contradict_themselves_are_refused),
		cmocka_unit_test(texts_that_are_no_frames_are_refused),
		cmocka_unit_test(a_frame_whose_numbers_differ_from_its_parts_is_refused),
		cmocka_unit_test(the_longest_message_comes_back),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
