/*
 * Getters of columns for values that the snapshot has and the row has not, and what several tables
 * fill alike. For columns*.c here and in models.
 */
#ifndef APP_COLUMNS_CONTEXT_H
#define APP_COLUMNS_CONTEXT_H

#include "app/snapshot.h"
#include "chain/value.h"

/* The network, its datanet and the shown account of the snapshot: getters for every row of it. */
void columns_context_network(struct value *out, const struct snapshot *s, const void *row);
void columns_context_datanet(struct value *out, const struct snapshot *s, const void *row);
void columns_context_account(struct value *out, const struct snapshot *s, const void *row);

/* The token that datasets' royalties and fees are counted in: that of the first distributor. */
void columns_context_token(struct value *out, const struct snapshot *s, const void *row);
void columns_context_symbol(struct value *out, const struct snapshot *s, const void *row);
struct value_unit columns_context_unit(const struct snapshot *s);

/* Fills a figure; how and when it is known comes with it. `symbol`, `decimals`: its token's. */
void columns_context_figure(struct value *out, const struct figure *f, const char *symbol,
			    unsigned decimals);

#endif
