/*
 * An act on chain: prepare → show → sign → send. Everything that spends or attests is one of these.
 *
 * States: prepared → signed → sent. prepare_…() makes it, sign_act() signs, send_act() broadcasts.
 * A prepared act has its nonce reserved by a committed row; free_act() on an unsigned act gives the
 * nonce back.
 */
#ifndef ACT_ACT_H
#define ACT_ACT_H
#include <stdint.h>

#include "base/buf.h"
#include "chain/bundle.h"
#include "chain/descriptor.h"
#include "chain/trust.h"
#include "chain/tx.h"

struct app;
struct task;

enum act_kind { ACT_CLAIM, ACT_ATTEST, ACT_REVOKE, ACT_SEND, ACT_CANCEL };
enum act_state { ACT_PREPARED, ACT_SIGNED, ACT_SENT };

/*
 * One line told beside the decoded transaction: "Entitled so far" "640.402 913 OPEN" ✓ "proof folds
 * …".
 */
struct act_fact {
	char label[32];
	char value[96];
	enum trust trust;
	char note[96];
};

#define ACT_FACTS 8

struct act {
	enum act_kind kind;
	enum act_state state;
	uint64_t id;	  /* row of the transaction in the cache */
	bool kept;	  /* its nonce outlives the act: a bundle was written */
	uint64_t subject; /* row of the claim or dataset it belongs to; 0 = none */
	uint64_t behind;  /* how many nonces below its own the chain had not seen */
	uint64_t earlier; /* row of the signed one that `warning` names and `confirm` is of */
	struct address from;
	struct tx tx;
	struct hash signing_hash;
	struct wei fee_cap;	      /* the most that gas can cost */
	struct descriptor descriptor; /* decoded from the transaction's own bytes */
	struct act_fact facts[ACT_FACTS];
	size_t n_facts;
	char title[64];	   /* "CLAIM ROYALTIES" */
	char file[512];	   /* the bundle it was opened from; "" = prepared here */
	char summary[120]; /* "You will receive 128.402 913 OPEN" */
	/*
	 * What must be typed to sign: the last four digits of the amount, or a word; with `earlier`
	 * those of the earlier one's hash.
	 */
	char confirm[24];
	char confirm_prompt[96];
	char warning[200];    /* an earlier transaction that stands in its way; "" = none */
	struct bundle bundle; /* of a claim */
	struct buf raw;	      /* signed bytes */
	struct hash hash;     /* of the signed transaction */
};

/*
 * Frees an act (NULL is allowed); an unsigned one that was not exported gives its nonce back. While
 * the dashboard's threads run that is queued where acts are prepared: it is not waited for, and
 * done before whatever is asked to be prepared later.
 */
void free_act(struct app *app, struct act *act);

/*
 * Signs with the unlocked vault. `expect` non-NULL: the signing hash must equal it (scripts).
 * Returns: STATUS_OK, ERR_LOCKED, ERR_REFUSED, ERR_MISMATCH, ERR_EXPIRED; ERR_CHANGED when another
 *          transaction of its nonce, or one it would wait for, was signed since it was prepared.
 */
MUST_CHECK enum status sign_act(struct app *app, struct act *act, const struct hash *expect,
				struct err *e);

/*
 * Checks that nothing moved since it was prepared (nonce, proven root, expiry, simulation), then
 * broadcasts to all nodes and records it. Following it is follow_transactions()'s matter.
 * Returns: STATUS_OK, ERR_CHANGED, ERR_EXPIRED, ERR_REVERTED, ERR_FUNDS, ERR_UNREACHABLE.
 */
MUST_CHECK enum status send_act(struct app *app, struct task *task, struct act *act, struct err *e);

#endif
