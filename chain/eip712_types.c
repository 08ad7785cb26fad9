/*
 * The declared types of a typed document.
 *
 * eip712_types_load() reads them all (load_type, load_member), sorts them by name, then checks that
 * every member has a known type (is_type) and that the domain is the standard's (check_domain);
 * last it computes the hash of each type (hash_type). Invariant: after a successful load a type
 * name leads to an atomic type or to a declared struct, so that the encoding of values needs no
 * checks of names.
 */
#include "chain/eip712_types.h"

#include <stdlib.h>
#include <string.h>

#include "base/parse.h"
#include "chain/keccak.h"

static bool is_name_char(char c, bool first)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c == '$' ||
	       (!first && c >= '0' && c <= '9');
}

static bool is_identifier(const char *name)
{
	if (!is_name_char(name[0], true))
		return false;
	for (size_t i = 1; name[i] != '\0'; i++)
		if (!is_name_char(name[i], false))
			return false;
	return true;
}

/*
 * Whether `name` is `stem` and a number in from..to that is a multiple of `from`. Out: the number.
 */
static bool has_size(unsigned *size, const char *name, size_t len, const char *stem, unsigned from,
		     unsigned to)
{
	size_t n = strlen(stem);
	uint64_t v;

	if (len <= n || memcmp(name, stem, n) != 0 || parse_u64(&v, name + n, len - n) != STATUS_OK)
		return false;
	*size = (unsigned)v;
	return v >= from && v <= to && v % from == 0;
}

static bool is(const char *name, size_t len, const char *word)
{
	return strlen(word) == len && memcmp(name, word, len) == 0;
}

enum eip712_kind eip712_types_kind(unsigned *bits, const char *name, size_t len)
{
	if (has_size(bits, name, len, "uint", 8, 256))
		return EIP712_UINT;
	if (has_size(bits, name, len, "int", 8, 256))
		return EIP712_INT;
	if (has_size(bits, name, len, "bytes", 1, 32)) {
		*bits *= 8;
		return EIP712_FIXED_BYTES;
	}
	*bits = 0;
	if (is(name, len, "address"))
		return EIP712_ADDRESS;
	if (is(name, len, "bool"))
		return EIP712_BOOL;
	if (is(name, len, "bytes"))
		return EIP712_BYTES;
	if (is(name, len, "string"))
		return EIP712_STRING;
	return EIP712_UNKNOWN;
}

/*
 * Whether a person or another library could take the name for an atomic type: the word of such a
 * type, with any number after it.
 */
static bool looks_atomic(const char *name)
{
	static const char *const words[] = {"uint",   "int",  "bytes", "address", "bool",
					    "string", "byte", "fixed", "ufixed",  "function"};
	size_t len = strlen(name);

	while (len > 0 && name[len - 1] >= '0' && name[len - 1] <= '9')
		len--;
	for (size_t i = 0; i < ARRAY_SIZE(words); i++)
		if (is(name, len, words[i]))
			return true;
	return false;
}

static int by_name(const void *a, const void *b)
{
	const struct eip712_type *x = a, *y = b;

	return strcmp(x->name, y->name);
}

const struct eip712_type *eip712_types_find(const struct eip712_types *t, const char *name,
					    size_t len)
{
	for (size_t i = 0; i < t->n; i++)
		if (is(name, len, t->list[i].name))
			return &t->list[i];
	return NULL;
}

size_t eip712_types_element(const char *type, size_t len)
{
	size_t n = len;

	if (len == 0 || type[len - 1] != ']')
		return len;
	while (n > 0 && type[n - 1] != '[')
		n--;
	return n > 0 ? n - 1 : len;
}

/* The length of the name before all brackets. */
static size_t base_type(const char *type)
{
	return strcspn(type, "[");
}

/*
 * Whether a type is known. Brackets hold nothing or a number from 1; the name before them is atomic
 * or declared.
 */
static bool is_type(const struct eip712_types *t, const char *type)
{
	size_t len = strlen(type), base = base_type(type);
	unsigned bits;

	while (len > base) {
		size_t inner = eip712_types_element(type, len);
		uint64_t n = 1;

		if (inner == len)
			return false;
		if (len - inner > 2 &&
		    (parse_u64(&n, type + inner + 1, len - inner - 2) != STATUS_OK || n == 0))
			return false;
		len = inner;
	}
	return eip712_types_kind(&bits, type, base) != EIP712_UNKNOWN ||
	       eip712_types_find(t, type, base) != NULL;
}

static enum status load_member(struct eip712_type *type, const struct json *member, struct err *e)
{
	static const char *const names[] = {"name", "type", NULL};
	struct eip712_member *m = &type->members[type->n];
	enum status s = json_only(member, names, e);

	if (s == STATUS_OK)
		s = json_get_text(&m->name, member, "name", e);
	if (s == STATUS_OK)
		s = json_get_text(&m->type, member, "type", e);
	if (s != STATUS_OK)
		return s;
	if (!is_identifier(m->name))
		return err_set(e, ERR_PARSE,
			       "the name of a member is not made of letters, digits, _ and $");
	for (size_t i = 0; i < type->n; i++)
		if (strcmp(type->members[i].name, m->name) == 0)
			return err_set(e, ERR_PARSE, "%s is declared twice", m->name);
	type->n++;
	return STATUS_OK;
}

static enum status load_type(struct eip712_type *type, const struct json *members, struct err *e)
{
	type->name = json_name(members);
	if (!is_identifier(type->name) || looks_atomic(type->name))
		return err_set(e, ERR_PARSE,
			       "a type has a name that is kept for Solidity's own types, or no "
			       "name at all");
	if (!json_is_array(members))
		return err_set(e, ERR_PARSE, "%s: not a list of members", type->name);
	if (json_count(members) > LIMIT_TYPED_MEMBERS)
		return err_set(e, ERR_LIMIT, "%s: more than %d members", type->name,
			       LIMIT_TYPED_MEMBERS);
	for (const struct json *m = json_first(members); m != NULL; m = json_next(m)) {
		enum status s = load_member(type, m, e);

		if (s != STATUS_OK)
			return err_prefix(e, s, "%s", type->name);
	}
	return STATUS_OK;
}

static enum status check_domain(const struct eip712_types *t, struct err *e)
{
	static const struct eip712_member standard[] = {{"name", "string"},
							{"version", "string"},
							{"chainId", "uint256"},
							{"verifyingContract", "address"},
							{"salt", "bytes32"}};
	const struct eip712_type *domain =
		eip712_types_find(t, "EIP712Domain", strlen("EIP712Domain"));

	if (domain == NULL)
		return err_set(e, ERR_PARSE, "EIP712Domain is not declared");
	for (size_t i = 0; i < domain->n; i++) {
		size_t k = 0;

		while (k < ARRAY_SIZE(standard) &&
		       (strcmp(domain->members[i].name, standard[k].name) != 0 ||
			strcmp(domain->members[i].type, standard[k].type) != 0))
			k++;
		if (k == ARRAY_SIZE(standard))
			return err_set(e, ERR_PARSE, "EIP712Domain: %s is not as EIP-712 has it",
				       domain->members[i].name);
	}
	return STATUS_OK;
}

static void hash_text(struct keccak *k, const char *text)
{
	keccak_update(k, text, strlen(text));
}

static void hash_declaration(struct keccak *k, const struct eip712_type *type)
{
	hash_text(k, type->name);
	hash_text(k, "(");
	for (size_t i = 0; i < type->n; i++) {
		hash_text(k, i > 0 ? "," : "");
		hash_text(k, type->members[i].type);
		hash_text(k, " ");
		hash_text(k, type->members[i].name);
	}
	hash_text(k, ")");
}

/* Moves past `word` at the front of `text`. False when something else is there. */
static bool skip(const char **text, size_t *len, const char *word)
{
	size_t n = strlen(word);

	if (n > *len || memcmp(*text, word, n) != 0)
		return false;
	*text += n;
	*len -= n;
	return true;
}

bool eip712_types_is(const struct eip712_type *type, const char *text, size_t len)
{
	if (!skip(&text, &len, type->name) || !skip(&text, &len, "("))
		return false;
	for (size_t i = 0; i < type->n; i++) {
		if (is(text, len, "...)"))
			return true;
		if (!skip(&text, &len, type->members[i].type) || !skip(&text, &len, " ") ||
		    !skip(&text, &len, type->members[i].name) ||
		    (i + 1 < type->n && !skip(&text, &len, ",")))
			return false;
	}
	return is(text, len, ")") || is(text, len, "...)") || is(text, len, ",...)");
}

/*
 * Computes typeHash = keccak256(encodeType). encodeType names the type itself, then all types that
 * it refers to, directly or not, ascending by name.
 */
static void hash_type(const struct eip712_types *t, struct eip712_type *type)
{
	bool used[LIMIT_TYPED_TYPES] = {false};
	size_t queue[LIMIT_TYPED_TYPES], n = 0;
	struct keccak k;

	queue[n++] = (size_t)(type - t->list);
	used[queue[0]] = true;
	for (size_t i = 0; i < n; i++) {
		const struct eip712_type *at = &t->list[queue[i]];

		for (size_t j = 0; j < at->n; j++) {
			const char *name = at->members[j].type;
			const struct eip712_type *next =
				eip712_types_find(t, name, base_type(name));

			if (next == NULL || used[next - t->list])
				continue;
			used[next - t->list] = true;
			queue[n++] = (size_t)(next - t->list);
		}
	}
	keccak_init(&k);
	hash_declaration(&k, type);
	for (size_t i = 0; i < t->n; i++)
		if (used[i] && &t->list[i] != type)
			hash_declaration(&k, &t->list[i]);
	keccak_final(&k, type->hash.bytes);
}

enum status eip712_types_load(struct eip712_types *out, const struct json *types, struct err *e)
{
	enum status s;

	*out = (struct eip712_types){0};
	if (json_count(types) > LIMIT_TYPED_TYPES)
		return err_set(e, ERR_LIMIT, "more than %d types", LIMIT_TYPED_TYPES);
	out->list = calloc(LIMIT_TYPED_TYPES, sizeof(*out->list));
	if (out->list == NULL)
		return err_set(e, ERR_MEMORY, "out of memory");
	for (const struct json *type = json_first(types); type != NULL; type = json_next(type)) {
		s = load_type(&out->list[out->n], type, e);
		if (s != STATUS_OK)
			return s;
		out->n++;
	}
	qsort(out->list, out->n, sizeof(*out->list), by_name);
	for (size_t i = 0; i < out->n; i++)
		for (size_t j = 0; j < out->list[i].n; j++)
			if (!is_type(out, out->list[i].members[j].type))
				return err_set(e, ERR_PARSE, "%s: %s has an unknown type",
					       out->list[i].name, out->list[i].members[j].name);
	s = check_domain(out, e);
	if (s != STATUS_OK)
		return s;
	for (size_t i = 0; i < out->n; i++)
		hash_type(out, &out->list[i]);
	return STATUS_OK;
}

void eip712_types_release(struct eip712_types *t)
{
	if (t == NULL)
		return;
	free(t->list);
	*t = (struct eip712_types){0};
}
