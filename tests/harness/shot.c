/*
 * A screenshot of any program in step with its frames, as OUT.svg and OUT.png:
 * shot OUT ROWSxCOLS KEYS PROGRAM [ARGUMENT…]
 */
#include <stdio.h>

#include "tests/harness/pty.h"

int main(int argc, char **argv)
{
	char path[1024];
	struct pty *p;
	int rows, cols;
	bool good;

	if (argc < 5 || sscanf(argv[2], "%dx%d", &rows, &cols) != 2) {
		fprintf(stderr, "usage: %s OUT ROWSxCOLS KEYS PROGRAM [ARGUMENT...]\n", argv[0]);
		return 2;
	}
	p = pty_start((const char *const *)(argv + 4), NULL, rows, cols);
	good = pty_sync(p);
	if (good)
		pty_keys(p, argv[3]);
	if (!good)
		fprintf(stderr, "%s\n", pty_text(p));
	snprintf(path, sizeof(path), "%s.svg", argv[1]);
	good = good && pty_svg(p, path);
	snprintf(path, sizeof(path), "%s.png", argv[1]);
	good = good && pty_png(p, path);
	pty_free(p);
	return good ? 0 : 1;
}
