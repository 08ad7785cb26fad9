#include "tests/harness/beside.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>

#include <cmocka.h>

#include "base/buf.h"
#include "base/file.h"

struct beside beside;

static const char *program(void)
{
	return getenv("BYLINE") != NULL ? getenv("BYLINE") : "./byline";
}

int beside_ask(const char *machine, const char *format, ...)
{
	char command[5000], arguments[1500];
	struct buf said;
	va_list ap;
	int status;

	va_start(ap, format);
	vsnprintf(arguments, sizeof(arguments), format, ap);
	va_end(ap);
	snprintf(command, sizeof(command),
		 "%s --config-dir %s/%s --json --passphrase-fd 3 %s 3<%s/passphrase >%s/said "
		 "2>%s/error </dev/null",
		 program(), beside.work, machine, arguments, beside.work, beside.work, beside.work);
	status = system(command);
	snprintf(command, sizeof(command), "%s/said", beside.work);
	json_free(beside.answer);
	beside.answer = NULL;
	buf_init(&said, MIB);
	assert_int_equal(file_read(&said, command, NULL), STATUS_OK);
	if (json_parse(&beside.answer, said.data, said.len, NULL) != STATUS_OK)
		beside.answer = NULL;
	buf_release(&said);
	return WIFEXITED(status) ? WEXITSTATUS(status) : 128;
}

void beside_must(const char *machine, const char *arguments)
{
	int code = beside_ask(machine, "%s", arguments);

	if (code != 0)
		fail_msg("byline %s: exit code %d, see %s/error", arguments, code, beside.work);
}

const char *beside_text(const struct json *object, const char *name)
{
	const char *text = json_text(json_get(object, name));

	return text != NULL ? text : "";
}

/* The number of a member; 0 for null, which is not known, and without an object. */
unsigned long long beside_number(const struct json *object, const char *name)
{
	const struct json *member = json_get(object, name);
	int64_t n = 0;

	if (object != NULL && !json_is_null(member) && json_integer(&n, member) != STATUS_OK)
		fail_msg("%s is no number", name);
	return (unsigned long long)n;
}

void beside_sign(const char *machine, const char *act, const char *prepare, const char *more)
{
	char line[2600];

	snprintf(line, sizeof(line), "%s %s", act, prepare);
	beside_must(machine, line);
	snprintf(line, sizeof(line), "%s --expect %s %s", act,
		 beside_text(json_get(beside.answer, "act"), "signing_hash"), more);
	beside_must(machine, line);
}
