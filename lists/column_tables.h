/* The tables of columns, and how they are written: for columns*.c here and in models. */
#ifndef LISTS_COLUMN_TABLES_H
#define LISTS_COLUMN_TABLES_H

#include "lists/column.h"
#include "lists/columns_context.h"

extern const struct column_table columns_account, columns_coin, columns_royalty, columns_dataset,
	columns_epoch, columns_score, columns_attribution, columns_node, columns_dispute,
	columns_asked, columns_claim, columns_transaction, columns_event, columns_network,
	columns_audit_epoch, columns_received, columns_entry, columns_due, columns_asked_due,
	columns_decision;

/* A column's name, title, type and getter, and by name whatever else it sets. */
#define COLUMN(name_, title_, type_, get_, ...)                                         \
	{                                                                               \
		.name = name_, .title = title_, .type = type_, .get = get_, __VA_ARGS__ \
	}

/* Defines the getter `name` of rows `r` of type struct `row_type` as one expression. */
#define COLUMN_GET(name, row_type, ...)                                                        \
	static void name(struct value *out, const struct snapshot *s, const void *row_pointer) \
	{                                                                                      \
		const struct row_type *r = row_pointer;                                        \
		(void)s;                                                                       \
		__VA_ARGS__;                                                                   \
	}

/* Defines a table's `rows` over the array `rows_of` of the snapshot, which counts `n_rows`. */
#define COLUMN_ROWS(name, rows_of, n_rows)                           \
	static const void *name(const struct snapshot *s, size_t *n) \
	{                                                            \
		*n = s->n_rows;                                      \
		return s->rows_of;                                   \
	}

/* Columns that say whose row it is, for rows that begin with their owner. */
#define COLUMN_OF_NETWORK                                                 \
	COLUMN("network", "NETWORK", VALUE_TEXT, columns_context_network, \
	       .flags = COLUMN_OWNED | COLUMN_SEARCHED, .context = CONTEXT_NETWORK)

#define COLUMN_OF_DATANET                                                                        \
	COLUMN("datanet", "DATANET", VALUE_TEXT, columns_context_datanet, .flags = COLUMN_OWNED, \
	       .context = CONTEXT_DATANET)

#define COLUMN_OF_ACCOUNT                                                    \
	COLUMN("account", "ACCOUNT", VALUE_ADDRESS, columns_context_account, \
	       .flags = COLUMN_OWNED, .context = CONTEXT_ACCOUNT)

#endif
