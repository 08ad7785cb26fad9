/*
 * Options and operands of a command line, by the table of options of a command.
 *
 * cmd_args_parse() does the work: it walks argv once, stores each option that the table names,
 * and moves the words that are left to the front. cmd_args_take() is what a command calls, and
 * cmd_args_run() is what main() calls to reach the command, through its family if it has one.
 */
#include "cli/args.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/nearest.h"
#include "cli/globals.h"
#include "cli/needs.h"
#include "cli/synopsis.h"

/* The most commands in a family, or in all, with room. */
#define COMMANDS_MAX 64

/* The option that `word` ("--name" or "--name=value") gives, or NULL. */
static const struct cmd_option *find_option(const struct cmd_option *options, const char *word)
{
	const char *name = word + 2;
	size_t len = strcspn(name, "=");

	for (; options != NULL && options->name != NULL; options++)
		if (strlen(options->name) == len && memcmp(options->name, name, len) == 0)
			return options;
	return NULL;
}

static enum status add_value(struct cmd_values *values, const char *value,
			     const struct cmd_option *option, struct err *e)
{
	if (values->n == CMD_VALUES_MAX)
		return err_set(e, ERR_USAGE, "--%s can be given %d times at most", option->name,
			       CMD_VALUES_MAX);
	values->v[values->n++] = value;
	return STATUS_OK;
}

/*
 * Takes the option at argv[*i], with its value; moves *i to the last word used. Without `values`
 * the option is only checked.
 */
static enum status take_option(void *values, int *i, int argc, char **argv,
			       const struct cmd_option *option, struct err *e)
{
	const char *equals = strchr(argv[*i], '=');
	char *at = values != NULL ? (char *)values + option->offset : NULL;
	const char *value;

	if (option->value == NULL) {
		if (equals != NULL)
			return err_set(e, ERR_USAGE, "--%s takes no value", option->name);
		if (at != NULL)
			*(bool *)at = true;
		return STATUS_OK;
	}
	if (equals == NULL && *i + 1 >= argc)
		return err_set(e, ERR_USAGE, "--%s needs a value: --%s %s", option->name,
			       option->name, option->value);
	*i += equals == NULL;
	if (at == NULL)
		return STATUS_OK;
	value = equals != NULL ? equals + 1 : argv[*i];
	if (option->many)
		return add_value((struct cmd_values *)(void *)at, value, option, e);
	*(const char **)at = value;
	return STATUS_OK;
}

/* The most options that a command and the globals have together, with room. */
#define OPTIONS_MAX 64

static size_t add_names(const char *names[static OPTIONS_MAX], size_t n,
			const struct cmd_option *options)
{
	for (; options != NULL && options->name != NULL && n < OPTIONS_MAX; options++)
		names[n++] = options->name;
	return n;
}

/* Names the option that a mistyped one was meant to be. A letter alone is -h or -V, or none. */
static enum status refuse_option(const char *word, const struct cmd_option *options, struct err *e)
{
	const char *names[OPTIONS_MAX] = {NULL};
	char name[NEAREST_WORD];
	size_t n = add_names(names, 0, options), near;

	n = add_names(names, n, cmd_globals);
	snprintf(name, sizeof(name), "%.*s", (int)strcspn(word + strspn(word, "-"), "="),
		 word + strspn(word, "-"));
	near = nearest_word(names, n, name);
	if (near < n)
		return err_set(e, ERR_USAGE, "there is no option %.64s here; did you mean --%s?",
			       word, names[near]);
	return err_set(e, ERR_USAGE, "there is no option %.64s here; see byline help", word);
}

enum status cmd_args_parse(int *n_operands, void *values, int argc, char **argv,
			   const struct cmd_option *options, bool pass_unknown, struct err *e)
{
	int kept = 0;

	for (int i = 0; i < argc; i++) {
		const struct cmd_option *option;
		enum status s;

		if (strcmp(argv[i], "--") == 0) {
			/* With `pass_unknown` another parser follows, which needs the "--" too. */
			for (i += pass_unknown ? 0 : 1; i < argc; i++)
				argv[kept++] = argv[i];
			break;
		}
		if (argv[i][0] != '-' || argv[i][1] == '\0') {
			argv[kept++] = argv[i];
			continue;
		}
		option = argv[i][1] == '-' ? find_option(options, argv[i]) : NULL;
		if (option == NULL && pass_unknown) {
			argv[kept++] = argv[i];
			continue;
		}
		if (option == NULL)
			return refuse_option(argv[i], options, e);
		s = take_option(values, &i, argc, argv, option, e);
		if (s != STATUS_OK)
			return s;
	}
	*n_operands = kept;
	return STATUS_OK;
}

enum status cmd_args_refuse(const struct command *const *commands, const char *family,
			    const char *word, struct err *e)
{
	const char *names[COMMANDS_MAX] = {NULL}, *of = family != NULL ? family : "";
	const char *gap = family != NULL ? " " : "";
	size_t n = 0, near;

	if (word[0] == '-')
		return refuse_option(word, NULL, e);
	for (; commands[n] != NULL && n < COMMANDS_MAX; n++)
		names[n] = commands[n]->name;
	near = nearest_word(names, n, word);
	if (near < n)
		return err_set(e, ERR_USAGE,
			       "there is no command \"%s%s%.32s\"; did you mean byline %s%s%s?", of,
			       gap, word, of, gap, names[near]);
	return err_set(e, ERR_USAGE, "there is no command \"%s%s%.32s\"; see byline help%s%s", of,
		       gap, word, gap, of);
}

/* A family is its own first word, so that `help` finds it for each of its members. */
enum status cmd_args_usage(const struct command *command, struct err *e)
{
	char synopsis[CMD_SYNOPSIS_SIZE];

	cmd_synopsis(synopsis, command);
	return err_set(e, ERR_USAGE, "usage: byline %s; see byline help %.*s", synopsis,
		       (int)strcspn(synopsis, " "), synopsis);
}

enum status cmd_args_take(void *values, int argc, char **argv, const struct command *command,
			  struct err *e)
{
	int n = 0;
	enum status s = cmd_args_parse(&n, values, argc, argv, command->options, false, e);

	if (s != STATUS_OK)
		return s;
	if (n < command->min_operands || n > command->max_operands)
		return cmd_args_usage(command, e);
	argv[n] = NULL;
	return STATUS_OK;
}

/*
 * Checks words and needs before the command runs. A mistyped word comes first: what the command
 * needs says nothing to somebody who meant another one. The words are copied, because parsing moves
 * them.
 */
static enum status check(struct cli *cli, int argc, char **argv, const struct command *command,
			 struct err *e)
{
	char **words = calloc((size_t)argc + 1, sizeof(*words));
	enum status s;

	if (words == NULL)
		return err_set(e, ERR_MEMORY, "out of memory");
	if (argc > 0)
		memcpy(words, argv, (size_t)argc * sizeof(*words));
	s = cmd_args_take(NULL, argc, words, command, e);
	free(words);
	return s == STATUS_OK && !command->without_app ? cmd_needs_check(cli, command->needs, e)
						       : s;
}

enum status cmd_args_run(struct cli *cli, int argc, char **argv, const struct command *command,
			 struct err *e)
{
	size_t len = strlen(cli->command);

	snprintf(cli->command + len, sizeof(cli->command) - len, "%s%s", len > 0 ? " " : "",
		 command->name);
	if (command->members == NULL) {
		enum status s = check(cli, argc, argv, command, e);

		return s == STATUS_OK ? command->run(cli, argc, argv, e) : s;
	}
	for (const struct command *const *m = command->members; argc > 0 && *m != NULL; m++)
		if (strcmp((*m)->name, argv[0]) == 0)
			return cmd_args_run(cli, argc - 1, argv + 1, *m, e);
	return argc > 0 ? cmd_args_refuse(command->members, command->name, argv[0], e)
			: cmd_args_usage(command, e);
}
