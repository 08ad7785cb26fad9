/*
 * The safetensors reader: it refuses the files that the format's description forbids, and gives
 * back the contents of the others.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <math.h>

#include "base/buf.h"
#include "influence/safetensors.h"
#include "influence/safetensors_write.h"

/*
 * A file image: length, header, `data_len` data bytes; exactly as large as it is, for
 * sanitizers.
 */
static uint8_t *image(size_t *len, const char *header, const void *data, size_t data_len)
{
	uint64_t header_len = strlen(header);
	uint8_t *file;

	*len = 8 + header_len + data_len;
	file = malloc(*len);
	memcpy(file, &header_len, 8);
	memcpy(file + 8, header, header_len);
	if (data_len > 0)
		memcpy(file + 8 + header_len, data, data_len);
	return file;
}

static const uint8_t zeros[64];

static enum status reads(const char *header, size_t data_len)
{
	struct safetensors st;
	struct err e = {0};
	size_t len;
	uint8_t *file = image(&len, header, zeros, data_len);
	enum status s = safetensors_read(&st, file, len, &e);

	assert_true(s == STATUS_OK || e.text[0] != '\0');
	safetensors_release(&st);
	free(file);
	return s;
}

#define F32_2	   "{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]}"
#define F32_2_NEXT "{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[8,16]}"

static void a_file_by_the_books_example_is_read(void **state)
{
	/*
	 * Written by hand from the format's description: offsets relative to the buffer, spaces
	 * behind.
	 */
	static const char header[] =
		"{\"b\":{\"dtype\":\"F64\",\"shape\":[2,1],\"data_offsets\":[8,24]},"
		"\"__metadata__\":{\"framework\":\"none\"},\"a\":" F32_2
		",\"s\":{\"dtype\":\"F32\",\"shape\":[],\"data_offsets\":[24,28]}}   ";
	static const uint8_t data[] = {0, 0, 0x80, 0x3f, 0, 0, 0x20, 0xc1, /* 1, -10 */
				       0, 0, 0,	   0,	 0, 0, 0xe0, 0x3f, /* 0.5 */
				       0, 0, 0,	   0,	 0, 0, 0x59, 0x40, /* 100 */
				       0, 0, 0xe0, 0x40};		   /* 7 */
	struct safetensors st;
	struct err e = {0};
	const uint64_t shape[] = {2, 1}, other[] = {1, 2};
	const struct tensor *t;
	size_t len;
	uint8_t *file = image(&len, header, data, sizeof(data));
	uint64_t count;
	void *copy;
	float *f;
	double *d;

	(void)state;
	if (safetensors_read(&st, file, len, &e) != STATUS_OK)
		fail_msg("%s", e.text);
	assert_int_equal(st.n, 3);
	assert_string_equal(json_text(json_get(st.metadata, "framework")), "none");
	assert_int_equal(
		safetensors_copy(&copy, &count, &st, "a", DTYPE_F32, 1, (uint64_t[]){2}, &e),
		STATUS_OK);
	f = copy;
	assert_true(count == 2 && f[0] == 1 && f[1] == -10);
	free(f);
	assert_int_equal(safetensors_expect(&t, &st, "b", DTYPE_F64, 2, shape, &e), STATUS_OK);
	assert_int_equal(safetensors_copy(&copy, &count, &st, "b", DTYPE_F64, 2, shape, &e),
			 STATUS_OK);
	d = copy;
	assert_true(count == 2 && d[0] == 0.5 && d[1] == 100);
	free(d);
	assert_int_equal(safetensors_copy(&copy, &count, &st, "s", DTYPE_F32, 0, NULL, &e),
			 STATUS_OK);
	f = copy;
	assert_true(count == 1 && f[0] == 7);
	free(f);
	assert_null(safetensors_find(&st, "c"));
	assert_int_equal(safetensors_expect(&t, &st, "b", DTYPE_F64, 2, other, &e), ERR_MISMATCH);
	assert_int_equal(safetensors_expect(&t, &st, "b", DTYPE_F32, 2, shape, &e), ERR_MISMATCH);
	assert_int_equal(safetensors_expect(&t, &st, "b", DTYPE_F64, 1, shape, &e), ERR_MISMATCH);
	assert_int_equal(safetensors_expect(&t, &st, "x", DTYPE_F64, 2, shape, &e), ERR_NOT_FOUND);
	assert_int_equal(safetensors_copy(&copy, &count, &st, "b", DTYPE_F64, 2, other, &e),
			 ERR_MISMATCH);
	assert_null(copy);
	safetensors_release(&st);
	free(file);
}

static void tensors_must_tile_the_buffer(void **state)
{
	(void)state;
	assert_int_equal(reads("{\"a\":" F32_2 ",\"b\":" F32_2_NEXT "}", 16), STATUS_OK);
	assert_int_equal(reads("{\"b\":" F32_2_NEXT ",\"a\":" F32_2 "}", 16), STATUS_OK);
	/*
	 * A hole before, a hole between, bytes after, an overlap, the same bytes twice, too few
	 * bytes.
	 */
	assert_int_equal(reads("{\"b\":" F32_2_NEXT "}", 16), ERR_PARSE);
	assert_int_equal(reads("{\"a\":" F32_2
			       ",\"b\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[12,16]}}",
			       16),
			 ERR_PARSE);
	assert_int_equal(reads("{\"a\":" F32_2 "}", 9), ERR_PARSE);
	assert_int_equal(reads("{\"a\":" F32_2
			       ",\"b\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[4,12]}}",
			       12),
			 ERR_PARSE);
	assert_int_equal(reads("{\"a\":" F32_2 ",\"b\":" F32_2 "}", 8), ERR_PARSE);
	assert_int_equal(reads("{\"a\":" F32_2 "}", 7), ERR_PARSE);
	assert_int_equal(reads("{}", 0), STATUS_OK);
	assert_int_equal(reads("{}", 1), ERR_PARSE);
	/* An empty tensor takes no bytes, but needs a place. */
	assert_int_equal(reads("{\"a\":" F32_2
			       ",\"e\":{\"dtype\":\"F32\",\"shape\":[0,9],\"data_offsets\":[0,0]}}",
			       8),
			 STATUS_OK);
	assert_int_equal(reads("{\"a\":" F32_2
			       ",\"e\":{\"dtype\":\"F32\",\"shape\":[0],\"data_offsets\":[4,4]}}",
			       8),
			 ERR_PARSE);
}

#define ENTRY(dtype, shape, offsets) \
	"{\"a\":{\"dtype\":" dtype ",\"shape\":" shape ",\"data_offsets\":" offsets "}}"

static void a_size_that_is_not_the_product_of_its_shape_is_refused(void **state)
{
	static const char *const bad[] = {
		ENTRY("\"F32\"", "[3]", "[0,8]"),
		ENTRY("\"F32\"", "[]", "[0,8]"),
		ENTRY("\"F64\"", "[2]", "[0,8]"),
		ENTRY("\"F32\"", "[-2]", "[0,8]"),
		ENTRY("\"F32\"", "[2.5]", "[0,8]"),
		ENTRY("\"F32\"", "[\"2\"]", "[0,8]"),
		ENTRY("\"F32\"", "2", "[0,8]"),
		ENTRY("\"F32\"", "[2]", "[8,0]"),
		ENTRY("\"F32\"", "[2]", "[0]"),
		ENTRY("\"F32\"", "[2]", "[0,8,8]"),
		ENTRY("\"F32\"", "[2]", "[-8,0]"),
		ENTRY("\"F32\"", "[2]", "[0,9007199254740992]"),
		/* 2^31 · 2^31 · 4 = 2^64 wraps to 0; 2^62 + 2 floats wrap to 8 bytes. */
		ENTRY("\"F32\"", "[2147483648,2147483648]", "[0,0]"),
		ENTRY("\"F32\"", "[4503599627370496,4503599627370496]", "[0,8]"),
		ENTRY("\"F32\"", "[1,1,1,1,1,1,1,1,2]", "[0,8]"),
		ENTRY("\"f32\"", "[2]", "[0,8]"),
		ENTRY("\"BF16\"", "[4]", "[0,8]"),
		ENTRY("\"U8\"", "[8]", "[0,8]"),
		ENTRY("7", "[2]", "[0,8]"),
		"{\"a\":{\"dtype\":\"F32\",\"shape\":[2]}}",
		"{\"a\":{\"shape\":[2],\"data_offsets\":[0,8]}}",
		"{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8],\"x\":1}}",
		"{\"a\":7}",
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(bad); i++)
		if (reads(bad[i], 8) == STATUS_OK)
			fail_msg("accepted: %s", bad[i]);
}

static void a_header_that_is_not_one_object_of_strings_and_tensors_is_refused(void **state)
{
	static const char *const bad[] = {
		"",
		" {}",
		"[]",
		"{",
		"{}x",
		"{}{}",
		"{\"a\":" F32_2 ",\"a\":" F32_2 "}",
		"{\"__metadata__\":[]}",
		"{\"__metadata__\":{\"n\":1}}",
		"{\"__metadata__\":{\"n\":null}}",
		"{\"__metadata__\":{},\"__metadata__\":{}}",
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(bad); i++)
		if (reads(bad[i], 0) == STATUS_OK)
			fail_msg("accepted: %s", bad[i]);
}

static void a_header_length_that_lies_is_refused(void **state)
{
	static const uint64_t lengths[] = {
		0, 1, 3, 1000, LIMIT_SAFETENSORS_HEADER + 1, UINT64_MAX, UINT64_MAX - 7};
	struct safetensors st;
	struct err e = {0};

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(lengths); i++) {
		uint8_t file[10] = {0, 0, 0, 0, 0, 0, 0, 0, '{', '}'};

		memcpy(file, &lengths[i], 8);
		assert_int_not_equal(safetensors_read(&st, file, sizeof(file), &e), STATUS_OK);
		safetensors_release(&st);
	}
	for (size_t len = 0; len < 10; len++) {
		assert_int_not_equal(safetensors_read(&st, zeros, len, &e), STATUS_OK);
		safetensors_release(&st);
	}
}

static void nan_and_infinity_are_refused_on_both_ways(void **state)
{
	static const double bad[] = {NAN, INFINITY, -INFINITY};

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(bad); i++) {
		const float f[2] = {1, (float)bad[i]};
		const struct tensor_source source[] = {{"a", DTYPE_F32, 1, {2}, f},
						       {"b", DTYPE_F64, 1, {1}, &bad[i]}};
		struct safetensors st;
		struct buf out;
		struct err e = {0};
		size_t len;
		uint8_t *file = image(&len, "{\"a\":" F32_2 "}", f, sizeof(f));

		assert_int_equal(safetensors_read(&st, file, len, &e), ERR_RANGE);
		safetensors_release(&st);
		free(file);
		file = image(&len, ENTRY("\"F64\"", "[1]", "[0,8]"), &bad[i], 8);
		assert_int_equal(safetensors_read(&st, file, len, &e), ERR_RANGE);
		safetensors_release(&st);
		free(file);
		buf_init(&out, LIMIT_SMALL_FILE);
		assert_int_equal(safetensors_write(&out, NULL, source, 1, &e), ERR_RANGE);
		assert_int_equal(safetensors_write(&out, NULL, source + 1, 1, &e), ERR_RANGE);
		buf_release(&out);
	}
}

static void what_is_written_is_exactly_this_and_reads_back(void **state)
{
	static const char expected[] =
		"\x90\0\0\0\0\0\0\0"
		"{\"__metadata__\":{\"k\":\"v\\\"\"},\"xyz\":{\"dtype\":\"F32\",\"shape\":[1,2],"
		"\"data_offsets\":[0,8]},\"y\":{\"dtype\":\"F64\",\"shape\":[0],"
		"\"data_offsets\":[8,8]}}      "
		"\0\0\x80\x3f\0\0\0\x40";
	static const float x[] = {1, 2};
	const struct tensor_source source[] = {{"xyz", DTYPE_F32, 2, {1, 2}, x},
					       {"y", DTYPE_F64, 1, {0}, ""}};
	struct json *metadata = json_new_object();
	struct safetensors st;
	struct buf out;
	struct err e = {0};

	(void)state;
	json_add_text(metadata, "k", "v\"");
	buf_init(&out, LIMIT_SMALL_FILE);
	assert_int_equal(safetensors_write(&out, metadata, source, 2, &e), STATUS_OK);
	assert_int_equal(out.len, sizeof(expected) - 1);
	assert_memory_equal(out.data, expected, out.len);
	assert_int_equal(safetensors_read(&st, out.data, out.len, &e), STATUS_OK);
	safetensors_release(&st);
	json_free(metadata);
	buf_release(&out);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_file_by_the_books_example_is_read),
		cmocka_unit_test(tensors_must_tile_the_buffer),
		cmocka_unit_test(a_size_that_is_not_the_product_of_its_shape_is_refused),
		cmocka_unit_test(a_header_that_is_not_one_object_of_strings_and_tensors_is_refused),
		cmocka_unit_test(a_header_length_that_lies_is_refused),
		cmocka_unit_test(nan_and_infinity_are_refused_on_both_ways),
		cmocka_unit_test(what_is_written_is_exactly_this_and_reads_back),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
