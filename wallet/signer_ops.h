/*
 * Everything that the signer can be asked, each once: its capability, its handler, the fields of
 * its request and of its reply. The enumeration of requests, the structs, the encoders and decoders
 * and the dispatch are made of the tables here. For signer*.c, door*.c and tests.
 *
 *   request:  1 op ‖ fields                reply:  4 status ‖ bytes text ‖ fields
 *
 * Bytes behind the last field are refused. `text` is the message for a person, empty after success.
 * A reply has fields only after success.
 */
#ifndef WALLET_SIGNER_OPS_H
#define WALLET_SIGNER_OPS_H

#include "chain/address.h"
#include "chain/hash.h"
#include "chain/u256.h"
#include "wallet/signer.h"
#include "wallet/wire.h"

/* --- messages: FIELD(the struct, type, member) --- */

/* `accounts` are the fields of ACCOUNT_FIELDS, once for each account. */
#define STATE_FIELDS(FIELD, in)    \
	FIELD(in, BYTE, open)      \
	FIELD(in, BYTE, unsaved)   \
	FIELD(in, U64, generation) \
	FIELD(in, BYTE, words)     \
	FIELD(in, BYTE, password)  \
	FIELD(in, U64, drilled)    \
	FIELD(in, BYTES, accounts)
/* A signer's first message, unasked: the set of enum protection that are in force. */
#define GREETING_FIELDS(FIELD, in) FIELD(in, U32, protections)
/* `path` is text, and empty for an imported key. */
#define ACCOUNT_FIELDS(FIELD, in)   \
	FIELD(in, U32, index)       \
	FIELD(in, ADDRESS, address) \
	FIELD(in, BYTES, path)      \
	FIELD(in, BYTES, label)
/* `show`: the new phrase is shown on the terminal before the reply. */
#define CREATE_FIELDS(FIELD, in) \
	FIELD(in, BYTE, words)   \
	FIELD(in, BYTE, show)
/* `password`: BIP-39's passphrase, which belongs to the phrase, is asked for as well. */
#define RESTORE_FIELDS(FIELD, in) FIELD(in, BYTE, password)
/* Where no file is given, the others say what is wrong with the phrase (struct bip39_fault). */
#define RESTORED_FIELDS(FIELD, in) \
	FIELD(in, BYTES, file)     \
	FIELD(in, U32, words)      \
	FIELD(in, U32, word)       \
	FIELD(in, BYTES, nearest)
#define FILE_FIELDS(FIELD, in) FIELD(in, BYTES, file)
/* `again`: the passphrase that was given last is used, and nobody is asked. */
#define OPEN_FIELDS(FIELD, in) \
	FIELD(in, BYTES, file) \
	FIELD(in, BYTE, again)
/*
 * Requests that need the phrase or rewrite the vault bring its file along, that of the vault in
 * use: the signer keeps no more of it than keys and labels. It asks for the passphrase.
 */
#define PROOF_FIELDS(FIELD, in) FIELD(in, BYTES, file)
/* `path`: text, or a scheme's name (wallet/path.h) for its next account; empty: byline's. */
#define ADDITION_FIELDS(FIELD, in) \
	PROOF_FIELDS(FIELD, in)    \
	FIELD(in, U32, index)      \
	FIELD(in, BYTES, path)     \
	FIELD(in, BYTES, label)
/* The signer asks for a private key where there is no `keystore`. */
#define IMPORT_FIELDS(FIELD, in)   \
	PROOF_FIELDS(FIELD, in)    \
	FIELD(in, U32, index)      \
	FIELD(in, BYTES, keystore) \
	FIELD(in, BYTES, label)
#define EXPORT_FIELDS(FIELD, in) \
	PROOF_FIELDS(FIELD, in)  \
	FIELD(in, U32, index)
#define LABEL_FIELDS(FIELD, in) \
	PROOF_FIELDS(FIELD, in) \
	FIELD(in, U32, index)   \
	FIELD(in, BYTES, label)
#define ACCEPTANCE_FIELDS(FIELD, in) \
	PROOF_FIELDS(FIELD, in)      \
	FIELD(in, HASH, profile)
#define DRILL_FIELDS(FIELD, in) \
	PROOF_FIELDS(FIELD, in) \
	FIELD(in, U64, when)
/* `address`: zero where only `first` is asked for; no key has it. */
#define SEARCH_FIELDS(FIELD, in) \
	PROOF_FIELDS(FIELD, in)  \
	FIELD(in, ADDRESS, address)
/* `path` is text, and empty when nothing was found; `first`: addresses of 20 bytes,
 * number 0 of every scheme, then number 1, and so on. */
#define FOUND_FIELDS(FIELD, in) \
	FIELD(in, BYTES, path)  \
	FIELD(in, U32, tried)   \
	FIELD(in, BYTES, first)
/*
 * `allowed`: the set of enum danger that a person asked for by name. `profile`: zero for none.
 * `domain`: at which a message signs in; empty where none was named.
 */
#define SIGN_FIELDS(FIELD, in)   \
	FIELD(in, U32, account)  \
	FIELD(in, U32, allowed)  \
	FIELD(in, U64, chain_id) \
	FIELD(in, U256, fee_cap) \
	FIELD(in, HASH, profile) \
	FIELD(in, BYTES, domain) \
	FIELD(in, BYTES, data)
/*
 * A request to sign that a person is to agree to: its `op` and fields. `earlier` is the hash of a
 * transaction that byline knows to be in its way, zero for none, and `first` tells of a draft that
 * it makes void: either has a text of its own to be typed.
 */
#define INTENT_FIELDS(FIELD, in) \
	FIELD(in, BYTE, op)      \
	FIELD(in, HASH, earlier) \
	FIELD(in, BYTE, first)   \
	SIGN_FIELDS(FIELD, in)
/* `words`: what gives power away needs them as well. */
#define EXPECTED_FIELDS(FIELD, in) \
	FIELD(in, HASH, digest)    \
	FIELD(in, BYTES, words)
#define UPLOAD_FIELDS(FIELD, in)    \
	FIELD(in, U32, account)     \
	FIELD(in, U64, chain_id)    \
	FIELD(in, ADDRESS, datanet) \
	FIELD(in, HASH, dataset)    \
	FIELD(in, HASH, file)       \
	FIELD(in, U64, size)        \
	FIELD(in, U64, expires)
#define RAW_FIELDS(FIELD, in) \
	FIELD(in, BYTES, raw) \
	FIELD(in, HASH, hash)
#define SIGNATURE_FIELDS(FIELD, in)     \
	FIELD(in, SIGNATURE, signature) \
	FIELD(in, HASH, digest)
#define TAKEN_FIELDS(FIELD, in) \
	FIELD(in, HASH, hash)   \
	FIELD(in, BYTE, accepted)
#define NONCE_FIELDS(FIELD, in) FIELD(in, HASH, nonce)
#define KEYS_FIELDS(FIELD, in)   \
	FIELD(in, SECRET, salt)  \
	FIELD(in, SECRET, blind) \
	FIELD(in, SECRET, dedupe)
#define PART_FIELDS(FIELD, in)    \
	FIELD(in, BYTES, context) \
	FIELD(in, BYTES, part)

/* struct signer_NAME, in lower case */
#define SIGNER_MESSAGES(MESSAGE)               \
	MESSAGE(greeting, GREETING_FIELDS)     \
	MESSAGE(state, STATE_FIELDS)           \
	MESSAGE(account, ACCOUNT_FIELDS)       \
	MESSAGE(create, CREATE_FIELDS)         \
	MESSAGE(restore, RESTORE_FIELDS)       \
	MESSAGE(restored, RESTORED_FIELDS)     \
	MESSAGE(file, FILE_FIELDS)             \
	MESSAGE(open, OPEN_FIELDS)             \
	MESSAGE(proof, PROOF_FIELDS)           \
	MESSAGE(addition, ADDITION_FIELDS)     \
	MESSAGE(import, IMPORT_FIELDS)         \
	MESSAGE(export, EXPORT_FIELDS)         \
	MESSAGE(label, LABEL_FIELDS)           \
	MESSAGE(acceptance, ACCEPTANCE_FIELDS) \
	MESSAGE(drill, DRILL_FIELDS)           \
	MESSAGE(search, SEARCH_FIELDS)         \
	MESSAGE(found, FOUND_FIELDS)           \
	MESSAGE(sign, SIGN_FIELDS)             \
	MESSAGE(upload, UPLOAD_FIELDS)         \
	MESSAGE(raw, RAW_FIELDS)               \
	MESSAGE(signature, SIGNATURE_FIELDS)   \
	MESSAGE(taken, TAKEN_FIELDS)           \
	MESSAGE(intent, INTENT_FIELDS)         \
	MESSAGE(expected, EXPECTED_FIELDS)     \
	MESSAGE(nonce, NONCE_FIELDS)           \
	MESSAGE(keys, KEYS_FIELDS)             \
	MESSAGE(part, PART_FIELDS)

/* --- requests: OP(name, capability, asks, handler, its message, the reply's) --- */

/* `asks`: ASKS when it may put a question to a person, else QUIET. */
#define SIGNER_OPS(OP)                                                                  \
	OP(EXPECT, SEE, QUIET, signer_consent_expect, expected, none)                   \
	OP(STATE, SEE, QUIET, signer_vault_state, none, state)                          \
	OP(CREATE, CHANGE, ASKS, signer_vault_create, create, file)                     \
	OP(RESTORE, CHANGE, ASKS, signer_vault_restore, restore, restored)              \
	OP(OPEN, UNLOCK, ASKS, signer_vault_open, open, none)                           \
	OP(CHECK, UNLOCK, QUIET, signer_vault_check, file, none)                        \
	OP(LOCK, UNLOCK, QUIET, signer_vault_lock, none, none)                          \
	OP(FORGET, UNLOCK, QUIET, signer_ask_forget, none, none)                        \
	OP(ADD_ACCOUNT, CHANGE, ASKS, signer_change_add, addition, file)                \
	OP(IMPORT_ACCOUNT, CHANGE, ASKS, signer_change_import, import, file)            \
	OP(LABEL_ACCOUNT, CHANGE, ASKS, signer_change_label, label, file)               \
	OP(CHANGE_PASSPHRASE, CHANGE, ASKS, signer_change_passphrase, proof, file)      \
	OP(ACCEPT_PROFILE, CHANGE, ASKS, signer_change_accept, acceptance, file)        \
	OP(DRILL, CHANGE, ASKS, signer_change_drill, drill, file)                       \
	OP(FIND_ADDRESS, SEE, ASKS, signer_find_address, search, found)                 \
	OP(REVEAL, REVEAL, ASKS, signer_change_reveal, proof, none)                     \
	OP(EXPORT_ACCOUNT, REVEAL, ASKS, signer_change_export, export, file)            \
	OP(PROFILE, SIGN_TX, QUIET, signer_profile_take, file, taken)                   \
	OP(CONSIDER, SIGN_TX, QUIET, signer_consent_consider, intent, none)             \
	OP(CONSENT, SIGN_TX, ASKS, signer_consent_ask, none, none)                      \
	OP(SIGN_TX, SIGN_TX, QUIET, signer_sign_tx, sign, raw)                          \
	OP(SIGN_CLAIM, SIGN_CLAIM, QUIET, signer_sign_claim, sign, file)                \
	OP(SIGN_TYPED, SIGN_TYPED, QUIET, signer_sign_typed, sign, signature)           \
	OP(SIGN_MESSAGE, SIGN_MESSAGE, QUIET, signer_sign_message, sign, signature)     \
	OP(SIGN_UPLOAD, SIGN_UPLOAD, QUIET, signer_keys_sign_upload, upload, signature) \
	OP(DATASET_KEYS, DATASET_KEYS, QUIET, signer_keys_for_dataset, nonce, keys)     \
	OP(SEAL, SEAL, QUIET, signer_seal, part, file)                                  \
	OP(UNSEAL, SEAL, QUIET, signer_seal_open, part, file)

/* --- made of them --- */

#define SIGNER_C_BYTE	   uint8_t
#define SIGNER_C_U32	   uint32_t
#define SIGNER_C_U64	   uint64_t
#define SIGNER_C_U256	   struct u256
#define SIGNER_C_HASH	   struct hash
#define SIGNER_C_ADDRESS   struct address
#define SIGNER_C_SIGNATURE struct wire_signature
#define SIGNER_C_BYTES	   struct wire_bytes
#define SIGNER_C_SECRET	   struct secret *

#define SIGNER_MEMBER(in, type, member) SIGNER_C_##type member;
#define SIGNER_STRUCT(name, fields)         \
	struct signer_##name {              \
		fields(SIGNER_MEMBER, name) \
	};
/* struct signer_state, and so on. */
SIGNER_MESSAGES(SIGNER_STRUCT)

/* A message that has no fields. No such struct exists. */
struct signer_none;

#define SIGNER_OP_NAME(name, capability, asks, handler, request, reply) SIGNER_##name,
enum signer_op {
	SIGNER_NO_OP,
	SIGNER_OPS(SIGNER_OP_NAME) SIGNER_OP_END, /* one above the last request */
};

#define SIGNER_IN_UNION(name, fields) struct signer_##name name;
/* Room for any message. */
union signer_any {
	SIGNER_MESSAGES(SIGNER_IN_UNION)
};

/* As an index: the account after the one with the highest index. */
#define SIGNER_NEXT_ACCOUNT UINT32_MAX

/* The largest request: an EIP-712 document or a bundle, a profile, and the small fields. */
#define SIGNER_REQUEST_MAX (2 * LIMIT_SMALL_FILE + 1 * KIB)
/* The largest reply without secrets: a bundle around a transaction in hex, twice its bytes. */
#define SIGNER_REPLY_MAX (LIMIT_SMALL_FILE + 1 * KIB)

/* The largest reply with secrets: three keys. */
#define SIGNER_SECRET_REPLY_MAX (2 * KIB)

struct signer_op_terms {
	uint32_t capability; /* 0 for a number that is no request */
	bool asks;	     /* a question may be put to a person */
	const struct wire_format *request, *reply;
};

/* Messages that are no request and no reply. */
const struct wire_format *signer_ops_greeting(void);
const struct wire_format *signer_ops_account(void); /* one in the reply to STATE */

/* The terms of request `op`, which may be any number: one that is no request has no fields. */
const struct signer_op_terms *signer_ops_terms(uint8_t op);

#endif
