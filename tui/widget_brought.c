/*
 * Two forms. The first reads a file (submit_file()); on_read() ends there for a payer that the
 * profile pins, and opens the second for a new one, whose facts write_facts() puts above the field
 * that the network's name is typed into. submit_pin() compares the name and has the claims kept.
 *
 * Invariant: no payer is pinned before its address, and how it is known, were on the screen.
 */
#include "tui/widget_brought.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/attr.h"
#include "jobs/result.h"
#include "tui/widget_form.h"
#include "tui/widget_path.h"

/* The network is the last field, where there are several. */
enum file_field { FILE_PATH, FILE_CONTRACT, FILE_PRESET, FILE_TOKEN, FILE_NETWORK };

/* Kinds without files are not among them. The first choice has the contract answer. */
static const char *const presets[] = {"found out", "uniswap", "1inch", "openzeppelin", "sablier",
				      "weatherxm", "urd",     "merkl", "eigenlayer"};

/* --- the pin --- */

/* The facts that decide, a line each: the terminal's smallest size has room for no more. */
struct facts_text {
	char *out;
	size_t cap, len;
};

static void add_fact(struct facts_text *t, const char *format, ...) PRINTF(2, 3);

static void add_fact(struct facts_text *t, const char *format, ...)
{
	va_list ap;
	int n;

	va_start(ap, format);
	n = vsnprintf(t->out + t->len, t->cap - t->len, format, ap);
	va_end(ap);
	if (n > 0 && t->len + (size_t)n < t->cap)
		t->len += (size_t)n;
}

/* "as you say" where only the user names the token; "" where the contract tells it. */
static const char *token_said(const struct brought_claims *b)
{
	for (size_t i = 0; i < b->facts.n; i++) {
		const char *member = strrchr(b->facts.facts[i].field, '.');

		if (member != NULL && strcmp(member, ".token") == 0)
			return b->facts.facts[i].why;
	}
	return "";
}

static void add_kind(struct facts_text *t, const struct brought_claims *b)
{
	const struct profile_distributor *d = &b->profile.distributors[b->payer];
	const bool described = d->kind == DISTRIBUTOR_MERKLE;
	const char *said = token_said(b);
	char token[ADDRESS_TEXT_SIZE];

	add_fact(t, "%s%s%s, by what it answers", payer_kind(d->kind)->name, described ? ", " : "",
		 described ? d->terms.name : "");
	if (payer_kind(d->kind)->any_token) {
		add_fact(t, "\npays in any token");
		return;
	}
	address_format(token, &d->token);
	add_fact(t, "\npays in the token %s%s%s", token, said[0] != '\0' ? ", " : "", said);
}

static void add_doubts(struct facts_text *t, const struct profile_distributor *d)
{
	if (!d->contract.has_code_hash)
		add_fact(t, "\nits code is NOT proven: every figure of it is agreed at best");
	else if (d->derived != 0 || !d->has_slots)
		add_fact(t, "\nits code is proven; some of its figures are agreed at best");
	else
		add_fact(t, "\nits code is proven, and so is where it keeps its figures");
}

/* Two tokens are never one sum. */
static void add_owed(struct facts_text *t, const struct brought_claims *b)
{
	char amount[AMOUNT_TEXT_SIZE];

	add_fact(t, "\nyours: %zu claim%s", b->n, b->n == 1 ? "" : "s");
	for (size_t i = 0; i < b->n_funds && i < 2; i++) {
		amount_format(amount, &b->funds[i].owed.raw, b->funds[i].decimals);
		add_fact(t, ", %s %s now", amount, b->funds[i].symbol);
	}
	if (b->n_funds > 2)
		add_fact(t, ", and other tokens");
}

static void write_facts(struct widget_form *f)
{
	struct facts_text t = {.out = f->facts, .cap = sizeof(f->facts)};
	const struct brought_claims *b = f->brought;
	const struct profile_distributor *d = &b->profile.distributors[b->payer];
	char address[ADDRESS_TEXT_SIZE];

	address_format(address, &d->contract.address);
	add_fact(&t, "%s\n", address);
	add_kind(&t, b);
	add_doubts(&t, d);
	add_owed(&t, b);
	add_fact(&t, "\nType %s to pin it there: it decides which contracts pay you.",
		 b->profile.name);
}

/* The app is opened again with the payer; a form that waits gets the claims back otherwise. */
static void on_kept(struct dashboard *d, void *owner, struct work_result *result)
{
	struct widget_form *f = owner;

	if (result->reopen && d->options.resume != NULL)
		*d->options.resume = (struct dashboard_resume){
			.wanted = true, .action = (int)ACTION_CLAIMS, .view = (int)VIEW_CLAIMS};
	d->quit |= result->reopen;
	if (f != NULL && !result->reopen) {
		f->brought = result->brought;
		result->brought = NULL;
	}
	widget_form_ended(d, f, result);
}

static void submit_pin(struct dashboard *d, struct widget_form *f)
{
	struct brought_claims *take = f->brought;
	struct dashboard_task *t;

	if (take == NULL || strcmp(f->fields[0].text, take->profile.name) != 0) {
		snprintf(f->error, sizeof(f->error), "this is not the network's name");
		return;
	}
	t = dashboard_task_new(d, "pinning the payer", f, on_kept);
	if (t == NULL)
		return;
	f->brought = NULL;
	dashboard_task_started(t, start_keep_brought(d->app, take, dashboard_task_done, t));
}

static void open_pin(struct dashboard *d, struct brought_claims *take_brought)
{
	struct widget_form *f = widget_form_new(
		d, "A PAYER THAT IS NOT PINNED",
		"A contract can answer whatever it likes: compare its address with the one that "
		"the payer publishes. byline then opens anew, and the vault is locked.",
		"pin", submit_pin);

	if (f == NULL) {
		free_brought_claims(take_brought);
		return;
	}
	f->brought = take_brought;
	f->whole = true;
	write_facts(f);
	widget_form_field(f, WIDGET_FIELD_TYPED, "Network", "typed to confirm", NULL);
	widget_form_open(d, f);
}

/* --- the file --- */

static struct app *scope_of(const struct dashboard *d, const struct widget_form *f)
{
	const struct snapshot_owner of = {
		.network =
			f->n_fields > FILE_NETWORK ? (uint16_t)f->fields[FILE_NETWORK].choice : 0,
		.datanet = SNAPSHOT_NONE,
		.account = SNAPSHOT_NONE};

	return work_scope(d->app, f->snap, &of);
}

/* A form that was left meanwhile does not lose what was read. */
static void on_read(struct dashboard *d, void *owner, struct work_result *result)
{
	struct widget_form *f = owner;

	if (result->status == STATUS_OK && result->brought->is_new) {
		widget_form_ended(d, f, result);
		open_pin(d, result->brought);
		result->brought = NULL;
		return;
	}
	widget_form_ended(d, f, result);
}

static enum screen_style check_file(struct dashboard *d, const struct widget_form *f, size_t field,
				    char *out, size_t cap)
{
	const struct widget_field *typed = &f->fields[field];
	struct address a;
	enum status s;

	(void)d;
	if (field != FILE_CONTRACT && field != FILE_TOKEN)
		return STYLE_GOOD;
	s = address_parse(&a, typed->text, typed->len);
	if (s == STATUS_OK)
		return STYLE_GOOD;
	if (s == ERR_MISMATCH) {
		snprintf(out, cap, "the checksum is wrong: something in it was mistyped");
		return STYLE_BAD;
	}
	snprintf(out, cap, "0x and 40 hexadecimal digits; %zu of 42 characters so far", typed->len);
	return typed->len >= ADDRESS_TEXT_SIZE - 1 ? STYLE_BAD : STYLE_DIM;
}

static void submit_file(struct dashboard *d, struct widget_form *f)
{
	const struct widget_field *preset = &f->fields[FILE_PRESET];
	const bool has_token = f->fields[FILE_TOKEN].len > 0;
	struct address contract, token;
	struct dashboard_task *t;
	char *path;

	/* check_file() lets only well-formed addresses through. */
	if (address_parse(&contract, f->fields[FILE_CONTRACT].text, f->fields[FILE_CONTRACT].len) !=
		    STATUS_OK ||
	    (has_token && address_parse(&token, f->fields[FILE_TOKEN].text,
					f->fields[FILE_TOKEN].len) != STATUS_OK))
		return;
	path = widget_path_field(d, f, FILE_PATH);
	t = path != NULL ? dashboard_task_new(d, "reading the claims", f, on_read) : NULL;
	if (t != NULL)
		dashboard_task_started(
			t, start_bring_claims(scope_of(d, f), path, &contract,
					      preset->choice > 0 ? presets[preset->choice] : NULL,
					      has_token ? &token : NULL, dashboard_task_done, t));
	free(path);
}

void widget_brought_open(struct dashboard *d)
{
	struct widget_form *f = widget_form_new(
		d, "ADD CLAIMS",
		"Reads a file with everybody's claims, as a payer gives it, and compares its tree "
		"with the contract. Nothing is claimed yet.",
		"read", submit_file);
	struct widget_field *preset, *network;

	if (f == NULL)
		return;
	f->check = check_file;
	f->snap = snapshot_ref(d->snap);
	widget_form_field(f, WIDGET_FIELD_TEXT, "File", "JSON or CSV", d->typed_path);
	widget_form_field(f, WIDGET_FIELD_TEXT, "Contract", "the address that pays", NULL);
	preset = widget_form_choices(f, "Kind");
	for (size_t i = 0; i < ARRAY_SIZE(presets); i++)
		widget_field_choice(preset, "%s", presets[i]);
	widget_form_field(f, WIDGET_FIELD_TEXT, "Token",
			  "its address, where the contract does not tell it", NULL)
		->optional = true;
	if (f->snap->n_networks > 1) {
		network = widget_form_choices(f, "Network");
		for (size_t i = 0; i < f->snap->n_networks; i++)
			widget_field_choice(network, "%s", f->snap->networks[i].name);
	}
	widget_form_open(d, f);
}
