/*
 * Small values that are kept between runs, each under a key of its own, on the selected network.
 *
 * Each belongs to one datanet, whose address the functions take: a key that was confirmed for one
 * datanet is not confirmed for another. CACHE_SETTING_DATASETS_SCANNED and _HEADER_FLAW belong to
 * the network as a whole, and take NULL. Some settings are kept for each account; functions take
 * that account, and NULL for the other settings.
 */
#ifndef CACHE_SETTINGS_H
#define CACHE_SETTINGS_H

#include <stdint.h>

#include "base/status.h"
#include "cache/db.h"
#include "chain/address.h"
#include "chain/sentence.h"

struct buf;

/* The keys. cache/settings.c has the names under which the database knows them. */
enum cache_setting {
	/* The datanet's description, as it was read last. */
	CACHE_SETTING_ACCEPTS,		/* chain/accepts.h as canonical JSON */
	CACHE_SETTING_AUDITABLE,	/* 1 when amounts follow a rule that byline knows, else 0 */
	CACHE_SETTING_CONTRIBUTORS_BP,	/* the contributors' share of fees, in basis points */
	CACHE_SETTING_DESCRIBED_AT,	/* when that was, seconds since 1970 */
	CACHE_SETTING_NEXT_SETTLEMENT,	/* seconds since 1970 */
	CACHE_SETTING_CONFIRMED_INTAKE, /* id of the intake key that the user confirmed, in hex */

	/* The flaw that keeps byline from hashing the network's headers (chain/header.h). */
	CACHE_SETTING_HEADER_FLAW,

	/* How far the cache is, for each account. */
	CACHE_SETTING_DATASETS_SCANNED, /* block up to which its events were looked at; network's */
	CACHE_SETTING_STATEMENTS_READ,	/* epoch up to which everything was read and agreed on */

	/* A claim or statement that the datanet names and the chain has not, for each account. */
	CACHE_SETTING_ABSENT_CLAIM,
	CACHE_SETTING_ABSENT_CLAIM_SINCE, /* block at which that was first so */
	CACHE_SETTING_ABSENT_STATEMENT,	  /* its epoch */
	CACHE_SETTING_ABSENT_STATEMENT_SINCE,

	/* The newest log entry about a state that lasts, so that it is logged only once. */
	CACHE_SETTING_LOGGED_ATTRIBUTIONS,
	CACHE_SETTING_LOGGED_AUDIT,
	CACHE_SETTING_LOGGED_CLAIMS,
	CACHE_SETTING_LOGGED_IDENTITY,
	CACHE_SETTING_LOGGED_PAYERS,
	CACHE_SETTING_LOGGED_STATEMENTS,

	CACHE_SETTINGS, /* how many there are */
};

/* The longest text that a setting has, with its zero: a message for the log. */
#define CACHE_SETTING_TEXT SENTENCE_TEXT_SIZE

/* Sets a setting to `text`; NULL deletes it. */
MUST_CHECK enum status cache_settings_put(struct cache *c, enum cache_setting setting,
					  const struct address *datanet,
					  const struct address *account, const char *text,
					  struct err *e);

/* Appends the text of a setting to `out`. ERR_NOT_FOUND when it is not set. */
MUST_CHECK enum status cache_settings_get(struct cache *c, struct buf *out,
					  enum cache_setting setting, const struct address *datanet,
					  const struct address *account, struct err *e);

/* A setting as it is kept. */
struct cache_setting_row {
	enum cache_setting setting;
	bool has_account;
	struct address account; /* whose it is; zero without one */
	struct address datanet; /* likewise; zero for a setting of the network */
	char text[CACHE_SETTING_TEXT];
};

/* Lists all settings that are set, by datanet and name. Names of a newer byline are left out. */
MUST_CHECK enum status cache_settings_all(struct cache *c, struct cache_setting_row **out,
					  size_t *n, struct err *e);

/* Sets a setting to a whole number. */
MUST_CHECK enum status cache_settings_put_number(struct cache *c, enum cache_setting setting,
						 const struct address *datanet,
						 const struct address *account, int64_t v,
						 struct err *e);

/* Reads a setting as a whole number. ERR_NOT_FOUND when it is not set or is no number. */
MUST_CHECK enum status cache_settings_number(struct cache *c, int64_t *out,
					     enum cache_setting setting,
					     const struct address *datanet,
					     const struct address *account, struct err *e);

#endif
