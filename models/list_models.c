/*
 * A list of versions is the datanet's word; each attestation is read from the chain and must name
 * the same artifact and version. An attestation that is too young for the agreed block leaves its
 * version as reported.
 */
#include "models/list_models.h"

#include <stdlib.h>
#include <string.h>

#include "app/pinned.h"
#include "app/session_private.h"
#include "app/state.h"
#include "base/text.h"

/* Versions asked for at once, and the most that are listed. */
#define PAGE 100

static enum status add_page(struct listed_model **out, size_t *n, const struct datanet_models *page,
			    const struct hash *current)
{
	struct listed_model *more = reallocarray(*out, *n + page->n + 1, sizeof(more[0]));

	if (more == NULL)
		return ERR_MEMORY;
	*out = more;
	for (size_t i = 0; i < page->n; i++) {
		const struct datanet_model *model = &page->items[i];
		struct listed_model *row = &more[(*n)++];

		*row = (struct listed_model){.version = model->version,
					     .artifact = model->artifact,
					     .attestation = model->attestation,
					     .created = model->created,
					     .current = hash_equal(&model->artifact, current),
					     .trust = TRUST_REPORTED};
		/* text_clean() cuts between characters. */
		text_clean(row->name, sizeof(row->name), model->name, strlen(model->name));
	}
	return STATUS_OK;
}

static enum status list_reported(struct session *session, struct task *task,
				 struct listed_model **out, size_t *n, struct err *e)
{
	struct datanet_info info;
	struct datanet_models page = {.more = true};
	enum status s = datanet_describe(&session->datanet, &info, e);

	while (s == STATUS_OK && page.more && *n < LIMIT_CARD_VERSIONS) {
		uint64_t after = page.next;

		s = task_check(task, e);
		if (s == STATUS_OK)
			s = datanet_models(&session->datanet, &page, after, PAGE, e);
		if (s == STATUS_OK) {
			bool more = page.more;
			uint64_t next = page.next;

			s = add_page(out, n, &page, &info.model);
			datanet_models_release(&page);
			page.more = more;
			page.next = next;
		}
	}
	return s;
}

/* Compares a version with its attestation. */
static enum status compare_version(struct listed_model *row,
				   const struct attestation_reading *reading,
				   const struct address *datanet, struct err *e)
{
	struct model_attestation model;
	enum status s;

	/* The agreed block lies below the newest one, so that a fresh attestation is not in it. */
	if (reading->status == ERR_NOT_FOUND)
		return STATUS_OK;
	if (reading->status != STATUS_OK)
		return err_set(e, reading->status, "version %llu: its attestation cannot be read",
			       (unsigned long long)row->version);
	s = model_attestation_check(&model, &reading->attestation, datanet, e);
	if (s == STATUS_OK &&
	    (model.version != row->version || !hash_equal(&model.artifact, &row->artifact)))
		s = err_set(e, ERR_MISMATCH,
			    "the datanet lists another model as version %llu than it attests",
			    (unsigned long long)row->version);
	if (s != STATUS_OK)
		return s;
	row->attested = true;
	row->trust = reading->trust;
	row->has_manifest = !hash_is_zero(&model.manifest);
	memcpy(row->license, model.license, sizeof(row->license));
	return STATUS_OK;
}

static enum status compare_all(struct session *session, struct listed_model *rows, size_t n,
			       const struct address *datanet, struct err *e)
{
	enum status s = STATUS_OK;

	for (size_t i = 0; i < n && s == STATUS_OK; i++) {
		struct attestation_reading reading;

		if (hash_is_zero(&rows[i].attestation))
			continue;
		s = read_pinned_attestations(session, &reading, &rows[i].attestation, 1, e);
		if (s != STATUS_OK)
			break;
		s = compare_version(&rows[i], &reading, datanet, e);
		if (reading.status == STATUS_OK)
			attestation_release(&reading.attestation);
	}
	return s;
}

enum status list_models(struct app *app, struct task *task, struct listed_model **out, size_t *n,
			struct err *e)
{
	const struct profile *p;
	struct session *session;
	enum status s = require_profile(app, &p, e);

	*out = NULL;
	*n = 0;
	if (s == STATUS_OK)
		s = session_anchor(app, task, &session, e);
	if (s == STATUS_OK)
		s = list_reported(session, task, out, n, e);
	if (s == STATUS_OK)
		s = compare_all(session, *out, *n, &profile_datanet(p)->address, e);
	if (s != STATUS_OK) {
		free(*out);
		*out = NULL;
		*n = 0;
	}
	return s;
}
