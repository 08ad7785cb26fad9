/*
 * Getters of columns for whose row it is, and what several tables fill alike. For columns*.c here
 * and in models.
 */
#ifndef LISTS_COLUMNS_CONTEXT_H
#define LISTS_COLUMNS_CONTEXT_H

#include "app/snapshot.h"
#include "chain/value.h"

/* Network, datanet and account of a row that begins with its owner. */
void columns_context_network(struct value *out, const struct snapshot *s, const void *row);
void columns_context_datanet(struct value *out, const struct snapshot *s, const void *row);
void columns_context_account(struct value *out, const struct snapshot *s, const void *row);

/* The token that a row's sums are counted in: that of its datanet's first payer. */
void columns_context_token(struct value *out, const struct snapshot *s, const void *row);
void columns_context_symbol(struct value *out, const struct snapshot *s, const void *row);
struct value_unit columns_context_unit(const struct snapshot *s, const struct snapshot_owner *of);

/* Fills a figure in the coin of the row's network. */
void columns_context_coin(struct value *out, const struct snapshot *s,
			  const struct snapshot_owner *of, const struct figure *f);

/* Fills a figure; how and when it is known comes with it. `symbol`, `decimals`: its token's. */
void columns_context_figure(struct value *out, const struct figure *f, const char *symbol,
			    unsigned decimals);

#endif
