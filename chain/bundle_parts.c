/*
 * Parts of a bundle as JSON, and their words in the order of a kind. part_json() and read_part()
 * list the members in the same order. Every member is there, so that a file has one way of saying a
 * claim.
 */
#include "chain/bundle_parts.h"

#include <stdio.h>
#include <string.h>

#include "chain/member.h"

/* A word is written in all its 32 bytes: several variables may share it. */
static struct json *words_json(const struct bundle_part *part)
{
	struct json *o = json_new_object();

	for (size_t i = 0; i < part->n_words; i++) {
		const struct bundle_word *w = &part->words[i];
		struct hash word;

		u256_to_be(word.bytes, &w->value.value);
		if (w->value.known)
			member_add_hash(o, w->name, &word);
		else
			json_add_null(o, w->name);
	}
	return o;
}

static struct json *part_json(const struct bundle_part *part)
{
	const struct entitlement *en = &part->entitlement;
	struct json *o = json_new_object();

	member_add_address(o, "account", &en->account);
	member_add_address(o, "token", &en->token);
	member_add_u256(o, "cumulative", &en->cumulative.raw);
	json_add_u64(o, "index", en->index);
	json_add_u64(o, "series", en->series);
	member_add_hashes(o, "proof", en->proof, en->n_proof);
	json_add_u64(o, "inner_index", en->inner_index);
	member_add_hashes(o, "inner_proof", en->inner, en->n_inner);
	json_add(o, "words", words_json(part));
	return o;
}

struct json *bundle_parts_json(const struct bundle_part *parts, size_t n)
{
	struct json *list = json_new_array();

	for (size_t i = 0; i < n; i++)
		json_add(list, NULL, part_json(&parts[i]));
	return list;
}

/* Names are compared later, with those that the pinned payer's kind asks for. */
static enum status read_words(struct bundle_part *part, const struct json *o, struct err *e)
{
	const struct json *words;
	enum status s = json_get_object(&words, o, "words", e);

	if (s != STATUS_OK)
		return s;
	for (const struct json *v = json_first(words); v != NULL; v = json_next(v)) {
		struct bundle_word *w = &part->words[part->n_words];
		const char *name = json_name(v);
		struct hash word;

		if (part->n_words == PAYER_WORDS || strlen(name) >= sizeof(w->name))
			return err_set(e, ERR_LIMIT, "\"words\" are not those of any payer");
		snprintf(w->name, sizeof(w->name), "%s", name);
		w->value = (struct payer_value){.known = !json_is_null(v)};
		if (w->value.known)
			s = member_hash(&word, words, w->name, e);
		if (s != STATUS_OK)
			return s;
		if (w->value.known)
			w->value.value = u256_from_be(word.bytes);
		part->n_words++;
	}
	return STATUS_OK;
}

/* Numbers are decimal texts: a reader of JSON may round others. */
static enum status read_part(struct bundle_part *part, const struct json *o, struct err *e)
{
	struct entitlement *en = &part->entitlement;
	enum status s = member_address(&en->account, o, "account", e);

	if (s == STATUS_OK)
		s = member_address(&en->token, o, "token", e);
	if (s == STATUS_OK)
		s = member_u256(&en->cumulative.raw, o, "cumulative", e);
	if (s == STATUS_OK)
		s = json_get_u64(&en->index, o, "index", e);
	if (s == STATUS_OK)
		s = json_get_u64(&en->series, o, "series", e);
	if (s == STATUS_OK)
		s = member_hashes(en->proof, &en->n_proof, LIMIT_MERKLE_DEPTH, o, "proof", e);
	if (s == STATUS_OK)
		s = json_get_u64(&en->inner_index, o, "inner_index", e);
	if (s == STATUS_OK)
		s = member_hashes(en->inner, &en->n_inner, LIMIT_MERKLE_DEPTH, o, "inner_proof", e);
	return s == STATUS_OK ? read_words(part, o, e) : s;
}

enum status bundle_parts_read(struct bundle_part *parts, size_t *n, const struct json *doc,
			      struct err *e)
{
	const struct json *list;
	enum status s = json_get_array(&list, doc, "parts", e);

	*n = 0;
	if (s != STATUS_OK)
		return s;
	for (const struct json *o = json_first(list); o != NULL; o = json_next(o)) {
		if (*n == LIMIT_CLAIM_PARTS)
			return err_set(e, ERR_LIMIT, "\"parts\" are more than one claim has");
		parts[*n] = (struct bundle_part){.n_words = 0};
		s = read_part(&parts[*n], o, e);
		if (s != STATUS_OK)
			return err_prefix(e, s, "parts[%zu]", *n);
		++*n;
	}
	return *n > 0 ? STATUS_OK : err_set(e, ERR_PARSE, "\"parts\" is empty");
}

void bundle_parts_fill(struct bundle_part *part, const struct payer_word *words, size_t n,
		       const struct payer_value *values)
{
	part->n_words = n;
	for (size_t i = 0; i < n; i++) {
		snprintf(part->words[i].name, sizeof(part->words[i].name), "%s", words[i].name);
		part->words[i].value = values[i];
	}
}

enum status bundle_parts_values(struct payer_value *values, const struct bundle_part *part,
				const struct payer_word *words, size_t n)
{
	if (part->n_words != n)
		return ERR_MISMATCH;
	for (size_t i = 0; i < n; i++) {
		size_t j = 0;

		/* Canonical JSON has them in the order of their names. */
		while (j < n && strcmp(part->words[j].name, words[i].name) != 0)
			j++;
		if (j == n)
			return ERR_MISMATCH;
		values[i] = part->words[j].value;
	}
	return STATUS_OK;
}
