/*
 * Reads entitlements as byline does, for tests/payers/states.mjs: each line of the standard input
 * asks about some, {"block", "ask": [{"payer", "account", "token", "index", "series", "sender"}]},
 * and gets a line with the words that decide about each, how they are known, and the judgement.
 * All are read at one agreed block, which is not below "block".
 *
 *	reader FOLDER
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "act/payer_reading.h"
#include "app/open.h"
#include "app/proof_wait.h"
#include "app/session.h"
#include "base/json_write.h"

/* The most that one line asks for. */
#define ASKED 16

/* As long as blocks of the network may take to be agreed on. */
#define TRIES 400

struct asked {
	const struct profile_distributor *payer;
	struct entitlement entitlement;
	struct address sender;
	struct payer_reading reading;
};

struct round {
	struct asked asked[ASKED];
	size_t n;
};

static void must(enum status s, const struct err *e)
{
	if (s == STATUS_OK)
		return;
	fprintf(stderr, "reader: %s: %s\n", status_phrase(s), e->text);
	exit(1);
}

static struct address address_of(const struct json *o, const char *name)
{
	const char *text = json_text(json_get(o, name));
	struct address a;
	struct err e = {0};

	must(address_read(&a, text != NULL ? text : "", &e), &e);
	return a;
}

static void take(struct asked *out, const struct profile *profile, const struct json *o)
{
	const struct address payer = address_of(o, "payer");
	struct err e = {0};

	memset(out, 0, sizeof(*out));
	out->payer = profile_distributor(profile, &payer);
	if (out->payer == NULL)
		must(err_set(&e, ERR_NOT_FOUND, "the profile has no such payer"), &e);
	out->entitlement.account = address_of(o, "account");
	out->entitlement.token = address_of(o, "token");
	out->sender = address_of(o, "sender");
	must(json_get_u64(&out->entitlement.index, o, "index", &e), &e);
	must(json_get_u64(&out->entitlement.series, o, "series", &e), &e);
}

static enum status read_all(struct session *session, void *arg, struct err *e)
{
	struct round *round = arg;
	enum status s = STATUS_OK;

	for (size_t i = 0; i < round->n && (s == STATUS_OK || s == ERR_PENDING); i++) {
		struct asked *a = &round->asked[i];
		const struct entitlement *const part = &a->entitlement;
		enum status one =
			read_payer_words(session, &a->reading, a->payer, &part, 1, &a->sender, e);

		s = one != STATUS_OK ? one : s;
	}
	return s;
}

static struct json *answer_to(const struct asked *a, int64_t time)
{
	const struct payer_case c = {.payer = a->payer,
				     .entitlement = &a->entitlement,
				     .sender = &a->sender,
				     .values = a->reading.values,
				     .time = time};
	struct json *o = json_new_object(), *words = json_new_object();
	char amount[U256_DECIMAL_SIZE];
	struct payer_finding f;

	for (size_t i = 0; i < a->reading.n; i++) {
		uint8_t word[32];

		u256_to_be(word, &a->reading.values[i].value);
		if (a->reading.values[i].known)
			json_add_hex(words, a->reading.words[i].name, word, sizeof(word));
		else
			json_add_null(words, a->reading.words[i].name);
	}
	payer_judge(&f, &c);
	json_add(o, "words", words);
	json_add_text(o, "trust", trust_word(a->reading.trust));
	json_add_hex(o, "root", f.root.bytes, sizeof(f.root.bytes));
	u256_format(amount, &f.entitled.raw);
	json_add_text(o, "entitled", amount);
	json_add_u64(o, "obstacle", f.obstacle);
	return o;
}

static struct json *answer(struct app *app, struct task *task, const struct json *question)
{
	static struct round round;
	const struct timespec pause = {.tv_nsec = 50000000};
	const struct profile *profile;
	struct session *session = NULL;
	struct json *o = json_new_object(), *list = json_new_array();
	struct err e = {0};
	uint64_t block;
	size_t tries = 0;

	must(require_profile(app, &profile, &e), &e);
	must(json_get_u64(&block, question, "block", &e), &e);
	round.n = 0;
	for (const struct json *v = json_first(json_get(question, "ask")); v != NULL;
	     v = json_next(v))
		if (round.n < ASKED)
			take(&round.asked[round.n++], profile, v);
	do {
		if (session != NULL)
			session->has_anchor = false;
		if (tries++ > 0)
			nanosleep(&pause, NULL);
		must(proof_wait_read(app, task, &session, read_all, &round, &e), &e);
	} while (session->anchor.header.number < block && tries < TRIES);
	json_add_u64(o, "block", session->anchor.header.number);
	for (size_t i = 0; i < round.n; i++)
		json_add(list, NULL,
			 answer_to(&round.asked[i], (int64_t)session->anchor.header.timestamp));
	json_add(o, "answers", list);
	session->has_anchor = false;
	return o;
}

int main(int argc, char **argv)
{
	struct app_options options = {.config_dir = argc == 2 ? argv[1] : NULL};
	struct task task = {.session = NULL};
	struct app *app;
	struct err e = {0};
	char *line = NULL;
	size_t cap = 0;
	ssize_t len;

	if (argc != 2)
		return 2;
	must(open_app(&app, &options, &e), &e);
	while ((len = getline(&line, &cap, stdin)) > 0) {
		struct json *question;
		struct buf out;

		must(json_parse(&question, line, (size_t)len, &e), &e);
		buf_init(&out, LIMIT_SMALL_FILE);
		must(json_write_take(&out, answer(app, &task, question)), &e);
		printf("%.*s\n", (int)out.len, (const char *)out.data);
		fflush(stdout);
		buf_release(&out);
		json_free(question);
	}
	free(line);
	end_session(&task);
	close_app(app);
	return 0;
}
