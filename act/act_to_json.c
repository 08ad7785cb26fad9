/* An act for scripts. */
#include "act/act_to_json.h"

#include "act/act.h"
#include "app/state.h"
#include "base/hex.h"

/* These words are part of the interface for scripts (docs/schemas): they do not change. */
static const char *kind_word(enum act_kind kind)
{
	switch (kind) {
	case ACT_CLAIM: return "claim";
	case ACT_ATTEST: return "attest";
	case ACT_REVOKE: return "revoke";
	case ACT_SEND: return "send";
	case ACT_CANCEL: return "cancel";
	}
	return "unknown";
}

static const char *state_word(enum act_state state)
{
	switch (state) {
	case ACT_PREPARED: return "prepared";
	case ACT_SIGNED: return "signed";
	case ACT_SENT: return "sent";
	}
	return "unknown";
}

static struct json *field_to_json(const struct descriptor_field *f)
{
	struct json *field = json_new_object();

	json_add_text(field, "label", f->label);
	json_add_text(field, "value", f->value);
	json_add_text(field, "note", f->note);
	return field;
}

static struct json *fact_to_json(const struct act_fact *f)
{
	struct json *fact = json_new_object();

	json_add_text(fact, "label", f->label);
	json_add_text(fact, "value", f->value);
	json_add_text(fact, "note", f->note);
	json_add_text(fact, "trust", trust_word(f->trust));
	return fact;
}

static void add_wei(struct json *o, const char *name, const struct wei *v)
{
	char text[U256_DECIMAL_SIZE];

	u256_format(text, &v->raw);
	json_add_text(o, name, text);
}

/*
 * Null where the network charges none, or where it was not asked. The parts are known while the act
 * is prepared; of a stored one only the most that both can be.
 */
static void add_rollup_fees(struct json *top, const struct act *act)
{
	struct json *fees;

	if (!act->rollup.charged && u256_is_zero(&act->rollup_most.raw)) {
		json_add_null(top, "rollup_fees");
		return;
	}
	fees = json_new_object();
	if (act->rollup.charged) {
		add_wei(fees, "l1_wei", &act->rollup.l1);
		add_wei(fees, "operator_wei", &act->rollup.operator);
		json_add_text(fees, "trust", trust_word(act->rollup.trust));
	}
	add_wei(fees, "at_most_wei", &act->rollup_most);
	json_add(top, "rollup_fees", fees);
}

/*
 * The network is that of the profile in use: no act of another is opened or prepared. The signed
 * bytes are included only where there are any, so that a script can tell the two apart.
 */
struct json *act_to_json(const struct app *app, const struct act *act)
{
	struct json *top = json_new_object(), *fields = json_new_array(), *facts = json_new_array();
	const struct value_style whole = {.hide = false};
	char from[ADDRESS_TEXT_SIZE], summary[SENTENCE_TEXT_SIZE];

	hex_format(from, act->from.bytes, sizeof(act->from.bytes));
	sentence_text(summary, sizeof(summary), &act->summary, &whole);
	json_add_text(top, "kind", kind_word(act->kind));
	json_add_text(top, "state", state_word(act->state));
	json_add_text(top, "summary", summary);
	json_add_text(top, "network", app->profile != NULL ? app->profile->name : "");
	json_add_text(top, "account", from);
	json_add_number(top, "nonce", act->tx.nonce);
	json_add_number(top, "chain_id", act->tx.chain_id);
	add_wei(top, "fee_at_most_wei", &act->fee_cap);
	add_rollup_fees(top, act);
	json_add_hex(top, "signing_hash", act->signing_hash.bytes, sizeof(act->signing_hash.bytes));
	json_add_text(top, "confirm", act->confirm);
	json_add_text(top, "warning", act->warning);
	json_add_text(top, "decoded_as", act->descriptor.title);
	for (size_t i = 0; i < act->descriptor.n; i++)
		json_add(fields, NULL, field_to_json(&act->descriptor.fields[i]));
	for (size_t i = 0; i < act->n_facts; i++)
		json_add(facts, NULL, fact_to_json(&act->facts[i]));
	json_add(top, "fields", fields);
	json_add(top, "facts", facts);
	if (act->raw.len > 0) {
		json_add_hex(top, "hash", act->hash.bytes, sizeof(act->hash.bytes));
		json_add_hex(top, "raw", act->raw.data, act->raw.len);
	}
	return top;
}
