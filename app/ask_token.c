#include "app/ask_token.h"

#include "app/store_thread.h"
#include "cache/foreign_tokens.h"

struct asked_token {
	const struct address *token;
	bool asked;
};

static enum status put_asked_token(struct cache *cache, void *arg, struct err *e)
{
	const struct asked_token *a = arg;

	return cache_foreign_tokens_ask(cache, a->token, a->asked, e);
}

enum status ask_token(struct app *app, const struct address *token, bool asked, struct err *e)
{
	struct asked_token a = {token, asked};

	return store_write(app, put_asked_token, &a, e);
}
