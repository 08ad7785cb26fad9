/*
 * The attestation service: its registry, the version that it signs with, and the slot of its
 * mapping of attestations. In the order of probe_eas(), the last function; before that comes
 * find_service(), for a profile that names none.
 */
#include "sync/probe_eas.h"

#include <stdio.h>
#include <string.h>

#include "base/text.h"
#include "chain/abi.h"
#include "chain/eas.h"
#include "chain/eip712.h"
#include "chain/keccak.h"
#include "client/chainstate.h"

/* Chains of the OP stack have it here from their first block (optimism/specs/predeploys.md). */
static const struct address usual_address = {{0x42, [19] = 0x21}};

/*
 * Versions in the EIP-712 domain of released contracts. What version() answers may be another one:
 * the predeploy of OP chains says 1.4.2 and signs as 1.3.0.
 */
static const char *const versions[] = {"0.26",	"1.0.0", "1.0.1", "1.0.2",
				       "1.1.0", "1.2.0", "1.3.0", "1.4.0"};

/* The types of delegated attestations: up to 1.1, in 1.2, and from 1.3 on. */
static const char *const attest_types[] = {
	"Attest(bytes32 schema,address recipient,uint64 expirationTime,bool revocable,bytes32 "
	"refUID,bytes data,uint256 nonce)",
	"Attest(bytes32 schema,address recipient,uint64 expirationTime,bool revocable,bytes32 "
	"refUID,bytes data,uint256 value,uint256 nonce,uint64 deadline)",
	"Attest(address attester,bytes32 schema,address recipient,uint64 expirationTime,bool "
	"revocable,bytes32 refUID,bytes data,uint256 value,uint256 nonce,uint64 deadline)",
};

/*
 * Slots of the mapping in released contracts: 1 up to 0.26, 50 in predeploys, 4 in the others. The
 * ones between are tried for contracts that were changed.
 */
static const uint8_t db_slots[] = {1, 4, 50, 0, 2, 3, 5, 51};

/* Attestations that are tried. A lying node may have invented the events of some. */
#define UIDS_TRIED 4

/* Reads the text that a function returns, "" when it has none. */
static void read_text(struct probe *p, char *out, size_t cap, const struct address *to,
		      const char *signature)
{
	struct abi_reader r;
	struct buf reply;
	enum trust trust;
	const uint8_t *text;
	size_t len;

	out[0] = '\0';
	buf_init(&reply, KIB);
	if (probe_call(p, &reply, &trust, to, signature, NULL, 0, NULL) == STATUS_OK &&
	    abi_open(&r, reply.data, reply.len, 1) == STATUS_OK &&
	    abi_take_bytes(&r, &text, &len) == STATUS_OK && len < cap)
		text_clean(out, cap, (const char *)text, len);
	buf_release(&reply);
}

/* Reads the registry of schemas. */
static enum status probe_registry(struct probe *p, struct profile_eas *found,
				  const struct profile_eas *pinned)
{
	const struct probe_pin pin = {"eas", NULL, "registry"};
	char before[ADDRESS_TEXT_SIZE] = "", after[ADDRESS_TEXT_SIZE];
	struct address a;
	struct hash word;
	enum trust trust;
	struct err why = {0};
	bool taken;
	enum status s = probe_call_word(p, &word, &trust, &pinned->contract.address,
					"getSchemaRegistry()", NULL, 0, &why);

	if (p->pinned->has_eas)
		address_format(before, &pinned->registry);
	if (s != STATUS_OK)
		return probe_add_failure(p, &pin, before, s, &why);
	memcpy(a.bytes, word.bytes + 12, sizeof(a.bytes));
	address_format(after, &a);
	s = probe_add(p, &pin, before, after, trust, TRUST_AGREED, NULL, &taken);
	if (s == STATUS_OK && taken)
		found->registry = a;
	return s;
}

/* Whether the contract's domain is that of a version. */
static bool is_domain(const struct hash *separator, const struct probe *p,
		      const struct profile_eas *eas, const char *version)
{
	struct hash computed;

	eip712_domain(&computed, "EAS", version, p->pinned->chain_id, &eas->contract.address);
	return hash_equal(&computed, separator);
}

/* A remark when the contract signs delegated attestations in a form that no release has. */
static const char *doubt_type(struct probe *p, const struct profile_eas *eas)
{
	struct hash type, known;
	enum trust trust;

	if (probe_call_word(p, &type, &trust, &eas->contract.address, "getAttestTypeHash()", NULL,
			    0, NULL) != STATUS_OK)
		return "it does not say how delegated attestations are signed";
	for (size_t i = 0; i < ARRAY_SIZE(attest_types); i++) {
		keccak256(known.bytes, attest_types[i], strlen(attest_types[i]));
		if (hash_equal(&known, &type))
			return NULL;
	}
	return "it signs delegated attestations in a form that byline does not know";
}

/* Finds the version whose domain has the separator that the contract names. */
static enum status probe_version(struct probe *p, struct profile_eas *found,
				 const struct profile_eas *pinned)
{
	const struct probe_pin pin = {"eas", NULL, "domain_version"};
	char said[sizeof(found->domain_version)];
	const char *version = NULL;
	struct hash separator;
	enum trust trust;
	struct err why = {0};
	bool taken;
	enum status s = probe_call_word(p, &separator, &trust, &pinned->contract.address,
					"getDomainSeparator()", NULL, 0, &why);

	if (s != STATUS_OK)
		return probe_add_failure(p, &pin, pinned->domain_version, s, &why);
	for (size_t i = 0; i < ARRAY_SIZE(versions) && version == NULL; i++)
		version = is_domain(&separator, p, pinned, versions[i]) ? versions[i] : NULL;
	read_text(p, said, sizeof(said), &pinned->contract.address, "version()");
	if (said[0] == '\0')
		read_text(p, said, sizeof(said), &pinned->contract.address, "VERSION()");
	if (version == NULL && said[0] != '\0' && is_domain(&separator, p, pinned, said))
		version = said;
	if (version == NULL) {
		err_set(&why, ERR_MISMATCH,
			"the domain that it signs with is that of no version byline knows%s%s",
			said[0] != '\0' ? "; it calls itself " : "", said);
		return probe_add_failure(p, &pin, pinned->domain_version, ERR_MISMATCH, &why);
	}
	s = probe_add(p, &pin, pinned->domain_version, version, trust, TRUST_AGREED,
		      doubt_type(p, pinned), &taken);
	if (s == STATUS_OK && taken)
		snprintf(found->domain_version, sizeof(found->domain_version), "%s", version);
	return s;
}

/* Collects attestations: those that the user named, then the newest of the events. */
static enum status collect_uids(struct probe *p, struct hash uids[static UIDS_TRIED], size_t *n,
				const struct address *eas)
{
	struct contract_event_list list = {.n = 0};
	enum status s = STATUS_OK;

	for (*n = 0; *n < UIDS_TRIED && *n < p->hints->n_attestations; ++*n)
		uids[*n] = p->hints->attestations[*n];
	if (*n == 0)
		s = probe_events(p, &list, eas, &eas_topic_attested);
	for (size_t i = list.n; s == STATUS_OK && i > 0 && *n < UIDS_TRIED; i--)
		if (list.events[i - 1].data_len == sizeof(uids[0].bytes))
			memcpy(uids[(*n)++].bytes, list.events[i - 1].data, sizeof(uids[0].bytes));
	contract_event_list_release(&list);
	return s;
}

/* The slots that are tried, the pinned one first. Returns how many. */
static size_t candidates(struct hash out[static ARRAY_SIZE(db_slots) + 1],
			 const struct profile_eas *pinned)
{
	size_t n = 0;

	if (pinned->has_slots)
		out[n++] = pinned->db_slot;
	for (size_t i = 0; i < ARRAY_SIZE(db_slots); i++) {
		struct hash slot = {.bytes = {[31] = db_slots[i]}};

		if (!pinned->has_slots || !hash_equal(&slot, &pinned->db_slot))
			out[n++] = slot;
	}
	return n;
}

/*
 * Finds the slot at which the mapping has an attestation: its first word is the attestation's uid,
 * which is a hash, so that no other slot has it by chance.
 */
static enum status probe_db_slot(struct probe *p, struct profile_eas *found,
				 const struct profile_eas *pinned)
{
	const struct probe_pin pin = {"eas", NULL, "db_slot"};
	struct hash uids[UIDS_TRIED], tried[ARRAY_SIZE(db_slots) + 1];
	struct hash slots[UIDS_TRIED * ARRAY_SIZE(tried)];
	struct slot_value words[ARRAY_SIZE(slots)];
	char before[PROBE_SLOT_SIZE] = "", after[PROBE_SLOT_SIZE];
	size_t n, n_tried = candidates(tried, pinned);
	struct err why = {0};
	bool taken;
	enum status s = collect_uids(p, uids, &n, &pinned->contract.address);

	if (pinned->has_slots)
		probe_slot_text(before, &pinned->db_slot);
	for (size_t i = 0; i < n * n_tried; i++)
		slot_mapping(&slots[i], &uids[i / n_tried], &tried[i % n_tried], SLOT_KEY_SLOT);
	if (s == STATUS_OK && n > 0)
		s = chainstate_slots(p->session->nodes, words, &p->session->anchor,
				     &pinned->contract.address, slots, n * n_tried, &why);
	if (s != STATUS_OK)
		return probe_add_failure(p, &pin, before, s, &why);
	for (size_t i = 0; i < n * n_tried; i++) {
		struct u256 uid = u256_from_be(uids[i / n_tried].bytes);

		if (u256_compare(&words[i].value, &uid) != 0 || u256_is_zero(&uid))
			continue;
		probe_slot_text(after, &tried[i % n_tried]);
		s = probe_add(p, &pin, before, after, words[i].trust, TRUST_PROVEN, NULL, &taken);
		if (s == STATUS_OK && taken) {
			found->has_slots = true;
			found->db_slot = tried[i % n_tried];
		}
		return s;
	}
	return probe_add(p, &pin, before, "", TRUST_NONE, TRUST_PROVEN,
			 n == 0 ? "no attestation was found to try it with; name one with "
				  "--attestation"
				: "no slot that byline tries has the attestation",
			 NULL);
}

/* Looks at the usual address for a service. Out: `eas`, whether one answers there. */
static enum status find_service(struct probe *p, struct profile_eas *eas, bool *there)
{
	struct account account;
	struct hash registry;
	enum trust trust, called;
	enum status s;

	*eas = (struct profile_eas){.contract.address = usual_address};
	s = chainstate_account(p->session->nodes, &account, &trust, NULL, &p->session->anchor,
			       &usual_address, NULL);
	p->waits = p->waits || s == ERR_PENDING;
	*there = s == STATUS_OK && account.exists &&
		 !hash_equal(&account.code_hash, &trie_empty_code) &&
		 probe_call_word(p, &registry, &called, &usual_address, "getSchemaRegistry()", NULL,
				 0, NULL) == STATUS_OK;
	return probe_ends(s) ? s : STATUS_OK;
}

enum status probe_eas(struct probe *p)
{
	const struct probe_pin contract = {"eas", NULL, ""}, pin = {"eas", NULL, "address"};
	struct profile_eas pinned = p->pinned->eas, *found = &p->out->found.eas;
	char text[ADDRESS_TEXT_SIZE];
	bool there = p->pinned->has_eas, code = false;
	enum status s = STATUS_OK;

	if (!there)
		s = find_service(p, &pinned, &there);
	if (s != STATUS_OK || !there)
		return s;
	*found = pinned;
	s = probe_contract(p, &found->contract, &code, &contract, &pinned.contract);
	if (s != STATUS_OK || !code)
		return s;
	s = probe_registry(p, found, &pinned);
	if (s == STATUS_OK)
		s = probe_version(p, found, &pinned);
	if (s == STATUS_OK)
		s = probe_db_slot(p, found, &pinned);
	if (s != STATUS_OK || p->pinned->has_eas)
		return s;
	/* A service that the profile does not name is taken whole, or not at all. */
	address_format(text, &pinned.contract.address);
	there = found->contract.has_code_hash && found->domain_version[0] != '\0';
	p->out->found.has_eas = there;
	if (!there)
		*found = (struct profile_eas){.has_slots = false};
	return probe_add(p, &pin, "", text, there ? TRUST_PROVEN : TRUST_REPORTED, TRUST_PROVEN,
			 there ? "the profile names no attestation service"
			       : "its code or its version could not be read",
			 NULL);
}
