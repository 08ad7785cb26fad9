/*
 * The form of a plain transfer. Each field is judged while it is typed: the amount against the
 * balance, the recipient against its checksum and against addresses where money would be lost.
 *
 * The form keeps the snapshot of its opening, so that the list of tokens does not move under the
 * user's choice. The checks here only warn early: the app prepares the transfer from the network,
 * and the review shows the decoded transaction.
 */
#include "tui/widget_send.h"

#include <stdio.h>
#include <string.h>

#include "app/owner.h"
#include "tui/widget_figure.h"
#include "tui/widget_form.h"
#include "tui/widget_review.h"

enum field { TOKEN, AMOUNT, RECIPIENT };

/* A token, or the chain's own coin, as the form's snapshot has it. */
struct coin {
	const struct snapshot_owner *of; /* whose it is: the network, and the account that acts */
	const char *symbol;
	unsigned decimals;
	const struct figure *balance;
	const struct address *contract; /* NULL for the chain's own coin */
};

/*
 * Whether this royalty is the acting account's, and none before it pays the same token on its
 * network, which counts once.
 */
static bool first_of_token(const struct snapshot *s, size_t i)
{
	const struct snapshot_royalty *r = &s->royalties[i];

	for (size_t k = 0; k < i; k++)
		if (s->royalties[k].of.network == r->of.network &&
		    s->royalties[k].of.account == r->of.account &&
		    address_equal(&s->royalties[k].token, &r->token))
			return false;
	return r->of.account == s->account;
}

/*
 * Fills in coin number `choice`: network by network the tokens come first, then the chain's own
 * coin. Returns: false when there is none.
 */
static bool coin_of(const struct snapshot *s, unsigned choice, struct coin *out)
{
	unsigned n = 0;

	for (size_t k = 0; k < s->n_coins; k++) {
		const struct snapshot_coin *coin = &s->coins[k];
		const struct snapshot_network *net = owner_network(s, &coin->of);

		if (coin->of.account != s->account)
			continue;
		for (size_t i = 0; i < s->n_royalties; i++) {
			const struct snapshot_royalty *r = &s->royalties[i];

			if (r->of.network != coin->of.network || !first_of_token(s, i) ||
			    n++ != choice)
				continue;
			*out = (struct coin){&r->of, r->symbol, r->decimals, &r->wallet, &r->token};
			return true;
		}
		*out = (struct coin){&coin->of, net->native_symbol, net->native_decimals,
				     &coin->balance, NULL};
		if (n++ == choice)
			return true;
	}
	return false;
}

static struct coin coin_chosen(const struct widget_form *f)
{
	struct coin c;

	/* The choices were made from the same snapshot, so that this finds the coin. */
	coin_of(f->snap, f->fields[TOKEN].choice, &c);
	return c;
}

/* Judges the amount by the token's decimals and by the account's balance. */
static enum screen_style check_amount(struct dashboard *d, const struct widget_form *f, char *out,
				      size_t cap)
{
	const struct widget_field *field = &f->fields[AMOUNT];
	struct coin c = coin_chosen(f);
	char have[WIDGET_TEXT_SIZE];
	struct u256 amount;
	enum status status = amount_parse(&amount, field->text, field->len, c.decimals);

	widget_figure(d, have, c.balance, c.symbol, c.decimals);
	if (status == ERR_RANGE) {
		snprintf(out, cap, "%s has %u decimals, not more", c.symbol, c.decimals);
		return STYLE_BAD;
	}
	if (status != STATUS_OK || u256_is_zero(&amount)) {
		snprintf(out, cap, "an amount above zero, such as 12.5");
		return STYLE_DIM;
	}
	if (!c.balance->known) {
		snprintf(out, cap, "the account's balance of %s is not known yet", c.symbol);
		return STYLE_WARN;
	}
	if (u256_compare(&amount, &c.balance->value) > 0) {
		snprintf(out, cap, "more than the account has: %s", have);
		return STYLE_BAD;
	}
	snprintf(out, cap, "of %s%s", have, c.contract == NULL ? ", which also pays the gas" : "");
	return STYLE_GOOD;
}

/*
 * Recognizes addresses where the money would be lost, and the user's own. STYLE_GOOD and "" when it
 * is neither.
 */
static enum screen_style check_place(struct dashboard *d, const struct widget_form *f,
				     const struct address *to, char *out, size_t cap)
{
	const struct snapshot *s = f->snap;

	for (size_t i = 0; i < s->n_royalties; i++)
		if (address_equal(to, &s->royalties[i].token) ||
		    address_equal(to, &s->royalties[i].distributor)) {
			snprintf(out, cap, "a contract of %s itself: what it is sent is lost",
				 s->royalties[i].symbol);
			return STYLE_BAD;
		}
	if (address_is_zero(to)) {
		snprintf(out, cap, "the zero address: what it is sent is lost");
		return STYLE_BAD;
	}
	for (size_t i = 0; i < s->n_accounts; i++)
		if (address_equal(to, &s->accounts[i].address)) {
			char who[ADDRESS_TEXT_SIZE + 72];

			dashboard_account_text(d, to, who, sizeof(who));
			snprintf(out, cap, "one of your accounts: %s", who);
			return address_equal(to, &f->address) ? STYLE_WARN : STYLE_GOOD;
		}
	return STYLE_GOOD;
}

/* Only an address with capital and small letters carries a checksum (EIP-55). */
static bool has_checksum(const char *text)
{
	return strpbrk(text + 2, "abcdef") != NULL && strpbrk(text + 2, "ABCDEF") != NULL;
}

static enum screen_style check_recipient(struct dashboard *d, const struct widget_form *f,
					 char *out, size_t cap)
{
	const struct widget_field *field = &f->fields[RECIPIENT];
	struct address to;
	enum status status = address_parse(&to, field->text, field->len);
	enum screen_style style;

	if (status == ERR_MISMATCH) {
		snprintf(out, cap, "the checksum is wrong: something in it was mistyped");
		return STYLE_BAD;
	}
	if (status != STATUS_OK) {
		snprintf(out, cap, "0x and 40 hexadecimal digits; %zu of 42 characters so far",
			 field->len);
		return field->len >= ADDRESS_TEXT_SIZE - 1 ? STYLE_BAD : STYLE_DIM;
	}
	style = check_place(d, f, &to, out, cap);
	if (out[0] != '\0')
		return style;
	if (has_checksum(field->text)) {
		snprintf(out, cap, "the checksum is right");
		return STYLE_GOOD;
	}
	snprintf(out, cap, "without a checksum: compare every character yourself");
	return STYLE_WARN;
}

static enum screen_style check(struct dashboard *d, const struct widget_form *f, size_t field,
			       char *out, size_t cap)
{
	return field == AMOUNT ? check_amount(d, f, out, cap) : check_recipient(d, f, out, cap);
}

static void submit(struct dashboard *d, struct widget_form *f)
{
	struct dashboard_task *t =
		dashboard_task_new(d, "preparing the transfer", f, widget_review_prepared);
	struct coin c = coin_chosen(f);
	char token[ADDRESS_TEXT_SIZE];
	struct address to;

	if (t == NULL)
		return;
	/* check() lets only a well-formed address through. */
	if (address_parse(&to, f->fields[RECIPIENT].text, f->fields[RECIPIENT].len) != STATUS_OK)
		return;
	if (c.contract != NULL)
		address_format(token, c.contract);
	else
		snprintf(token, sizeof(token), "%s", c.symbol);
	dashboard_task_started(t, start_prepare_send(work_scope(d->app, f->snap, c.of), &f->address,
						     token, f->fields[AMOUNT].text, &to,
						     dashboard_task_done, t));
}

void widget_send_open(struct dashboard *d)
{
	const struct snapshot_account *from = dashboard_account(d);
	struct widget_form *f;
	struct widget_field *token;
	struct coin c;

	f = widget_form_new(d, "SEND",
			    "Prepares a transfer from the shown account. You read all of it, "
			    "then sign it, then send it: three steps, and Esc leaves at each.",
			    "prepare", submit);
	if (f == NULL)
		return;
	f->check = check;
	f->snap = snapshot_ref(d->snap);
	f->address = from->address;
	snprintf(f->facts, sizeof(f->facts), "from ");
	dashboard_account_text(d, &from->address, f->facts + 5, sizeof(f->facts) - 5);
	token = widget_form_choices(f, "Token");
	for (unsigned i = 0; coin_of(f->snap, i, &c); i++)
		widget_field_choice(token, f->snap->n_networks > 1 ? "%s on %s" : "%s", c.symbol,
				    owner_network(f->snap, c.of)->name);
	widget_form_field(f, WIDGET_FIELD_TEXT, "Amount", "in units of the token, such as 12.5",
			  NULL);
	widget_form_field(f, WIDGET_FIELD_TEXT, "Recipient",
			  "its address; one with capital letters carries a checksum", NULL);
	f->focus = AMOUNT;
	widget_form_open(d, f);
}
