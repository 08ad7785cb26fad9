/* Pictures from block characters, which divide a cell into eight steps. */
#include "tui/widget_chart.h"

/* Cells filled from below and from the left, by eighths. */
static const char *const columns[] = {" ", "▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"};
static const char *const rows[] = {" ", "▏", "▎", "▍", "▌", "▋", "▊", "▉", "█"};

/* Draws one column, `eighths` of a cell high, from the bottom of `h` rows. */
static void column(struct screen *s, struct screen_area a, int y, int x, int h,
		   enum screen_style style, int eighths)
{
	for (int line = 0; line < h; line++) {
		int here = eighths - 8 * (h - 1 - line);

		if (here > 0)
			screen_text(s, a, y + line, x, style, columns[here > 8 ? 8 : here]);
	}
}

/* Scales a value to `all` steps. A value above 0 gets at least one, so that it is seen. */
static int steps(double v, double most, int all)
{
	int n = most > 0 ? (int)(v / most * all + 0.5) : 0;

	return v > 0 && n == 0 ? 1 : n > all ? all : n;
}

/* The cells of each of `n` columns. Wider ones than three would look like a bar chart of few. */
static int column_width(size_t n, int w)
{
	int wide = n > 0 ? w / (int)n : 1;

	return wide < 1 ? 1 : wide > 3 ? 3 : wide;
}

int widget_chart_width(size_t n, int w)
{
	int all = (int)n * column_width(n, w);

	return all < w ? all : w;
}

void widget_chart_spark(struct screen *s, struct screen_area a, int y, int x, int h, int w,
			enum screen_style style, const double *values, size_t n)
{
	double most = 0;
	size_t first = n > (size_t)w ? n - (size_t)w : 0;
	int wide = column_width(n, w);

	if (s->accessible || w <= 0 || h <= 0)
		return;
	for (size_t i = first; i < n; i++)
		most = values[i] > most ? values[i] : most;
	for (size_t i = first; i < n; i++)
		for (int k = 0; k < wide; k++)
			column(s, a, y, x + w - wide * (int)(n - i) + k, h, style,
			       steps(values[i], most, 8 * h));
}

void widget_chart_bar(struct screen *s, struct screen_area a, int y, int x, int w,
		      enum screen_style style, double share)
{
	int eighths;

	if (s->accessible || w <= 0 || !(share > 0))
		return;
	eighths = steps(share > 1 ? 1 : share, 1, 8 * w);
	for (; eighths > 0; eighths -= 8)
		x += screen_text(s, a, y, x, style, rows[eighths > 8 ? 8 : eighths]);
}

/* Columns left of the middle are harmful values, those right of it helpful ones. */
void widget_chart_histogram(struct screen *s, struct screen_area a, int y, int x, int h, int w,
			    const uint32_t *counts, size_t n)
{
	uint32_t most = 0;
	int wide = w / (int)n;

	if (s->accessible || n == 0 || h < 1)
		return;
	wide = wide < 1 ? 1 : wide;
	for (size_t i = 0; i < n; i++)
		most = counts[i] > most ? counts[i] : most;
	for (int line = 0; line < h; line++)
		screen_text(s, a, y + line, x + (int)(n / 2) * wide, STYLE_DIM, "│");
	for (size_t i = 0; i < n; i++)
		for (int k = 0; k < wide; k++)
			column(s, a, y, x + (int)i * wide + k, h,
			       i < n / 2   ? STYLE_WARN
			       : i > n / 2 ? STYLE_ACCENT
					   : STYLE_DIM,
			       steps(counts[i], most, 8 * h));
}
