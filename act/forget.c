#include "act/forget.h"

#include <stdio.h>

#include "act/ledger_rows.h"
#include "app/event.h"
#include "app/state.h"
#include "cache/claims.h"

struct forgetting {
	int64_t claim, id; /* one of them; the other is 0 */
	struct cache_tx draft;
};

/* One store job, so that the draft cannot be signed between the look and the deletion. */
static enum status forget(struct cache *cache, void *arg, struct err *e)
{
	struct forgetting *f = arg;
	struct cache_claim claim;
	enum status s = STATUS_OK;

	if (f->claim != 0) {
		s = cache_claims_get(cache, &claim, f->claim, e);
		if (s == ERR_NOT_FOUND)
			return err_set(e, s, "there is no claim %lld; see: byline claim status",
				       (long long)f->claim);
		f->id = claim.transaction;
	}
	if (s == STATUS_OK)
		s = cache_transactions_get(cache, &f->draft, f->id, e);
	if (s == ERR_NOT_FOUND)
		return err_set(e, s, "there is no transaction %lld; see: byline tx list",
			       (long long)f->id);
	return s == STATUS_OK ? ledger_forget(cache, f->id, e) : s;
}

/* The event keeps the name of what is gone. */
static enum status forget_one(struct app *app, struct forgotten *out, struct forgetting *f,
			      struct err *e)
{
	struct sentence text = {.n = 0};
	enum status s = require_writable(app, "forget a draft", e);

	if (s == STATUS_OK)
		s = store_write(app, forget, f, e);
	out->what = f->draft.what;
	snprintf(out->file, sizeof(out->file), "%s", f->draft.file);
	if (s != STATUS_OK)
		return s;
	sentence_add(&text, "forgot the draft \"");
	sentence_add_sentence(&text, &out->what);
	sentence_add(&text, "\"");
	note_sentence(app, &(struct event_owner){.account = &f->draft.account}, "act", TRUST_NONE,
		      &text);
	return s;
}

/* The claim's number is what `claim status` prints. */
enum status forget_claim(struct app *app, struct forgotten *out, uint64_t claim, struct err *e)
{
	struct forgetting f = {.claim = (int64_t)claim};

	return forget_one(app, out, &f, e);
}

enum status forget_transaction(struct app *app, struct forgotten *out, uint64_t id, struct err *e)
{
	struct forgetting f = {.id = (int64_t)id};

	return forget_one(app, out, &f, e);
}
