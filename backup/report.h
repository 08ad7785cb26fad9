/* Counts of a backup's parts and of what became of them, with notes for the person. */
#ifndef BACKUP_REPORT_H
#define BACKUP_REPORT_H

#include <stdint.h>

#include "base/json.h"

/* The parts of a backup, in the order in which they are told. */
enum backup_part {
	BACKUP_VAULT,
	BACKUP_ACCOUNTS,
	BACKUP_TRANSACTIONS,
	BACKUP_CLAIMS,
	BACKUP_DUES,	      /* leaves of payers that the user brought */
	BACKUP_DATASETS,      /* rows of lists */
	BACKUP_MANIFESTS,     /* manifests with their nonces and blinds */
	BACKUP_NETWORKS,      /* networks that the cache has rows of */
	BACKUP_PROFILES,      /* files of the user's networks folder */
	BACKUP_CONFIGURATION, /* config.ini, keys.ini */
	BACKUP_DECISIONS,     /* lines of the signer's journal */
	BACKUP_EVENTS,
	BACKUP_DISPUTES,
	BACKUP_SETTINGS, /* values of the cache, such as a confirmed intake key */
	BACKUP_PARTS,
};

/*
 * Counts of one part. Of a backup that was written, `added` is what is in it. Of a restore, `added`
 * is what came back, `there` what was there already and stays as it is, `left_out` what could not
 * come back, for which there is a note.
 */
struct backup_tally {
	uint64_t added, there, left_out;
};

struct backup_report {
	struct backup_tally parts[BACKUP_PARTS];
	struct json *notes; /* array of sentences for the person */
};

/* Makes an empty report, released with report_release(). ERR_MEMORY comes out of json_write(). */
void report_init(struct backup_report *r);
void report_release(struct backup_report *r);

/* Adds a note, unless the same one was added before. */
void report_note(struct backup_report *r, const char *format, ...) PRINTF(2, 3);

/* The name of a part: "transactions". */
const char *report_part_name(enum backup_part part);

#endif
