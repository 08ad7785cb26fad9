/*
 * The payer of claims that are brought. choose_brought_payer() needs no network; then
 * read_brought_payer() looks at a new one and at the root.
 *
 * Invariant: the code hash and the implementation of a new payer are pinned only when they are
 * proven. Slots are those of the published layout where they hold what the contract answers, and
 * are marked as inferred otherwise, so that no figure from them is called proven.
 */
#include "sync/brought_payer.h"

#include <stdio.h>
#include <string.h>

#include "act/payer_reading.h"
#include "app/state.h"
#include "base/text.h"
#include "sync/probe_subject.h"
#include "sync/recognise_payer.h"

/* Whether the profile's payer is the one that the options say. */
static enum status check_pinned(const struct bringing *b, struct err *e)
{
	const struct claim_origin *from = b->from;
	const char *preset = b->payer->kind == DISTRIBUTOR_MERKLE
				     ? b->payer->terms.name
				     : payer_kind(b->payer->kind)->name;
	const bool any_token = payer_kind(b->payer->kind)->any_token;

	if (profile_is_told(&b->out->profile, b->payer))
		return err_set(e, ERR_UNSUPPORTED,
			       "royalties of this payer come from its datanet, with their proofs; "
			       "byline sync asks for them");
	if (from->preset != NULL && strcmp(from->preset, preset) != 0)
		return err_set(e, ERR_MISMATCH,
			       "the network profile pins this payer as \"%s\"; leave out --preset",
			       preset);
	if (from->token != NULL && (any_token || !address_equal(from->token, &b->payer->token)))
		return err_set(e, ERR_MISMATCH,
			       any_token ? "this payer pays in any token; leave out --token"
					 : "the network profile pins another token for this payer; "
					   "leave out --token");
	if (from->name != NULL)
		return err_set(e, ERR_USAGE,
			       "--name is for a payer that the network profile does not pin yet");
	return STATUS_OK;
}

static enum status take_name(struct profile_distributor *d, const char *name, struct err *e)
{
	char clean[sizeof(d->name)];

	if (name == NULL)
		return STATUS_OK;
	text_clean(clean, sizeof(clean), name, strlen(name));
	if (name[0] == '\0' || strcmp(clean, name) != 0)
		return err_set(e, ERR_USAGE, "--name takes 1 to %zu characters that can be printed",
			       sizeof(clean) - 1);
	snprintf(d->name, sizeof(d->name), "%s", name);
	return STATUS_OK;
}

/* A vault depends on contracts that are the same for all vaults of the network. */
static void take_story(struct profile_distributor *d, const struct profile_story *story,
		       const struct address *ip)
{
	d->kind = DISTRIBUTOR_STORY;
	d->ip = *ip;
	d->module = story->module;
	d->disputes = story->disputes;
	d->has_beacon = story->has_beacon;
	d->beacon = story->beacon;
	d->has_slots = story->has_slots;
	memcpy(d->slots, story->slots, sizeof(d->slots));
	d->pinned = story->pinned;
	d->derived = story->derived;
}

static bool is_meant_payer(const struct bringing *b, const struct profile_distributor *d)
{
	if (b->from->ip != NULL)
		return d->kind == DISTRIBUTOR_STORY && address_equal(&d->ip, b->from->ip);
	return address_equal(&d->contract.address, b->from->contract);
}

/* The kind of claims that the options name is the payer's. */
static enum status check_kind(const struct bringing *b, struct err *e)
{
	const enum distributor_kind kind = b->payer->kind;

	if (b->from->has_pod != (kind == DISTRIBUTOR_REPPO))
		return err_set(e, ERR_USAGE,
			       kind == DISTRIBUTOR_REPPO
				       ? "this payer has no files: name a pod, --pod N --epoch A"
				       : "this payer has no pods: bring its file");
	if ((b->from->ip != NULL) != (kind == DISTRIBUTOR_STORY))
		return err_set(e, ERR_USAGE, "this payer has no files: name its IP, --ip ADDRESS");
	if (b->from->has_cycle &&
	    (kind != DISTRIBUTOR_MERKLE || b->payer->terms.claimed != MERKLE_CLAIMED_CYCLES))
		return err_set(e, ERR_USAGE, "this payer has no cycles; leave out --cycle");
	return STATUS_OK;
}

enum status choose_brought_payer(struct bringing *b, struct err *e)
{
	struct profile *p = &b->out->profile;
	struct profile_distributor *d;
	enum status s;

	for (size_t i = 0; i < p->n_distributors; i++) {
		if (!is_meant_payer(b, &p->distributors[i]))
			continue;
		b->payer = &p->distributors[i];
		b->out->payer = i;
		s = check_pinned(b, e);
		return s == STATUS_OK ? check_kind(b, e) : s;
	}
	if (p->n_distributors == LIMIT_DISTRIBUTORS)
		return err_set(e, ERR_LIMIT,
			       "the network profile has %d payers, the most that it "
			       "can have; remove one: byline network show --file",
			       LIMIT_DISTRIBUTORS);
	if (b->from->ip != NULL && !(p->has_story && p->story.has_slots))
		return err_set(
			e, ERR_UNSUPPORTED,
			"the network profile does not say where the royalty module keeps its "
			"vaults; choose a network that has Story: byline network list");
	b->out->payer = p->n_distributors++;
	b->out->is_new = true;
	d = b->payer = &p->distributors[b->out->payer];
	*d = (struct profile_distributor){.kind = DISTRIBUTOR_MERKLE, .brought = true};
	if (b->from->ip != NULL)
		take_story(d, &p->story, b->from->ip);
	else
		d->contract.address = *b->from->contract;
	return take_name(d, b->from->name, e);
}

/* The module keeps each IP's vault; that word is the first that the kind asks for. */
static enum status find_vault(struct bringing *b, struct err *e)
{
	struct payer_word words[PAYER_WORDS];
	struct word_reading vault;
	const struct entitlement nobody = {.index = 0};
	struct hash word;
	enum status s;

	(void)payer_kind(DISTRIBUTOR_STORY)->ask(words, b->payer, &nobody, &nobody.account);
	s = read_chain_words(b->session, &vault, words, 1, e);
	if (s != STATUS_OK)
		return s;
	if (!vault.value.known || u256_is_zero(&vault.value.value))
		return err_set(e, ERR_NOT_FOUND,
			       "the royalty module has no vault for this IP: nothing was paid for "
			       "it yet, or the address is of something else");
	u256_to_be(word.bytes, &vault.value.value);
	memcpy(b->payer->contract.address.bytes, word.bytes + 12, sizeof(struct address));
	return STATUS_OK;
}

/*
 * Compares the published layout with what the contract answers, and takes it where it fits. Kinds
 * that can be read in no other way get it all the same, marked as inferred.
 */
static enum status take_slots(struct probe *p, struct profile_distributor *d)
{
	const struct profile_distributor bare = *d;
	const struct payer_kind *kind = payer_kind(d->kind);
	struct probe_subject subject = {.list = "payers",
					.address = &bare.contract.address,
					.kind = kind,
					.layout = probe_layout_of(&bare),
					.pinned = &bare,
					.found = d};
	enum status s = subject.layout != NULL ? probe_subject_slots(p, &subject) : STATUS_OK;

	/* Trees by description are read by their own functions, which are never the wrong place. */
	if (s != STATUS_OK || d->has_slots || d->kind == DISTRIBUTOR_MERKLE || kind->n_slots == 0)
		return s;
	for (size_t i = 0; i < kind->n_slots; i++) {
		const struct u256 place = u256_from_u64(kind->published[i]);

		u256_to_be(d->slots[i].bytes, &place);
		d->pinned |= (uint32_t)1 << i;
	}
	d->derived = d->pinned;
	d->has_slots = true;
	return s;
}

static enum status look_at_new(struct bringing *b, struct err *e)
{
	struct probe_report *facts = &b->out->facts;
	const struct probe_hints hints = {.holders = b->accounts, .n_holders = b->n_accounts};
	struct probe p = {.session = b->session,
			  .task = b->task,
			  .pinned = b->app->profile,
			  .hints = &hints,
			  .out = facts};
	struct profile_contract empty = {.has_code_hash = false};
	struct probe_pin at = {"payers", &empty.address, ""};
	bool code = false;
	enum status s = STATUS_OK;

	release_probe(facts);
	if (b->from->ip != NULL)
		s = find_vault(b, e);
	if (s != STATUS_OK)
		return s;
	empty.address = b->payer->contract.address;
	b->payer->contract = empty;
	if (b->from->ip == NULL) {
		/* A proof that waited: all is found anew. */
		b->payer->has_slots = false;
		b->payer->pinned = b->payer->derived = 0;
	}
	s = probe_contract(&p, &b->payer->contract, &code, &at, &empty);
	if (s != STATUS_OK)
		return err_set(e, s, "the contract could not be read: %s", status_phrase(s));
	if (p.waits)
		return ERR_PENDING;
	if (!code)
		return err_set(e, ERR_NOT_FOUND,
			       "no contract was found at the address of the payer: "
			       "%s",
			       facts->n > 0 ? facts->facts[0].why : "nobody shows its code");
	if (b->from->ip != NULL)
		return STATUS_OK;
	s = recognise_payer(&p, b->payer, b->from->preset, b->from->token, e);
	if (s == STATUS_OK)
		s = check_kind(b, e);
	if (s == STATUS_OK && take_slots(&p, b->payer) != STATUS_OK)
		s = err_set(e, ERR_UNREACHABLE,
			    "the contract's slots could not be read; try again "
			    "later");
	return s == STATUS_OK && p.waits ? ERR_PENDING : s;
}

/* Reads the root by the words of any entitlement: a kind judges it before the leaf. */
static enum status read_root(struct bringing *b, struct err *e)
{
	const struct entitlement any = {.account = b->accounts[0],
					.token = b->payer->token,
					.cumulative.raw = u256_from_u64(1)};
	const struct entitlement *part = &any;
	struct payer_reading reading;
	struct payer_finding f;
	enum status s = read_payer_words(b->session, &reading, b->payer, &part, 1, NULL, e);

	if (s != STATUS_OK)
		return s;
	payer_judge(&f, &(struct payer_case){.payer = b->payer,
					     .entitlement = &any,
					     .sender = &any.account,
					     .values = reading.values,
					     .time = payer_reading_time(&b->session->anchor)});
	b->root = f.root;
	b->has_root = !hash_is_zero(&f.root);
	return STATUS_OK;
}

enum status read_brought_payer(struct session *session, void *bringing, struct err *e)
{
	struct bringing *b = bringing;
	enum status s = STATUS_OK;

	b->session = session;
	if (b->out->is_new)
		s = look_at_new(b, e);
	if (s != STATUS_OK || b->from->path == NULL || b->payer->kind == DISTRIBUTOR_EIGENLAYER ||
	    b->payer->terms.claimed == MERKLE_CLAIMED_CYCLES)
		return s;
	return read_root(b, e);
}
