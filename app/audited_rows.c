#include "app/audited_rows.h"

#include <stdlib.h>

enum status load_audited_rows(struct cache *cache, struct audited_rows *out,
			      const struct profile *profile, const struct address *account,
			      struct err *e)
{
	const struct address *datanet = &profile_datanet(profile)->address;
	enum status s;

	*out = (struct audited_rows){.profile = profile, .account = *account};
	s = cache_statements_all(cache, &out->statements, &out->n_statements, datanet, e);
	if (s == STATUS_OK)
		s = cache_scores_all(cache, &out->scores, &out->n_scores, datanet, account, e);
	if (s == STATUS_OK)
		s = cache_verdicts_all(cache, &out->verdicts, &out->n_verdicts, datanet, account,
				       e);
	return s == STATUS_OK ? cache_figures_all(cache, &out->figures, &out->n_figures, e) : s;
}

void audited_rows_release(struct audited_rows *rows)
{
	free(rows->statements);
	free(rows->scores);
	free(rows->verdicts);
	free(rows->figures);
	*rows = (struct audited_rows){.profile = NULL};
}
