#include "act/own_open.h"

#include "act/cancel.h"
#include "act/claim_offline.h"
#include "act/tx_file.h"

/* The bytes of the file are reviewed, and not what the cache remembers of them. */
enum status open_own_file(struct app *app, struct act **out, const struct own_named *own,
			  struct err *e)
{
	enum status s = require_draft_file(own, e);

	*out = NULL;
	if (s != STATUS_OK)
		return s;
	return own->claim != 0 ? open_claim(app, out, own->file, e)
			       : open_act(app, out, own->file, e);
}

enum status open_unsigned_claim(struct app *app, struct act **out, const char *name, struct err *e)
{
	struct own_named own;
	enum status s;

	*out = NULL;
	if (!is_own_name(name))
		return open_claim(app, out, name, e);
	s = find_own(app, &own, OWN_CLAIMS, name, e);
	return s == STATUS_OK ? open_own_file(app, out, &own, e) : s;
}

/* A claim is signed into a bundle, which only `claim` writes. */
enum status open_unsigned_transaction(struct app *app, struct act **out, const char *name,
				      struct err *e)
{
	struct own_named own;
	enum status s;

	*out = NULL;
	if (!is_own_name(name))
		return open_act(app, out, name, e);
	s = find_own(app, &own, OWN_TRANSACTIONS, name, e);
	if (s == STATUS_OK && own.claim != 0 && hash_is_zero(&own.hash))
		s = err_set(e, ERR_USAGE, "this is a claim; use: byline claim sign %llu",
			    (unsigned long long)own.claim);
	return s == STATUS_OK ? open_own_file(app, out, &own, e) : s;
}

/* Signed bytes are in the cache, so that no file is needed any more. */
static enum status open_signed(struct app *app, struct act **out, enum own_list list,
			       const char *name, struct err *e)
{
	struct own_named own;
	enum status s = find_own(app, &own, list, name, e);

	*out = NULL;
	if (s == STATUS_OK && hash_is_zero(&own.hash))
		s = err_set(e, ERR_USAGE, "it is not signed yet; sign it with: byline %s sign %llu",
			    own.claim != 0 ? "claim" : "tx",
			    (unsigned long long)(own.claim != 0 ? own.claim : own.id));
	if (s == STATUS_OK)
		s = open_transaction(app, out, &own.hash, e);
	/* One that was sent may have been lost by the nodes a moment ago. */
	if (s == STATUS_OK && own.can_be_sent)
		(*out)->state = ACT_SIGNED;
	return s;
}

/* A name is of a row here; anything else is a file that came back from where it was signed. */
enum status open_signed_claim(struct app *app, struct act **out, const char *name, struct err *e)
{
	return is_own_name(name) ? open_signed(app, out, OWN_CLAIMS, name, e)
				 : import_signed_claim(app, out, name, e);
}

enum status open_signed_transaction(struct app *app, struct act **out, const char *name,
				    struct err *e)
{
	return is_own_name(name) ? open_signed(app, out, OWN_TRANSACTIONS, name, e)
				 : import_signed_act(app, out, name, e);
}
