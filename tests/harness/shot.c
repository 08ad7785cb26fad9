/*
 * A screenshot of any program in step with its frames:
 * shot OUT.png|OUT.svg ROWSxCOLS KEYS PROGRAM [ARGUMENT…]
 */
#include <stdio.h>
#include <string.h>

#include "tests/harness/pty.h"

int main(int argc, char **argv)
{
	struct pty *p;
	int rows, cols;
	bool good;

	if (argc < 5 || sscanf(argv[2], "%dx%d", &rows, &cols) != 2) {
		fprintf(stderr, "usage: %s OUT.png|OUT.svg ROWSxCOLS KEYS PROGRAM [ARGUMENT...]\n",
			argv[0]);
		return 2;
	}
	p = pty_start((const char *const *)(argv + 4), NULL, rows, cols);
	good = pty_sync(p);
	if (good)
		pty_keys(p, argv[3]);
	if (!good)
		fprintf(stderr, "%s\n", pty_text(p));
	else if (strstr(argv[1], ".svg") != NULL)
		good = pty_svg(p, argv[1]);
	else
		good = pty_png(p, argv[1]);
	pty_free(p);
	return good ? 0 : 1;
}
