/*
 * All proofs of a card fold to one header. Nodes that prove only their newest block give them as
 * long as that block is the newest: what was collected is thrown away when the next one comes, and
 * collected anew from there.
 */
#include "models/prove_at_head.h"

#include "app/proof_wait.h"
#include "app/state.h"
#include "base/clock.h"
#include "client/testimony.h"

/* A card of a hundred epochs takes about a second; blocks of two seconds leave room every time. */
#define TRIES 12

/* Collects the proofs at one head, if they come before the next block. */
static enum status try_once(struct session *session, struct card *card,
			    const struct card_uids *uids, struct err *e)
{
	struct anchor *anchor = &session->anchor;
	enum status s;

	anchor->nodes = nodes_all(session->nodes);
	s = testimony_head(session->nodes, anchor, e);
	trie_pool_release(&card->pool);
	trie_pool_init(&card->pool);
	buf_clear(&card->header);
	if (s == STATUS_OK)
		s = prove_card(session, card, uids, e);
	card->block = anchor->header.hash;
	return s == STATUS_OK ? testimony_header(session->nodes, &card->header, anchor, e) : s;
}

/* Waits until the agreed block has come to the head that was proven, and has it voted on. */
static enum status await_head(struct app *app, struct task *task, struct session *session,
			      struct err *e)
{
	const struct header head = session->anchor.header;
	int64_t until = clock_monotonic_ms() + proof_wait_most_ms(app);

	for (;;) {
		enum status s;

		session->has_anchor = false;
		s = session_anchor(app, task, &session, e);
		if (s != STATUS_OK)
			return s;
		if (session->anchor.header.number >= head.number)
			return testimony_settle(session->nodes, &session->anchor, &head, e);
		if (clock_monotonic_ms() >= until)
			return err_set(e, ERR_NOT_AGREED,
				       "block %llu is proven, and not agreed on yet; try again, or "
				       "wait longer with --wait SECONDS",
				       (unsigned long long)head.number);
		proof_wait_sleep(task, head.number,
				 proof_wait_ms(app, &session->anchor, head.number), until);
		s = task_check(task, e);
		if (s != STATUS_OK)
			return s;
	}
}

enum status prove_at_head(struct app *app, struct task *task, struct session *session,
			  struct card *card, const struct card_uids *uids, struct err *e)
{
	enum status s = ERR_NOT_PROVEN;

	for (int i = 0; i < TRIES && s == ERR_NOT_PROVEN; i++) {
		s = task_check(task, e);
		if (s == STATUS_OK)
			s = try_once(session, card, uids, e);
	}
	if (s == ERR_NOT_PROVEN)
		return err_set(e, s,
			       "the nodes prove only their newest block, if at all, and a new one "
			       "came before all proofs of the card did; try again, or add a node "
			       "that proves deeper: byline node test");
	return s == STATUS_OK ? await_head(app, task, session, e) : s;
}
