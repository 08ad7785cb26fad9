/*
 * The journal's syntax is what both programs have in common: a date, a star and a description; a
 * comment; two postings, of which the second has no amount. Names come from elsewhere, so that
 * every character with a meaning in a journal is replaced in them.
 */
#include "cli/plain_books.h"

#include <string.h>

#include "app/owner.h"
#include "base/buf.h"
#include "base/zone.h"
#include "models/columns.h"

/* Appends a name as a part of an account's: letters, digits, "-", "_", "." and single blanks. */
static void add_name(struct buf *out, const char *name)
{
	for (; *name != '\0'; name++) {
		char c = *name;
		bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
			     (c >= '0' && c <= '9') || strchr("-_.", c) != NULL ||
			     (unsigned char)c >= 0x80 || (c == ' ' && name[1] != ' ');

		buf_add_byte(out, plain ? (uint8_t)c : '-');
	}
}

static void add_address(struct buf *out, const struct address *a)
{
	buf_add_str(out, "0x");
	buf_add_hex(out, a->bytes, sizeof(a->bytes));
}

static void add_hash(struct buf *out, const char *name, const struct hash *h)
{
	buf_addf(out, "    ; %s: 0x", name);
	buf_add_hex(out, h->bytes, sizeof(h->bytes));
	buf_add_str(out, "\n");
}

/* Begins the account of a posting: its kind and the network. */
static void begin_posting(struct buf *out, const char *kind, const struct snapshot *s,
			  const struct book_entry *b)
{
	buf_addf(out, "    %s:", kind);
	add_name(out, owner_network(s, &b->of)->name);
	buf_add_str(out, ":");
}

static void add_amount(struct buf *out, const struct book_entry *b)
{
	const char *symbol = b->payment != NULL ? b->payment->symbol : b->epoch->symbol;
	unsigned decimals = b->payment != NULL ? b->payment->decimals : b->epoch->decimals;
	const struct tokens *amount = b->payment != NULL ? &b->payment->amount : &b->score->amount;
	char text[AMOUNT_TEXT_SIZE];

	amount_format_exact(text, &amount->raw, decimals);
	buf_addf(out, "  %s \"", text);
	/* A token that the profile does not describe is counted in its smallest unit. */
	if (symbol[0] != '\0')
		add_name(out, symbol);
	else
		add_address(out, b->token);
	buf_add_str(out, "\"\n");
}

static void add_payment(struct buf *out, const struct snapshot *s, const struct book_entry *b)
{
	const struct snapshot_received *p = b->payment;

	buf_add_str(out, " * received from ");
	add_address(out, &p->sender);
	buf_add_str(out, "\n");
	add_hash(out, "transaction", &p->tx);
	begin_posting(out, "assets:wallet", s, b);
	add_address(out, &owner_account(s, &b->of)->address);
	add_amount(out, b);
	begin_posting(out, "assets:receivable", s, b);
	add_address(out, &p->sender);
	buf_add_str(out, "\n\n");
}

static void add_accrual(struct buf *out, const struct snapshot *s, const struct book_entry *b)
{
	const struct snapshot_datanet *datanet = owner_datanet(s, &b->of);
	uint32_t dataset = b->score->dataset;

	buf_addf(out, " * earned in epoch %llu", (unsigned long long)b->epoch->epoch);
	if (dataset < s->n_datasets) {
		buf_add_str(out, " by ");
		add_name(out, s->datasets[dataset].name);
	}
	buf_add_str(out, "\n");
	add_hash(out, "statement", &b->epoch->statement);
	add_hash(out, "dataset", &b->score->uid);
	begin_posting(out, "assets:receivable", s, b);
	add_address(out, &b->epoch->distributor);
	add_amount(out, b);
	begin_posting(out, "income:earnings", s, b);
	add_name(out, datanet != NULL ? datanet->name : "");
	buf_add_str(out, "\n\n");
}

enum status cmd_plain_books_write(struct buf *out, const struct snapshot *s,
				  const struct book_entry *entries, size_t n,
				  const struct column_span *span)
{
	const struct column_table *t = columns_of(ROW_ENTRY);
	char time[CLOCK_RFC3339_SIZE];

	for (size_t i = 0; i < n; i++) {
		const struct book_entry *b = &entries[i];

		if (!column_row_is_within(t, s, b, span))
			continue;
		if (b->time == 0) {
			add_hash(out, "the time is not known yet of transaction", &b->payment->tx);
			continue;
		}
		if (span->zoned)
			zone_format(time, b->time);
		else
			clock_format_rfc3339(time, b->time);
		/* A journal has days: the first ten characters. */
		buf_addf(out, "%.10s", time);
		if (b->payment != NULL)
			add_payment(out, s, b);
		else
			add_accrual(out, s, b);
	}
	return buf_status(out);
}
