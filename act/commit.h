/*
 * Commits to a dataset: hashes its records into a folder of its own. Nothing is sent. Records that
 * were committed to before, here or on another machine with the same phrase, are recognised.
 */
#ifndef ACT_COMMIT_H
#define ACT_COMMIT_H

#include "app/app.h"

struct commit_plan {
	const char *path;
	const char *kind;	/* lines, csv, files; NULL: guessed */
	const char *name;	/* name for the lists on this machine; NULL: from the path */
	const char *license;	/* SPDX id; required, since it is attested publicly and for good */
	const char *text_name;	/* key or column of the text; NULL: "text" */
	const char *label_name; /* key or column of the label; NULL: "label" */
	bool keep;		/* store the records too */
	const struct hash *replaces; /* uid of the version it replaces; NULL: none */
};

/*
 * ERR_USAGE, naming some licences and what they mean, when `license` is NULL or empty; and as
 * license_check(), naming the nearest, for a licence that nobody could read.
 */
MUST_CHECK enum status require_license(const char *license, struct err *e);

struct commit_result {
	struct hash root;
	struct hash manifest;
	uint64_t records, bytes;
	uint64_t duplicates;   /* records that an earlier dataset of this vault has too */
	uint64_t without_text; /* records that no model can learn from */
	char name[64];	       /* the dataset's name on this machine */

	/* These records were committed to before with these settings: nothing new was made. */
	bool already;
	bool rebuilt;	   /* its folder was missing on this machine and was built again */
	struct hash uid;   /* the attestation of that commitment; zero: none */
	char other[256];   /* names one of this size with other settings; "" */
	char untaken[256]; /* why the datanet may reject the records (models/accepted_data.h); "" */
};

/*
 * Hashes the records at plan->path into datasets/ROOT and the cache, unless the account has
 * committed to them before with the same settings (act/recognise.h). Works offline and without a
 * network: the first one that is used takes the dataset over. The vault must be unlocked, since it
 * holds the salts.
 * Returns: STATUS_OK, ERR_USAGE without a licence, ERR_LOCKED, ERR_CHANGED, ERR_PARSE with record
 *          and line, ERR_NO_SPACE, …
 */
MUST_CHECK enum status commit_dataset(struct app *app, struct task *task, struct commit_result *out,
				      const struct commit_plan *plan, struct err *e);

/*
 * Fills in the result for a commitment made before that `root` names, as commit_dataset() does for
 * records that it recognises. Reads the cache alone.
 * Returns: STATUS_OK, ERR_NOT_FOUND.
 */
MUST_CHECK enum status read_commitment(struct app *app, struct commit_result *out,
				       const struct hash *root, struct err *e);

#endif
