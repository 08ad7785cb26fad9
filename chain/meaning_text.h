/*
 * The texts of a row (chain/meaning_row.h) with their places filled in. Only meaning*.c and
 * descriptor_call.c use this.
 */
#ifndef CHAIN_MEANING_TEXT_H
#define CHAIN_MEANING_TEXT_H

#include "chain/meaning_source.h"
#include "chain/profile.h"
#include "chain/sentence.h"

/* For whom the texts are. */
struct meaning_view {
	const struct profile *profile; /* symbols and decimals of its chain; NULL: none are known */
	const struct address *signer;
	int64_t now;	    /* seconds since 1970, to tell what is past; 0: not known */
	const char *domain; /* at which a person named to sign in; NULL: none was named */
};

/*
 * Appends `text` with all digits and whole addresses.
 * Returns: STATUS_OK; ERR_NOT_FOUND or ERR_PARSE when a member is not there; ERR_LIMIT.
 */
MUST_CHECK enum status meaning_text_sentence(struct sentence *out, const char *text,
					     const struct meaning_source *s, size_t element,
					     const struct meaning_view *view);

/*
 * Writes `text` for typing: symbols, and the first four digits of addresses.
 * Returns: as above.
 */
MUST_CHECK enum status meaning_text_words(char *out, size_t cap, const char *text,
					  const struct meaning_source *s, size_t element,
					  const struct meaning_view *view);

/* Writes one value as a sentence has it. Returns: as above. */
MUST_CHECK enum status meaning_text_value(struct sentence *out, const struct meaning_value *v,
					  const struct meaning_view *view);

#endif
