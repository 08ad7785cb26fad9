/* A profile without a distributor has no unit; its amounts are in the smallest one. */
#include "cli/unit.h"

void cmd_unit_of_royalties(const struct cli *cli, struct cmd_unit *out)
{
	const struct profile *p = app_profile(cli->app);
	const struct profile_token *token = NULL;

	if (p != NULL && p->n_distributors > 0)
		token = profile_token(p, &p->distributors[0].token);
	*out = token != NULL ? (struct cmd_unit){token->symbol, token->decimals}
			     : (struct cmd_unit){"", 0};
}
