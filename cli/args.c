#include "cli/args.h"

#include <string.h>

static const struct option_spec *find(const struct option_spec *specs, const char *name, size_t len)
{
	for (; specs->name != NULL; specs++)
		if (strlen(specs->name) == len && memcmp(specs->name, name, len) == 0)
			return specs;
	return NULL;
}

/* Takes the option at argv[*i], with its value; moves *i to the last word used. */
static enum status take_one(const struct option_spec *spec, int *i, int argc, char **argv,
			    struct err *e)
{
	const char *equals = strchr(argv[*i], '=');

	if (spec->flag != NULL) {
		if (equals != NULL)
			return err_set(e, ERR_USAGE, "--%s takes no value", spec->name);
		*spec->flag = true;
		return STATUS_OK;
	}
	if (equals != NULL) {
		*spec->value = equals + 1;
		return STATUS_OK;
	}
	if (*i + 1 >= argc)
		return err_set(e, ERR_USAGE, "--%s needs a value", spec->name);
	*spec->value = argv[++*i];
	return STATUS_OK;
}

enum status cmd_take_options(int *n_operands, int argc, char **argv,
			     const struct option_spec *specs, bool pass_unknown, struct err *e)
{
	int kept = 0;

	for (int i = 0; i < argc; i++) {
		const struct option_spec *spec;
		enum status s;

		if (strcmp(argv[i], "--") == 0) {
			/* The inner parser must still see where options end. */
			for (i += pass_unknown ? 0 : 1; i < argc; i++)
				argv[kept++] = argv[i];
			break;
		}
		if (strncmp(argv[i], "--", 2) != 0) {
			argv[kept++] = argv[i];
			continue;
		}
		spec = find(specs, argv[i] + 2, strcspn(argv[i] + 2, "="));
		if (spec == NULL && pass_unknown) {
			argv[kept++] = argv[i];
			continue;
		}
		if (spec == NULL)
			return err_set(e, ERR_USAGE, "unknown option %.64s; see byline help",
				       argv[i]);
		s = take_one(spec, &i, argc, argv, e);
		if (s != STATUS_OK)
			return s;
	}
	*n_operands = kept;
	return STATUS_OK;
}

enum status cmd_run_family(struct cli *cli, int argc, char **argv, const struct subcommand *family,
			   const char *name, struct err *e)
{
	const struct command *command = cmd_find(name);

	if (argc > 0)
		for (const struct subcommand *s = family; s->name != NULL; s++)
			if (strcmp(s->name, argv[0]) == 0)
				return s->run(cli, argc - 1, argv + 1, e);
	return err_set(e, ERR_USAGE, "usage: byline %s",
		       command != NULL ? command->synopsis : name);
}

enum status cmd_check_operands(int n, int min, int max, const char *synopsis, struct err *e)
{
	if (n < min || n > max)
		return err_set(e, ERR_USAGE, "usage: byline %s; see byline help %.*s", synopsis,
			       (int)strcspn(synopsis, " "), synopsis);
	return STATUS_OK;
}
