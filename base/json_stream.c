/*
 * yajl finds the tokens; here are its limits. It calls back for each token, take_token() and
 * deeper() give it on, and a failure stays in `failed`, since yajl itself knows only that it was
 * stopped.
 */
#include "base/json_stream.h"

#include <stdint.h>
#include <stdlib.h>
#include <yajl/yajl_parse.h>

struct json_stream {
	yajl_handle parser;
	json_stream_each *each;
	void *user;
	struct err *e;
	enum status failed; /* by a callback */
	size_t depth;	    /* open objects and arrays */
	size_t silent;	    /* bytes since the last token */
	uint64_t taken;	    /* bytes of the pieces before */
};

/* Gives a token on. The parser goes on only after a result that is not zero. */
static int take_token(void *user, enum json_token token, const void *text, size_t len)
{
	struct json_stream *s = user;

	s->silent = 0;
	s->failed = s->each(s->user, token, text, len, s->e);
	return s->failed == STATUS_OK;
}

static int deeper(void *user, enum json_token token)
{
	struct json_stream *s = user;

	if (++s->depth > LIMIT_JSON_DEPTH) {
		s->failed = err_set(s->e, ERR_TOO_DEEP, "more than %d levels of JSON",
				    LIMIT_JSON_DEPTH);
		return 0;
	}
	return take_token(user, token, NULL, 0);
}

static int on_object(void *user)
{
	return deeper(user, JSON_TOKEN_OBJECT);
}

static int on_array(void *user)
{
	return deeper(user, JSON_TOKEN_ARRAY);
}

static int on_object_end(void *user)
{
	((struct json_stream *)user)->depth--;
	return take_token(user, JSON_TOKEN_OBJECT_END, NULL, 0);
}

static int on_array_end(void *user)
{
	((struct json_stream *)user)->depth--;
	return take_token(user, JSON_TOKEN_ARRAY_END, NULL, 0);
}

static int on_key(void *user, const unsigned char *text, size_t len)
{
	return take_token(user, JSON_TOKEN_KEY, text, len);
}

static int on_string(void *user, const unsigned char *text, size_t len)
{
	return take_token(user, JSON_TOKEN_STRING, text, len);
}

static int on_number(void *user, const char *text, size_t len)
{
	return take_token(user, JSON_TOKEN_NUMBER, text, len);
}

static int on_null(void *user)
{
	return take_token(user, JSON_TOKEN_WORD, NULL, 0);
}

static int on_boolean(void *user, int value)
{
	(void)value;
	return on_null(user);
}

/* A number comes as its text, so that no amount goes through a double. */
static const yajl_callbacks callbacks = {
	.yajl_null = on_null,
	.yajl_boolean = on_boolean,
	.yajl_number = on_number,
	.yajl_string = on_string,
	.yajl_start_map = on_object,
	.yajl_map_key = on_key,
	.yajl_end_map = on_object_end,
	.yajl_start_array = on_array,
	.yajl_end_array = on_array_end,
};

enum status json_stream_open(struct json_stream **out, json_stream_each *each, void *user)
{
	struct json_stream *s = calloc(1, sizeof(*s));

	if (s == NULL)
		return ERR_MEMORY;
	s->each = each;
	s->user = user;
	s->parser = yajl_alloc(&callbacks, NULL, s);
	if (s->parser == NULL) {
		free(s);
		return ERR_MEMORY;
	}
	*out = s;
	return STATUS_OK;
}

/*
 * The result of a call of the parser. Its own message would quote the text, which may hold
 * anything.
 */
static enum status judge(struct json_stream *s, yajl_status got, struct err *e)
{
	if (s->failed != STATUS_OK)
		return s->failed;
	if (got == yajl_status_ok)
		return STATUS_OK;
	return err_set(e, ERR_PARSE, "not JSON at byte %llu",
		       (unsigned long long)s->taken + yajl_get_bytes_consumed(s->parser));
}

enum status json_stream_feed(struct json_stream *s, const void *data, size_t len, struct err *e)
{
	enum status result;

	/* The parser keeps an unfinished string in memory, so that its length needs a ceiling. */
	if (len > LIMIT_JSON_TOKEN || s->silent > LIMIT_JSON_TOKEN)
		return err_set(e, ERR_LIMIT,
			       "the text before byte %llu is longer than %zu KiB without an end",
			       (unsigned long long)s->taken, LIMIT_JSON_TOKEN / KIB);
	s->e = e;
	s->silent += len;
	result = judge(s, yajl_parse(s->parser, data, len), e);
	s->taken += len;
	return result;
}

enum status json_stream_end(struct json_stream *s, struct err *e)
{
	s->e = e;
	if (judge(s, yajl_complete_parse(s->parser), NULL) == STATUS_OK)
		return STATUS_OK;
	return s->failed != STATUS_OK
		       ? s->failed
		       : err_set(e, ERR_PARSE, "the JSON ends too early, after %llu bytes",
				 (unsigned long long)s->taken);
}

void json_stream_close(struct json_stream *s)
{
	if (s == NULL)
		return;
	yajl_free(s->parser);
	free(s);
}
