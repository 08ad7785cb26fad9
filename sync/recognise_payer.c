/*
 * Recognising a payer. `shapes` lists the kinds with the functions that a contract of each has; a
 * contract is of the kind whose functions it all answers with one word. Sablier's campaigns are one
 * shape, and what vests is told by three more questions (choose_campaign()), because a claim from
 * the wrong one of them would give something up.
 *
 * Invariant: nothing here rests on one server's word where the nodes of the profile can agree.
 */
#include "sync/recognise_payer.h"

#include <stdio.h>
#include <string.h>

#include "chain/payer.h"

struct payer_shape {
	const char *name; /* the word of --preset, and the name of the terms */
	enum distributor_kind kind;
	const char *functions[4];
	const char *token; /* tells in which token it pays; NULL: no function does */
};

/* Uniswap's and OpenZeppelin's have more in common than not: the books decide. */
static const struct payer_shape shapes[] = {
	{.name = "uniswap",
	 .kind = DISTRIBUTOR_MERKLE,
	 .functions = {"merkleRoot()", "isClaimed(uint256)"},
	 .token = "token()"},
	{.name = "1inch",
	 .kind = DISTRIBUTOR_MERKLE,
	 .functions = {"merkleRoot()", "cumulativeClaimed(address)"},
	 .token = "token()"},
	{.name = "openzeppelin",
	 .kind = DISTRIBUTOR_MERKLE,
	 .functions = {"merkleRoot()", "claimed(address)"},
	 .token = "token()"},
	{.name = "sablier",
	 .kind = DISTRIBUTOR_MERKLE,
	 .functions = {"MERKLE_ROOT()", "hasClaimed(uint256)", "CAMPAIGN_START_TIME()",
		       "EXPIRATION()"},
	 .token = "TOKEN()"},
	{.name = "weatherxm",
	 .kind = DISTRIBUTOR_MERKLE,
	 .functions = {"roots(uint256)", "claims(address)", "cycle()"},
	 .token = "token()"},
	{.name = "urd",
	 .kind = DISTRIBUTOR_URD,
	 .functions = {"root()", "ipfsHash()", "timelock()", "claimed(address,address)"}},
	{.name = "merkl",
	 .kind = DISTRIBUTOR_MERKL,
	 .functions = {"getMerkleRoot()", "endOfDisputePeriod()", "disputer()"}},
	{.name = "eigenlayer",
	 .kind = DISTRIBUTOR_EIGENLAYER,
	 .functions = {"getDistributionRootsLength()", "claimerFor(address)",
		       "cumulativeClaimed(address,address)"}},
	{.name = "reppo",
	 .kind = DISTRIBUTOR_REPPO,
	 .functions = {"getPodEmissionsOfEpoch(uint256,uint256)",
		       "hasPodOwnerClaimedEmissions(uint256,uint256)"}},
};

/* The parts of a recognition. */
struct recognition {
	struct probe *p;
	struct profile_distributor *d;
	enum trust trust; /* the worst of the answers */
};

/* The number of arguments that a signature names. */
static size_t count_arguments(const char *signature)
{
	const char *open = strchr(signature, '(');
	size_t n = open[1] == ')' ? 0 : 1;

	for (const char *c = open; *c != '\0'; c++)
		n += *c == ',';
	return n;
}

/*
 * Asks a function with zeros. Out: `has`, whether the contract answers with one word. A contract
 * without the function reverts, or answers with nothing.
 */
static enum status ask(struct recognition *r, bool *has, struct hash *out, const char *signature,
		       struct err *e)
{
	static const struct hash zeros[2];
	enum trust trust;
	enum status s = probe_call_word(r->p, out, &trust, &r->d->contract.address, signature,
					zeros, count_arguments(signature), e);

	*has = s == STATUS_OK;
	if (s == ERR_REVERTED || s == ERR_MISMATCH)
		return STATUS_OK;
	if (s == STATUS_OK)
		r->trust = trust_min(r->trust, trust);
	return s == STATUS_OK ? s : err_prefix(e, s, "asking %s", signature);
}

static enum status fits(struct recognition *r, bool *all, const struct payer_shape *shape,
			struct hash *first, struct err *e)
{
	enum status s = STATUS_OK;

	*all = true;
	for (size_t i = 0; i < ARRAY_SIZE(shape->functions) && shape->functions[i] != NULL; i++) {
		struct hash word;

		s = ask(r, all, &word, shape->functions[i], e);
		if (s != STATUS_OK || !*all)
			return s;
		if (i == 0)
			*first = word;
	}
	return s;
}

/* "sablier-ll" is of the shape "sablier". */
static bool is_preset_of(const struct payer_shape *shape, const char *preset)
{
	return preset == NULL || strcmp(preset, shape->name) == 0 ||
	       (strcmp(shape->name, "sablier") == 0 && strncmp(preset, "sablier-", 8) == 0);
}

/*
 * Contracts of 1inch that cut their hashes to 16 bytes answer with such a root. Another hash ends
 * in 16 zeros once in 2^128 times.
 */
static enum status refuse_short_root(const struct payer_shape *shape, const struct hash *root,
				     struct err *e)
{
	static const uint8_t zeros[16];
	const bool signed_drop = strcmp(shape->name, "uniswap") == 0;

	if (shape->kind != DISTRIBUTOR_MERKLE || hash_is_zero(root) ||
	    memcmp(root->bytes + 16, zeros, sizeof(zeros)) != 0)
		return STATUS_OK;
	return err_set(e, ERR_UNSUPPORTED,
		       "the contract is 1inch's %s or made like it: its hashes have 16 bytes, and "
		       "byline does not claim from it; claim where the payer says",
		       signed_drop ? "SignatureMerkleDrop128" : "CumulativeMerkleDrop128");
}

/*
 * The vesting decides what a claim brings: a linear campaign tells how long it takes, one that
 * forfeits when it ends, and one in tranches only when it starts.
 */
static enum status choose_campaign(struct recognition *r, const char **name, struct err *e)
{
	bool begins, takes, ends;
	struct hash word;
	enum status s = ask(r, &begins, &word, "VESTING_START_TIME()", e);

	if (s == STATUS_OK)
		s = ask(r, &takes, &word, "VESTING_TOTAL_DURATION()", e);
	if (s == STATUS_OK)
		s = ask(r, &ends, &word, "VESTING_END_TIME()", e);
	if (s != STATUS_OK)
		return s;
	*name = ends ? "sablier-vca" : takes ? "sablier-ll" : begins ? "sablier-lt" : NULL;
	if (*name != NULL)
		return STATUS_OK;
	/* Before v2.0 a campaign had a fixed fee, which nobody here can tell. */
	s = ask(r, &begins, &word, "calculateMinFeeWei()", e);
	*name = "sablier-instant";
	return s != STATUS_OK || begins
		       ? s
		       : err_set(e, ERR_UNSUPPORTED,
				 "the campaign is of a version of Sablier before 2.0, whose fee "
				 "byline cannot read; claim at Sablier");
}

/* Finds the one shape that fits. Out: NULL when none does. */
static enum status find_shape(struct recognition *r, const struct payer_shape **out,
			      const char *preset, struct err *e)
{
	enum status s = STATUS_OK;
	bool meant = false;

	*out = NULL;
	for (size_t i = 0; i < ARRAY_SIZE(shapes) && s == STATUS_OK; i++) {
		struct hash first = {{0}};
		bool all = false;

		if (!is_preset_of(&shapes[i], preset))
			continue;
		meant = true;
		s = fits(r, &all, &shapes[i], &first, e);
		if (s == STATUS_OK && all)
			s = refuse_short_root(&shapes[i], &first, e);
		if (s == STATUS_OK && all && *out != NULL)
			s = err_set(e, ERR_USAGE,
				    "the contract answers as \"%s\" and as \"%s\"; say which it "
				    "is: --preset NAME",
				    (*out)->name, shapes[i].name);
		if (all)
			*out = &shapes[i];
	}
	if (s == STATUS_OK && !meant)
		return err_set(e, ERR_USAGE, "\"%.40s\" is no preset; see: byline help claim",
			       preset);
	return s;
}

/* The token by the contract's word, which --token must not contradict. */
static enum status take_token(struct recognition *r, const struct payer_shape *shape,
			      const struct address *token, struct err *e)
{
	char text[ADDRESS_TEXT_SIZE];
	struct hash word = {{0}};
	bool has = false;
	enum status s = STATUS_OK;

	if (payer_kind(shape->kind)->any_token)
		return token == NULL ? s
				     : err_set(e, ERR_USAGE,
					       "this kind of payer pays in any token; leave out "
					       "--token");
	if (shape->token != NULL)
		s = ask(r, &has, &word, shape->token, e);
	if (s != STATUS_OK)
		return s;
	memcpy(r->d->token.bytes, word.bytes + 12, sizeof(r->d->token.bytes));
	address_format(text, &r->d->token);
	if (has && token != NULL && !address_equal(token, &r->d->token))
		return err_set(e, ERR_MISMATCH,
			       "the contract pays in the token %s and not in that "
			       "of --token",
			       text);
	if (!has && token == NULL)
		return err_set(e, ERR_USAGE,
			       "the contract does not tell in which token it pays; say it: --token "
			       "ADDRESS");
	if (!has)
		r->d->token = *token;
	return STATUS_OK;
}

/* Adds the findings, for the person who confirms them. */
static enum status add_facts(struct recognition *r, const char *name, bool told)
{
	const bool many = payer_kind(r->d->kind)->any_token;
	const struct address *at = &r->d->contract.address;
	/* Where nodes cannot agree, all figures are one server's word, and say so. */
	const enum trust need = profile_can_agree(r->p->pinned) ? TRUST_AGREED : TRUST_REPORTED;
	char kind[64], token[ADDRESS_TEXT_SIZE] = "";
	enum status s;

	snprintf(kind, sizeof(kind), "%s%s%s", payer_kind(r->d->kind)->name,
		 r->d->kind == DISTRIBUTOR_MERKLE ? ", " : "",
		 r->d->kind == DISTRIBUTOR_MERKLE ? name : "");
	s = probe_add(r->p, &(struct probe_pin){"payers", at, "kind"}, "", kind, r->trust, need,
		      "by what the contract answers", NULL);
	if (s != STATUS_OK || many)
		return s;
	address_format(token, &r->d->token);
	return probe_add(r->p, &(struct probe_pin){"payers", at, "token"}, "", token,
			 told ? TRUST_REPORTED : r->trust, told ? TRUST_REPORTED : need,
			 told ? "as you say" : NULL, NULL);
}

enum status recognise_payer(struct probe *p, struct profile_distributor *d, const char *preset,
			    const struct address *token, struct err *e)
{
	struct recognition r = {.p = p, .d = d, .trust = TRUST_PROVEN};
	const struct payer_shape *shape;
	const char *name;
	enum status s = find_shape(&r, &shape, preset, e);

	if (s == STATUS_OK && shape == NULL)
		return err_set(e, preset != NULL ? ERR_MISMATCH : ERR_UNSUPPORTED,
			       "the contract does not answer as %s; look at its address and its "
			       "chain, or at what the payer says of it",
			       preset != NULL ? preset : "a payer that byline knows");
	if (s != STATUS_OK)
		return s;
	name = shape->name;
	if (strcmp(name, "sablier") == 0)
		s = choose_campaign(&r, &name, e);
	if (s == STATUS_OK && preset != NULL && strcmp(preset, "sablier") != 0 &&
	    strcmp(preset, name) != 0)
		return err_set(e, ERR_MISMATCH, "the contract answers as \"%s\" and not as \"%s\"",
			       name, preset);
	d->kind = shape->kind;
	if (d->kind == DISTRIBUTOR_MERKLE)
		d->terms = *merkle_terms_preset(name);
	if (s == STATUS_OK)
		s = take_token(&r, shape, token, e);
	if (s == STATUS_OK && profile_can_agree(p->pinned) && r.trust < TRUST_AGREED)
		s = err_set(e, ERR_NOT_AGREED,
			    "too few nodes say the same of the contract; try again later, or look "
			    "at the nodes: byline node list");
	if (s == STATUS_OK && add_facts(&r, name, shape->token == NULL) != STATUS_OK)
		s = err_set(e, ERR_MEMORY, "out of memory");
	return s;
}
