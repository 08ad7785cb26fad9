/*
 * The values of a document of claims. walk_scalar() has the table of what each meaning does; the
 * functions before it do it, each with the checks of its own member. walk_object() and
 * walk_claim_end() begin and end a claim.
 */
#include "drop/walk.h"

#include <string.h>

#include "base/text.h"

/* The file is of this form from now on. */
enum status walk_format(struct json_walk *w, enum drop_format format, struct err *e)
{
	struct intake *d = w->d;

	if (format == DROP_UNKNOWN || format == d->format)
		return STATUS_OK;
	if (d->format != DROP_UNKNOWN)
		return err_set(e, ERR_PARSE, "the file is partly %s and partly %s",
			       forms_name(d->format), forms_name(format));
	if (d->terms != NULL && format == DROP_EIGENLAYER)
		return err_set(e, ERR_MISMATCH,
			       "this is an EigenLayer claim, and the contract is of another kind "
			       "(%s)",
			       d->terms->name);
	if (d->terms == NULL && format != DROP_EIGENLAYER)
		return err_set(e, ERR_MISMATCH,
			       "this is %s, and the contract takes EigenLayer claims",
			       forms_name(format));
	if (format == DROP_OPENZEPPELIN && (d->terms->packed || !d->terms->twice))
		return err_set(e, ERR_MISMATCH,
			       "this is an OpenZeppelin tree, and the contract (%s) hashes its "
			       "claims in another way",
			       d->terms->name);
	d->format = format;
	return STATUS_OK;
}

/* Puts the claim's number before a message: a file may have a million of them. */
static enum status of_claim(const struct json_walk *w, enum status s, struct err *e)
{
	if (s == STATUS_OK)
		return s;
	return err_prefix(e, s, "claim %llu", (unsigned long long)w->entry.place);
}

static enum status take_dump_format(const char *text, size_t len, struct err *e)
{
	static const char standard[] = "standard-v1", simple[] = "simple-v1";
	char name[32];

	if (len == strlen(standard) && memcmp(text, standard, len) == 0)
		return STATUS_OK;
	if (len == strlen(simple) && memcmp(text, simple, len) == 0)
		return err_set(e, ERR_UNSUPPORTED,
			       "this is a dump of hashes alone (simple-v1), without accounts and "
			       "amounts; ask the payer for the list that they were made of");
	text_clean(name, sizeof(name), text, len);
	return err_set(e, ERR_UNSUPPORTED, "a tree of the form \"%s\" is not known", name);
}

/* The types of a dump's leaf must be those of the contract's claims. */
static enum status take_type(struct json_walk *w, const char *text, size_t len, struct err *e)
{
	const struct merkle_terms *t = w->d->terms;
	bool address = len == 7 && memcmp(text, "address", 7) == 0;
	bool number = len >= 5 && memcmp(text, "uint", 4) == 0;
	char type[32];
	size_t i = w->n_types++;

	if (i < t->n_fields &&
	    (t->fields[i] == MERKLE_ACCOUNT || t->fields[i] == MERKLE_TOKEN ? address : number))
		return STATUS_OK;
	text_clean(type, sizeof(type), text, len);
	return err_set(
		e, ERR_MISMATCH,
		"value %zu of each claim is of type \"%s\", which the contract's claims (%s) "
		"do not have there",
		i + 1, type, t->name);
}

static enum status take_node(struct json_walk *w, const char *text, size_t len, struct err *e)
{
	struct intake *d = w->d;
	uint64_t i = d->n_nodes++;

	if (i == 0) {
		d->has_root = true;
		return entry_hash(&d->root, "the tree's root", text, len, e);
	}
	if (d->nodes == NULL || i < d->first_node || i - d->first_node >= d->room)
		return STATUS_OK;
	return entry_hash(&d->nodes[i - d->first_node], "a node of the tree", text, len, e);
}

static enum status take_value(struct json_walk *w, const char *text, size_t len, struct err *e)
{
	const struct merkle_terms *t = w->d->terms;

	if (w->n_values == t->n_fields)
		return err_set(e, ERR_MISMATCH,
			       "it has more than %zu values, the fields of the contract's claims "
			       "(%s)",
			       t->n_fields, t->name);
	return entry_read(&w->entry, t->fields[w->n_values++], text, len, e);
}

static enum status take_root(struct intake *d, const char *text, size_t len, struct err *e)
{
	if (d->has_root)
		return err_set(e, ERR_MISMATCH, "the file names its root twice");
	d->has_root = true;
	return entry_hash(&d->root, "the file's root", text, len, e);
}

static enum status take_total(struct intake *d, const char *text, size_t len, struct err *e)
{
	if (d->has_total)
		return err_set(e, ERR_MISMATCH, "the file names its total twice");
	d->has_total = true;
	return entry_number(&d->total, "the file's total", text, len, e);
}

static enum status take_node_index(struct json_walk *w, const char *text, size_t len, struct err *e)
{
	if (w->entry.has_node)
		return err_set(e, ERR_MISMATCH, "its place in the tree is there twice");
	w->entry.has_node = true;
	return entry_small(&w->entry.node, 2 * LIMIT_DROP_LEAVES, "its place in the tree", text,
			   len, e);
}

static enum status take_chain(struct json_walk *w, const char *text, size_t len, struct err *e)
{
	if (w->chain_id != 0)
		return err_set(e, ERR_MISMATCH, "the chain of the rewards is there twice");
	return entry_small(&w->chain_id, INT64_MAX, "chain id", text, len, e);
}

/* A proof of somebody else takes time to read and says nothing. */
static enum status take_sibling(struct json_walk *w, const char *text, size_t len, struct err *e)
{
	return w->skip_proof ? STATUS_OK : entry_read_sibling(&w->entry, text, len, e);
}

enum status walk_scalar(struct json_walk *w, const struct form *f, const char *text, size_t len,
			struct err *e)
{
	struct intake *d = w->d;
	struct entry *en = &w->entry;

	switch (f->meaning) {
	case FORM_FORMAT: return take_dump_format(text, len, e);
	case FORM_ENCODING: return take_type(w, text, len, e);
	case FORM_NODE: return take_node(w, text, len, e);
	case FORM_VALUE: return of_claim(w, take_value(w, text, len, e), e);
	case FORM_NODE_INDEX: return of_claim(w, take_node_index(w, text, len, e), e);
	case FORM_ROOT: return take_root(d, text, len, e);
	case FORM_TOTAL: return take_total(d, text, len, e);
	case FORM_CHAIN: return take_chain(w, text, len, e);
	case FORM_INDEX: return of_claim(w, entry_read(en, MERKLE_INDEX, text, len, e), e);
	case FORM_ACCOUNT: return of_claim(w, entry_read(en, MERKLE_ACCOUNT, text, len, e), e);
	case FORM_TOKEN: return of_claim(w, entry_read(en, MERKLE_TOKEN, text, len, e), e);
	case FORM_AMOUNT: return of_claim(w, entry_read(en, MERKLE_AMOUNT, text, len, e), e);
	case FORM_SIBLING: return of_claim(w, take_sibling(w, text, len, e), e);
	case FORM_EARNER: return earner_take(&d->earner, EARNER_ACCOUNT, text, len, e);
	case FORM_EARNER_ROOT: return earner_take(&d->earner, EARNER_TOKEN_ROOT, text, len, e);
	case FORM_EARNER_INDEX: return earner_take(&d->earner, EARNER_INDEX, text, len, e);
	case FORM_EARNER_PROOF: return earner_take(&d->earner, EARNER_PROOF, text, len, e);
	case FORM_ROOT_INDEX: return earner_take(&d->earner, EARNER_ROOT_INDEX, text, len, e);
	case FORM_TOKEN_INDEX: return earner_take_index(&d->earner, text, len, e);
	case FORM_TOKEN_PROOF: return earner_take_proof(&d->earner, text, len, e);
	case FORM_NOTHING:
	case FORM_CLAIM:
	case FORM_TOKENS:
	case FORM_REWARDS:
	case FORM_PROOF: break;
	}
	return ERR_USAGE;
}

static enum status key_field(struct json_walk *w, enum merkle_field field,
			     const struct walk_frame *f, struct err *e)
{
	return of_claim(w, entry_read(&w->entry, field, f->key, f->key_len, e), e);
}

/*
 * Begins a claim, whose frame is now the innermost. Where the path ends in "*", the key that led
 * here is the account; in Morpho's rewards it is the token, and the key outside it the account.
 */
static enum status begin_claim(struct json_walk *w, const struct form *f, struct err *e)
{
	size_t len = strlen(f->path);
	enum status s = STATUS_OK;

	entry_begin(&w->entry, ++w->d->n_claims);
	w->entry.chain_id = w->chain_id;
	w->claim_depth = w->depth;
	w->n_values = 0;
	if (f->meaning == FORM_TOKENS)
		s = key_field(w, MERKLE_TOKEN, &w->frames[w->depth - 1], e);
	if (f->meaning == FORM_TOKENS && s == STATUS_OK)
		s = key_field(w, MERKLE_ACCOUNT, &w->frames[w->depth - 2], e);
	if (f->meaning == FORM_CLAIM && f->path[len - 1] == '*')
		s = key_field(w, MERKLE_ACCOUNT, &w->frames[w->depth - 1], e);
	return s;
}

enum status walk_claim_end(struct json_walk *w, struct err *e)
{
	struct intake *d = w->d;
	struct entry *en = &w->entry;

	w->claim_depth = 0;
	if (d->format == DROP_EIGENLAYER) {
		if (!entry_has(en, MERKLE_TOKEN) || !entry_has(en, MERKLE_AMOUNT))
			return err_set(e, ERR_PARSE, "token %llu of the claim lacks a part",
				       (unsigned long long)en->place);
		return earner_take_token(&d->earner, &en->values.token, &en->values.amount, e);
	}
	if (d->terms == NULL)
		return err_set(e, ERR_MISMATCH, "this is no EigenLayer claim");
	return d->each(d->user, en, e);
}

enum status walk_object(struct json_walk *w, const struct form *f, struct err *e)
{
	/* An element of a reply of Merkl begins like one of a list, with its own chain. */
	if (f->format == DROP_UNKNOWN)
		w->chain_id = 0;
	return begin_claim(w, f, e);
}

enum status walk_array(struct json_walk *w, const struct form *f, struct err *e)
{
	const struct intake *d = w->d;
	struct entry *en = &w->entry;

	if (f->meaning == FORM_REWARDS) {
		if (w->claim_depth == 0)
			return err_set(e, ERR_MISMATCH, "the rewards of a chain are there twice");
		/* The element that began like a claim holds many. */
		w->claim_depth = 0;
		w->d->n_claims--;
		if (w->chain_id == 0)
			return err_set(e, ERR_PARSE, "the reply names no chain before its rewards");
		return STATUS_OK;
	}
	if (en->has_proof)
		return of_claim(w, err_set(e, ERR_MISMATCH, "its proof is there twice"), e);
	en->has_proof = true;
	w->skip_proof = d->own != NULL && d->n_claims > 1 && entry_has(en, MERKLE_ACCOUNT) &&
			!roster_has(d->own, &en->values.account);
	return STATUS_OK;
}
