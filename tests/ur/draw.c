/*
 * Codes as pictures, in place of a device's screen: draw OUT reads a text a line, and writes each
 * as OUT-N.svg. libqrencode is called here by itself, not through byline.
 */
#include <qrencode.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#define MODULE 6
#define QUIET  4

static bool draw(const char *path, const char *text)
{
	QRcode *code = QRcode_encodeString(text, 0, QR_ECLEVEL_M, QR_MODE_8, 1);
	FILE *f = fopen(path, "w");
	int side;

	if (code == NULL || f == NULL)
		return false;
	side = (code->width + 2 * QUIET) * MODULE;
	fprintf(f,
		"<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\">\n"
		"<rect width=\"%d\" height=\"%d\" fill=\"#fff\"/>\n",
		side, side, side, side);
	for (int i = 0; i < code->width * code->width; i++)
		if (code->data[i] & 1)
			fprintf(f, "<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\"/>\n",
				(i % code->width + QUIET) * MODULE,
				(i / code->width + QUIET) * MODULE, MODULE, MODULE);
	fputs("</svg>\n", f);
	QRcode_free(code);
	return fclose(f) == 0;
}

int main(int argc, char **argv)
{
	char line[8192], path[1024];
	unsigned n = 0;

	if (argc != 2)
		return 2;
	while (fgets(line, sizeof(line), stdin) != NULL) {
		line[strcspn(line, "\n")] = '\0';
		snprintf(path, sizeof(path), "%s-%u.svg", argv[1], ++n);
		if (!draw(path, line))
			return 1;
	}
	return 0;
}
