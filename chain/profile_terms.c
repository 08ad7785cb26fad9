#include "chain/profile_terms.h"

#include <string.h>

/* Every name that a member may have, by its number. */
struct term_names {
	const char *member;
	const char *const *names;
	size_t n;
	const char *choice; /* for the message */
};

static const char *const field_names[] = {[MERKLE_INDEX] = "index",
					  [MERKLE_ACCOUNT] = "account",
					  [MERKLE_TOKEN] = "token",
					  [MERKLE_AMOUNT] = "amount"};
static const char *const encoding_names[] = {"abi", "packed"};
static const char *const hash_names[] = {"1", "2"};
static const char *const claimed_names[] = {[MERKLE_CLAIMED_MAP] = "map",
					    [MERKLE_CLAIMED_BITMAP] = "bitmap",
					    [MERKLE_CLAIMED_FLAGS] = "flags",
					    [MERKLE_CLAIMED_CYCLES] = "cycles"};

static const struct term_names fields = {"leaf", field_names, ARRAY_SIZE(field_names), ""};
static const struct term_names encodings = {"encoding", encoding_names, ARRAY_SIZE(encoding_names),
					    "\"packed\" or \"abi\""};
static const struct term_names hashes = {"hashes", hash_names, ARRAY_SIZE(hash_names),
					 "\"1\" or \"2\""};
static const struct term_names books = {"claimed", claimed_names, ARRAY_SIZE(claimed_names),
					"\"map\", \"bitmap\", \"flags\" or \"cycles\""};

/* Finds the number of a name; NULL has none. */
static bool find_name(size_t *out, const struct term_names *t, const char *name)
{
	for (*out = 0; name != NULL && *out < t->n; ++*out)
		if (strcmp(t->names[*out], name) == 0)
			return true;
	return false;
}

static enum status read_choice(size_t *out, const struct json *o, const struct term_names *t,
			       struct err *e)
{
	if (find_name(out, t, json_text(json_get(o, t->member))))
		return STATUS_OK;
	return err_set(e, ERR_PARSE, "\"%s\" is not %s", t->member, t->choice);
}

/*
 * The order of the list is the order in which the leaf encodes its fields. A field that is listed
 * twice would leave no room for another.
 */
static enum status read_leaf(struct merkle_terms *out, const struct json *o, struct err *e)
{
	const struct json *list;
	enum status s = json_get_array(&list, o, fields.member, e);

	if (s != STATUS_OK)
		return s;
	for (const struct json *v = json_first(list); v != NULL; v = json_next(v)) {
		size_t field;

		if (!find_name(&field, &fields, json_text(v)) ||
		    merkle_terms_have(out, (enum merkle_field)field))
			return err_set(e, ERR_PARSE,
				       "\"leaf\" lists each of \"index\", \"account\" and "
				       "\"amount\" once at most");
		out->fields[out->n_fields++] = (enum merkle_field)field;
	}
	return STATUS_OK;
}

/* These functions take the index as an argument. */
static bool has_index(enum merkle_call call)
{
	return call == MERKLE_CALL_INDEXED || call == MERKLE_CALL_SABLIER || call == MERKLE_CALL_TO;
}

/* A call gives the contract exactly what it hashes, and the books must fit both. */
static enum status check(const struct merkle_terms *t, struct err *e)
{
	const bool index = merkle_terms_have(t, MERKLE_INDEX);

	if (!merkle_terms_have(t, MERKLE_ACCOUNT) || !merkle_terms_have(t, MERKLE_AMOUNT))
		return err_set(e, ERR_PARSE, "\"leaf\" needs \"account\" and \"amount\"");
	if (merkle_terms_have(t, MERKLE_TOKEN))
		return err_set(e, ERR_PARSE,
			       "\"leaf\" has \"token\", which no call of a described tree names");
	if (index != has_index(t->call))
		return err_set(e, ERR_PARSE,
			       index ? "\"leaf\" has \"index\", which the \"call\" does not name"
				     : "\"leaf\" lacks \"index\", which the \"call\" names");
	if (t->claimed == MERKLE_CLAIMED_BITMAP && !index)
		return err_set(e, ERR_PARSE,
			       "\"claimed\" is \"bitmap\", but \"leaf\" has no \"index\"");
	if ((t->claimed == MERKLE_CLAIMED_CYCLES) != (t->call == MERKLE_CALL_CYCLE))
		return err_set(e, ERR_PARSE,
			       "\"claimed\" is \"cycles\" with the \"call\" of \"weatherxm\", and "
			       "with that one alone");
	return STATUS_OK;
}

/* The known kind that `name` names, if it is one that is claimed from by description. */
static const struct merkle_terms *find_preset(const struct json *o, const char *member)
{
	const char *name = json_text(json_get(o, member));
	const struct merkle_terms *t = name != NULL ? merkle_terms_preset(name) : NULL;

	return t != NULL && t->call != MERKLE_CALL_NONE ? t : NULL;
}

static enum status refuse_preset(const char *member, struct err *e)
{
	return err_set(e, ERR_PARSE,
		       "\"%s\" is none of \"uniswap\", \"1inch\", \"openzeppelin\", "
		       "\"sablier-instant\", \"sablier-ll\", \"sablier-lt\", \"sablier-vca\", "
		       "\"weatherxm\"",
		       member);
}

/* Whatever the profile cannot say follows from the call, whose contract is known. */
static enum status read_description(struct merkle_terms *out, const struct json *o, struct err *e)
{
	const struct merkle_terms *preset = find_preset(o, "call");
	size_t encoding = 0, hash = 0, claimed = 0;
	enum status s;

	*out = (struct merkle_terms){.name = ""};
	s = read_leaf(out, o, e);
	if (s == STATUS_OK)
		s = read_choice(&encoding, o, &encodings, e);
	if (s == STATUS_OK)
		s = read_choice(&hash, o, &hashes, e);
	if (s == STATUS_OK)
		s = read_choice(&claimed, o, &books, e);
	if (s == STATUS_OK && preset == NULL)
		s = refuse_preset("call", e);
	if (s != STATUS_OK)
		return s;
	out->packed = encoding == 1;
	out->twice = hash == 1;
	out->claimed = (enum merkle_claimed)claimed;
	/* A bit or a bool tells whether a leaf was paid; the other books tell how much was. */
	out->cumulative =
		out->claimed == MERKLE_CLAIMED_MAP || out->claimed == MERKLE_CLAIMED_CYCLES;
	out->amount_bits = preset->amount_bits;
	out->call = preset->call;
	/* Whoever has the call of a campaign that forfeits may forfeit too. */
	out->campaign = preset->campaign;
	return check(out, e);
}

size_t profile_terms_members(const char *members[static PROFILE_TERMS_MEMBERS],
			     const struct json *o)
{
	if (json_get(o, "preset") != NULL) {
		members[0] = "preset";
		return 1;
	}
	members[0] = fields.member;
	members[1] = encodings.member;
	members[2] = hashes.member;
	members[3] = books.member;
	members[4] = "call";
	return PROFILE_TERMS_MEMBERS;
}

enum status profile_terms_read(struct merkle_terms *out, const struct json *o, struct err *e)
{
	const struct merkle_terms *preset = find_preset(o, "preset");

	if (json_get(o, "preset") == NULL && json_get(o, fields.member) == NULL)
		return err_set(e, ERR_PARSE,
			       "a payer of kind \"merkle\" needs \"preset\", the name of a known "
			       "kind, or \"leaf\", which describes it");
	if (json_get(o, "preset") == NULL)
		return read_description(out, o, e);
	if (preset == NULL)
		return refuse_preset("preset", e);
	*out = *preset;
	return STATUS_OK;
}

void profile_terms_add(struct json *o, const struct merkle_terms *t)
{
	struct json *leaf;

	if (t->name[0] != '\0') {
		json_add_text(o, "preset", t->name);
		return;
	}
	leaf = json_new_array();
	for (size_t i = 0; i < t->n_fields; i++)
		json_add_text(leaf, NULL, field_names[t->fields[i]]);
	json_add(o, fields.member, leaf);
	json_add_text(o, encodings.member, encoding_names[t->packed ? 1 : 0]);
	json_add_text(o, hashes.member, hash_names[t->twice ? 1 : 0]);
	json_add_text(o, books.member, claimed_names[t->claimed]);
	json_add_text(o, "call", merkle_terms_by_campaign(t->call, t->campaign)->name);
}
