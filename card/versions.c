/*
 * The chain of versions. The first attestation of the card must be that of its artifact; each names
 * the one before it, down to version 1, which names none.
 *
 * fold_versions(), the last function, goes through the chain: read_version() takes an attestation,
 * its training manifest and its figures. Then compare_versions() compares each training set with
 * the one before, and note_gaps() tells what is open. Invariant: a manifest or figures that are in
 * an answer have the hash that the version's attestation names.
 */
#include "card/versions.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* The member of an artifact's metadata that names the training manifest. */
#define MANIFEST_FIGURE "manifests"
#define LOSS_FIGURE	"validation_loss"

static enum status read_manifest(struct card_version *v, struct fold *f, struct err *e)
{
	const struct card_text *text;
	char what[64];
	enum status s;

	if (hash_is_zero(&v->model.manifest)) {
		v->training = CARD_TRAINING_NOT_STATED;
		return STATUS_OK;
	}
	snprintf(what, sizeof(what), "the training manifest of version %llu",
		 (unsigned long long)v->model.version);
	s = fold_text(&text, f, &v->model.manifest, what, e);
	if (s != STATUS_OK)
		return s;
	v->training = CARD_TRAINING_NOT_GIVEN;
	if (text == NULL)
		return STATUS_OK;
	s = training_read(&v->manifest, text->text, text->len, NULL);
	if (s == ERR_MEMORY)
		return s;
	v->training = CARD_TRAINING_GIVEN;
	if (s == STATUS_OK && address_equal(&v->manifest.datanet, &f->out->publisher))
		return STATUS_OK;
	/* The publisher attested it, so that the fault is not the card's. */
	training_release(&v->manifest);
	v->training = CARD_TRAINING_WRONG;
	return STATUS_OK;
}

/*
 * Checks that the figures in the card have the hash that the publisher attests. A hash of zero
 * attests none.
 */
static enum status check_figures(const struct card_version *v, struct err *e)
{
	unsigned long long version = v->model.version;
	struct hash hash;
	enum status s;

	if (hash_is_zero(&v->model.figures))
		return err_set(e, ERR_MISMATCH,
			       "the card has figures of version %llu, of which the publisher "
			       "attests none",
			       version);
	s = compute_figures_hash(&hash, v->figures);
	if (s != STATUS_OK)
		return err_set(e, s, "the figures of version %llu: %s", version, status_phrase(s));
	return hash_equal(&hash, &v->model.figures)
		       ? STATUS_OK
		       : err_set(e, ERR_MISMATCH,
				 "the figures on the card are not those that the publisher "
				 "attested for version %llu",
				 version);
}

/* The publisher attests both hashes: a contradiction between them is not the card's fault. */
static void compare_manifests(const struct card_version *v, struct fold *f)
{
	const char *named = find_card_figure(v->figures, MANIFEST_FIGURE);
	char manifest[HASH_TEXT_SIZE];

	hash_format(manifest, &v->model.manifest);
	if (named != NULL && !hash_is_zero(&v->model.manifest) && strcmp(named, manifest) != 0)
		fold_note_gap(f, CARD_GAP_MANIFEST_OTHER);
}

/* Finds the figures of the artifact. */
static enum status read_figures(struct card_version *v, struct fold *f, struct err *e)
{
	enum status s;

	v->figures = find_card_figures(f->card, &v->model.artifact);
	if (v->figures == NULL)
		return STATUS_OK;
	s = check_figures(v, e);
	if (s == STATUS_OK)
		compare_manifests(v, f);
	return s;
}

/* Reads one attested version. `newer` is the one after it; NULL for the newest. */
static enum status read_version(struct card_version *v, struct attestation *newer,
				const struct card_version *after, struct fold *f, struct err *e)
{
	struct attestation a;
	enum status s = fold_attestation(&a, f, &v->uid);

	if (s != STATUS_OK)
		return err_set(e, s, "the attestation of a version does not fold to the block: %s",
			       status_phrase(s));
	s = model_attestation_check(&v->model, &a, &f->out->publisher, e);
	if (s == STATUS_OK && after != NULL)
		s = model_attestation_follows(newer, &after->model, &v->uid, &v->model, e);
	v->attested = a.time;
	attestation_release(newer);
	*newer = a;
	if (s == STATUS_OK)
		s = read_manifest(v, f, e);
	return s == STATUS_OK ? read_figures(v, f, e) : s;
}

static enum status read_chain(struct fold *f, struct err *e)
{
	struct card_answers *out = f->out;
	struct attestation newer = {0};
	enum status s = STATUS_OK;

	buf_init(&newer.data, 0);
	for (size_t i = 0; i < f->card->models.n && s == STATUS_OK; i++) {
		struct card_version *v = &out->versions[i];

		v->uid = f->card->models.items[i];
		s = read_version(v, &newer, i > 0 ? v - 1 : NULL, f, e);
		out->n_versions++;
	}
	attestation_release(&newer);
	if (s == STATUS_OK && out->versions[out->n_versions - 1].model.version != 1)
		s = err_set(e, ERR_MISMATCH,
			    "the chain of versions ends before version 1 of the model");
	if (s == STATUS_OK && !hash_equal(&out->versions[0].model.artifact, &f->card->artifact))
		s = err_set(e, ERR_MISMATCH,
			    "the newest attestation in the card is of another artifact");
	return s;
}

/* Counts the datasets of `v` that `other` does not name. */
static size_t count_new(const struct training *v, const struct training *other)
{
	size_t n = 0;

	for (size_t i = 0; i < v->n; i++)
		n += training_find(other, &v->datasets[i].uid) == NULL ? 1 : 0;
	return n;
}

/* Compares the training set of each version with that of the version before. */
static void compare_versions(struct fold *f)
{
	static const struct training nothing;
	struct card_answers *out = f->out;

	for (size_t i = 0; i < out->n_versions; i++) {
		struct card_version *v = &out->versions[i];
		bool is_first = v->model.version <= 1;
		const struct training *before = is_first ? &nothing : &v[1].manifest;

		v->compared = v->training == CARD_TRAINING_GIVEN &&
			      (is_first || v[1].training == CARD_TRAINING_GIVEN);
		if (v->compared) {
			v->entered = count_new(&v->manifest, before);
			v->left = count_new(before, &v->manifest);
		}
	}
}

static void note_gaps(struct fold *f)
{
	const struct card_answers *out = f->out;

	switch (out->versions[0].training) {
	case CARD_TRAINING_NOT_STATED: fold_note_gap(f, CARD_GAP_MANIFEST); break;
	case CARD_TRAINING_NOT_GIVEN: fold_note_gap(f, CARD_GAP_MANIFEST_TEXT); break;
	case CARD_TRAINING_WRONG: fold_note_gap(f, CARD_GAP_MANIFEST_WRONG); break;
	case CARD_TRAINING_GIVEN: break;
	}
	if (f->card->models.n == 0)
		fold_note_gap(f, CARD_GAP_ATTESTATION);
	if (f->card->models.n > 0 && hash_is_zero(&out->versions[0].model.figures))
		fold_note_gap(f, CARD_GAP_NO_FIGURES);
	else if (out->versions[0].figures == NULL)
		fold_note_gap(f, CARD_GAP_FIGURES);
	if (out->versions[0].model.license[0] == '\0')
		fold_note_gap(f, CARD_GAP_LICENSE);
	for (size_t i = 0; i < out->n_versions; i++) {
		if (!out->versions[i].compared)
			fold_note_gap(f, CARD_GAP_OLD_MANIFESTS);
		if (find_card_figure(out->versions[i].figures, LOSS_FIGURE) == NULL)
			fold_note_gap(f, CARD_GAP_LOSS);
	}
}

enum status fold_versions(struct fold *f, struct err *e)
{
	struct card_answers *out = f->out;
	enum status s = STATUS_OK;

	out->versions = calloc(f->card->models.n + 1, sizeof(out->versions[0]));
	if (out->versions == NULL)
		return ERR_MEMORY;
	if (f->card->models.n > 0) {
		s = read_chain(f, e);
	} else {
		/* Figures of an artifact that nobody attests are refused by check_use(). */
		out->versions[0].model.artifact = f->card->artifact;
		out->n_versions = 1;
	}
	if (s != STATUS_OK)
		return s;
	compare_versions(f);
	note_gaps(f);
	return STATUS_OK;
}
