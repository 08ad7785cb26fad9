/*
 * AVX2 and FMA: eight floats at a time. The floats that are left over go through masked loads,
 * which read no byte outside the arrays.
 */
#if defined(__x86_64__)
#include <immintrin.h>

#include "influence/hessian_row.h"
#include "influence/kernel.h"

/* As many blocks of eight sums are in registers at once, beside a row's piece and its value. */
#define WIDEST 8

/* A mask of the first `n` of eight lanes, n <= 8. */
static inline __m256i lanes(size_t n)
{
	static const int32_t on_off[16] = {-1, -1, -1, -1, -1, -1, -1, -1};

	return _mm256_loadu_si256((const __m256i *)(on_off + 8 - n));
}

/*
 * Gathers one block of eight columns. Four rows are in flight, so that the sums do not wait for
 * each other.
 */
static void gather_block(float *out, const float *rows, size_t width, const uint32_t *index,
			 const float *value, size_t n, __m256i mask)
{
	__m256 s[4] = {_mm256_setzero_ps(), _mm256_setzero_ps(), _mm256_setzero_ps(),
		       _mm256_setzero_ps()};
	size_t j = 0;

	for (; j + 4 <= n; j += 4)
		for (size_t u = 0; u < 4; u++)
			s[u] = _mm256_fmadd_ps(
				_mm256_set1_ps(value[j + u]),
				_mm256_maskload_ps(rows + index[j + u] * width, mask), s[u]);
	for (; j < n; j++)
		s[0] = _mm256_fmadd_ps(_mm256_set1_ps(value[j]),
				       _mm256_maskload_ps(rows + index[j] * width, mask), s[0]);
	s[0] = _mm256_add_ps(_mm256_add_ps(s[0], s[1]), _mm256_add_ps(s[2], s[3]));
	_mm256_maskstore_ps(out, mask, s[0]);
}

/*
 * Gathers `blocks` blocks of eight columns at once, of the last one those of `mask`: a row is read
 * in one go, and its blocks keep the sums from waiting for each other. Each caller has a constant
 * number of blocks, so that the sums are registers.
 */
static inline __attribute__((always_inline)) void gather_row(float *out, const float *rows,
							     size_t width, const uint32_t *index,
							     const float *value, size_t n,
							     const size_t blocks, __m256i mask)
{
	__m256 s[WIDEST];

	for (size_t b = 0; b < blocks; b++)
		s[b] = _mm256_setzero_ps();
	for (size_t j = 0; j < n; j++) {
		const float *row = rows + index[j] * width;
		__m256 v = _mm256_set1_ps(value[j]);

		for (size_t b = 0; b + 1 < blocks; b++)
			s[b] = _mm256_fmadd_ps(v, _mm256_loadu_ps(row + 8 * b), s[b]);
		s[blocks - 1] = _mm256_fmadd_ps(v, _mm256_maskload_ps(row + 8 * (blocks - 1), mask),
						s[blocks - 1]);
	}
	for (size_t b = 0; b + 1 < blocks; b++)
		_mm256_storeu_ps(out + 8 * b, s[b]);
	_mm256_maskstore_ps(out + 8 * (blocks - 1), mask, s[blocks - 1]);
}

static void gather(float *out, const float *rows, size_t width, const uint32_t *index,
		   const float *value, size_t n)
{
	for (size_t w = 0, step; w < width; w += step) {
		size_t left = width - w < 8 * WIDEST ? width - w : 8 * WIDEST;
		__m256i mask = lanes(left - (left - 1) / 8 * 8);

		step = left;
#define GATHER(blocks) gather_row(out + w, rows + w, width, index, value, n, blocks, mask)
		switch ((left + 7) / 8) {
		case 3: GATHER(3); break;
		case 4: GATHER(4); break;
		case 5: GATHER(5); break;
		case 6: GATHER(6); break;
		case 7: GATHER(7); break;
		case 8: GATHER(8); break;
		default: /* one or two blocks have too few sums for one pass */
			step = left < 8 ? left : 8;
			gather_block(out + w, rows + w, width, index, value, n, lanes(step));
		}
#undef GATHER
	}
}

static inline float sum8(__m256 v)
{
	__m128 s = _mm_add_ps(_mm256_castps256_ps128(v), _mm256_extractf128_ps(v, 1));

	s = _mm_add_ps(s, _mm_movehl_ps(s, s));
	s = _mm_add_ss(s, _mm_movehdup_ps(s));
	return _mm_cvtss_f32(s);
}

/* Multiplies one row with four queries: each piece of the row is read once. */
static void dense_4(float *out, const float *a, size_t d, const float *q)
{
	__m256 s[4] = {_mm256_setzero_ps(), _mm256_setzero_ps(), _mm256_setzero_ps(),
		       _mm256_setzero_ps()};
	__m256i mask = lanes(d % 8);
	size_t j = 0;

	for (; j + 8 <= d; j += 8) {
		__m256 v = _mm256_loadu_ps(a + j);

		for (size_t k = 0; k < 4; k++)
			s[k] = _mm256_fmadd_ps(v, _mm256_loadu_ps(q + k * d + j), s[k]);
	}
	if (j < d)
		for (size_t k = 0; k < 4; k++)
			s[k] = _mm256_fmadd_ps(_mm256_maskload_ps(a + j, mask),
					       _mm256_maskload_ps(q + k * d + j, mask), s[k]);
	for (size_t k = 0; k < 4; k++)
		out[k] = sum8(s[k]);
}

static float dense_1(const float *a, size_t d, const float *q)
{
	__m256 s[2] = {_mm256_setzero_ps(), _mm256_setzero_ps()};
	size_t j = 0;

	for (; j + 16 <= d; j += 16)
		for (size_t u = 0; u < 2; u++)
			s[u] = _mm256_fmadd_ps(_mm256_loadu_ps(a + j + 8 * u),
					       _mm256_loadu_ps(q + j + 8 * u), s[u]);
	for (; j < d; j += 8) {
		__m256i mask = lanes(d - j < 8 ? d - j : 8);

		s[0] = _mm256_fmadd_ps(_mm256_maskload_ps(a + j, mask),
				       _mm256_maskload_ps(q + j, mask), s[0]);
	}
	return sum8(_mm256_add_ps(s[0], s[1]));
}

static void dense(float *out, const float *a, size_t n, size_t d, const float *q, size_t m)
{
	for (size_t i = 0; i < n; i++) {
		size_t k = 0;

		for (; k + 4 <= m; k += 4)
			dense_4(out + i * m + k, a + i * d, d, q + k * d);
		for (; k < m; k++)
			out[i * m + k] = dense_1(a + i * d, d, q + k * d);
	}
}

static void hessian_row(double *out, const double *v, size_t classes, const double *p,
			double weight, const uint32_t *index, const float *value, size_t n)
{
	hessian_row_add(out, v, classes, p, weight, index, value, n);
}

const struct kernel kernel_avx2 = {"avx2", gather, dense, hessian_row};
#endif
