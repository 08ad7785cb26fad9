/*
 * A network or a datanet of the same options may be meant by the command or by the row that its
 * hint is about. app/scope.c knows which options the scope needs; what is here finds the scope.
 */
#include "cli/meant.h"

#include <stdio.h>

#include "app/owner.h"

const char *cmd_meant(char out[static SCOPE_WORDS], const struct cli *cli)
{
	scope_words(out, cli->app, false);
	return out;
}

struct app *cmd_meant_scope(const struct cli *cli, const struct snapshot *s,
			    const struct snapshot_owner *of)
{
	static const struct address nobody;
	const struct snapshot_network *network = owner_network(s, of);
	const struct snapshot_datanet *datanet = owner_datanet(s, of);

	return network == NULL ? cli->app
			       : scope_of_datanet(cli->app, network->name,
						  datanet != NULL ? &datanet->address : &nobody);
}

/* A row without a datanet leaves the choice among those of its network to the reader. */
const char *cmd_meant_row(char out[static SCOPE_WORDS], const struct cli *cli,
			  const struct snapshot *s, const struct snapshot_owner *of)
{
	scope_words(out, cmd_meant_scope(cli, s, of), owner_datanet(s, of) != NULL);
	return out;
}

const char *cmd_meant_given(char out[static SCOPE_WORDS], const struct cli *cli)
{
	const char *network = cli->options.network, *datanet = cli->options.datanet;
	char word[48], quoted[TEXT_SHELL_SIZE(sizeof(word))];
	size_t len = 0;

	out[0] = '\0';
	if (network != NULL) {
		snprintf(word, 32, "%s", network);
		text_shell(quoted, sizeof(quoted), word);
		len = (size_t)snprintf(out, SCOPE_WORDS, " --network %s", quoted);
	}
	if (datanet != NULL) {
		snprintf(word, sizeof(word), "%s", datanet);
		text_shell(quoted, sizeof(quoted), word);
		snprintf(out + len, SCOPE_WORDS - len, " --datanet %s", quoted);
	}
	return out;
}
