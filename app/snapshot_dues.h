/*
 * Dues are what every payer owes to every account, as the screens show it: a part of
 * app/snapshot.h, which has the figures and the owners.
 */
#ifndef APP_SNAPSHOT_DUES_H
#define APP_SNAPSHOT_DUES_H

#include "app/snapshot.h"
#include "chain/payer.h"

/* Where byline knows a leaf, or a line of a payer's books, from. */
enum due_source {
	DUE_DATANET, /* a datanet's interface */
	DUE_SERVICE, /* the payer's own service */
	DUE_FILE,    /* a file that the user brought: `byline claim add` */
	DUE_NAMED,   /* the user named it: a pod, the vault of an IP */
};

/* How far byline knows a token that pays. */
enum due_token {
	DUE_TOKEN_PINNED,   /* the profile pins it */
	DUE_TOKEN_AGREED,   /* nodes agree on symbol and decimals; never added to a pinned one */
	DUE_TOKEN_IMITATES, /* so too; the symbol looks like that of a pinned one or the coin */
	DUE_TOKEN_UNKNOWN,  /* no symbol or decimals: amounts are in its smallest unit */
};

/*
 * A due: what one payer owes to one account in one token, for one pod, cycle or index where it has
 * them. Two leaves of which one is in force and the other waits are one row.
 */
struct snapshot_due {
	struct snapshot_owner of;
	enum distributor_kind kind;
	char payer_name[48]; /* as the profile has it; its datanet's; else its address, shortened */
	struct address payer, token;
	uint64_t index, series; /* as of struct entitlement */
	char part[48];		/* "pod 7, epoch 12", "cycle 3", "index 5"; "" for none */
	char symbol[16];	/* the token's own word, cleaned: that of an imitation misleads */
	uint8_t decimals;
	enum due_token known;
	bool folded; /* nobody asked for this token: shown when asked for */
	enum due_source source;
	char origin[128];	/* the file, or the service's address; "" for none */
	struct figure entitled; /* in all; cumulative, never claimable */
	struct figure claimed;
	struct figure claimable; /* claiming pays it now; 0 while an obstacle is in the way */
	struct figure waiting;	 /* claiming pays it once the obstacle is gone */
	struct figure on_its_way;
	enum payer_obstacle obstacle; /* PAYER_FREE where a part pays now and another waits */
	char note[256];	  /* why it, or a part of it, does not pay now, and what to do; else "" */
	struct hash root; /* that the leaf folds to, in force; zero for a kind without roots */
	int64_t opens, ends, vests; /* as of struct payer_finding */
	bool redirected;	    /* the money goes to `paid_to`, which is not the account */
	struct address paid_to;
	struct figure funds; /* the payer has so much of the token */
	bool underfunded;
	struct figure gas; /* estimated fee of a claim, in wei */
	struct wei fee;	   /* coins that have to go along */
	bool has_fee;
};

/* "claimable", "waiting", "paid", "paused": one or two words, static. */
const char *snapshot_due_word(const struct snapshot_due *due);

/* "urd", "merkl", "reppo"; "pinned", "imitates"; "file", "service". Static. */
const char *snapshot_due_kind_word(enum distributor_kind kind);
const char *snapshot_due_token_word(enum due_token known);
const char *snapshot_due_source_word(enum due_source source);

#define SNAPSHOT_DUE_UNIT_SIZE 16

/*
 * Writes the name of the unit that amounts are in: the token's symbol. One that imitates another
 * has its shortened address in place of that, so that no figure stands beside a name that misleads.
 */
void snapshot_due_unit(char out[static SNAPSHOT_DUE_UNIT_SIZE], const struct snapshot_due *due);

/* Whether a claim would bring something now, as far as it is known. */
bool snapshot_due_pays(const struct snapshot_due *due);

/*
 * Whether only a trial run can tell what a claim would bring: the payer does not say whether it was
 * paid. A claim is prepared with one.
 */
bool snapshot_due_needs_trial(const struct snapshot_due *due);

/* A number by which rows are ordered, the greatest first: what pays now, waits, is in the way. */
int snapshot_due_rank(const struct snapshot_due *due);

/* How many rows are not folded away: they stand before the others. */
size_t snapshot_due_count(const struct snapshot *s);

/*
 * Whether claiming costs more than it brings. Amounts of two tokens are never compared: it is false
 * unless the payer's token is pinned and is the coin that pays for gas.
 */
bool snapshot_due_is_dear(const struct snapshot *s, const struct snapshot_due *due);

#endif
