/*
 * The table of what signatures give away: one row for each kind of typed document
 * (chain/meaning_typed.c) and of call (chain/meaning_calls.c). Whatever tells of such a document or
 * call, refuses it or asks for a confirmation takes its words from the row; a kind becomes known by
 * a row and by nothing else.
 *
 * A text of a row has places in braces, filled in from the document or call:
 *
 *   {spender}            a member, by its type: an address in full, a number's digits, yes or no,
 *                        how many bytes and which selector, how many items
 *   {details.token}      a member of a member; where `details` is a list, that of one element
 *   {value:token}        an amount of the token at `token`, with the profile's symbol and decimals;
 *                        UNLIMITED when the number is the largest of its type, or 2^255 or more
 *   {deadline@}          "until 2026-11-21T14:02:11Z", of seconds since 1970, or "for ever" when
 *                        the number is past every date
 *   {expiry@0}           the same, where 0 too is for ever
 *
 * Three names are no members: @contract is the domain's contract or the one that is called, @coin
 * the chain's own coin, @signer the account that signs.
 */
#ifndef CHAIN_MEANING_ROW_H
#define CHAIN_MEANING_ROW_H

#include <stddef.h>
#include <stdint.h>

#include "chain/danger.h"

struct meaning_row {
	/*
	 * A call's signature with the names of its parameters, "approve(address spender,uint256
	 * value)", by whose selector it is found. A document's declarations, with those of the
	 * structs that the row names; "...)" leaves open which members follow. The first row
	 * that fits is taken.
	 */
	const char *key;
	uint32_t dangers;  /* enum danger; 0: gives nothing away */
	const char *title; /* "Permit (ERC-2612)" */
	const char *each;  /* the list, or the one member, whose elements are given; NULL: none */
	const char *off;   /* a member; while it is false or 0 power is taken back, not given */
	const char *when;  /* a number that must not be 0 for the row to fit; NULL: none */
	const char *inner; /* calldata in a member, told of by its own row; NULL: none */
	const char *inner_to; /* the contract that takes it; NULL: @contract */
	const char *gives;    /* a sentence: the account that gets it, how much, until when */
	const char *words;    /* typed to confirm, "{value:@contract} to {spender}" */
};

struct meaning_table {
	const struct meaning_row *rows;
	size_t n;
};

#endif
