/*
 * byline completion: writes the script that lets a shell complete commands and options. Every
 * word comes from the table of commands and the table of global options; the names of networks and
 * datanets come from byline when the shell asks for them.
 */
#include <stdio.h>
#include <string.h>

#include "cli/args.h"
#include "cli/command.h"
#include "cli/globals.h"
#include "cli/table.h"

static command_run run;

const struct command cmd_completion = {
	.name = "completion",
	.synopsis = "completion bash|zsh|fish",
	.summary = "Completion for a shell",
	.help = "  byline completion bash > ~/.local/share/bash-completion/completions/byline\n"
		"Names of networks and datanets are completed after --network and --datanet.\n",
	.min_operands = 1,
	.max_operands = 1,
	.run = run,
	.without_app = true,
};

/* More options than any family has. Others would not be completed. */
#define OPTIONS_MOST 32

/*
 * Adds the names in `options` (NULL: none) that are not in `names` yet. Returns how many there
 * are.
 */
static size_t collect(const char *names[static OPTIONS_MOST], size_t n,
		      const struct cmd_option *options)
{
	for (; options != NULL && options->name != NULL && n < OPTIONS_MOST; options++) {
		size_t i = 0;

		while (i < n && strcmp(names[i], options->name) != 0)
			i++;
		if (i == n)
			names[n++] = options->name;
	}
	return n;
}

/* The options of a command or of all members of a family. Returns how many. */
static size_t options_of(const char *names[static OPTIONS_MOST], const struct command *c)
{
	size_t n = collect(names, 0, c->options);

	for (const struct command *const *m = c->members; m != NULL && *m != NULL; m++)
		n = collect(names, n, (*m)->options);
	return n;
}

/* Prints the members of a family, one space between. */
static void print_members(const struct command *c)
{
	for (const struct command *const *m = c->members; m != NULL && *m != NULL; m++)
		printf("%s%s", m == c->members ? "" : " ", (*m)->name);
}

/*
 * Prints the words that may follow a command: "list new watch --label". Global options are not
 * among them.
 */
static void print_words(const struct command *c)
{
	const char *names[OPTIONS_MOST];
	size_t n = options_of(names, c);

	print_members(c);
	for (size_t i = 0; i < n; i++)
		printf("%s--%s", i == 0 && c->members == NULL ? "" : " ", names[i]);
}

static void print_names(void)
{
	for (const struct command *const *c = cmd_table; *c != NULL; c++)
		printf("%s ", (*c)->name);
	printf("help");
}

/* Prints the global options, or with `only_values` those that need a value. */
static void print_globals(const char *separator, bool only_values)
{
	const char *before = "";

	for (const struct cmd_option *o = cmd_globals; o->name != NULL; o++) {
		if (only_values && o->value == NULL)
			continue;
		printf("%s--%s", before, o->name);
		before = separator;
	}
}

/*
 * The options whose values are names of the person's own, and the shell's way to those names. bash
 * expands the words that compgen gets, so that a name from somebody's profile must not reach it
 * with anything that a shell runs.
 */
static const struct {
	const char *option, *names;
} named[] = {
	{"network", "byline --plain network list 2>/dev/null | sed 1d | cut -f2 | "
		    "grep -x '[A-Za-z0-9._-]*'"},
	{"datanet", "byline --plain network list 2>/dev/null | sed 1d | cut -f7 | tr -d ' ' | "
		    "tr , '\\n' | grep -x '[A-Za-z0-9._][A-Za-z0-9._-]*' | sort -u"},
};

/*
 * Prints how bash and zsh find the command: the first word that is neither an option nor the
 * value of one.
 */
static void print_find_command(const char *words, const char *first, const char *last)
{
	printf("\tlocal i cmd=\n"
	       "\tfor ((i = %s; i < %s; i++)); do\n"
	       "\t\tcase ${%s[i]} in\n\t\t",
	       first, last, words);
	print_globals("|", true);
	printf(") ((i++)) ;;\n\t\t-*) ;;\n\t\t*) cmd=${%s[i]}; break ;;\n\t\tesac\n\tdone\n",
	       words);
}

/* Prints the choice of words by command; without a command the commands themselves. */
static void print_cases(const char *variable)
{
	printf("\tcase $cmd in\n");
	for (const struct command *const *c = cmd_table; *c != NULL; c++) {
		printf("\t%s) %s=\"", (*c)->name, variable);
		print_words(*c);
		printf("\" ;;\n");
	}
	printf("\t*) %s=\"", variable);
	print_names();
	printf("\" ;;\n\tesac\n");
}

static void print_bash(void)
{
	printf("# byline completion bash > ~/.local/share/bash-completion/completions/byline\n"
	       "_byline() {\n"
	       "\tlocal word=${COMP_WORDS[COMP_CWORD]}\n"
	       "\tcase ${COMP_WORDS[COMP_CWORD-1]} in\n");
	for (size_t i = 0; i < ARRAY_SIZE(named); i++)
		printf("\t--%s) COMPREPLY=($(compgen -W \"$(%s)\" -- \"$word\")); return ;;\n",
		       named[i].option, named[i].names);
	printf("\tesac\n");
	print_find_command("COMP_WORDS", "1", "COMP_CWORD");
	printf("\tlocal known globals=\"");
	print_globals(" ", false);
	printf("\"\n");
	print_cases("known");
	printf("\tCOMPREPLY=($(compgen -W \"$known $globals\" -- \"$word\"))\n"
	       "}\n"
	       "complete -o default -F _byline byline\n");
}

static void print_zsh(void)
{
	printf("#compdef byline\n"
	       "# byline completion zsh > a file _byline in a folder of $fpath\n"
	       "_byline() {\n\tcase $words[CURRENT-1] in\n");
	for (size_t i = 0; i < ARRAY_SIZE(named); i++)
		printf("\t--%s) compadd -- ${(f)\"$(%s)\"}; return ;;\n", named[i].option,
		       named[i].names);
	printf("\tesac\n");
	print_find_command("words", "2", "CURRENT");
	printf("\tlocal known globals=\"");
	print_globals(" ", false);
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
	for (const struct cmd_option *o = cmd_globals; o->name != NULL; o++)
		printf("complete -c byline -l %s\n", o->name);
	for (size_t i = 0; i < ARRAY_SIZE(named); i++)
		printf("complete -c byline -l %s -x -a \"(%s)\"\n", named[i].option,
		       named[i].names);
	for (const struct command *const *c = cmd_table; *c != NULL; c++) {
		const char *names[OPTIONS_MOST];
		size_t n = options_of(names, *c);

		printf("complete -c byline -n __fish_use_subcommand -a %s -d '%s'\n", (*c)->name,
		       (*c)->summary);
		if ((*c)->members != NULL) {
			printf("complete -c byline -n '__fish_seen_subcommand_from %s' -a '",
			       (*c)->name);
			print_members(*c);
			printf("'\n");
		}
		for (size_t i = 0; i < n; i++)
			printf("complete -c byline -n '__fish_seen_subcommand_from %s' -l %s\n",
			       (*c)->name, names[i]);
	}
}

static enum status run(struct cli *cli, int argc, char **argv, struct err *e)
{
	static const struct {
		const char *name;
		void (*print)(void);
	} shells[] = {{"bash", print_bash}, {"zsh", print_zsh}, {"fish", print_fish}};
	enum status s = cmd_args_take(NULL, argc, argv, &cmd_completion, e);

	(void)cli;
	if (s != STATUS_OK)
		return s;
	for (size_t i = 0; i < ARRAY_SIZE(shells); i++) {
		if (strcmp(argv[0], shells[i].name) == 0) {
			shells[i].print();
			return STATUS_OK;
		}
	}
	return err_set(e, ERR_USAGE,
		       "there is no completion for \"%.32s\", but for bash, zsh and fish", argv[0]);
}
