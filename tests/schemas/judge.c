/*
 * Reads a datanet's replies as byline's client does and says what it makes of each.
 *
 *	judge < QUESTIONS
 *
 * A question is a line {"kind", "reply", "account", "after", "dataset", "http"}; those that the
 * kind does not need may be missing. The first one is a datanet's own description, from which the
 * profile is pinned. An answer is a line: STATUS_OK or the error's name, a space, the message.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "chain/member.h"
#include "chain/training.h"
#include "client/datanet.h"
#include "client/problem.h"

struct question {
	const char *kind, *reply;
	struct address account;
	struct hash dataset;
	uint64_t after, http;
};

static struct json *parsed(const char *text, size_t len)
{
	struct json *doc;
	struct err e = {0};

	if (json_parse(&doc, text, len, &e) != STATUS_OK) {
		fprintf(stderr, "judge: %s in %.80s\n", e.text, text);
		exit(2);
	}
	return doc;
}

static void must(enum status s)
{
	if (s != STATUS_OK)
		exit(2);
}

/* The profile of somebody who knows this datanet. */
static void pin(struct profile *p, const char *description)
{
	struct json *doc = parsed(description, strlen(description));
	const struct json *net = json_get(doc, "datanet");

	p->has_eas = true;
	p->n_datanets = 1;
	p->datanets[0].payers = 1;
	p->n_distributors = 1;
	must(json_get_u64(&p->chain_id, net, "chain_id", NULL));
	must(member_address(&p->datanets[0].address, net, "address", NULL));
	must(member_address(&p->eas.contract.address, net, "eas", NULL));
	must(member_address(&p->eas.registry, net, "registry", NULL));
	must(member_address(&p->distributors[0].contract.address, net, "distributor", NULL));
	must(member_address(&p->distributors[0].token, net, "token", NULL));
	json_free(doc);
}

static struct question question_of(const struct json *line)
{
	struct question q = {.kind = json_text(json_get(line, "kind")),
			     .reply = json_text(json_get(line, "reply"))};

	if (q.kind == NULL || q.reply == NULL)
		exit(2);
	if (json_get(line, "account") != NULL)
		must(member_address(&q.account, line, "account", NULL));
	if (json_get(line, "dataset") != NULL)
		must(json_get_hex(q.dataset.bytes, 32, line, "dataset", NULL));
	if (json_get(line, "after") != NULL)
		must(json_get_u64(&q.after, line, "after", NULL));
	if (json_get(line, "http") != NULL)
		must(json_get_u64(&q.http, line, "http", NULL));
	return q;
}

static enum status judge_pages(const struct question *q, size_t len, struct err *e)
{
	struct datanet_statements statements;
	struct datanet_attributions attributions;
	struct datanet_models models;
	enum status s;

	if (strcmp(q->kind, "statements") == 0) {
		s = datanet_statements_read(&statements, q->reply, len, &q->account, q->after, e);
		datanet_statements_release(&statements);
	} else if (strcmp(q->kind, "models") == 0) {
		s = datanet_models_read(&models, q->reply, len, q->after, e);
		datanet_models_release(&models);
	} else {
		s = datanet_attributions_read(&attributions, q->reply, len, &q->account, q->after,
					      e);
		datanet_attributions_release(&attributions);
	}
	return s;
}

static enum status judge_problem(const struct question *q, size_t len, struct err *e)
{
	struct http_exchange x = {.url = "http://datanet.example", .http_status = (int)q->http};
	enum status s;

	buf_init(&x.reply, LIMIT_SMALL_FILE);
	buf_add(&x.reply, q->reply, len);
	s = problem_of(&x, e);
	http_exchange_release(&x);
	return s;
}

/* The manifest of a model, whose hash its attestation names. */
static enum status judge_manifest(const struct question *q, size_t len, struct err *e)
{
	struct training training;
	enum status s = training_read(&training, q->reply, len, e);

	training_release(&training);
	return s;
}

static enum status judge(const struct profile *p, const struct question *q, struct err *e)
{
	union {
		struct datanet_info info;
		struct datanet_claim claim;
		struct statement_document document;
		struct datanet_dataset dataset;
	} out;
	size_t len = strlen(q->reply);
	enum status s;

	if (strcmp(q->kind, "datanet") == 0)
		return datanet_info_read(&out.info, q->reply, len, p, e);
	if (strcmp(q->kind, "claim") == 0)
		return datanet_claim_read(&out.claim, q->reply, len, p, &q->account, e);
	if (strcmp(q->kind, "dataset") == 0)
		return datanet_dataset_read(&out.dataset, q->reply, len, &q->dataset, e);
	if (strcmp(q->kind, "problem") == 0)
		return judge_problem(q, len, e);
	if (strcmp(q->kind, "manifest") == 0)
		return judge_manifest(q, len, e);
	if (strcmp(q->kind, "document") != 0)
		return judge_pages(q, len, e);
	s = statement_document_read(&out.document, q->reply, len, e);
	statement_document_release(&out.document);
	return s;
}

int main(void)
{
	struct profile profile = {.name = "example"};
	char *line = NULL;
	size_t cap = 0;
	ssize_t len;

	while ((len = getline(&line, &cap, stdin)) > 0) {
		struct json *doc = parsed(line, (size_t)len - 1);
		struct question q = question_of(doc);
		struct err e = {0};
		enum status s;

		if (profile.n_datanets == 0)
			pin(&profile, q.reply);
		s = judge(&profile, &q, &e);
		printf("%s %s\n", status_name(s), s == STATUS_OK ? "" : e.text);
		json_free(doc);
	}
	free(line);
	return 0;
}
