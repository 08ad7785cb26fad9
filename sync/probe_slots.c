/*
 * The answers of contracts first (probe_slots_ask()), then the words of their storage beside them
 * (probe_slots_compare()). A slot that was mistaken shows nothing as proven: that nobody was paid,
 * that no root waits, that nothing is paused. So a slot counts as found only where both say one
 * value that is not zero.
 */
#include "sync/probe_slots.h"

#include <string.h>

#include "chain/keccak.h"
#include "chain/payer_words.h"
#include "chain/slot.h"
#include "client/chainstate.h"

/* Keys that are tried until an answer is not zero. */
#define KEYS_TRIED 8

/* The contract of a check, or NULL where the profile knows none. */
static const struct address *contract_of(const struct probe_check *c,
					 const struct profile_distributor *d)
{
	switch (c->place) {
	case PROBE_OF_PAYER: return &d->contract.address;
	case PROBE_OF_MODULE: return &d->module.address;
	case PROBE_OF_DISPUTES: return &d->disputes.address;
	case PROBE_OF_BEACON: return d->has_beacon ? &d->beacon.contract.address : NULL;
	}
	return NULL;
}

/* --- answers --- */

/* Asks for the value of one check by the keys in `a`. A contract that does not answer is noted. */
static enum status ask_once(struct probe *p, struct probe_answer *a, const struct address *contract)
{
	const struct probe_check *c = a->check;
	struct buf reply;
	enum trust trust = TRUST_NONE;
	enum status s;

	buf_init(&reply, KIB);
	a->why = (struct err){0};
	s = probe_call(p, &reply, &trust, contract, c->getter, a->keys, c->n_keys, &a->why);
	if (s == STATUS_OK && reply.len != c->n_words * sizeof(struct hash))
		s = err_set(&a->why, ERR_MISMATCH, "the contract has no %s", c->getter);
	if (s == STATUS_OK) {
		a->value = u256_from_be(reply.data + c->word * sizeof(struct hash));
		a->trust = trust;
	} else if (!probe_ends(s)) {
		p->waits = p->waits || s == ERR_PENDING;
	}
	a->known = s == STATUS_OK;
	buf_release(&reply);
	return probe_ends(s) ? s : STATUS_OK;
}

/* A value of an event: one of its topics after the first, or else a word of its data. */
static bool find_key(struct hash *out, const struct contract_event *ev, unsigned at)
{
	const size_t indexed = ev->n_topics > 0 ? ev->n_topics - 1 : 0;
	const size_t word = at - indexed;

	if (at < indexed) {
		*out = ev->topics[at + 1];
		return true;
	}
	if (ev->data_len / sizeof(*out) <= word)
		return false;
	memcpy(out->bytes, ev->data + word * sizeof(*out), sizeof(*out));
	return true;
}

static bool is_told(const struct probe_answer *a)
{
	return a->known && !u256_is_zero(&a->value);
}

/* Asks by the keys that one event names. */
static enum status ask_by_event(struct probe *p, struct probe_answer *a,
				const struct address *contract, const struct contract_event *ev)
{
	const struct probe_check *c = a->check;
	enum status s = STATUS_OK;

	for (unsigned shift = 0; shift <= (c->shifts ? 1U : 0U) && s == STATUS_OK; shift++) {
		if (is_told(a) || !find_key(&a->keys[0], ev, c->key[0]) ||
		    (c->n_keys > 1 && !find_key(&a->keys[1], ev, c->key[1] + shift)))
			break;
		s = ask_once(p, a, contract);
	}
	return s;
}

/* Asks by the holders that the user named, and the tokens of the profile. */
static enum status ask_by_holders(struct probe *p, struct probe_answer *a,
				  const struct address *contract)
{
	const size_t tokens = a->check->n_keys > 1 ? p->pinned->n_tokens : 1;
	enum status s = STATUS_OK;

	for (size_t i = 0; i < p->hints->n_holders; i++)
		for (size_t t = 0; t < tokens && s == STATUS_OK && !is_told(a); t++) {
			a->keys[0] = probe_word_of(&p->hints->holders[i]);
			if (a->check->n_keys > 1)
				a->keys[1] = probe_word_of(&p->pinned->tokens[t].contract.address);
			s = ask_once(p, a, contract);
		}
	return s;
}

static enum status ask_by_events(struct probe *p, struct probe_answer *a,
				 const struct address *contract)
{
	const struct probe_check *c = a->check;
	struct contract_event_list list;
	struct hash topic;
	size_t tried = 0;
	enum status s;

	keccak256(topic.bytes, c->source, strlen(c->source));
	s = probe_events(p, &list, contract, &topic);
	for (size_t i = list.n; i > 0 && tried < KEYS_TRIED && s == STATUS_OK && !is_told(a);
	     i--, tried++)
		s = ask_by_event(p, a, contract, &list.events[i - 1]);
	contract_event_list_release(&list);
	/* A holder is no index of a leaf. */
	if (s == STATUS_OK && !is_told(a) && c->reach != PROBE_BIT)
		s = ask_by_holders(p, a, contract);
	return s;
}

/* Asks for the last element of a list that is not empty. */
static enum status ask_by_count(struct probe *p, struct probe_answer *a,
				const struct address *contract)
{
	const struct u256 one = {{1}};
	struct hash count;
	struct u256 last;
	enum trust trust;
	enum status s =
		probe_call_word(p, &count, &trust, contract, a->check->source, NULL, 0, &a->why);

	if (s != STATUS_OK)
		return probe_ends(s) ? s : STATUS_OK;
	last = u256_from_be(count.bytes);
	if (u256_sub(&last, &last, &one) != STATUS_OK)
		return STATUS_OK;
	u256_to_be(a->keys[0].bytes, &last);
	return ask_once(p, a, contract);
}

/* Whether an earlier check asked the same function and found a value. */
static bool was_told(const struct probe_answers *all, const struct probe_check *c)
{
	for (size_t i = 0; i < all->n; i++)
		if (all->list[i].check->slot == c->slot && is_told(&all->list[i]) &&
		    strcmp(all->list[i].check->getter, c->getter) == 0)
			return true;
	return false;
}

enum status probe_slots_ask(struct probe *p, struct probe_answers *out,
			    const struct probe_layout *layout, const struct profile_distributor *d)
{
	enum status s = STATUS_OK;

	out->n = 0;
	for (size_t i = 0; i < layout->n && s == STATUS_OK; i++) {
		const struct probe_check *c = &layout->checks[i];
		const struct address *contract = contract_of(c, d);
		struct probe_answer *a = &out->list[out->n];

		*a = (struct probe_answer){.check = c};
		if (contract == NULL)
			continue;
		switch (c->keys) {
		case PROBE_NO_KEYS: s = ask_once(p, a, contract); break;
		case PROBE_BY_EVENT:
			if (!was_told(out, c))
				s = ask_by_events(p, a, contract);
			break;
		case PROBE_BY_COUNT: s = ask_by_count(p, a, contract); break;
		case PROBE_BY_IP:
			a->keys[0] = probe_word_of(&d->ip);
			s = ask_once(p, a, contract);
			break;
		}
		out->n++;
	}
	return s;
}

/* --- words --- */

/* The storage slot of the word that an answer is compared with. */
static void find_word(struct hash *out, const struct probe_answer *a,
		      const struct profile_distributor *trial)
{
	const struct probe_check *c = a->check;
	struct hash key = {{0}};

	*out = trial->slots[c->slot];
	switch (c->reach) {
	case PROBE_WORD: break;
	case PROBE_MAPPED:
		for (size_t i = 0; i < c->n_keys; i++)
			slot_mapping(out, &a->keys[i], out, SLOT_KEY_SLOT);
		break;
	case PROBE_SWAPPED:
		slot_mapping(out, &a->keys[1], out, SLOT_KEY_SLOT);
		slot_mapping(out, &a->keys[0], out, SLOT_KEY_SLOT);
		break;
	case PROBE_ELEMENT:
		keccak256(out->bytes, out->bytes, sizeof(out->bytes));
		/* Slots wrap around as the numbers of elements do, which no list has so many of. */
		slot_add(out, out, 2 * u256_from_be(a->keys[0].bytes).limb[0]);
		break;
	case PROBE_BIT:
		/* The index without its last byte is index/256. */
		memcpy(key.bytes + 1, a->keys[0].bytes, sizeof(key.bytes) - 1);
		slot_mapping(out, &key, out, SLOT_KEY_SLOT);
		break;
	}
	slot_add(out, out, c->offset);
}

/* The value that the word of storage stands for, as the function would answer it. */
static struct u256 value_in(const struct u256 *word, const struct probe_answer *a)
{
	const struct probe_check *c = a->check;
	const unsigned bit = a->keys[0].bytes[31]; /* an index modulo 256 */
	struct u256 value = *word;

	if (c->reach == PROBE_BIT)
		value = payer_words_bits(word, bit, 1);
	else if (c->bits > 0)
		value = payer_words_bits(word, c->from, c->bits);
	return c->truth ? u256_from_u64(!u256_is_zero(&value)) : value;
}

/*
 * Whether an answer can tell one slot from another. A flag of 1 stands in many of the first slots
 * of a contract; behind a hash there is nothing else by chance.
 */
static bool tells(const struct probe_answer *a, const struct hash *slot)
{
	const struct u256 one = {{1}};
	uint64_t small;
	const struct u256 place = u256_from_be(slot->bytes);

	if (u256_is_zero(&a->value))
		return false;
	return a->check->reach != PROBE_WORD || u256_compare(&a->value, &one) != 0 ||
	       u256_to_u64(&small, &place) != STATUS_OK;
}

static void judge_word(struct probe_seen *seen, const struct probe_answer *a,
		       const struct slot_value *word, const struct hash *slot)
{
	const struct u256 value = value_in(&word->value, a);
	enum probe_fit fit = tells(a, slot) ? PROBE_FITS : PROBE_ZERO;

	if (u256_compare(&value, &a->value) != 0)
		fit = PROBE_DIFFERS;
	/* Proven words are compared with answers, so that these need k voices. */
	seen->trust = trust_min(seen->trust, word->trust);
	if (a->trust < TRUST_AGREED)
		seen->trust = trust_min(seen->trust, a->trust);
	if (fit < seen->fit)
		return;
	seen->fit = fit;
	seen->getter = a->check->getter;
}

/* Compares the answers of one contract. */
static enum status compare_at(struct probe *p, struct probe_seen out[PAYER_SLOTS],
			      const struct probe_answers *all,
			      const struct profile_distributor *trial, enum probe_place place,
			      struct err *e)
{
	const struct probe_answer *at[PROBE_CHECKS];
	struct hash slots[PROBE_CHECKS];
	struct slot_value words[PROBE_CHECKS];
	size_t n = 0;
	enum status s;

	for (size_t i = 0; i < all->n; i++) {
		const struct probe_answer *a = &all->list[i];

		if (a->check->place != place || (trial->pinned >> a->check->slot & 1) == 0)
			continue;
		if (!a->known && a->why.text[0] != '\0')
			out[a->check->slot].why = a->why.text;
		if (!a->known)
			continue;
		find_word(&slots[n], a, trial);
		at[n++] = a;
	}
	if (n == 0)
		return STATUS_OK;
	s = chainstate_slots(p->session->nodes, words, &p->session->anchor,
			     contract_of(at[0]->check, trial), slots, n, e);
	p->waits = p->waits || s == ERR_PENDING;
	for (size_t i = 0; i < n && s == STATUS_OK; i++)
		judge_word(&out[at[i]->check->slot], at[i], &words[i],
			   &trial->slots[at[i]->check->slot]);
	return s;
}

enum status probe_slots_compare(struct probe *p, struct probe_seen out[PAYER_SLOTS],
				const struct probe_answers *answers,
				const struct profile_distributor *trial, struct err *e)
{
	static const enum probe_place places[] = {PROBE_OF_PAYER, PROBE_OF_MODULE,
						  PROBE_OF_DISPUTES, PROBE_OF_BEACON};
	enum status s = STATUS_OK;

	for (size_t i = 0; i < PAYER_SLOTS; i++)
		out[i] = (struct probe_seen){.trust = TRUST_PROVEN};
	for (size_t i = 0; i < ARRAY_SIZE(places) && s == STATUS_OK; i++)
		s = compare_at(p, out, answers, trial, places[i], e);
	return s;
}
