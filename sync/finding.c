/*
 * The last text of each topic is a setting in the cache, so that a restart does not repeat it. That
 * setting is only compared, never shown.
 */
#include "sync/finding.h"

#include <stdio.h>
#include <string.h>

#include "app/state.h"
#include "base/buf.h"
#include "cache/settings.h"
#include "sync/context.h"

struct telling {
	const struct address *datanet, *account; /* NULL: an event about no account */
	enum cache_setting topic;
	enum trust trust;	       /* TRUST_DISPUTED for what proves false */
	char text[SENTENCE_TEXT_SIZE]; /* "" when all is well */
	bool news;		       /* the text is not the one of before */
};

static enum status look(struct cache *cache, void *arg, struct err *e)
{
	struct telling *t = arg;
	struct buf before;
	enum status s;

	buf_init(&before, 4 * KIB);
	s = cache_settings_get(cache, &before, t->topic, t->datanet, NULL, e);
	t->news = strcmp(buf_str(&before), t->text) != 0;
	buf_release(&before);
	return s == ERR_NOT_FOUND ? STATUS_OK : s;
}

static enum status keep(struct cache *cache, void *arg, struct err *e)
{
	const struct telling *t = arg;

	return cache_settings_put(cache, t->topic, t->datanet, NULL,
				  t->text[0] != '\0' ? t->text : NULL, e);
}

static void tell(struct app *app, struct telling *t, const struct sentence *text)
{
	const struct value_style whole = {.hide = false};

	t->datanet = &profile_datanet(app->profile)->address;
	sentence_text(t->text, sizeof(t->text), text, &whole);
	if (store_read(app, look, t, NULL) != STATUS_OK || !t->news)
		return;
	/* A text that cannot be stored is not logged either: it would be logged with every sync. */
	if (store_write(app, keep, t, NULL) == STATUS_OK && t->text[0] != '\0')
		note_sentence(app, &(struct event_owner){t->datanet, t->account}, "datanet",
			      t->trust, text);
}

void tell_sentence_once(struct app *app, enum cache_setting topic, const struct address *account,
			const struct sentence *text)
{
	struct telling t = {.account = account, .topic = topic, .trust = TRUST_DISPUTED};

	tell(app, &t, text);
}

void tell_once(struct app *app, enum cache_setting topic, const char *text)
{
	/* The text is an error's, so that an amount in it is text. */
	struct sentence said = {.plain = true};

	if (text != NULL)
		sentence_add(&said, "%s", text);
	tell_sentence_once(app, topic, NULL, &said);
}

void tell_silence(struct app *app, enum cache_setting topic, const char *text)
{
	struct telling t = {.topic = topic, .trust = TRUST_NONE};
	struct sentence said = {.plain = true};

	sentence_add(&said, "%s", text);
	tell(app, &t, &said);
}

void name_owner(char out[static OWNER_SIZE], const struct sync_context *c,
		const struct snapshot_account *account)
{
	char address[ADDRESS_TEXT_SIZE];

	out[0] = '\0';
	if (c->n_accounts < 2)
		return;
	address_format_short(address, &account->address, true);
	snprintf(out, OWNER_SIZE, " of %s", account->label[0] != '\0' ? account->label : address);
}

void tell_finding(struct sync_context *c, const struct snapshot_account *account,
		  const struct sentence *finding)
{
	struct sentence text = *finding;
	char name[OWNER_SIZE];

	name_owner(name, c, account);
	sentence_add(&text, "%s%s", name[0] != '\0' ? ", the audit" : "", name);
	tell_sentence_once(c->app, CACHE_SETTING_LOGGED_AUDIT, &account->address, &text);
}

/* An error of another kind says nothing about the last false answer, which stays stored. */
void tell_outcome(struct app *app, enum cache_setting topic, enum status s, const struct err *e)
{
	if (s == STATUS_OK)
		tell_once(app, topic, NULL);
	else if (s == ERR_MISMATCH || s == ERR_ANSWER || s == ERR_SIGNATURE ||
		 s == ERR_PROOF_MISMATCH)
		tell_once(app, topic, e->text);
}
