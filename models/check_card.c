/*
 * A card proves itself as far as its block. Two things more are known here: the profiles of the
 * networks, which pin where contracts keep their values, and the nodes, which say whether there is
 * such a block.
 */
#include "models/check_card.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app/network.h"
#include "app/scope.h"
#include "app/session_private.h"
#include "app/state.h"
#include "base/file.h"
#include "card/compare.h"
#include "card/evidence_read.h"
#include "card/verify.h"
#include "client/block_vote.h"
#include "wallet/recover.h"

void release_checked_card(struct checked_card *c)
{
	if (c == NULL)
		return;
	release_card_answers(&c->answers);
	release_card(&c->card);
}

/* A card that does not prove itself is refused before anybody is asked about it. */
static enum status read_file(struct checked_card *out, const char *path, struct err *e)
{
	static const struct card_recovery recovery = {recover_address_bytes};
	struct buf text;
	enum status s;

	buf_init(&text, LIMIT_CARD);
	s = file_read(&text, path, e);
	if (s != STATUS_OK)
		return s;
	s = read_card(&out->card, text.data, text.len, e);
	buf_release(&text);
	if (s == STATUS_OK) {
		s = verify_card(&out->answers, &out->card, &recovery, e);
		if (s != STATUS_OK)
			release_card(&out->card);
	}
	return s == STATUS_OK ? s : err_prefix(e, s, "%s", path);
}

void note_card_profile(struct checked_card *c, const struct profile *p)
{
	const struct profile_token *t = profile_token(p, &c->answers.token);

	c->has_profile = true;
	snprintf(c->network, sizeof(c->network), "%s", p->name);
	for (size_t i = 0; i < p->n_datanets; i++)
		if (address_equal(&p->datanets[i].address, &c->answers.publisher))
			snprintf(c->datanet, sizeof(c->datanet), "%s", p->datanets[i].name);
	if (t == NULL)
		return;
	snprintf(c->token.symbol, sizeof(c->token.symbol), "%s", t->symbol);
	c->token.decimals = (uint8_t)t->decimals;
}

/*
 * The scope whose network has the card's chain, that of the card's publisher before any other;
 * `app` itself where none has.
 */
static struct app *find_scope(struct app *app, const struct card_answers *card)
{
	struct app *found = app;
	size_t n;
	struct app *const *scopes = scope_list(app, &n);

	for (size_t i = 0; i < n; i++) {
		const struct profile *p = scopes[i]->profile;

		if (p->chain_id != card->chain_id)
			continue;
		if (p->n_datanets > 0 &&
		    address_equal(&profile_datanet(p)->address, &card->publisher))
			return scopes[i];
		found = scopes[i];
	}
	return found;
}

/* Compares the card with the app's network, or else with the profiles that have its chain. */
static enum status compare_profiles(struct checked_card *out, const struct app *app, struct err *e)
{
	struct network_entry *list = NULL;
	size_t n = 0;
	enum status s;

	if (app->profile != NULL && app->profile->chain_id == out->answers.chain_id) {
		note_card_profile(out, app->profile);
		return compare_card(&out->card, &out->answers, app->profile, e);
	}
	s = list_networks(app, &list, &n, e);
	for (size_t i = 0; i < n && s == STATUS_OK && !out->has_profile; i++) {
		if (list[i].profile.chain_id != out->answers.chain_id)
			continue;
		note_card_profile(out, &list[i].profile);
		s = compare_card(&out->card, &out->answers, &list[i].profile, e);
	}
	free(list);
	return s;
}

/* Asks the nodes which block has the number of the card's. */
static enum status ask_block(struct app *app, struct task *task, struct checked_card *out,
			     struct err *e)
{
	struct block_vote *vote = calloc(1, sizeof(*vote));
	struct session *session;
	enum status s = vote != NULL ? session_of(app, task, &session, e) : ERR_MEMORY;

	if (s == STATUS_OK) {
		vote->number = out->answers.block.number;
		s = block_vote_ask(session->nodes, vote, 1, nodes_all(session->nodes), e);
	}
	if (s == STATUS_OK && vote->verdict.trust != TRUST_AGREED)
		s = err_set(e, ERR_NOT_AGREED,
			    "fewer than %u nodes say which block has the number of the card's",
			    app->profile->quorum);
	else if (s == STATUS_OK &&
		 !hash_equal(&vote->ballots[vote->verdict.winner].value, &out->answers.block.hash))
		s = err_set(
			e, ERR_MISMATCH,
			"the chain has no such block: the nodes agree on another block %llu, so "
			"the card is invented or of another chain",
			(unsigned long long)out->answers.block.number);
	free(vote);
	return s;
}

enum status check_card(struct app *app, struct task *task, struct checked_card *out,
		       const char *path, struct err *e)
{
	enum status s = read_file(out, path, e);

	if (s == STATUS_OK)
		app = find_scope(app, &out->answers);
	if (s == STATUS_OK && compare_profiles(out, app, e) != STATUS_OK)
		s = err_prefix(e, ERR_MISMATCH, "%s", path);
	if (s != STATUS_OK) {
		release_checked_card(out);
		return s;
	}
	if (app->profile == NULL || app->profile->chain_id != out->answers.chain_id)
		out->asked = err_set(&out->unasked, ERR_NOT_FOUND,
				     "no network that is followed is the card's, so no node was "
				     "asked");
	else
		out->asked = ask_block(app, task, out, &out->unasked);
	out->confirmed = out->asked == STATUS_OK;
	if (out->asked != ERR_MISMATCH)
		return STATUS_OK;
	release_checked_card(out);
	return err_set(e, ERR_MISMATCH, "%s", out->unasked.text);
}
