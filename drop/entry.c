/*
 * entry_read() is the door for every field of every form; the functions before it read one kind of
 * value each, with a message that says which mistake it is. entry_check() holds a claim that is
 * complete against the terms of the contract.
 */
#include "drop/entry.h"

#include <stdio.h>
#include <string.h>

#include "base/hex.h"
#include "base/text.h"

static const char *const field_names[MERKLE_FIELDS] = {
	[MERKLE_INDEX] = "index",
	[MERKLE_ACCOUNT] = "account",
	[MERKLE_TOKEN] = "token",
	[MERKLE_AMOUNT] = "amount",
};

void entry_begin(struct entry *en, uint64_t place)
{
	en->values = (struct merkle_values){.index = u256_from_u64(0)};
	en->fields = 0;
	en->place = place;
	en->node = en->chain_id = 0;
	en->n_proof = 0;
	en->has_node = en->has_proof = false;
}

bool entry_has(const struct entry *en, enum merkle_field field)
{
	return (en->fields & 1u << field) != 0;
}

/* A piece of the file for a message: cleaned and cut, since it may be anything. */
struct quoted {
	char text[80];
};

static struct quoted quote(const char *text, size_t len)
{
	struct quoted q;

	text_clean(q.text, sizeof(q.text), text, len);
	return q;
}

/*
 * "0x" and digits. JavaScript writes an even number of them, so zeros may come first; ethers writes
 * "0x0c" for 12.
 */
static enum status read_hex(struct u256 *out, const char *text, size_t len)
{
	uint8_t bytes[32] = {0};
	size_t digits = len - 2;

	for (size_t i = 0; i < digits; i++) {
		int digit = hex_digit(text[2 + i]);
		size_t at = digits - 1 - i; /* counted from the right */

		if (digit < 0)
			return ERR_PARSE;
		if (at >= 64 && digit != 0)
			return ERR_RANGE;
		if (at < 64)
			bytes[31 - at / 2] |= (uint8_t)(digit << (at % 2 * 4));
	}
	*out = u256_from_be(bytes);
	return digits > 0 ? STATUS_OK : ERR_PARSE;
}

enum status entry_number(struct u256 *out, const char *name, const char *text, size_t len,
			 struct err *e)
{
	bool hex = len > 2 && text[0] == '0' && (text[1] == 'x' || text[1] == 'X');
	enum status s = hex ? read_hex(out, text, len) : u256_parse(out, text, len);
	struct quoted q;
	size_t digits = 0;

	if (s == STATUS_OK)
		return s;
	q = quote(text, len);
	if (s == ERR_RANGE)
		return err_set(e, s, "%s %s has more than 256 bits", name, q.text);
	if (text != NULL && len > 1 && text[0] == '-')
		return err_set(e, s, "%s %s is negative", name, q.text);
	while (digits < len && text[digits] >= '0' && text[digits] <= '9')
		digits++;
	if (digits > 0 && digits < len && strchr(".,eE", text[digits]) != NULL)
		return err_set(e, s,
			       "%s %s has a fraction or an exponent; a file has whole numbers of "
			       "the token's smallest unit",
			       name, q.text);
	return err_set(e, s, "%s \"%s\" is no whole number (digits, or 0x and hex digits)", name,
		       q.text);
}

enum status entry_small(uint64_t *out, uint64_t most, const char *name, const char *text,
			size_t len, struct err *e)
{
	struct u256 number, limit = u256_from_u64(most);
	enum status s = entry_number(&number, name, text, len, e);

	if (s != STATUS_OK)
		return s;
	if (u256_compare(&number, &limit) > 0)
		return err_set(e, ERR_RANGE, "%s %s is above %llu", name, quote(text, len).text,
			       (unsigned long long)most);
	return u256_to_u64(out, &number);
}

enum status entry_hash(struct hash *out, const char *name, const char *text, size_t len,
		       struct err *e)
{
	if (hash_parse(out, text, len) == STATUS_OK)
		return STATUS_OK;
	return err_set(e, ERR_PARSE, "%s \"%s\" is no hash (0x and 64 hex digits)", name,
		       quote(text, len).text);
}

enum status entry_address(struct address *out, const char *name, const char *text, size_t len,
			  struct err *e)
{
	char whole[65] = "";
	enum status s = address_parse(out, text, len);

	if (s == STATUS_OK)
		return s;
	/* The message of address_read() is made for text that a person typed. */
	text_clean(whole, sizeof(whole), text, len);
	if (address_read(out, whole, e) == STATUS_OK)
		return err_set(e, ERR_PARSE, "%s %s stands among other characters", name, whole);
	return err_prefix(e, s, "%s", name);
}

enum status entry_read(struct entry *en, enum merkle_field field, const char *text, size_t len,
		       struct err *e)
{
	const char *name = field_names[field];

	if (entry_has(en, field))
		return err_set(e, ERR_MISMATCH, "its %s is there twice", name);
	en->fields |= 1u << field;
	switch (field) {
	case MERKLE_INDEX: return entry_number(&en->values.index, name, text, len, e);
	case MERKLE_ACCOUNT: return entry_address(&en->values.account, name, text, len, e);
	case MERKLE_TOKEN: return entry_address(&en->values.token, name, text, len, e);
	case MERKLE_AMOUNT: return entry_number(&en->values.amount, name, text, len, e);
	}
	return ERR_USAGE;
}

enum status entry_read_sibling(struct entry *en, const char *text, size_t len, struct err *e)
{
	if (en->n_proof == LIMIT_MERKLE_DEPTH)
		return err_set(e, ERR_TOO_DEEP, "its proof has more than %d hashes",
			       LIMIT_MERKLE_DEPTH);
	return entry_hash(&en->proof[en->n_proof++], "the proof's", text, len, e);
}

/* Whether the number has more than `bits` bits. Contracts revert for an amount that is too wide. */
static bool wider(const struct u256 *v, unsigned bits)
{
	uint64_t above = 0;

	for (unsigned limb = 0; limb < 4; limb++)
		if (bits <= 64 * limb)
			above |= v->limb[limb];
		else if (bits < 64 * limb + 64)
			above |= v->limb[limb] >> (bits - 64 * limb);
	return above != 0;
}

enum status entry_check(const struct entry *en, const struct merkle_terms *terms, struct err *e)
{
	for (size_t i = 0; i < terms->n_fields; i++)
		if (!entry_has(en, terms->fields[i]))
			return err_set(e, ERR_PARSE,
				       "it has no %s, which the contract's claims have (%s)",
				       field_names[terms->fields[i]], terms->name);
	if (entry_has(en, MERKLE_TOKEN) && !merkle_terms_have(terms, MERKLE_TOKEN))
		return err_set(e, ERR_MISMATCH,
			       "it names a token, and the contract (%s) knows only one: the file "
			       "is for another contract",
			       terms->name);
	if (wider(&en->values.index, 64))
		return err_set(e, ERR_RANGE, "its index is above 2^64");
	if (wider(&en->values.amount, terms->amount_bits))
		return err_set(e, ERR_RANGE,
			       "its amount has more than %u bits, and the contract (%s) takes no "
			       "more",
			       terms->amount_bits, terms->name);
	return STATUS_OK;
}

void entry_format(char out[static ENTRY_TEXT_SIZE], const struct entry *en)
{
	char index[U256_DECIMAL_SIZE] = "", amount[U256_DECIMAL_SIZE];
	char account[ADDRESS_TEXT_SIZE], token[ADDRESS_TEXT_SIZE] = "";

	if (entry_has(en, MERKLE_INDEX))
		u256_format(index, &en->values.index);
	if (entry_has(en, MERKLE_TOKEN))
		address_format(token, &en->values.token);
	address_format(account, &en->values.account);
	u256_format(amount, &en->values.amount);
	snprintf(out, ENTRY_TEXT_SIZE, "%s%s%saccount %s, %s%s%samount %s",
		 *index != '\0' ? "index " : "", index, *index != '\0' ? ", " : "", account,
		 *token != '\0' ? "token " : "", token, *token != '\0' ? ", " : "", amount);
}
