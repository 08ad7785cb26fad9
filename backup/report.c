/* The names of parts are also those of members in --json, which scripts read. */
#include "backup/report.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/text.h"

/* A note names a file or a message, each of which is shorter than this. */
#define NOTE_SIZE 1024

void report_init(struct backup_report *r)
{
	*r = (struct backup_report){.notes = json_new_array()};
}

void report_release(struct backup_report *r)
{
	json_free(r->notes);
	r->notes = NULL;
}

void report_note(struct backup_report *r, const char *format, ...)
{
	char raw[NOTE_SIZE], text[3 * NOTE_SIZE];
	va_list ap;

	va_start(ap, format);
	vsnprintf(raw, sizeof(raw), format, ap);
	va_end(ap);
	/* Paths and names in it may come from another's file. */
	text_clean(text, sizeof(text), raw, strlen(raw));
	/* Two datasets may have one source. */
	for (const struct json *n = json_first(r->notes); n != NULL; n = json_next(n))
		if (strcmp(json_text(n), text) == 0)
			return;
	json_add_text(r->notes, NULL, text);
}

const char *report_part_name(enum backup_part part)
{
	switch (part) {
	case BACKUP_VAULT: return "vault";
	case BACKUP_ACCOUNTS: return "accounts";
	case BACKUP_TRANSACTIONS: return "transactions";
	case BACKUP_CLAIMS: return "claims";
	case BACKUP_DUES: return "dues";
	case BACKUP_DATASETS: return "datasets";
	case BACKUP_MANIFESTS: return "manifests";
	case BACKUP_NETWORKS: return "networks";
	case BACKUP_PROFILES: return "profiles";
	case BACKUP_CONFIGURATION: return "configuration";
	case BACKUP_DECISIONS: return "decisions";
	case BACKUP_EVENTS: return "events";
	case BACKUP_DISPUTES: return "disputes";
	case BACKUP_SETTINGS: return "settings";
	case BACKUP_PARTS: break;
	}
	return "";
}
