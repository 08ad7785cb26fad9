/*
 * The scale and the biases are found by Newton's method, each step solved for by conjugate
 * gradients. The function is convex, so that the way does not matter.
 *
 * Numbers are in one array: the scale, then the bias of each class.
 */
#include "influence/calibration.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "influence/conjugate.h"
#include "influence/dense.h"
#include "influence/elementary.h"

#define STEPS	  30 /* ten were enough for all corpora of docs/forecasts.md */
#define HALVINGS  30
#define TOLERANCE 1e-8 /* ‖gradient‖, as part of the number of records */
#define NUMBERS	  (LIMIT_CLASSES + 1)
#define STIFFNESS (1 / (CALIBRATION_SPREAD * CALIBRATION_SPREAD))
#define LARGEST_Z 1e6 /* beyond it the numbers of a file were made up */
#define CG_STEPS  200

struct lesson {
	const struct corpus *rows;
	size_t classes;
	double *z, *p; /* [rows][classes]: the head's numbers; probabilities at `at` */
	double at[NUMBERS];
};

/* Largest numbers are taken to 0, which changes no probability. Returns whether all are usable. */
static bool compute_numbers(struct lesson *l, const struct artifact *a)
{
	for (size_t i = 0; i < l->rows->n; i++) {
		struct sparse x = corpus_row(l->rows, i);
		double *z = l->z + i * l->classes, most;

		for (size_t j = 0; j < x.n; j++)
			for (size_t c = 0; c < l->classes; c++)
				z[c] += (double)x.value[j] *
					(double)a->w[(size_t)x.index[j] * l->classes + c];
		most = z[0];
		for (size_t c = 1; c < l->classes; c++)
			most = fmax(most, z[c]);
		for (size_t c = 0; c < l->classes; c++) {
			z[c] -= most;
			if (!(z[c] >= -LARGEST_Z))
				return false;
		}
	}
	return true;
}

/* The loss of a record at the numbers `at`. Out: `p`, its probabilities. */
static double record_loss(double *p, const double *at, const double *z, size_t classes,
			  size_t label)
{
	double most = -INFINITY, sum = 0, own;

	for (size_t c = 0; c < classes; c++) {
		p[c] = at[0] * z[c] + at[1 + c];
		most = fmax(most, p[c]);
	}
	own = p[label] - most;
	for (size_t c = 0; c < classes; c++) {
		p[c] = elementary_exp(p[c] - most);
		sum += p[c];
	}
	for (size_t c = 0; c < classes; c++)
		p[c] /= sum;
	return elementary_log(sum) - own;
}

/* The function that becomes least. Out: `l->p`; `gradient`, unless it is NULL. */
static double objective(double *gradient, struct lesson *l, const double *at)
{
	double sum = (at[0] - 1) * (at[0] - 1) / 2;

	for (size_t c = 1; c <= l->classes; c++)
		sum += STIFFNESS * at[c] * at[c] / 2;
	for (size_t c = 0; c <= l->classes && gradient != NULL; c++)
		gradient[c] = c == 0 ? at[0] - 1 : STIFFNESS * at[c];
	for (size_t i = 0; i < l->rows->n; i++) {
		double *p = l->p + i * l->classes;
		const double *z = l->z + i * l->classes;
		size_t y = l->rows->label[i];

		sum += record_loss(p, at, z, l->classes, y);
		for (size_t c = 0; c < l->classes && gradient != NULL; c++) {
			double d = p[c] - (c == y ? 1 : 0);

			gradient[0] += d * z[c];
			gradient[1 + c] += d;
		}
	}
	return sum;
}

/* out = the matrix of second derivatives · v */
static void multiply(double *out, const void *matrix, const double *v)
{
	const struct lesson *l = matrix;
	double u[LIMIT_CLASSES];

	out[0] = v[0];
	for (size_t c = 1; c <= l->classes; c++)
		out[c] = STIFFNESS * v[c];
	for (size_t i = 0; i < l->rows->n; i++) {
		const double *p = l->p + i * l->classes, *z = l->z + i * l->classes;
		double mean = 0;

		for (size_t c = 0; c < l->classes; c++) {
			u[c] = v[0] * z[c] + v[1 + c];
			mean += p[c] * u[c];
		}
		for (size_t c = 0; c < l->classes; c++) {
			double d = p[c] * (u[c] - mean);

			out[0] += d * z[c];
			out[1 + c] += d;
		}
	}
}

/* Goes as far along `step` as lowers the function. Returns whether it did. */
static bool descend(struct lesson *l, const double *step, double *value)
{
	double there[NUMBERS] = {0}, far = 1;

	for (unsigned k = 0; k < HALVINGS; k++, far /= 2) {
		double next;

		for (size_t c = 0; c <= l->classes; c++)
			there[c] = l->at[c] - far * step[c];
		next = objective(NULL, l, there);
		if (next < *value) {
			*value = next;
			memcpy(l->at, there, sizeof(there));
			return true;
		}
	}
	return false;
}

/* Out: `l->at`, and `l->p` there. Steps that are not solved for exactly still lead downwards. */
static enum status minimise(struct lesson *l)
{
	const struct conjugate_system A = {
		.multiply = multiply, .matrix = l, .size = l->classes + 1};
	double gradient[NUMBERS], step[NUMBERS], value;

	l->at[0] = 1;
	value = objective(gradient, l, l->at);
	for (unsigned k = 0; k < STEPS; k++) {
		double norm = sqrt(dense_dot(gradient, gradient, A.size));

		if (!(norm > TOLERANCE * (double)l->rows->n))
			break;
		if (conjugate_solve(step, NULL, &A, gradient, 1e-6, CG_STEPS) == ERR_MEMORY)
			return ERR_MEMORY;
		if (!descend(l, step, &value))
			break;
		value = objective(gradient, l, l->at);
	}
	objective(NULL, l, l->at);
	return STATUS_OK;
}

static int ascending(const void *a, const void *b)
{
	float x = *(const float *)a, y = *(const float *)b;

	return (x > y) - (x < y);
}

static void take(struct calibration *out, const struct lesson *l)
{
	double p[LIMIT_CLASSES];

	out->scale = (float)l->at[0];
	for (size_t c = 0; c < l->classes; c++)
		out->bias[c] = (float)l->at[1 + c];
	for (size_t i = 0; i < l->rows->n; i++)
		out->own[i] = (float)record_loss(p, l->at, l->z + i * l->classes, l->classes,
						 l->rows->label[i]);
	qsort(out->own, l->rows->n, sizeof(*out->own), ascending);
	out->records = l->rows->n;
}

enum status calibration_learn(struct calibration *out, const struct artifact *a, struct err *e)
{
	struct lesson l = {.rows = &a->forecast.held_out, .classes = a->labels.n};
	size_t size = l.rows->n * l.classes;
	enum status s = STATUS_OK;

	*out = (struct calibration){.classes = l.classes, .scale = 1};
	l.z = calloc(size + 1, sizeof(*l.z));
	l.p = calloc(size + 1, sizeof(*l.p));
	out->own = calloc(l.rows->n + 1, sizeof(*out->own));
	if (l.z == NULL || l.p == NULL || out->own == NULL)
		s = ERR_MEMORY;
	else if (l.rows->n > 0 && compute_numbers(&l, a)) {
		s = minimise(&l);
		if (s == STATUS_OK && isfinite(l.at[0]) && l.at[0] > 0)
			take(out, &l);
	}
	free(l.z);
	free(l.p);
	return s == STATUS_OK ? s : err_set(e, s, "out of memory");
}

void calibration_release(struct calibration *c)
{
	free(c->own);
	*c = (struct calibration){.own = NULL};
}

float calibration_loss(const struct calibration *c, const float *z, size_t label)
{
	float most = -INFINITY, sum = 0, u[LIMIT_CLASSES];

	for (size_t k = 0; k < c->classes; k++) {
		u[k] = c->scale * z[k] + c->bias[k];
		most = u[k] > most ? u[k] : most;
	}
	for (size_t k = 0; k < c->classes; k++)
		sum += expf(u[k] - most);
	return most + logf(sum) - u[label];
}
