/* A dataset in words, on its page, and on the clipboard. */
#include "tui/widget_dataset.h"

#include <stdio.h>

#include "tui/widget_detail.h"
#include "tui/widget_figure.h"

/* An upload under way shows its share in place of the word. */
void widget_dataset_state(const struct snapshot_dataset *set, char *out, size_t cap)
{
	if (set->state == DATASET_UPLOADING && set->upload_size > 0)
		snprintf(out, cap, "upload %d %%",
			 (int)((double)set->uploaded * 100 / (double)set->upload_size));
	else
		snprintf(out, cap, "%s", snapshot_dataset_word(set->state));
}

void widget_dataset_influence(const struct snapshot_dataset *set, char *out, size_t cap, int places)
{
	char number[WIDGET_TEXT_SIZE], count[WIDGET_TEXT_SIZE];

	if (set->inferences == 0) {
		snprintf(out, cap, "none yet: no settled inference used it");
		return;
	}
	widget_text_signed(number, set->influence, places, 20);
	widget_text_count(count, set->inferences);
	snprintf(out, cap, "%s over %s inference%s", number, count,
		 set->inferences == 1 ? "" : "s");
}

/* 18 is the usual number of tokens, for a snapshot that has no royalties to ask. */
unsigned widget_dataset_decimals(const struct snapshot *s)
{
	return s->n_royalties > 0 ? s->royalties[0].decimals : 18;
}

/* Adds a hash, unless it is zero because it is not known yet. */
static void add_hash(struct widget_detail *p, const char *label, const struct hash *h)
{
	char hex[HASH_TEXT_SIZE];

	if (hash_is_zero(h))
		return;
	hash_format(hex, h);
	widget_detail_add(p, label, "%s", hex);
}

/* Figures that are not known yet are left out of the page. */
void widget_dataset_open(struct dashboard *d, const struct snapshot_dataset *set)
{
	struct widget_detail *p = widget_detail_new(set->name);
	char a[WIDGET_TEXT_SIZE], b[WIDGET_TEXT_SIZE], address[ADDRESS_TEXT_SIZE];

	widget_dataset_state(set, a, sizeof(a));
	widget_detail_add(p, "State", "%s", a);
	if (set->note[0] != '\0')
		widget_detail_add(p, "Because", "%s", set->note);
	add_hash(p, "Dataset id", &set->uid);
	add_hash(p, "Root", &set->root);
	address_format(address, &set->account);
	widget_detail_add(p, "Attester", "%s", address);
	widget_detail_add(p, "Attestation", "%s", trust_word(set->trust));
	widget_text_count(a, set->records);
	widget_text_bytes(b, set->bytes);
	widget_detail_add(p, "Contents", "%s record%s, %s%s%s", a, set->records == 1 ? "" : "s", b,
			  set->kind[0] != '\0' ? ", " : "", set->kind);
	widget_detail_add(p, "Licence", "%s", set->license);
	widget_detail_add(p, "Source", "%s",
			  set->source[0] != '\0' ? set->source : "not on this machine");
	widget_text_time(a, set->attested_at);
	widget_detail_add(p, "Attested", "%s", a);
	if (set->upload_size > 0) {
		widget_text_bytes(a, set->uploaded);
		widget_text_bytes(b, set->upload_size);
		widget_detail_add(p, "Uploaded", "%s of %s", a, b);
	}
	widget_dataset_influence(set, a, sizeof(a), 6);
	widget_detail_add(p, "Influence", "%s", a);
	if (set->share >= 0) {
		widget_text_share(a, set->share);
		widget_detail_add(p, "Share", "%s of what all contributors' data did", a);
	}
	if (set->royalties.known) {
		widget_figure(d, a, &set->royalties, widget_dataset_decimals(d->snap), 6);
		widget_detail_add(p, "Royalties", "%s %s, %s", a,
				  d->snap->n_royalties > 0 ? d->snap->royalties[0].symbol : "",
				  trust_word(set->royalties.trust));
	}
	widget_detail_open(d, p);
}

/* The id exists only once the commitment is attested. */
void widget_dataset_copy(struct dashboard *d, const struct snapshot_dataset *set)
{
	bool attested = !hash_is_zero(&set->uid);
	char hex[HASH_TEXT_SIZE];

	hash_format(hex, attested ? &set->uid : &set->root);
	dashboard_copy(d, attested ? "dataset id" : "root", hex);
}
