/* The reviews of texts: all of what is signed, and nothing that a text could imitate. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "chain/meaning_message.h"
#include "chain/review_text.h"

/* The review of a message; the caller frees. */
static char *review_of(const void *message, size_t len)
{
	struct meaning m;
	struct buf out;
	char *text;

	meaning_message_of(&m, message, len);
	buf_init(&out, 1 * MIB);
	review_text_message(&out, &m, message, len, false);
	text = strdup(buf_str(&out));
	buf_release(&out);
	return text;
}

static void message_shows(const void *message, size_t len, const char *wanted)
{
	char *text = review_of(message, len);

	assert_string_equal(text, wanted);
	free(text);
}

static void lines_of_a_message_are_lines(void **state)
{
	(void)state;
	message_shows("Sign in.\n\nNonce: 7\n", 19,
		      "SIGN A MESSAGE of 19 bytes\n\n  | Sign in.\n  | \n  | Nonce: 7\n  | \n");
}

static void no_line_of_a_message_looks_like_byline_s_own(void **state)
{
	(void)state;
	message_shows("hi\n  Account   0x12\r\n\x1b", 21, /* the escape is left out */
		      "SIGN A MESSAGE of 21 bytes\n\n  | hi\n  | <U+0020 x 2>Account<U+0020 x "
		      "3>0x12<U+000D>\n  | \n");
}

static void bytes_are_shown_in_hex_with_what_they_may_be(void **state)
{
	uint8_t hash[32];
	char *text;

	(void)state;
	memset(hash, 0x9f, sizeof(hash));
	text = review_of(hash, sizeof(hash));
	assert_non_null(strstr(text, "! 32 bytes that are no text: most likely the hash of"));
	assert_non_null(strstr(text, "--allow hash"));
	assert_non_null(strstr(text, "  |      0  9f9f9f9f 9f9f9f9f 9f9f9f9f 9f9f9f9f 9f9f9f9f "
				     "9f9f9f9f\n  |     24  9f9f9f9f 9f9f9f9f\n"));
	free(text);
	text = review_of("0x9f9f9f9f9f9f9f9f9f9f9f9f9f9f9f9f9f9f9f9f9f9f9f9f9f9f9f9f9f9f9f9f", 66);
	assert_non_null(strstr(text, "as a text of 66 characters"));
	free(text);
}

/* A document with a struct, a list, bytes, a signed number and a text that imitates a member. */
static const char document[] =
	"{\"types\":{\"EIP712Domain\":[{\"name\":\"name\",\"type\":\"string\"}],"
	"\"Part\":[{\"name\":\"to\",\"type\":\"address\"},{\"name\":\"note\",\"type\":\"string\"}],"
	"\"Deal\":[{\"name\":\"parts\",\"type\":\"Part[]\"},{\"name\":\"data\",\"type\":\"bytes\"},"
	"{\"name\":\"sum\",\"type\":\"uint256\"},{\"name\":\"delta\",\"type\":\"int64\"},"
	"{\"name\":\"sure\",\"type\":\"bool\"},{\"name\":\"id\",\"type\":\"bytes4\"}]},"
	"\"primaryType\":\"Deal\",\"domain\":{\"name\":\"a\\u200bb\"},"
	"\"message\":{\"parts\":[{\"to\":\"0xcd2a3d9f938e13cd947ec05abc7fe734df8dd826\","
	"\"note\":\"one\\n  sum: 1\"}],\"data\":\"0xdead\",\"sum\":\"0xff\",\"delta\":-5,"
	"\"sure\":true,\"id\":\"0x01020304\"}}";

static void a_document_is_a_tree_and_no_line_of_json(void **state)
{
	struct eip712_document d = {0};
	struct json *json = NULL;
	struct meaning m;
	struct buf out;
	char *text;

	(void)state;
	assert_int_equal(json_parse(&json, document, sizeof(document) - 1, NULL), STATUS_OK);
	assert_int_equal(eip712_open(&d, json, NULL), STATUS_OK);
	meaning_of_document(&m, &d, &(struct meaning_view){0});
	buf_init(&out, 1 * MIB);
	review_text_document(&out, &m, &d, false);
	text = strdup(buf_str(&out));
	assert_non_null(strstr(text, "SIGN A TYPED DOCUMENT: Document of an unknown type\n"));
	assert_non_null(strstr(text, "--allow anywhere,unknown\n"));
	assert_non_null(strstr(text, "  | a<U+200B>b\n"));
	assert_non_null(strstr(text, "  Chain     ! none: valid on every chain\n"
				     "  Contract  ! none: valid for every contract\n"));
	assert_non_null(strstr(text, "  parts: 1 item\n"
				     "    1: Part\n"
				     "      to: 0xCD2a3d9F938E13CD947Ec05AbC7FE734Df8DD826\n"
				     "      note: a text of 12 bytes\n"
				     "        | one\n"
				     "        | <U+0020 x 2>sum: 1\n"
				     "  data: 2 bytes 0xdead\n"
				     "  sum: 255\n"
				     "  delta: -5\n"
				     "  sure: true\n"
				     "  id: 0x01020304\n"));
	assert_null(strstr(text, "{\""));
	free(text);
	buf_release(&out);
	eip712_release(&d);
	json_free(json);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(lines_of_a_message_are_lines),
		cmocka_unit_test(no_line_of_a_message_looks_like_byline_s_own),
		cmocka_unit_test(bytes_are_shown_in_hex_with_what_they_may_be),
		cmocka_unit_test(a_document_is_a_tree_and_no_line_of_json),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
