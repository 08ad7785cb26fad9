/*
 * The acts of the fake app. They are prepared at once, signed without a key and sent nowhere: the
 * dashboard under test cannot tell the difference.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app/owner.h"
#include "base/buf.h"
#include "tests/screens/fake_private.h"

void free_act(struct act *act)
{
	while (act != NULL) {
		struct act *next = act->next;

		tx_release(&act->tx);
		bundle_release(&act->bundle);
		buf_release(&act->raw);
		free(act);
		act = next;
	}
}

enum status list_networks(const struct app *app, struct network_entry **out, size_t *n,
			  struct err *e)
{
	(void)e;
	*out = fixture_networks(n);
	for (size_t i = 0; i < *n; i++)
		for (size_t k = 0; k < app->snapshot->n_networks; k++)
			(*out)[i].in_use |= strcmp((*out)[i].profile.name,
						   app->snapshot->networks[k].name) == 0;
	return STATUS_OK;
}

struct app *work_scope(struct app *app, const struct snapshot *s, const struct snapshot_owner *of)
{
	const struct snapshot_network *network = owner_network(s, of);

	snprintf(app->scope, sizeof(app->scope), "%s", network != NULL ? network->name : "");
	return app;
}

static struct work *with_act(struct app *app, const char *name, enum act_kind kind, work_done *done,
			     void *user)
{
	struct work *w = fake_work_new(app, name, done, user);

	if (w->result.status == STATUS_OK)
		w->result.act = fixture_act(kind);
	return w;
}

struct work *start_prepare_commit(struct app *app, const char *path, const char *name,
				  const char *license, work_done *done, void *user)
{
	(void)name, (void)license;
	fake_keep_text(app, path);
	return with_act(app, "commit", ACT_ATTEST, done, user);
}

struct work *start_prepare_offer(struct app *app, const struct hash *root, const char *name,
				 work_done *done, void *user)
{
	(void)root;
	fake_keep_text(app, name);
	return with_act(app, "offer", ACT_ATTEST, done, user);
}

struct work *start_prepare_revoke(struct app *app, const struct hash *uid, work_done *done,
				  void *user)
{
	(void)uid;
	return with_act(app, "revoke", ACT_REVOKE, done, user);
}

struct work *start_prepare_send(struct app *app, const struct address *from, const char *token,
				const char *amount, const struct address *to, work_done *done,
				void *user)
{
	char address[ADDRESS_TEXT_SIZE];

	(void)from;
	address_format(address, to);
	snprintf(app->text, sizeof(app->text), "%s %s %s", amount, token, address);
	return with_act(app, "prepare-send", ACT_SEND, done, user);
}

/* One transaction for each payer, in the order of the wishes. */
static bool is_first(const struct claim_wish *wishes, size_t i)
{
	size_t k = 0;

	while (!address_equal(&wishes[k].payer, &wishes[i].payer))
		k++;
	return k == i;
}

/* The text has the first bytes of payer and token, and the index, of one after the other. */
struct work *start_claims(struct app *app, const struct claim_wish *wishes, size_t n,
			  work_done *done, void *user)
{
	char text[256];
	size_t len = (size_t)snprintf(text, sizeof(text), "%zu:", n);
	unsigned taken = 0, of = 0;
	struct work *w;

	for (size_t i = 0; i < n && len < sizeof(text) - 24; i++)
		len += (size_t)snprintf(text + len, sizeof(text) - len, " %02x/%02x/%llu",
					wishes[i].payer.bytes[0], wishes[i].part.token.bytes[0],
					(unsigned long long)wishes[i].part.index);
	fake_keep_text(app, text);
	app->distributor = wishes[0].payer;
	w = fake_work_new(app, "claim", done, user);
	if (w->result.status != STATUS_OK)
		return w;
	for (size_t i = 0; i < n; i++)
		of += is_first(wishes, i);
	for (size_t i = 0; i < n; i++) {
		struct act *act;

		if (!is_first(wishes, i))
			continue;
		act = fixture_claim(wishes[i].payer.bytes[0], wishes[i].part.token.bytes[0],
				    17 + taken++);
		if (w->result.act == NULL)
			w->result.act = act;
		else
			fixture_join_claims(w->result.act, act, of);
	}
	return w;
}

struct work *start_export_claim(struct app *app, struct act *take_act, const char *path,
				work_done *done, void *user)
{
	struct work *w = fake_work_new(app, "export-claim", done, user);

	fake_keep_text(app, path);
	w->result.act = take_act;
	if (w->result.status == STATUS_OK)
		w->result.path = strdup(path);
	return w;
}

struct work *start_import_claim(struct app *app, const char *path, work_done *done, void *user)
{
	fake_keep_text(app, path);
	return with_act(app, "import", ACT_CLAIM, done, user);
}

struct work *start_open_transaction(struct app *app, const struct hash *hash, work_done *done,
				    void *user)
{
	(void)hash;
	return with_act(app, "open-transaction", ACT_CLAIM, done, user);
}

struct work *start_cancel_claim(struct app *app, uint64_t claim, work_done *done, void *user)
{
	(void)claim;
	return with_act(app, "cancel", ACT_CANCEL, done, user);
}

struct work *start_forget_claim(struct app *app, uint64_t claim, work_done *done, void *user)
{
	(void)claim;
	return fake_work_new(app, "forget", done, user);
}

struct work *start_sign(struct app *app, struct act *take_act, work_done *done, void *user)
{
	struct work *w = fake_work_new(app, "sign", done, user);

	w->result.act = take_act;
	for (struct act *a = take_act; a != NULL && w->result.status == STATUS_OK; a = a->next) {
		a->state = ACT_SIGNED;
		a->hash = a->signing_hash;
		a->hash.bytes[0] ^= 0xff;
	}
	return w;
}

struct work *start_send(struct app *app, struct act *take_act, work_done *done, void *user)
{
	struct work *w = fake_work_new(app, "send", done, user);

	w->result.act = take_act;
	/* A failure is of the second one, where there are several. */
	for (struct act *a = take_act; a != NULL; a = a->next)
		if (w->result.status == STATUS_OK || (a == take_act && a->next != NULL))
			a->state = ACT_SENT;
	if (w->result.status == STATUS_OK)
		sentence_add(&w->result.text, "sent; waiting for confirmations");
	return w;
}

void free_record_words(struct record_words *w)
{
	if (w != NULL)
		free(w->v);
	free(w);
}

void free_whole_record(struct whole_record *r)
{
	if (r == NULL)
		return;
	preview_unref(r->of);
	buf_release(&r->record);
	buf_release(&r->text);
	free_record_words(r->words);
	free(r);
}

struct work *start_read_record(struct app *app, const struct preview *p, uint64_t index,
			       work_done *done, void *user)
{
	static const char record[] =
		"{\"text\":\"first line\\nand a bell \\u0007\",\"label\":\"ham\"}";
	struct work *w = fake_work_new(app, "read-record", done, user);
	struct whole_record *r = calloc(1, sizeof(*r));

	if (r == NULL)
		abort();
	r->of = preview_ref(p);
	r->index = index;
	buf_init(&r->record, LIMIT_RECORD);
	buf_init(&r->text, LIMIT_RECORD);
	if (w->result.status == STATUS_OK) {
		buf_add_str(&r->record, record);
		buf_add_str(&r->text, "first line\nand a bell \a");
		for (int i = 0; i < 40; i++)
			buf_addf(&r->text, "\nline %d of a record that goes on for long enough", i);
	}
	for (size_t i = 0; i < p->n_rows; i++)
		if (p->rows[i].index == index)
			r->words = fixture_record_words(&p->rows[i]);
	w->result.record = r;
	return w;
}

struct work *start_keep_records(struct app *app, const struct preview *p, uint64_t *take_records,
				size_t n, const char *path, bool replace, work_done *done,
				void *user)
{
	struct work *w = fake_work_new(app, "keep", done, user);
	char text[256];
	size_t len = (size_t)snprintf(text, sizeof(text), "%s%s:", path, replace ? "!" : "");

	(void)p;
	for (size_t i = 0; i < n && len < sizeof(text) - 24; i++)
		len += (size_t)snprintf(text + len, sizeof(text) - len, " %llu",
					(unsigned long long)take_records[i]);
	fake_keep_text(app, text);
	w->result.path = w->result.status == STATUS_OK ? strdup(path) : NULL;
	free(take_records);
	return w;
}
