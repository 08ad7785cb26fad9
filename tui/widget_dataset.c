/* A dataset in words, on its page, and on the clipboard. */
#include "tui/widget_dataset.h"

#include <stdio.h>

#include "tui/widget_value.h"

/* An upload under way shows how far it is. */
void widget_dataset_state(const struct snapshot_dataset *set, char *out, size_t cap)
{
	if (set->state == DATASET_UPLOADING && set->upload_size > 0)
		snprintf(out, cap, "%s %d %%", snapshot_dataset_word(set->state),
			 (int)((double)set->uploaded * 100 / (double)set->upload_size));
	else
		snprintf(out, cap, "%s", snapshot_dataset_word(set->state));
}

/* A sum of influences says little without the number of inferences behind it. */
void widget_dataset_influence(const struct dashboard *d, const struct snapshot_dataset *set,
			      char *out, size_t cap)
{
	const struct widget_row r = widget_value_row(ROW_DATASET, d->snap, set);
	char number[VALUE_TEXT_SIZE], count[VALUE_TEXT_SIZE];

	if (set->inferences == 0) {
		snprintf(out, cap, "none yet: no settled inference used it");
		return;
	}
	widget_value_name(d, number, sizeof(number), &r, "influence");
	widget_value_name(d, count, sizeof(count), &r, "inferences");
	snprintf(out, cap, "%s over %s inference%s", number, count,
		 set->inferences == 1 ? "" : "s");
}

/* Figures that are not known yet are left out of the page. */
struct widget_detail *widget_dataset_page(const struct dashboard *d, const struct snapshot *s,
					  const void *row)
{
	const struct snapshot_dataset *set = row;
	const struct widget_row r = widget_value_row(ROW_DATASET, s, set);
	struct widget_detail *p = widget_detail_new(set->name);
	char a[VALUE_TEXT_SIZE], b[VALUE_TEXT_SIZE];

	widget_dataset_state(set, a, sizeof(a));
	widget_detail_add(
		p, "State", "%s%s%s", a, snapshot_dataset_trust(set) != TRUST_NONE ? ", " : "",
		snapshot_dataset_trust(set) != TRUST_NONE ? trust_word(snapshot_dataset_trust(set))
							  : "");
	widget_value_detail_known(d, p, "Because", &r, "note");
	widget_value_detail_known(d, p, "Dataset id", &r, "uid");
	widget_value_detail_known(d, p, "Root", &r, "root");
	widget_value_detail(d, p, "Attester", &r, "account");
	widget_value_detail(d, p, "Attestation", &r, "attestation_trust");
	widget_value_name(d, a, sizeof(a), &r, "records");
	widget_value_name(d, b, sizeof(b), &r, "bytes");
	widget_detail_add(p, "Contents", "%s record%s, %s%s%s", a, set->records == 1 ? "" : "s", b,
			  set->kind[0] != '\0' ? ", " : "", set->kind);
	widget_value_detail(d, p, "Licence", &r, "license");
	widget_value_detail(d, p, "Source", &r, "source");
	if (set->also[0] != '\0')
		widget_value_detail(d, p, "Also offered as", &r, "also_offered_as");
	widget_value_detail(d, p, "Attested", &r, "attested");
	if (set->upload_size > 0) {
		widget_value_name(d, a, sizeof(a), &r, "uploaded");
		widget_value_name(d, b, sizeof(b), &r, "upload_size");
		widget_detail_add(p, "Uploaded", "%s of %s", a, b);
	}
	widget_dataset_influence(d, set, a, sizeof(a));
	widget_detail_add(p, "Influence", "%s", a);
	if (set->share >= 0) {
		widget_value_name(d, a, sizeof(a), &r, "share");
		widget_detail_add(p, "Share", "%s of what all contributors' data did", a);
	}
	if (set->royalties.known) {
		widget_value_name(d, a, sizeof(a), &r, "royalties");
		widget_detail_add(p, "Royalties", "%s, %s", a, trust_word(set->royalties.trust));
	}
	return p;
}

/* The id exists only once the commitment is attested. */
void widget_dataset_copy(struct dashboard *d, const struct snapshot_dataset *set)
{
	bool attested = !hash_is_zero(&set->uid);
	char hex[HASH_TEXT_SIZE];

	hash_format(hex, attested ? &set->uid : &set->root);
	dashboard_copy(d, attested ? "dataset id" : "root", hex);
}
