/*
 * A manifest is hashed before anything in it counts. Its uids may be of anything: datasets that are
 * withdrawn, that nobody attested, or that are committed to another datanet are counted apart.
 */
#include "sync/manifest_data.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app/pinned.h"
#include "app/state.h"
#include "base/clock.h"
#include "chain/eas.h"
#include "chain/eas_commitment.h"
#include "chain/keccak.h"

/* The accounts and licences of the datasets read so far. */
struct contributors {
	struct address *accounts;
	char (*licenses)[LICENSE_TEXT_SIZE];
	size_t n;
};

static int compare_addresses(const void *a, const void *b)
{
	return memcmp(a, b, sizeof(struct address));
}

static int compare_licenses(const void *a, const void *b)
{
	return strcmp(a, b);
}

static uint64_t count_accounts(struct contributors *c)
{
	uint64_t n = 0;

	qsort(c->accounts, c->n, sizeof(c->accounts[0]), compare_addresses);
	for (size_t i = 0; i < c->n; i++)
		n += i == 0 || !address_equal(&c->accounts[i - 1], &c->accounts[i]);
	return n;
}

/* Writes "CC-BY-4.0 13, CC0-1.0 1"; licences that no longer fit are left out whole. */
static void write_licenses(char *out, size_t cap, struct contributors *c)
{
	size_t next, len = 0;

	out[0] = '\0';
	qsort(c->licenses, c->n, sizeof(c->licenses[0]), compare_licenses);
	for (size_t i = 0; i < c->n; i = next) {
		char text[LICENSE_TEXT_SIZE + 32];
		int n;

		for (next = i + 1; next < c->n && strcmp(c->licenses[i], c->licenses[next]) == 0;)
			next++;
		n = snprintf(text, sizeof(text), "%s%s %zu", len > 0 ? ", " : "",
			     c->licenses[i][0] != '\0' ? c->licenses[i] : "not stated", next - i);
		if (len + (size_t)n < cap)
			len += (size_t)snprintf(out + len, cap - len, "%s", text);
	}
}

/* Counts one dataset. */
static void add_dataset(struct cache_model_data *out, struct contributors *c,
			const struct attestation_reading *r, const struct address *datanet)
{
	const struct attestation *a = &r->attestation;
	struct commitment commitment;
	struct hash schema;

	out->trust = trust_min(out->trust, r->trust);
	if (r->status == ERR_NOT_FOUND) {
		out->unknown++;
		return;
	}
	eas_commitment_schema(&schema);
	if (r->status != STATUS_OK || !hash_equal(&a->schema, &schema) ||
	    !address_equal(&a->recipient, datanet) ||
	    eas_commitment_decode(&commitment, a->data.data, a->data.len) != STATUS_OK) {
		out->others++;
		return;
	}
	out->withdrawn += a->revocation != 0;
	c->accounts[c->n] = a->attester;
	memcpy(c->licenses[c->n++], commitment.license, sizeof(commitment.license));
}

enum status sum_manifest_data(struct cache_model_data *out, const struct training *t,
			      const struct attestation_reading *readings,
			      const struct address *datanet)
{
	struct contributors c = {.accounts = calloc(t->n + 1, sizeof(c.accounts[0])),
				 .licenses = calloc(t->n + 1, sizeof(c.licenses[0]))};
	enum status s = c.accounts == NULL || c.licenses == NULL ? ERR_MEMORY : STATUS_OK;

	out->trust = TRUST_PROVEN;
	out->withdrawn = out->unknown = out->others = 0;
	for (size_t i = 0; i < t->n && s == STATUS_OK; i++)
		add_dataset(out, &c, &readings[i], datanet);
	if (s == STATUS_OK) {
		out->accounts = count_accounts(&c);
		write_licenses(out->licenses, sizeof(out->licenses), &c);
	}
	free(c.accounts);
	free(c.licenses);
	return s;
}

/* Reads the commitments that a manifest names, all at the agreed block. */
static enum status read_commitments(struct sync_context *c, struct cache_model_data *data,
				    const struct training *t, struct err *e)
{
	struct attestation_reading *readings = calloc(t->n, sizeof(*readings));
	struct hash *uids = calloc(t->n, sizeof(*uids));
	enum status s = readings == NULL || uids == NULL ? err_set(e, ERR_MEMORY, "out of memory")
							 : STATUS_OK;

	for (size_t i = 0; i < t->n && s == STATUS_OK; i++)
		uids[i] = t->datasets[i].uid;
	if (s == STATUS_OK)
		s = read_pinned_attestations(c->session, readings, uids, t->n, e);
	if (s == STATUS_OK) {
		s = sum_manifest_data(data, t, readings, &t->datanet);
		for (size_t i = 0; i < t->n; i++)
			if (readings[i].status == STATUS_OK)
				attestation_release(&readings[i].attestation);
	}
	free(readings);
	free(uids);
	return s;
}

/* Reads a text with the attested hash. A text that is no manifest is an answer as well. */
static enum status read_text(struct sync_context *c, struct cache_model_data *data,
			     const struct address *datanet, const struct buf *text, struct err *e)
{
	struct training t = {0};
	enum status s = training_read(&t, text->data, text->len, NULL);

	if (s == ERR_MEMORY)
		return err_set(e, s, "out of memory");
	if (s != STATUS_OK || !address_equal(&t.datanet, datanet)) {
		data->training = MODEL_TRAINING_WRONG;
		training_release(&t);
		return STATUS_OK;
	}
	data->training = MODEL_TRAINING_GIVEN;
	data->datasets = t.n;
	data->records = t.records;
	s = t.n <= MANIFEST_DATA_MOST ? read_commitments(c, data, &t, e) : STATUS_OK;
	training_release(&t);
	return s;
}

enum status read_manifest_data(struct sync_context *c, struct cache_model *row, struct err *e)
{
	struct cache_model_data data = {.checked_at = clock_now()};
	struct hash hash;
	struct buf text;
	enum status s;

	buf_init(&text, LIMIT_SMALL_FILE);
	s = datanet_manifest_text(&c->session->datanet, &text, &row->hash, e);
	keccak256(hash.bytes, text.data, text.len);
	if (s == ERR_NOT_FOUND || (s == STATUS_OK && !hash_equal(&hash, &row->version.manifest))) {
		data.training = MODEL_TRAINING_NOT_GIVEN;
		s = STATUS_OK;
	} else if (s == STATUS_OK) {
		s = read_text(c, &data, &row->datanet, &text, e);
	}
	/* A half-read manifest says nothing, so that the row keeps what it had. */
	if (s == STATUS_OK)
		row->data = data;
	buf_release(&text);
	return s;
}
