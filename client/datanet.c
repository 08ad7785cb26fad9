/*
 * Asking a datanet. In reading order: URLs, asking with the tag of an earlier reply (get()), one
 * function for each resource, the download of a model.
 *
 * Each function builds a path, asks, and hands the reply to its reader. A model is not kept in
 * memory: its bytes go to the file as they arrive and are hashed on the way.
 */
#include "client/datanet.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/hex.h"
#include "chain/keccak.h"
#include "client/problem.h"
#include "client/url.h"

#define PATH_SIZE 160

/* A server makes pages from an index in memory; a whole document may take it some seconds. */
static const struct http_limits limits_json = {
	.connect_ms = 4000, .overall_ms = 60000, .stall_ms = 10000, .reply = LIMIT_DATANET_REPLY};

/* No limit on the whole time, because 512 MiB over a slow line take hours. */
static const struct http_limits limits_model = {
	.connect_ms = 4000, .overall_ms = 0, .stall_ms = 20000, .reply = LIMIT_MODEL};

static void join_url(char out[static DATANET_URL_SIZE], const struct profile *p, const char *path)
{
	size_t len = strlen(profile_datanet(p)->url);

	while (len > 0 && profile_datanet(p)->url[len - 1] == '/')
		len--;
	snprintf(out, DATANET_URL_SIZE, "%.*s/v1/%s", (int)len, profile_datanet(p)->url, path);
}

void datanet_files_url(char out[static DATANET_URL_SIZE], const struct datanet *d)
{
	out[0] = '\0';
	if (d->profile->n_datanets > 0)
		join_url(out, d->profile, "files");
}

/* "If-None-Match: " and a tag of at most 95 characters. */
#define CONDITION_SIZE 128

/*
 * Keeps a new reply. HTTP 304 means that the earlier one is still valid, so that takes its place.
 */
static enum status take_kept(const struct datanet *d, struct http_exchange *x, const char *tag)
{
	if (x->http_status == 200)
		replies_keep(d->replies, x->url, tag, x->reply.data, x->reply.len);
	if (x->http_status != 304 || replies_tag(d->replies, x->url)[0] == '\0')
		return STATUS_OK;
	x->http_status = 200;
	return replies_body(d->replies, x->url, &x->reply);
}

/* Asks for `path` below /v1/. The reply goes to x->reply, and the caller releases `x`. */
static enum status get(const struct datanet *d, struct http_exchange *x, const char *path,
		       struct err *e)
{
	char condition[CONDITION_SIZE];
	const char *const headers[] = {"Accept: application/json", condition};
	struct http_header tag = {.name = "ETag"};
	char url[DATANET_URL_SIZE];
	bool asked_before;
	enum status s;

	if (d->profile->n_datanets == 0)
		return err_set(e, ERR_UNSUPPORTED, "network %s has no datanet", d->profile->name);
	join_url(url, d->profile, path);
	/* Several datanets share the collection: the whole URL tells their replies apart. */
	asked_before = replies_tag(d->replies, url)[0] != '\0';
	snprintf(condition, sizeof(condition), "If-None-Match: %s", replies_tag(d->replies, url));
	*x = (struct http_exchange){.method = HTTP_GET,
				    .url = url,
				    .headers = headers,
				    .n_headers = asked_before ? 2 : 1,
				    .wanted = &tag,
				    .n_wanted = 1,
				    .limits = limits_json};
	s = transport_perform_one(d->transport, x, e);
	if (s == STATUS_OK && take_kept(d, x, tag.value) != STATUS_OK)
		s = err_set(e, ERR_MEMORY, "out of memory");
	if (s == STATUS_OK && x->http_status != 200)
		s = problem_of(x, e);
	x->url = NULL;
	x->headers = NULL;
	x->wanted = NULL;
	x->n_headers = x->n_wanted = 0;
	return s;
}

/*
 * Puts the path in front of an error about the reply, which says little without it. A reply of
 * another form is the server's matter, and sounds like that of a damaged file otherwise.
 */
static enum status blame_reply(const char *path, enum status s, struct err *e)
{
	bool form = s == ERR_PARSE || s == ERR_VERSION || s == ERR_RANGE || s == ERR_LIMIT ||
		    s == ERR_TOO_DEEP;

	if (!form)
		return s;
	if (e != NULL)
		e->code = ERR_ANSWER;
	return err_prefix(e, ERR_ANSWER,
			  "the datanet's reply to /v1/%s is not what the interface says", path);
}

enum status datanet_describe(const struct datanet *d, struct datanet_info *out, struct err *e)
{
	struct http_exchange x = {0};
	enum status s = get(d, &x, "datanet", e);

	if (s == STATUS_OK)
		s = datanet_info_read(out, x.reply.data, x.reply.len, d->profile, e);
	http_exchange_release(&x);
	return blame_reply("datanet", s, e);
}

static void account_path(char out[static PATH_SIZE], const struct address *account,
			 const char *rest)
{
	char text[ADDRESS_TEXT_SIZE];

	hex_format(text, account->bytes, sizeof(account->bytes));
	snprintf(out, PATH_SIZE, "accounts/%s/%s", text, rest);
}

/* Asks for a page of the list `name`. Out: path, for blame_reply(). */
static enum status get_page(const struct datanet *d, struct http_exchange *x,
			    char path[static PATH_SIZE], const char *name,
			    const struct address *account, uint64_t after, unsigned limit,
			    struct err *e)
{
	char rest[PATH_SIZE / 2];

	snprintf(rest, sizeof(rest), "%s?after=%llu&limit=%u", name, (unsigned long long)after,
		 limit);
	account_path(path, account, rest);
	return get(d, x, path, e);
}

enum status datanet_claim(const struct datanet *d, struct datanet_claim *out,
			  const struct address *account, struct err *e)
{
	struct http_exchange x = {0};
	char path[PATH_SIZE];
	enum status s;

	account_path(path, account, "claim");
	s = get(d, &x, path, e);
	if (s == STATUS_OK)
		s = datanet_claim_read(out, x.reply.data, x.reply.len, d->profile, account, e);
	http_exchange_release(&x);
	return blame_reply(path, s, e);
}

enum status datanet_statements(const struct datanet *d, struct datanet_statements *out,
			       const struct address *account, uint64_t after, unsigned limit,
			       struct err *e)
{
	struct http_exchange x = {0};
	char path[PATH_SIZE];
	enum status s = get_page(d, &x, path, "statements", account, after, limit, e);

	*out = (struct datanet_statements){0};
	if (s == STATUS_OK)
		s = datanet_statements_read(out, x.reply.data, x.reply.len, account, after, e);
	http_exchange_release(&x);
	return blame_reply(path, s, e);
}

enum status datanet_attributions(const struct datanet *d, struct datanet_attributions *out,
				 const struct address *account, uint64_t after, unsigned limit,
				 struct err *e)
{
	struct http_exchange x = {0};
	char path[PATH_SIZE];
	enum status s = get_page(d, &x, path, "attributions", account, after, limit, e);

	*out = (struct datanet_attributions){0};
	if (s == STATUS_OK)
		s = datanet_attributions_read(out, x.reply.data, x.reply.len, account, after, e);
	http_exchange_release(&x);
	return blame_reply(path, s, e);
}

enum status datanet_document(const struct datanet *d, struct statement_document *out,
			     uint64_t epoch, struct err *e)
{
	struct http_exchange x = {0};
	char path[PATH_SIZE];
	enum status s;

	*out = (struct statement_document){0};
	snprintf(path, sizeof(path), "statements/%llu", (unsigned long long)epoch);
	s = get(d, &x, path, e);
	if (s == STATUS_OK)
		s = statement_document_read(out, x.reply.data, x.reply.len, e);
	http_exchange_release(&x);
	return blame_reply(path, s, e);
}

enum status datanet_dataset(const struct datanet *d, struct datanet_dataset *out,
			    const struct hash *uid, struct err *e)
{
	struct http_exchange x = {0};
	char path[PATH_SIZE];
	char text[HASH_TEXT_SIZE];
	enum status s;

	hash_format(text, uid);
	snprintf(path, sizeof(path), "datasets/%s", text);
	s = get(d, &x, path, e);
	if (s == STATUS_OK)
		s = datanet_dataset_read(out, x.reply.data, x.reply.len, uid, e);
	http_exchange_release(&x);
	return blame_reply(path, s, e);
}

enum status datanet_models(const struct datanet *d, struct datanet_models *out, uint64_t after,
			   unsigned limit, struct err *e)
{
	struct http_exchange x = {0};
	char path[PATH_SIZE];
	enum status s;

	*out = (struct datanet_models){0};
	snprintf(path, sizeof(path), "models?after=%llu&limit=%u", (unsigned long long)after,
		 limit);
	s = get(d, &x, path, e);
	if (s == STATUS_OK)
		s = datanet_models_read(out, x.reply.data, x.reply.len, after, e);
	http_exchange_release(&x);
	return blame_reply(path, s, e);
}

/* Appends the reply of `path` to `out`. */
static enum status get_text(const struct datanet *d, struct buf *out, const char *path,
			    struct err *e)
{
	struct http_exchange x = {0};
	enum status s = get(d, &x, path, e);

	if (s == STATUS_OK) {
		buf_add(out, x.reply.data, x.reply.len);
		s = buf_status(out);
		if (s != STATUS_OK)
			s = err_set(e, s, "%s", status_phrase(s));
	}
	http_exchange_release(&x);
	return blame_reply(path, s, e);
}

enum status datanet_description_text(const struct datanet *d, struct buf *out, struct err *e)
{
	return get_text(d, out, "datanet", e);
}

enum status datanet_document_text(const struct datanet *d, struct buf *out, uint64_t epoch,
				  struct err *e)
{
	char path[PATH_SIZE];

	snprintf(path, sizeof(path), "statements/%llu", (unsigned long long)epoch);
	return get_text(d, out, path, e);
}

enum status datanet_manifest_text(const struct datanet *d, struct buf *out,
				  const struct hash *artifact, struct err *e)
{
	char path[PATH_SIZE], text[HASH_TEXT_SIZE];

	hash_format(text, artifact);
	snprintf(path, sizeof(path), "models/%s/manifest", text);
	return get_text(d, out, path, e);
}

/* A model that is being downloaded. */
struct download {
	int fd;
	uint64_t size;
	struct keccak keccak;
};

static enum status download_sink(void *arg, const void *data, size_t len)
{
	struct download *dl = arg;

	if (len > LIMIT_MODEL - dl->size)
		return ERR_LIMIT;
	dl->size += len;
	keccak_update(&dl->keccak, data, len);
	return file_write_all(dl->fd, data, len);
}

enum status datanet_model(const struct datanet *d, int fd, uint64_t *size, const struct hash *model,
			  struct err *e)
{
	struct download dl = {.fd = fd};
	struct http_exchange x = {
		.method = HTTP_GET, .limits = limits_model, .sink = download_sink, .sink_arg = &dl};
	char url[DATANET_URL_SIZE], path[PATH_SIZE], text[HASH_TEXT_SIZE];
	struct hash got;
	enum status s;

	if (d->profile->n_datanets == 0)
		return err_set(e, ERR_UNSUPPORTED, "network %s has no datanet", d->profile->name);
	hash_format(text, model);
	snprintf(path, sizeof(path), "models/%s.safetensors", text);
	join_url(url, d->profile, path);
	x.url = url;
	keccak_init(&dl.keccak);
	s = transport_perform_one(d->transport, &x, e);
	if (s == STATUS_OK && x.http_status != 200)
		s = problem_of(&x, e);
	keccak_final(&dl.keccak, got.bytes);
	*size = dl.size;
	if (s == STATUS_OK && !hash_equal(&got, model))
		s = err_set(e, ERR_PROOF_MISMATCH,
			    "the datanet sent other bytes than the model %s; they were thrown away",
			    text);
	http_exchange_release(&x);
	return s;
}
