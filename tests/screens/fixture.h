/*
 * Hand-made snapshots, acts and previews: the same figures in every test, all before FIXTURE_NOW.
 */
#ifndef TESTS_FIXTURE_H
#define TESTS_FIXTURE_H

#include "act/act.h"
#include "app/network.h"
#include "app/snapshot.h"
#include "models/comparison.h"
#include "models/preview.h"
#include "models/record_words.h"

/* 2026-11-20T14:02:31Z; tests set BYLINE_CLOCK to it, and TZ=UTC. */
#define FIXTURE_NOW	 1795183351
#define FIXTURE_NOW_TEXT "1795183351"

enum fixture_kind {
	FIXTURE_FULL,	  /* a contributor with everything */
	FIXTURE_NOTHING,  /* a first run: no network, no vault, no account */
	FIXTURE_LOST,	  /* a vault whose cache was deleted */
	FIXTURE_UNCHOSEN, /* a vault, its account, and no network yet */
	FIXTURE_FRESH,	  /* a network and a watched account, nothing cached */
	FIXTURE_LOADING,  /* as FRESH, while the nodes are asked */
	FIXTURE_QUIET,	  /* an account that has nothing */
	FIXTURE_OFFLINE,  /* cached figures, and the network is down */
	FIXTURE_STALE,	  /* figures cached long ago */
	FIXTURE_DISPUTED, /* the nodes contradict each other */
	FIXTURE_UNDERFUNDED,
	FIXTURE_FAULT,	   /* an audit found something */
	FIXTURE_SIGNED,	   /* the first claim is signed and not sent */
	FIXTURE_SENT,	   /* and sent: all that can be claimed is on its way */
	FIXTURE_READ_ONLY, /* --read-only */
	FIXTURE_UNLOCKED,
	FIXTURE_DELEGATED,   /* the first account runs a contract's code (EIP-7702) */
	FIXTURE_UNPROTECTED, /* unlocked, though a protection of the signer is missing */
	FIXTURE_HOSTILE,     /* names as wide and strange as they may get */
	FIXTURE_SEVERAL,     /* two networks with three datanets */
	FIXTURE_TWELVE,	     /* twelve networks, some of them silent */
	FIXTURE_MANY,	     /* 10^6 live attributions */
	FIXTURE_MODELS,	     /* a second network, whose publisher states little */
	FIXTURE_UNHASHED,
	FIXTURE_PAYERS, /* payers of every kind owe something, besides the datanet's */
	FIXTURE_COUNT
};

struct snapshot *fixture_snapshot(enum fixture_kind kind);

/* Gives the network headers that byline cannot hash, so that nothing is proven. */
void fixture_make_unhashed(struct snapshot *s);

/* The distributor holds less than it owes; the account delegates to a contract. */
void fixture_make_underfunded(struct snapshot *s);
void fixture_make_delegated(struct snapshot *s);

/*
 * Makes the dues of royalties anew, as a load would, after a test changed royalties, and puts all
 * dues into their order.
 */
void fixture_renew_dues(struct snapshot *s);

/* The name of a kind, and the kind of a name (FIXTURE_COUNT when there is none). */
const char *fixture_name(enum fixture_kind kind);
enum fixture_kind fixture_named(const char *name);

/* BEFORE, an amount of OPEN with all its digits, AFTER. */
struct sentence fixture_sentence(const char *before, const char *amount, const char *after);

/* "epoch 29 is short by 0.125 031 OPEN: it pays 25.000 000 instead of 25.125 031". */
struct sentence fixture_finding(void);

/* Three networks: two that come with byline, and one of the user's. free() it. */
struct network_entry *fixture_networks(size_t *n);

/* Makes a prepared act of a kind; free_act() frees it. */
struct act *fixture_act(enum act_kind kind);

/*
 * Makes a prepared claim from the payer whose address begins so, of the token whose address does;
 * and puts another one behind it, which is signed with it, `of` in all.
 */
struct act *fixture_claim(uint8_t payer, uint8_t token, unsigned nonce);
void fixture_join_claims(struct act *first, struct act *take_act, unsigned of);

/*
 * Makes a preview of 96 records; preview_unref() frees it. A path with "bad", "crafted",
 * "one-label", "foreign", "renamed" or "unlabelled" in it makes one of such a file.
 */
struct preview *fixture_preview(const char *path);

/* The words of a record, of which one line of the page has no room; free_record_words(). */
struct record_words *fixture_record_words(const struct preview_row *r);

/*
 * Makes a comparison of 96 records with five models, of the networks of FIXTURE_MODELS and of one
 * that is not followed; "junk" is mapped by the rule for it. comparison_unref() frees it. The texts
 * and rules are copied.
 */
struct comparison *fixture_comparison(const char *path, const char *language, const char *license,
				      const struct label_rule *rules, size_t n_rules);

#endif
