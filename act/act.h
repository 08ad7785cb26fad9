/*
 * An act on chain: prepare → show → sign → send. Everything that spends or attests is one of these.
 *
 * States: prepared → signed → sent. prepare_…() makes it, sign_act() signs, send_act() broadcasts.
 * A prepared act exists in memory alone and takes nothing: no row, no nonce. It gets its row when
 * it is signed, or written to a file (act/ledger.h).
 */
#ifndef ACT_ACT_H
#define ACT_ACT_H

#include <stdint.h>

#include "base/buf.h"
#include "chain/bundle.h"
#include "chain/descriptor.h"
#include "chain/rollup.h"
#include "chain/sentence.h"
#include "chain/trust.h"
#include "chain/tx.h"

enum act_kind { ACT_CLAIM, ACT_ATTEST, ACT_REVOKE, ACT_SEND, ACT_CANCEL };
enum act_state { ACT_PREPARED, ACT_SIGNED, ACT_SENT };

/*
 * One line beside the decoded transaction, for example "Entitled so far", "640.402 913 OPEN",
 * with its trust and the note "proof folds to the root in force".
 */
struct act_fact {
	char label[32];
	char value[96];
	enum trust trust;
	char note[96];
};

/*
 * A claim has five for each of 8 parts and ten others at most, and a rollup adds three. The first
 * one of CLAIM_WISHES names the others, and their sum.
 */
#define ACT_FACTS 88

/* The sum of a claim whose parts are all in one pinned token. */
struct act_sum {
	bool known;
	struct tokens amount;
	struct address token;
	char symbol[16];
	unsigned decimals;
};

struct app;

struct act {
	struct act *next;  /* signed and sent after this one, and with it; NULL: none */
	struct app *scope; /* the app of the network, and datanet, that it is made for */
	enum act_kind kind;
	enum act_state state;
	uint64_t id;		  /* row of the transaction in the cache; 0 = none yet */
	uint64_t subject;	  /* number of the claim that it belongs to; 0 = none */
	unsigned ahead;		  /* claims that are prepared with it and go before it */
	uint64_t behind;	  /* how many nonces below its own the chain had not seen */
	uint64_t earlier;	  /* row of the signed one that goes before it */
	struct hash earlier_hash; /* that signed one's; zero where none hinders */
	bool reuses;	   /* `earlier` has the same nonce, so that only one of both can happen */
	uint64_t first_of; /* row of the draft in a file that becomes void when this goes first */
	bool cut;	   /* a line of the review did not fit: it is not signed */
	struct sentence what; /* in lists: "attest mails-2025" */
	struct address from;
	struct tx tx;
	struct hash signing_hash;
	struct wei fee_cap;	      /* the most that gas and the rollup's fees can cost */
	struct wei rollup_most;	      /* the part of it that is not gas */
	struct rollup_fee rollup;     /* as told when it was prepared; nothing for a stored one */
	struct descriptor descriptor; /* decoded from the transaction's own bytes */
	struct act_fact facts[ACT_FACTS];
	size_t n_facts;
	char title[64];		 /* "CLAIM ROYALTIES" */
	char file[512];		 /* the bundle it was opened from; "" = prepared here */
	struct sentence summary; /* "You will receive 128.402 913 OPEN" */
	/* The last four digits of `earlier_hash`; with `first_of` the word FIRST; "": neither. */
	char hindrance[8];
	/*
	 * The text of all obstacles, which --confirm gives beside --expect: what it gives away; the
	 * last four digits of an account that is paid and has no key here; `hindrance`, and FIRST
	 * where that has digits and a file becomes void as well. "": none.
	 */
	char confirm[MEANING_WORDS_SIZE + 24];
	char joint[96];	      /* this one and those behind it: "46.500 000 OPEN in all" */
	struct act_sum sum;   /* known where a claim was prepared here */
	uint32_t allowed;     /* the set of enum danger that a person asked for by name */
	char warning[800];    /* the obstacle in its way; "" = none */
	struct bundle bundle; /* used by a claim alone */
	/* By a claim: what each of its parts adds to those that are under way. */
	struct tokens pays[LIMIT_CLAIM_PARTS];
	struct address paid_to; /* by a claim: gets the money; zero: the account */
	struct buf raw;		/* signed bytes */
	struct hash hash;	/* names the signed transaction */
};

/*
 * Whether writing the prepared act to a file must be confirmed with act->hindrance: its nonce was
 * signed for before, or is that of a draft that is out.
 */
static inline bool act_export_asks(const struct act *act)
{
	return act->state == ACT_PREPARED && (act->reuses || act->first_of != 0);
}

/* How many acts there are, with those behind the first one. */
static inline size_t act_count(const struct act *first)
{
	size_t n = 0;

	for (const struct act *a = first; a != NULL; a = a->next)
		n++;
	return n;
}

/* How many of them are not signed yet. */
static inline size_t act_count_prepared(const struct act *first)
{
	size_t n = 0;

	for (const struct act *a = first; a != NULL; a = a->next)
		n += a->state == ACT_PREPARED;
	return n;
}

/* How many of them were sent. */
static inline size_t act_count_sent(const struct act *first)
{
	size_t n = 0;

	for (const struct act *a = first; a != NULL; a = a->next)
		n += a->state == ACT_SENT;
	return n;
}

/* Frees an act and those behind it. NULL is allowed. */
void free_act(struct act *act);

#endif
