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

/*
 * The network is that of the profile in use: no act of another is opened or prepared. The signed
 * bytes are included only where there are any, so that a script can tell the two apart.
 */
struct json *act_to_json(const struct app *app, const struct act *act)
{
	struct json *top = json_new_object(), *fields = json_new_array(), *facts = json_new_array();
	const struct value_style whole = {.hide = false};
	char from[ADDRESS_TEXT_SIZE], fee[U256_DECIMAL_SIZE], summary[SENTENCE_TEXT_SIZE];

	hex_format(from, act->from.bytes, sizeof(act->from.bytes));
	u256_format(fee, &act->fee_cap.raw);
	sentence_text(summary, sizeof(summary), &act->summary, &whole);
	json_add_text(top, "kind", kind_word(act->kind));
	json_add_text(top, "state", state_word(act->state));
	json_add_text(top, "summary", summary);
	json_add_text(top, "network", app->profile != NULL ? app->profile->name : "");
	json_add_text(top, "account", from);
	json_add_number(top, "nonce", act->tx.nonce);
	json_add_number(top, "chain_id", act->tx.chain_id);
	json_add_text(top, "fee_at_most_wei", fee);
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
