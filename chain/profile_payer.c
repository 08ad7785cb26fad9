/*
 * Reading and writing payers. profile_payer_read() is the whole of an element: its kind, the
 * contract, then what belongs to the kind (read_own()), then the slots by the names that the kind
 * has (read_slots()). Invariant: what is written is read back as the same payer.
 */
#include "chain/profile_payer.h"

#include <string.h>

#include "chain/member.h"
#include "chain/payer.h"
#include "chain/profile_contract.h"
#include "chain/profile_terms.h"

/* The slots of one contract, which a payer and Story's contracts both have. */
struct slot_set {
	bool *known;
	struct hash *slots;
	uint32_t *pinned, *derived;
};

/* Finds the number of a slot by its name. */
static bool is_name_of(const struct payer_kind *kind, const char *name, size_t *slot)
{
	for (*slot = 0; *slot < kind->n_slots; ++*slot)
		if (strcmp(kind->slots[*slot], name) == 0)
			return true;
	return false;
}

/* "derived" lists the slots whose place was inferred. */
static enum status read_derived(struct slot_set *out, const struct payer_kind *kind,
				const struct json *o, struct err *e)
{
	const struct json *list;
	enum status s = json_get_array(&list, o, "derived", e);

	if (s != STATUS_OK)
		return s;
	for (const struct json *v = json_first(list); v != NULL; v = json_next(v)) {
		size_t slot;

		if (json_text(v) == NULL || !is_name_of(kind, json_text(v), &slot) ||
		    (*out->pinned >> slot & 1) == 0)
			return err_set(e, ERR_PARSE, "\"derived\" names no slot of \"slots\"");
		*out->derived |= (uint32_t)1 << slot;
	}
	return STATUS_OK;
}

/* All slots of the kind are pinned or none, but for those that not every deployment has. */
static enum status read_slots(struct slot_set *out, const struct payer_kind *kind,
			      const struct json *o, struct err *e)
{
	const struct json *slots = json_get(o, "slots");
	const char *members[PAYER_SLOTS + 1] = {NULL};
	enum status s = STATUS_OK;

	if (slots == NULL)
		return json_get(o, "derived") == NULL
			       ? STATUS_OK
			       : err_set(e, ERR_PARSE, "\"derived\" needs \"slots\"");
	for (size_t i = 0; i < kind->n_slots; i++)
		members[i] = kind->slots[i];
	s = json_only(slots, members, e);
	for (size_t i = 0; i < kind->n_slots && s == STATUS_OK; i++) {
		if (json_get(slots, members[i]) == NULL && (kind->optional >> i & 1) != 0)
			continue;
		s = member_slot(&out->slots[i], slots, members[i], e);
		*out->pinned |= (uint32_t)1 << i;
	}
	*out->known = s == STATUS_OK;
	if (s != STATUS_OK)
		return err_prefix(e, s, "slots");
	return json_get(o, "derived") != NULL ? read_derived(out, kind, o, e) : STATUS_OK;
}

static enum status read_contract_member(struct profile_contract *out, const struct json *o,
					const char *name, struct err *e)
{
	static const char *const members[] = {"address", "code_hash", "implementation", NULL};
	const struct json *c = json_get(o, name);
	enum status s;

	if (c == NULL)
		return err_set(e, ERR_PARSE, "\"%s\" is missing", name);
	s = json_only(c, members, e);
	if (s == STATUS_OK)
		s = profile_contract_read(out, c, e);
	return s == STATUS_OK ? s : err_prefix(e, s, "%s", name);
}

/* A beacon, and the code that it names: neither says anything without the other. */
static enum status read_beacon(struct profile_beacon *out, const struct json *o, struct err *e)
{
	static const char *const members[] = {"address", "code_hash", "implementation", NULL};
	const struct json *c = json_get(o, "beacon");
	enum status s = json_only(c, members, e);

	if (s == STATUS_OK)
		s = profile_contract_read(&out->contract, c, e);
	if (s == STATUS_OK && !out->contract.has_implementation)
		s = err_set(e, ERR_PARSE, "\"implementation\" is missing");
	if (s != STATUS_OK)
		return err_prefix(e, s, "beacon");
	/* The beacon is no proxy itself: it names the code of others. */
	out->implementation = out->contract.implementation;
	out->contract.implementation = (struct address){{0}};
	out->contract.has_implementation = false;
	return STATUS_OK;
}

enum status profile_payer_read_story(struct profile *out, const struct json *o, struct err *e)
{
	static const char *const members[] = {"module", "disputes", "beacon",
					      "slots",	"derived",  NULL};
	struct profile_story *story = &out->story;
	struct slot_set slots = {&story->has_slots, story->slots, &story->pinned, &story->derived};
	enum status s = json_only(o, members, e);

	if (s == STATUS_OK)
		s = read_contract_member(&story->module, o, "module", e);
	if (s == STATUS_OK)
		s = read_contract_member(&story->disputes, o, "disputes", e);
	if (s == STATUS_OK)
		s = read_slots(&slots, payer_kind(DISTRIBUTOR_STORY), o, e);
	story->has_beacon = json_get(o, "beacon") != NULL;
	if (s == STATUS_OK && story->has_beacon)
		s = read_beacon(&story->beacon, o, e);
	if (s == STATUS_OK &&
	    story->has_beacon != (json_get(json_get(o, "slots"), "beacon") != NULL))
		s = err_set(e, ERR_PARSE,
			    "the object \"beacon\" and the slot \"beacon\" need each other");
	out->has_story = s == STATUS_OK;
	return s;
}

/* A vault's slots are those of every vault of the network. */
static enum status read_vault(struct profile_distributor *d, const struct profile *p,
			      const struct json *o, struct err *e)
{
	if (!p->has_story)
		return err_set(e, ERR_PARSE,
			       "a payer of kind \"story\" needs the object \"story\", which pins "
			       "the network's royalty module");
	d->module = p->story.module;
	d->disputes = p->story.disputes;
	d->has_beacon = p->story.has_beacon;
	d->beacon = p->story.beacon;
	d->has_slots = p->story.has_slots;
	memcpy(d->slots, p->story.slots, sizeof(d->slots));
	d->pinned = p->story.pinned;
	d->derived = p->story.derived;
	return member_address(&d->ip, o, "ip", e);
}

/*
 * The members that only some kinds have. check_members() has refused those of other kinds, which a
 * reader of the file would believe to hold.
 */
static enum status read_own(struct profile_distributor *d, const struct profile *p,
			    const struct json *o, struct err *e)
{
	switch (d->kind) {
	case DISTRIBUTOR_URD:
	case DISTRIBUTOR_REPPO:
	case DISTRIBUTOR_EIGENLAYER: return STATUS_OK;
	case DISTRIBUTOR_MERKL:
		return json_get(o, "url") != NULL ? member_url(d->url, sizeof(d->url), o, "url", e)
						  : STATUS_OK;
	case DISTRIBUTOR_MERKLE: return profile_terms_read(&d->terms, o, e);
	case DISTRIBUTOR_STORY: return read_vault(d, p, o, e);
	}
	return err_set(e, ERR_PARSE, "\"kind\" is unknown");
}

/* The word of a pin that the user made; every other pin came with its profile. */
static const char brought_word[] = "claim add";

static enum status read_brought(struct profile_distributor *d, const struct json *o, struct err *e)
{
	const struct json *by = json_get(o, "pinned_by");

	if (by == NULL)
		return STATUS_OK;
	d->brought = json_text(by) != NULL && strcmp(json_text(by), brought_word) == 0;
	return d->brought ? STATUS_OK
			  : err_set(e, ERR_PARSE, "\"pinned_by\" takes \"%s\" alone", brought_word);
}

/* Refuses members that the kind has no use for. */
static enum status check_members(const struct profile_distributor *d, const struct json *o,
				 struct err *e)
{
	const bool story = d->kind == DISTRIBUTOR_STORY;
	/* The kind with the most has slots, a token and terms; the last is NULL. */
	const char *members[9 + PROFILE_TERMS_MEMBERS + 1] = {
		"kind", "name", "address", "code_hash", "implementation", "pinned_by"};
	size_t n = 6;

	if (!story && payer_kind(d->kind)->n_slots > 0) {
		members[n++] = "slots";
		members[n++] = "derived";
	}
	if (!payer_kind(d->kind)->any_token)
		members[n++] = "token";
	if (d->kind == DISTRIBUTOR_MERKL)
		members[n++] = "url";
	if (d->kind == DISTRIBUTOR_MERKLE)
		n += profile_terms_members(&members[n], o);
	if (story)
		members[n++] = "ip";
	return json_only(o, members, e);
}

static enum status read_kind(struct profile_distributor *d, const struct json *o, struct err *e)
{
	const char *kind = json_text(json_get(o, "kind"));

	if (kind != NULL && payer_kind_named(&d->kind, kind) != NULL)
		return check_members(d, o, e);
	return err_set(e, ERR_PARSE,
		       "\"kind\" is none of \"urd\", \"merkl\", \"merkle\", \"eigenlayer\", "
		       "\"reppo\", \"story\"");
}

enum status profile_payer_read(struct profile *out, const struct json *o, struct err *e)
{
	struct profile_distributor *d = &out->distributors[out->n_distributors];
	struct slot_set slots = {&d->has_slots, d->slots, &d->pinned, &d->derived};
	enum status s = read_kind(d, o, e);

	if (s == STATUS_OK)
		s = profile_contract_read(&d->contract, o, e);
	if (s == STATUS_OK && profile_distributor(out, &d->contract.address) != NULL)
		s = err_set(e, ERR_PARSE, "\"address\" is the address of another payer too");
	if (s == STATUS_OK && json_get(o, "name") != NULL)
		s = member_text(d->name, sizeof(d->name), o, "name", e);
	if (s == STATUS_OK)
		s = read_brought(d, o, e);
	if (s == STATUS_OK && !payer_kind(d->kind)->any_token)
		s = member_address(&d->token, o, "token", e);
	if (s == STATUS_OK)
		s = read_own(d, out, o, e);
	if (s == STATUS_OK && d->kind != DISTRIBUTOR_STORY)
		s = read_slots(&slots, payer_kind(d->kind), o, e);
	if (s == STATUS_OK)
		out->n_distributors++;
	return s;
}

/* --- writing --- */

/* Adds "slots", and "derived" where a slot was inferred. */
static void add_slots(struct json *o, const struct payer_kind *kind, const struct hash *slots,
		      uint32_t pinned, uint32_t derived)
{
	struct json *object = json_new_object(), *list = json_new_array();

	for (size_t i = 0; i < kind->n_slots; i++) {
		if ((pinned >> i & 1) != 0)
			member_add_slot(object, kind->slots[i], &slots[i]);
		if ((derived >> i & 1) != 0)
			json_add_text(list, NULL, kind->slots[i]);
	}
	json_add(o, "slots", object);
	if (derived != 0)
		json_add(o, "derived", list);
	else
		json_free(list);
}

struct json *profile_payer_json(const struct profile_distributor *d)
{
	const struct payer_kind *kind = payer_kind(d->kind);
	struct json *o = json_new_object();

	json_add_text(o, "kind", kind->name);
	if (d->kind == DISTRIBUTOR_MERKLE)
		profile_terms_add(o, &d->terms);
	/* The name is for people and optional: the address is what counts. */
	if (d->name[0] != '\0')
		json_add_text(o, "name", d->name);
	if (d->brought)
		json_add_text(o, "pinned_by", brought_word);
	profile_contract_add(o, &d->contract);
	if (!kind->any_token)
		member_add_address(o, "token", &d->token);
	if (d->url[0] != '\0')
		json_add_text(o, "url", d->url);
	if (d->kind == DISTRIBUTOR_STORY)
		member_add_address(o, "ip", &d->ip);
	else if (d->has_slots)
		add_slots(o, kind, d->slots, d->pinned, d->derived);
	return o;
}

static struct json *contract_to_json(const struct profile_contract *c)
{
	struct json *o = json_new_object();

	profile_contract_add(o, c);
	return o;
}

struct json *profile_payer_story_json(const struct profile_story *story)
{
	struct json *o = json_new_object();

	json_add(o, "module", contract_to_json(&story->module));
	json_add(o, "disputes", contract_to_json(&story->disputes));
	if (story->has_beacon) {
		struct profile_contract beacon = story->beacon.contract;

		beacon.has_implementation = true;
		beacon.implementation = story->beacon.implementation;
		json_add(o, "beacon", contract_to_json(&beacon));
	}
	if (story->has_slots)
		add_slots(o, payer_kind(DISTRIBUTOR_STORY), story->slots, story->pinned,
			  story->derived);
	return o;
}
