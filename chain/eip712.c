/*
 * The signing hash of a typed document, put together from its domain and its message. The types are
 * in chain/eip712_types.h, the encoding of values in chain/eip712_value.h.
 */
#include "chain/eip712.h"

#include <stdio.h>
#include <string.h>

#include "base/text.h"
#include "chain/eip712_value.h"
#include "chain/keccak.h"
#include "chain/u256.h"

void eip712_combine(struct hash *out, const struct hash *domain, const struct hash *struct_hash)
{
	uint8_t bytes[2 + 32 + 32] = {0x19, 0x01};

	memcpy(bytes + 2, domain->bytes, 32);
	memcpy(bytes + 34, struct_hash->bytes, 32);
	keccak256(out->bytes, bytes, sizeof(bytes));
}

void eip712_domain(struct hash *out, const char *name, const char *version, uint64_t chain_id,
		   const struct address *contract)
{
	uint8_t words[5][32] = {0};
	const struct u256 chain = u256_from_u64(chain_id);
	char type[128];
	size_t n = 1;

	/* The words follow in the order in which the type names its members. */
	snprintf(type, sizeof(type), "EIP712Domain(%s%suint256 chainId%s)",
		 name == NULL ? "" : "string name,", version == NULL ? "" : "string version,",
		 contract == NULL ? "" : ",address verifyingContract");
	keccak256(words[0], type, strlen(type));
	if (name != NULL)
		keccak256(words[n++], name, strlen(name));
	if (version != NULL)
		keccak256(words[n++], version, strlen(version));
	u256_to_be(words[n++], &chain);
	if (contract != NULL)
		address_to_word(words[n++], contract);
	keccak256(out->bytes, words, n * 32);
}

static void clean(char *out, size_t cap, const struct json *value)
{
	const char *text = json_text(value);

	text_clean(out, cap, text == NULL ? "" : text, text == NULL ? 0 : strlen(text));
}

/* Fills the summary. The members of the domain were checked against their types before. */
static enum status summarise(struct eip712_summary *out, const struct json *document, struct err *e)
{
	const struct json *domain = json_get(document, "domain");
	const struct json *chain_id = json_get(domain, "chainId");
	const char *contract = json_text(json_get(domain, "verifyingContract"));
	struct u256 chain = {0};

	*out = (struct eip712_summary){0};
	clean(out->domain_name, sizeof(out->domain_name), json_get(domain, "name"));
	clean(out->domain_version, sizeof(out->domain_version), json_get(domain, "version"));
	clean(out->primary_type, sizeof(out->primary_type), json_get(document, "primaryType"));
	out->has_chain_id = chain_id != NULL;
	if (out->has_chain_id && (eip712_value_uint(&chain, chain_id) != STATUS_OK ||
				  u256_to_u64(&out->chain_id, &chain) != STATUS_OK))
		return err_set(e, ERR_RANGE, "domain: the chain id is larger than any chain's");
	out->has_contract = contract != NULL;
	if (out->has_contract &&
	    address_parse(&out->contract, contract, strlen(contract)) != STATUS_OK)
		return err_set(e, ERR_PARSE, "domain: verifyingContract is not an address");
	return STATUS_OK;
}

/* The hashStruct of the document's member `member`, which is of `type`. */
static enum status hash_member(struct hash *out, const struct eip712_types *types,
			       const struct eip712_type *type, const struct json *document,
			       const char *member, struct err *e)
{
	enum status s;

	if (type == NULL)
		return err_set(e, ERR_PARSE, "the type that primaryType names is not declared");
	s = eip712_value_hash(out, types, type, json_get(document, member), e);
	return s == STATUS_OK ? s : err_prefix(e, s, "%s", member);
}

/* Hashes domain and message, which is where their values are checked against their types. */
static enum status hash_document(struct eip712_document *d, const struct json *json, struct err *e)
{
	const struct eip712_type *domain_type =
		eip712_types_find(&d->types, "EIP712Domain", strlen("EIP712Domain"));
	struct hash domain, message;
	enum status s = hash_member(&domain, &d->types, domain_type, json, "domain", e);

	if (s == STATUS_OK)
		s = hash_member(&message, &d->types, d->primary, json, "message", e);
	if (s == STATUS_OK)
		eip712_combine(&d->digest, &domain, &message);
	return s;
}

enum status eip712_open(struct eip712_document *out, const struct json *json, struct err *e)
{
	static const char *const names[] = {"types", "primaryType", "domain", "message", NULL};
	const struct json *declared;
	const char *primary;
	enum status s = json_only(json, names, e);

	*out = (struct eip712_document){.domain = json_get(json, "domain"),
					.message = json_get(json, "message")};
	if (s == STATUS_OK)
		s = json_get_text(&primary, json, "primaryType", e);
	if (s == STATUS_OK && strcmp(primary, "EIP712Domain") == 0)
		s = err_set(e, ERR_PARSE, "a domain alone is no message to sign");
	if (s == STATUS_OK)
		s = json_get_object(&declared, json, "types", e);
	if (s == STATUS_OK)
		s = eip712_types_load(&out->types, declared, e);
	if (s == STATUS_OK) {
		out->primary = eip712_types_find(&out->types, primary, strlen(primary));
		s = hash_document(out, json, e);
	}
	return s == STATUS_OK ? summarise(&out->summary, json, e) : s;
}

void eip712_release(struct eip712_document *d)
{
	if (d == NULL)
		return;
	eip712_types_release(&d->types);
	*d = (struct eip712_document){0};
}
