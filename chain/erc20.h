/* ERC-20 tokens: the calls that byline makes, and where a balance is stored. */
#ifndef CHAIN_ERC20_H
#define CHAIN_ERC20_H

#include <stdint.h>

#include "base/status.h"
#include "chain/address.h"
#include "chain/amount.h"
#include "chain/hash.h"
#include "chain/profile.h"

struct buf;

/* The event Transfer(address indexed from, address indexed to, uint256 value). */
extern const struct hash erc20_topic_transfer;

/* Calldata of balanceOf(owner) and transfer(to, amount). ERR_MEMORY, ERR_LIMIT. */
MUST_CHECK enum status erc20_balance_calldata(struct buf *out, const struct address *owner);
MUST_CHECK enum status erc20_transfer_calldata(struct buf *out, const struct address *to,
					       const struct tokens *amount);

/*
 * Calldata of symbol() and decimals(). A token need not have these functions. ERR_MEMORY,
 * ERR_LIMIT.
 */
MUST_CHECK enum status erc20_symbol_calldata(struct buf *out);
MUST_CHECK enum status erc20_decimals_calldata(struct buf *out);

/*
 * Read the return values of these two: a string (bytes32 in tokens older than EIP-20), and a uint8.
 * Out: `symbol` points into `data` and may be any bytes.
 * Returns: STATUS_OK, ERR_PARSE, ERR_RANGE.
 */
MUST_CHECK enum status erc20_read_symbol(const uint8_t **symbol, size_t *symbol_len,
					 const void *data, size_t len);
MUST_CHECK enum status erc20_read_decimals(unsigned *decimals, const void *data, size_t len);

/* Reads the calldata of a transfer, strictly. ERR_PARSE or ERR_RANGE when it is anything else. */
MUST_CHECK enum status erc20_read_transfer(struct address *to, struct tokens *amount,
					   const void *calldata, size_t len);

/* The storage slot of `owner`'s balance. The token must have has_balance_slot. */
void erc20_balance_slot(struct hash *out, const struct profile_token *token,
			const struct address *owner);

/* The balance within a proven storage word: the bits of the profile's mask, shifted down. */
void erc20_balance_from_word(struct tokens *out, const struct profile_token *token,
			     const struct u256 *word);

#endif
