/* usage: measure FOLDER LAMBDA TRIALS SETS SEED */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "dataset/labelled_records.h"
#include "influence/draw.h"
#include "influence/hessian.h"
#include "influence/trials.h"

struct filling { struct corpus *c; bool any; };
static enum status add(void *user, const struct extractor_pair *p, struct err *e)
{
	struct filling *f = user;
	const char *l = f->any ? f->c->labels.name[0] : (const char *)p->label;
	size_t n = f->any ? strlen(l) : p->label_len;
	if (p->text_len == 0 || l == NULL) return STATUS_OK;
	enum status s = corpus_add(f->c, p->text, p->text_len, l, n, 0, e);
	return s == ERR_NOT_FOUND ? STATUS_OK : s;
}
static struct corpus load(const char *dir, const char *name, const struct labels *labels, bool any)
{
	struct corpus c; struct recipe r = {4096, RECIPE_SEED}; struct err e = {0}; char path[600];
	struct filling f = {&c, any};
	snprintf(path, sizeof path, "%s/%s.csv", dir, name);
	if (corpus_init(&c, &r, labels, &e) || labelled_records_read(path, READER_CSV, add, NULL, &f, &e)) { fprintf(stderr, "%s: %s\n", path, e.text); exit(1); }
	return c;
}
static double now(void) { struct timespec t; clock_gettime(CLOCK_MONOTONIC, &t); return t.tv_sec + t.tv_nsec * 1e-9; }
static void die(struct err *e) { fprintf(stderr, "%s\n", e->text); exit(1); }
static struct corpus half(const struct corpus *c, int which)
{
	struct corpus out; uint32_t *r = malloc(c->n * 4); size_t n = 0;
	for (size_t i = which ? c->n / 2 : 0; i < (which ? c->n : c->n / 2); i++) r[n++] = i;
	if (corpus_select(&out, c, r, n)) exit(1);
	return out;
}
static void solve_pairs(struct curvature *told, const struct curvature *exact, const struct head *h, const struct corpus *held, const struct corpus *public)
{
	size_t size = head_size(h); struct err e = {0};
	double *w = calloc(2 * size, sizeof *w), *g = w + size, *u = calloc(size, sizeof *u);
	head_mean_gradient(g, h, held, HEAD_ALL_GROUPS);
	if (curvature_solve(w, exact, g, 1e-6, 2000, &e) || curvature_solve(u, exact, h->w, 1e-6, 2000, &e)) die(&e);
	struct curvature_pair p[] = {{w, g}, {u, h->w}};
	if (curvature_init(told, h, public, p, 2, &e)) die(&e);
}
static void flip(struct corpus *c, double f, uint64_t *seed)
{
	size_t k = lround(f * c->n);
	for (size_t i = 0; i < k; i++) c->label[i] = (c->label[i] + 1 + draw_below(seed, c->labels.n - 1)) % c->labels.n;
}
int main(int argc, char **argv)
{
	const char *dir = argv[1]; double lambda = atof(argv[2]); size_t nt = atoi(argv[3]), ns = atoi(argv[4]); uint64_t seed = atoi(argv[5]);
	struct err e = {0}; (void)argc;
	struct corpus tr = load(dir, "train", NULL, false);
	if (corpus_sort_labels(&tr)) exit(1);
	struct corpus held = load(dir, "held_out", &tr.labels, false), pub = load(dir, "public", &tr.labels, true), pool = load(dir, "pool", &tr.labels, false);
	struct corpus B = half(&held, 1); struct head h; double t0 = now();
	if (head_train(&h, &tr, lambda, &e)) die(&e);
	double t1 = now();
	struct curvature exact, told;
	if (curvature_init(&exact, &h, &tr, NULL, 0, &e)) die(&e);
	solve_pairs(&told, &exact, &h, &B, &pub);
	struct forecaster f = {&h, &told, &B, head_mean_loss(&h, &B), true};
	fprintf(stderr, "%s n0 %zu C %zu held %zu public %zu pool %zu loss %.4f train %.1f s\n", dir, tr.n, tr.labels.n, B.n, pub.n, pool.n, f.loss, t1 - t0);
	struct trial *t = calloc(nt + 1, sizeof *t);
	struct trials_setting in = {&tr, &pub, &B, lambda, true, seed, NULL, NULL};
	t1 = now();
	if (trials_make(t, nt, &in, &e)) die(&e);
	fprintf(stderr, "%zu trials %.1f s\n", nt, now() - t1);
	for (size_t i = 0; i < nt; i++) printf("cal %d %d %.8g %.8g %.8g %.8g %.8g\n", -1, t[i].told.one_class, t[i].told.size, t[i].told.distance, t[i].told.surprise, t[i].told.change, t[i].truth);
	uint32_t *rows = malloc(pool.n * 4), *group = malloc(100000 * 4); double tt = 0, te = 0;
	for (size_t i = 0; i < pool.n; i++) rows[i] = i;
	for (size_t i = 0; i < ns; i++) {
		static const size_t clean[] = {3, 5, 10, 20, 50, 100, 200, 400, 800};
		size_t kind = i % 6, n = clean[draw_below(&seed, 9)]; struct corpus c;
		double noise = 0;
		if (n > pool.n * 9 / 10) n = pool.n * 9 / 10;
		if (kind <= 1) { draw_rows(rows, pool.n, n, &seed); memcpy(group, rows, n * 4); }
		else if (kind <= 3) { static const double fs[] = {.1, .2, .3, .5}; n = n < 30 ? 30 : n; noise = fs[draw_below(&seed, 4)]; draw_rows(rows, pool.n, n, &seed); memcpy(group, rows, n * 4); }
		else if (kind == 4) { uint16_t cl = pool.label[draw_below(&seed, pool.n)]; size_t want = i % 12 < 6 ? 30 : 150, k = 0; draw_rows(rows, pool.n, pool.n, &seed); for (size_t j = 0; j < pool.n && k < want; j++) if (pool.label[rows[j]] == cl) group[k++] = rows[j]; n = k; }
		else { static const size_t ks[][2] = {{50, 6}, {20, 20}, {10, 5}, {100, 2}, {5, 40}}; const size_t *q = ks[draw_below(&seed, 5)]; draw_rows(rows, pool.n, q[0], &seed); n = q[0] * q[1]; for (size_t j = 0; j < n; j++) group[j] = rows[j % q[0]]; }
		if (corpus_select(&c, &pool, group, n)) exit(1);
		if (noise > 0) flip(&c, noise, &seed);
		struct forecast fc; struct moved m, x; double a = now();
		if (forecast_make(&fc, &m, &f, &c, &e)) { printf("# failed kind %zu n %zu: %s\n", kind, n, e.text); moved_release(&m); corpus_release(&c); continue; }
		double b = now();
		if (moved_solve(&x, &exact, &h, &c, forecast_ridge(&f, c.n), &e)) die(&e);
		tt += b - a; te += now() - b;
		printf("test %zu %d %.8g %.8g %.8g %.8g %.8g\n", kind, fc.one_class, fc.size, fc.distance, fc.surprise, fc.change, head_mean_loss(&x.head, &B) / f.loss - 1);
		moved_release(&m); moved_release(&x); corpus_release(&c);
	}
	fprintf(stderr, "told %.3f s, true %.3f s a set\n", tt / ns, te / ns);
	return 0;
}
