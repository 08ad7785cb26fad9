/* byline completion: what a shell needs to complete commands and options. */
#include <stdio.h>
#include <string.h>

#include "cli/args.h"
#include "cli/commands.h"
#include "cli/output.h"
#include "cli/words.h"

static void print_list(const char *const *list, const char *separator)
{
	for (; *list != NULL; list++)
		printf("%s%s", *list, list[1] != NULL ? separator : "");
}

/* "list new watch label --label", without the globals. */
static void print_words(const struct command *c)
{
	char options[CMD_OPTIONS_MOST][CMD_OPTION_SIZE];
	size_t n = cmd_options_of(options, c);

	printf("%s", c->words != NULL ? c->words : "");
	for (size_t i = 0; i < n; i++)
		printf(" %s", options[i]);
}

static void print_names(void)
{
	for (const struct command *c = cmd_table; c->name != NULL; c++)
		printf("%s ", c->name);
	printf("help");
}

/* bash and zsh find the command alike: the first word that is neither option nor value. */
static void print_find_command(const char *words, const char *first, const char *last)
{
	printf("\tlocal i cmd=\n"
	       "\tfor ((i = %s; i < %s; i++)); do\n"
	       "\t\tcase ${%s[i]} in\n\t\t",
	       first, last, words);
	print_list(cmd_global_values, "|");
	printf(") ((i++)) ;;\n\t\t-*) ;;\n\t\t*) cmd=${%s[i]}; break ;;\n\t\tesac\n\tdone\n",
	       words);
}

static void print_cases(const char *variable)
{
	printf("\tcase $cmd in\n");
	for (const struct command *c = cmd_table; c->name != NULL; c++) {
		printf("\t%s) %s=\"", c->name, variable);
		print_words(c);
		printf("\" ;;\n");
	}
	printf("\t*) %s=\"", variable);
	print_names();
	printf("\" ;;\n\tesac\n");
}

static void print_bash(void)
{
	printf("# byline completion bash > ~/.local/share/bash-completion/completions/byline\n"
	       "_byline() {\n");
	print_find_command("COMP_WORDS", "1", "COMP_CWORD");
	printf("\tlocal known globals=\"");
	print_list(cmd_global_options, " ");
	printf("\"\n");
	print_cases("known");
	printf("\tCOMPREPLY=($(compgen -W \"$known $globals\" -- \"${COMP_WORDS[COMP_CWORD]}\"))\n"
	       "}\n"
	       "complete -o default -F _byline byline\n");
}

static void print_zsh(void)
{
	printf("#compdef byline\n"
	       "# byline completion zsh > a file _byline in a folder of $fpath\n"
	       "_byline() {\n");
	print_find_command("words", "2", "CURRENT");
	printf("\tlocal known globals=\"");
	print_list(cmd_global_options, " ");
	printf("\"\n");
	print_cases("known");
	printf("\tcompadd -- ${=known} ${=globals}\n"
	       "\t_files\n"
	       "}\n"
	       "_byline \"$@\"\n");
}

static void print_fish(void)
{
	printf("# byline completion fish > ~/.config/fish/completions/byline.fish\n");
	for (const char *const *g = cmd_global_options; *g != NULL; g++)
		printf("complete -c byline -l %s\n", *g + 2);
	for (const struct command *c = cmd_table; c->name != NULL; c++) {
		char options[CMD_OPTIONS_MOST][CMD_OPTION_SIZE];
		size_t n = cmd_options_of(options, c);

		printf("complete -c byline -n __fish_use_subcommand -a %s -d '%s'\n", c->name,
		       c->summary);
		if (c->words != NULL)
			printf("complete -c byline -n '__fish_seen_subcommand_from %s' -a '%s'\n",
			       c->name, c->words);
		for (size_t i = 0; i < n; i++)
			printf("complete -c byline -n '__fish_seen_subcommand_from %s' -l %s\n",
			       c->name, options[i] + 2);
	}
}

enum status cmd_completion(struct cli *cli, int argc, char **argv, struct err *e)
{
	static const struct {
		const char *name;
		void (*print)(void);
	} shells[] = {{"bash", print_bash}, {"zsh", print_zsh}, {"fish", print_fish}};
	enum status s = cmd_check_operands(argc, 1, 1, cmd_find("completion")->synopsis, e);

	(void)cli;
	if (s != STATUS_OK)
		return s;
	for (size_t i = 0; i < ARRAY_SIZE(shells); i++) {
		if (strcmp(argv[0], shells[i].name) == 0) {
			shells[i].print();
			return STATUS_OK;
		}
	}
	return err_set(e, ERR_USAGE, "completion is there for bash, zsh and fish");
}
