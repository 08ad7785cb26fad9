/*
 * Requests to sign in with an account (EIP-4361): a personal message of fixed lines that a site
 * takes as the proof that whoever brings it has the account. Text is read by the standard's own
 * grammar and by nothing looser, since a reader that guesses could take another account, site or
 * time than the site does.
 */
#ifndef CHAIN_SIGN_IN_H
#define CHAIN_SIGN_IN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "chain/address.h"

/* A part of the message; `at` is NULL where the message has none. */
struct sign_in_part {
	const char *at;
	size_t len;
};

struct sign_in {
	struct sign_in_part scheme; /* "https" */
	struct sign_in_part domain; /* "example.org:8080": who gets the signature */
	struct address address;	    /* that signs in */
	struct sign_in_part statement;
	struct sign_in_part uri; /* the page or service that it is for */
	uint64_t chain_id;
	struct sign_in_part nonce;
	int64_t issued; /* these three in seconds since 1970 */
	bool has_expires, has_not_before;
	int64_t expires, not_before;
	struct sign_in_part request_id;
	size_t resources;
	bool delegates; /* one of them lets others act for the account (ERC-5573) */
};

/*
 * Reads a whole message. Out: parts that point into `text`.
 * Returns: STATUS_OK; ERR_PARSE, with what is not as the standard has it. The address needs the
 *          checksum of EIP-55, and the domain a name.
 */
MUST_CHECK enum status sign_in_read(struct sign_in *out, const char *text, size_t len,
				    struct err *e);

/*
 * Whether a person, or a site that reads loosely, could take the text for such a request: it has
 * the words "wants you to sign in with your", whatever stands between their letters, or three of
 * the lines' names.
 */
bool sign_in_resembles(const char *text, size_t len);

/* Whether the domain is the one called `name`. The case of letters makes no difference. */
bool sign_in_is_domain(const struct sign_in *s, const char *name);

/*
 * Whether the URI is of the domain's own host, or of a part of it ("login.example.org"). False also
 * for a URI without a host.
 */
bool sign_in_is_own_uri(const struct sign_in *s);

#endif
