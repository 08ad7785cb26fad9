/*
 * Waits are advice: a wrong one costs a request or a few minutes, so that words are searched
 * loosely. The node's own pause of client/node.h bounds them from below.
 */
#include "client/wait_hint.h"

#include <curl/curl.h>
#include <string.h>

#include "base/attr.h"
#include "base/parse.h"

static uint32_t bounded(uint64_t seconds)
{
	return seconds < WAIT_HINT_MOST ? (uint32_t)seconds : WAIT_HINT_MOST;
}

uint32_t wait_hint_header(const char *value, int64_t now)
{
	uint64_t seconds;
	time_t then;

	if (parse_u64(&seconds, value, strlen(value)) == STATUS_OK)
		return bounded(seconds);
	then = value[0] != '\0' ? curl_getdate(value, NULL) : -1;
	return then > now ? bounded((uint64_t)(then - now)) : 0;
}

/* Seconds in one of the unit at `text`: "s", "second", "min", "hour"; 0 for milliseconds. */
static uint64_t unit_of(const char *text)
{
	if (text[0] == ' ')
		text++;
	if (strncmp(text, "ms", 2) == 0 || strncasecmp(text, "milli", 5) == 0)
		return 0;
	if (text[0] == 'm' || text[0] == 'M')
		return 60;
	return text[0] == 'h' || text[0] == 'H' ? 3600 : 1;
}

/* Reads the time after each "in " or "after " until one is a number. */
static uint32_t in_words(const char *words)
{
	static const char *const before[] = {" in ", " after "};

	for (size_t i = 0; i < ARRAY_SIZE(before); i++) {
		for (const char *at = words; (at = strcasestr(at, before[i])) != NULL;) {
			const char *digits = at += strlen(before[i]);
			uint64_t n = 0;

			while (*at >= '0' && *at <= '9' && n < UINT32_MAX)
				n = 10 * n + (unsigned)(*at++ - '0');
			/* A part of a second counts as one. */
			if (at > digits)
				return unit_of(at) > 0 ? bounded(n * unit_of(at)) : 1;
		}
	}
	return 0;
}

uint32_t wait_hint_error(const struct json *data, const char *words)
{
	const struct json *places[] = {json_get(json_get(data, "rate"), "backoff_seconds"),
				       json_get(data, "backoff_seconds"),
				       json_get(data, "retry_after")};
	int64_t seconds;

	for (size_t i = 0; i < ARRAY_SIZE(places); i++)
		if (json_integer(&seconds, places[i]) == STATUS_OK && seconds > 0)
			return bounded((uint64_t)seconds);
	return in_words(words);
}
