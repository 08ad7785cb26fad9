/*
 * The datasets that a datanet says it can use: the member "accepts" of its description. Pure; for
 * who reads the description, and for who reads what the cache kept of it.
 */
#ifndef CHAIN_ACCEPTS_H
#define CHAIN_ACCEPTS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/json.h"

/* A list of licences is what one publisher's lawyer reads; identifiers of SPDX are short. */
#define ACCEPTS_LICENSES 64

/* The longest word: printable ASCII. */
#define ACCEPTS_WORD 64

/* All zero is a datanet that states nothing. */
struct accepts {
	char modality[ACCEPTS_WORD + 1];		   /* "text" */
	char language[ACCEPTS_WORD + 1];		   /* as BCP 47 writes it: "en" */
	char licenses[ACCEPTS_LICENSES][ACCEPTS_WORD + 1]; /* SPDX ids */
	size_t n_licenses;				   /* 0: any, or not stated */
};

/* Reads the object. ERR_PARSE, ERR_LIMIT, and then `out` is all zero. */
MUST_CHECK enum status accepts_read(struct accepts *out, const struct json *value, struct err *e);

/* Whether data under the SPDX licence is taken; a datanet that states none takes any. */
bool accepts_takes_license(const struct accepts *a, const char *license);

/* Lists the licences that are taken, "CC0-1.0, CC-BY-4.0", as text_list() does. */
void accepts_licenses(char *out, size_t cap, const struct accepts *a);

/* Returns the object that accepts_read() reads; the caller owns it. */
struct json *accepts_object(const struct accepts *a);

#endif
