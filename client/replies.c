/*
 * A fixed number of places, filled round and round. Failing to keep a reply is no error: the next
 * one is transferred whole.
 */
#include "client/replies.h"

#include "base/buf.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* A sync asks three questions for each account and one for each dataset. */
#define KEPT 128

/* Full pages are not asked for again, and replies that are polled are smaller than this. */
#define BODY_MOST (32 * KIB)

struct reply {
	char url[384];
	char tag[96];
	uint8_t *body;
	size_t len;
};

struct replies {
	struct reply kept[KEPT];
	size_t next; /* the place that was filled first */
};

struct replies *replies_new(void)
{
	return calloc(1, sizeof(struct replies));
}

void replies_free(struct replies *r)
{
	if (r == NULL)
		return;
	for (size_t i = 0; i < KEPT; i++)
		free(r->kept[i].body);
	free(r);
}

/* The place of `url`, or KEPT. */
static size_t place_of(const struct replies *r, const char *url)
{
	size_t i = 0;

	while (i < KEPT && (r->kept[i].body == NULL || strcmp(r->kept[i].url, url) != 0))
		i++;
	return i;
}

const char *replies_tag(const struct replies *r, const char *url)
{
	size_t i = place_of(r, url);

	return i < KEPT ? r->kept[i].tag : "";
}

enum status replies_body(const struct replies *r, const char *url, struct buf *out)
{
	size_t i = place_of(r, url);

	if (i == KEPT)
		return ERR_NOT_FOUND;
	buf_add(out, r->kept[i].body, r->kept[i].len);
	return buf_status(out);
}

void replies_keep(struct replies *r, const char *url, const char *tag, const void *body, size_t len)
{
	size_t i = place_of(r, url);
	struct reply *reply = &r->kept[i < KEPT ? i : r->next];
	uint8_t *copy;

	if (tag[0] == '\0' || strlen(tag) >= sizeof(reply->tag) ||
	    strlen(url) >= sizeof(reply->url) || len == 0 || len > BODY_MOST)
		return;
	copy = malloc(len);
	if (copy == NULL)
		return;
	memcpy(copy, body, len);
	if (i == KEPT)
		r->next = (r->next + 1) % KEPT;
	free(reply->body);
	snprintf(reply->url, sizeof(reply->url), "%s", url);
	snprintf(reply->tag, sizeof(reply->tag), "%s", tag);
	reply->body = copy;
	reply->len = len;
}
