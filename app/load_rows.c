/* Each of these steps is the same for several tables of a snapshot. */
#include "app/load_rows.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum status load_rows_grow(void *table, size_t n, size_t more, size_t size, struct err *e)
{
	void *rows;

	if (more == 0)
		return STATUS_OK;
	/* Tables are pointers of different types; copying the bytes needs no cast between them. */
	memcpy(&rows, table, sizeof(rows));
	rows = realloc(rows, (n + more) * size);
	if (rows == NULL)
		return err_set(e, ERR_MEMORY, "out of memory");
	memset((uint8_t *)rows + n * size, 0, more * size);
	memcpy(table, &rows, sizeof(rows));
	return STATUS_OK;
}

void load_rows_datanet(char out[static LOAD_ROWS_DATANET_SIZE], const struct profile *p,
		       const struct address *datanet)
{
	const struct profile_datanet *pinned = p != NULL ? profile_datanet_at(p, datanet) : NULL;

	out[0] = '\0';
	if (address_is_zero(datanet))
		return;
	/* Only those of the profile have a name; another one is recognized by its whole address. */
	if (pinned != NULL)
		snprintf(out, LOAD_ROWS_DATANET_SIZE, "%s", pinned->name);
	else
		address_format(out, datanet);
}

uint16_t load_rows_account_index(const struct loading *l, const struct address *a)
{
	for (size_t i = 0; i < l->s->n_accounts; i++)
		if (address_equal(&l->s->accounts[i].address, a))
			return (uint16_t)i;
	return SNAPSHOT_NONE;
}

/* Rows of no known account are not the wanted one's either. */
bool load_rows_wants(const struct loading *l, uint16_t account)
{
	return !l->s->one_account || account == l->s->account;
}

const struct address *load_rows_account(const struct loading *l)
{
	return &l->s->accounts[l->of.account].address;
}

uint32_t load_rows_dataset(const struct loading *l, const struct hash *uid)
{
	for (size_t i = l->first_dataset; i < l->s->n_datasets; i++)
		if (hash_equal(&l->s->datasets[i].uid, uid))
			return (uint32_t)i;
	return UINT32_MAX;
}

struct snapshot_network *load_rows_network(const struct loading *l)
{
	return &l->s->networks[l->of.network];
}

/* The cache has one figure of a kind for each account, payer and token. */
struct figure load_rows_figure(const struct loading *l, enum cache_figure_kind kind,
			       const struct address *account, const struct address *payer,
			       const struct address *token)
{
	static const struct address zero;
	const struct cache_figure *all = l->figures;
	struct figure f = {0};

	for (size_t i = 0; i < l->n_figures; i++) {
		if (all[i].kind != kind ||
		    !address_equal(&all[i].account, account != NULL ? account : &zero) ||
		    !address_equal(&all[i].payer, payer != NULL ? payer : &zero) ||
		    !address_equal(&all[i].token, token != NULL ? token : &zero))
			continue;
		f.known = true;
		f.trust = all[i].trust;
		f.value = all[i].value;
		f.block = all[i].block;
		f.as_of = all[i].as_of;
	}
	return f;
}

/* A proof is no help where it leads to a header that byline cannot hash. */
void load_rows_explain(const struct loading *l, struct figure *f)
{
	if (f->doubt == DOUBT_NO_PROOF && l->s->networks[l->of.network].header_flaw[0] != '\0')
		f->doubt = DOUBT_UNHASHED;
}
