/*
 * "eth-sign-request" of ERC-4527: something to sign, for a device that never goes online. The
 * encoding is that of the package @keystonehq/bc-ur-registry-eth, which phones and devices read:
 * the data type is a plain integer, where the ERC's text has a tag.
 *
 *   {1: 37(id), 2: sign data, 3: data type, 4: chain id, 5: 304({1: [index, hardened, …], 2:
 *    fingerprint}), 6: address, 7: origin}
 */
#ifndef UR_ETH_REQUEST_H
#define UR_ETH_REQUEST_H

#include "base/buf.h"
#include "base/err.h"
#include "chain/address.h"
#include "chain/hash.h"

#define ETH_REQUEST_TYPE    "eth-sign-request"
#define ETH_REQUEST_ID_SIZE 16

/* Steps of a derivation path. The usual ones have five. */
#define ETH_REQUEST_STEPS 10

/* The sign data of a request (ERC-4527, "data-type"). */
enum eth_data_type {
	ETH_DATA_LEGACY = 1,  /* RLP of an unsigned legacy transaction (EIP-155) */
	ETH_DATA_TYPED = 2,   /* a document of EIP-712, JSON */
	ETH_DATA_MESSAGE = 3, /* a message of EIP-191, version 0x45 */
	ETH_DATA_TX = 4,      /* a type byte and an unsigned transaction (EIP-2718) */
};

/* Where the device finds the key: the steps, and the first four bytes of the master key's hash. */
struct eth_path {
	uint32_t steps[ETH_REQUEST_STEPS]; /* below 2^31: hardened ones are marked apart */
	bool hardened[ETH_REQUEST_STEPS];
	size_t n;
	uint32_t fingerprint; /* 0: not known, and left out */
};

struct eth_request {
	uint8_t id[ETH_REQUEST_ID_SIZE];
	const uint8_t *data;
	size_t len;
	enum eth_data_type type;
	uint64_t chain_id;
	struct eth_path path;
	struct address address;
	const char *origin; /* the device shows it */
};

/* Appends the CBOR of a request. */
void eth_request_write(struct buf *out, const struct eth_request *r);

/*
 * The id of the request to sign `digest`: the front of its keccak256. The answer names it, so that
 * nothing need be kept to know what was answered. It is marked as a random UUID (RFC 9562, version
 * 4), since readers refuse other versions than 1 to 5.
 */
void eth_request_id(uint8_t out[static ETH_REQUEST_ID_SIZE], const struct hash *digest);

/*
 * Reads a path as people write it, "m/44'/60'/0'/0/0"; h and H stand for ' too.
 * Out: the steps; the fingerprint is untouched. Returns: STATUS_OK, ERR_PARSE.
 */
MUST_CHECK enum status eth_request_path(struct eth_path *out, const char *text, struct err *e);

#endif
