/* Commits to a dataset: hashes its records into a folder of its own. Nothing is sent. */
#ifndef APP_COMMIT_H
#define APP_COMMIT_H

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

/* ERR_USAGE, naming some licences and what they mean, when `license` is NULL or empty. */
MUST_CHECK enum status require_license(const char *license, struct err *e);

struct commit_result {
	struct hash root;
	struct hash manifest;
	uint64_t records, bytes;
	uint64_t duplicates; /* records that an earlier dataset of this vault has too */
};

/*
 * Hashes the records at plan->path into datasets/ROOT and the cache. Works offline; the vault must
 * be unlocked, since it holds the salts.
 * Returns: STATUS_OK, ERR_USAGE without a licence, ERR_LOCKED, ERR_CHANGED, ERR_PARSE with record
 *          and line, ERR_NO_SPACE, …
 */
MUST_CHECK enum status commit_dataset(struct app *app, struct task *task, struct commit_result *out,
				      const struct commit_plan *plan, struct err *e);

#endif
