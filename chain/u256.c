/*
 * 256-bit integers as four limbs of 64 bits, the least significant first.
 *
 * Conversions and comparison come first, then addition and subtraction, then products of 512 bits
 * (multiply) and their division (divide, with shift_left and subtract_multiple), from which mul,
 * div and muldiv are made; last text. Invariant: an output is written only after the operation has
 * succeeded, so that it may be an operand and is untouched by a failure.
 */
#include "chain/u256.h"

#include <string.h>

#include "base/be.h"
#include "base/buf.h"
#include "base/hex.h"

#define LIMBS 4
#define WIDE  unsigned __int128

struct u256 u256_from_u64(uint64_t v)
{
	return (struct u256){.limb = {v}};
}

struct u256 u256_from_be(const uint8_t bytes[static 32])
{
	struct u256 v;

	for (size_t i = 0; i < LIMBS; i++)
		v.limb[i] = be64_load(bytes + 24 - 8 * i);
	return v;
}

void u256_to_be(uint8_t out[static 32], const struct u256 *v)
{
	for (size_t i = 0; i < LIMBS; i++)
		be64_store(out + 24 - 8 * i, v->limb[i]);
}

bool u256_is_zero(const struct u256 *v)
{
	return (v->limb[0] | v->limb[1] | v->limb[2] | v->limb[3]) == 0;
}

int u256_compare(const struct u256 *a, const struct u256 *b)
{
	for (size_t i = LIMBS; i-- > 0;)
		if (a->limb[i] != b->limb[i])
			return a->limb[i] < b->limb[i] ? -1 : 1;
	return 0;
}

enum status u256_to_u64(uint64_t *out, const struct u256 *v)
{
	if ((v->limb[1] | v->limb[2] | v->limb[3]) != 0)
		return ERR_RANGE;
	*out = v->limb[0];
	return STATUS_OK;
}

enum status u256_add(struct u256 *out, const struct u256 *a, const struct u256 *b)
{
	struct u256 sum;
	WIDE carry = 0;

	for (size_t i = 0; i < LIMBS; i++) {
		carry += (WIDE)a->limb[i] + b->limb[i];
		sum.limb[i] = (uint64_t)carry;
		carry >>= 64;
	}
	if (carry != 0)
		return ERR_RANGE;
	*out = sum;
	return STATUS_OK;
}

enum status u256_sub(struct u256 *out, const struct u256 *a, const struct u256 *b)
{
	struct u256 rest;
	uint64_t borrow = 0;

	if (u256_compare(a, b) < 0)
		return ERR_RANGE;
	for (size_t i = 0; i < LIMBS; i++) {
		WIDE t = (WIDE)a->limb[i] - b->limb[i] - borrow;

		rest.limb[i] = (uint64_t)t;
		borrow = (uint64_t)(t >> 64) & 1;
	}
	*out = rest;
	return STATUS_OK;
}

/* Computes the whole product: 8 limbs, the least significant first. */
static void multiply(uint64_t out[static 2 * LIMBS], const struct u256 *a, const struct u256 *b)
{
	memset(out, 0, 2 * LIMBS * sizeof(*out));
	for (size_t i = 0; i < LIMBS; i++) {
		uint64_t carry = 0;

		for (size_t j = 0; j < LIMBS; j++) {
			WIDE t = (WIDE)a->limb[i] * b->limb[j] + out[i + j] + carry;

			out[i + j] = (uint64_t)t;
			carry = (uint64_t)(t >> 64);
		}
		out[i + LIMBS] = carry;
	}
}

enum status u256_mul(struct u256 *out, const struct u256 *a, const struct u256 *b)
{
	uint64_t product[2 * LIMBS];

	multiply(product, a, b);
	if ((product[4] | product[5] | product[6] | product[7]) != 0)
		return ERR_RANGE;
	memcpy(out->limb, product, sizeof(out->limb));
	return STATUS_OK;
}

static size_t significant(const uint64_t *limbs, size_t n)
{
	while (n > 0 && limbs[n - 1] == 0)
		n--;
	return n;
}

/* Shifts `n` limbs left by 0..63 bits. Returns the bits that fall out at the top. */
static uint64_t shift_left(uint64_t *out, const uint64_t *in, size_t n, unsigned bits)
{
	uint64_t carry = 0;

	for (size_t i = 0; i < n; i++) {
		WIDE t = (WIDE)in[i] << bits;

		out[i] = (uint64_t)t | carry;
		carry = (uint64_t)(t >> 64);
	}
	return carry;
}

/*
 * Steps D4 to D6: subtracts `q` times `v` from `u`, or once less when that is too much. Returns the
 * digit used.
 */
static uint64_t subtract_multiple(uint64_t *u, const uint64_t *v, size_t n, uint64_t q)
{
	uint64_t borrow = 0, carry = 0;

	for (size_t i = 0; i < n; i++) {
		WIDE product = (WIDE)q * v[i] + carry;
		WIDE t = (WIDE)u[i] - (uint64_t)product - borrow;

		u[i] = (uint64_t)t;
		borrow = (uint64_t)(t >> 64) & 1;
		carry = (uint64_t)(product >> 64);
	}
	if (u[n] >= (WIDE)carry + borrow) {
		u[n] -= carry + borrow;
		return q;
	}
	u[n] -= carry + borrow;
	carry = 0;
	for (size_t i = 0; i < n; i++) {
		WIDE t = (WIDE)u[i] + v[i] + carry;

		u[i] = (uint64_t)t;
		carry = (uint64_t)(t >> 64);
	}
	u[n] += carry;
	return q - 1;
}

/*
 * Divides by algorithm D of Knuth (The Art of Computer Programming 2, 4.3.1) in base 2^64. `u` has
 * 8 limbs, `divisor` 4 and is not zero; `q` gets 8 limbs, `r` 4.
 */
static void divide(uint64_t q[static 2 * LIMBS], uint64_t r[static LIMBS],
		   const uint64_t u[static 2 * LIMBS], const uint64_t divisor[static LIMBS])
{
	uint64_t un[2 * LIMBS + 1], vn[LIMBS];
	size_t n = significant(divisor, LIMBS);
	unsigned bits = (unsigned)__builtin_clzll(divisor[n - 1]);

	memset(q, 0, 2 * LIMBS * sizeof(*q));
	memset(r, 0, LIMBS * sizeof(*r));
	shift_left(vn, divisor, n, bits);
	un[2 * LIMBS] = shift_left(un, u, 2 * LIMBS, bits);
	for (size_t j = 2 * LIMBS - n + 1; j-- > 0;) {
		WIDE top = (WIDE)un[j + n] << 64 | un[j + n - 1];
		WIDE digit = top / vn[n - 1], rest = top % vn[n - 1];

		while (n > 1 && rest >> 64 == 0 &&
		       (digit >> 64 != 0 || digit * vn[n - 2] > (rest << 64 | un[j + n - 2]))) {
			digit--;
			rest += vn[n - 1];
		}
		digit = subtract_multiple(un + j, vn, n, (uint64_t)digit);
		q[j] = (uint64_t)digit;
	}
	for (size_t i = 0; i < n; i++)
		r[i] = bits == 0 ? un[i] : un[i] >> bits | un[i + 1] << (64 - bits);
}

enum status u256_div(struct u256 *quotient, struct u256 *remainder, const struct u256 *a,
		     const struct u256 *b)
{
	uint64_t dividend[2 * LIMBS] = {0}, q[2 * LIMBS], r[LIMBS];

	if (u256_is_zero(b))
		return ERR_RANGE;
	memcpy(dividend, a->limb, sizeof(a->limb));
	divide(q, r, dividend, b->limb);
	if (quotient != NULL)
		memcpy(quotient->limb, q, sizeof(quotient->limb));
	if (remainder != NULL)
		memcpy(remainder->limb, r, sizeof(remainder->limb));
	return STATUS_OK;
}

enum status u256_muldiv(struct u256 *out, const struct u256 *a, const struct u256 *b,
			const struct u256 *c)
{
	uint64_t product[2 * LIMBS], q[2 * LIMBS], r[LIMBS];

	if (u256_is_zero(c))
		return ERR_RANGE;
	multiply(product, a, b);
	divide(q, r, product, c->limb);
	if ((q[4] | q[5] | q[6] | q[7]) != 0)
		return ERR_RANGE;
	memcpy(out->limb, q, sizeof(out->limb));
	return STATUS_OK;
}

/* Computes v = v·factor + add. ERR_RANGE on overflow. */
static enum status append_digits(struct u256 *v, uint64_t factor, uint64_t add)
{
	uint64_t carry = add;

	for (size_t i = 0; i < LIMBS; i++) {
		WIDE t = (WIDE)v->limb[i] * factor + carry;

		v->limb[i] = (uint64_t)t;
		carry = (uint64_t)(t >> 64);
	}
	return carry == 0 ? STATUS_OK : ERR_RANGE;
}

enum status u256_parse(struct u256 *out, const char *text, size_t len)
{
	struct u256 v = {0};
	enum status s = STATUS_OK;

	if (len == 0 || (len > 1 && text[0] == '0'))
		return ERR_PARSE;
	for (size_t i = 0; i < len;) {
		uint64_t digits = 0, power = 1;

		/* 18 digits fit a limb: one multiplication of 256 bits for all of them. */
		for (size_t end = len - i > 18 ? i + 18 : len; i < end; i++) {
			if (text[i] < '0' || text[i] > '9')
				return ERR_PARSE;
			digits = 10 * digits + (uint64_t)(text[i] - '0');
			power *= 10;
		}
		if (s == STATUS_OK)
			s = append_digits(&v, power, digits);
	}
	if (s == STATUS_OK)
		*out = v;
	return s;
}

enum status u256_parse_quantity(struct u256 *out, const char *text, size_t len)
{
	struct u256 v = {0};

	if (len < 3 || len > 66 || text[0] != '0' || text[1] != 'x' || (len > 3 && text[2] == '0'))
		return ERR_PARSE;
	for (size_t i = 2; i < len; i++) {
		int digit = hex_digit(text[i]);

		if (digit < 0 || append_digits(&v, 16, (uint64_t)digit) != STATUS_OK)
			return ERR_PARSE;
	}
	*out = v;
	return STATUS_OK;
}

/* Computes v = v / divisor. Returns the remainder. */
static uint64_t divide_small(struct u256 *v, uint64_t divisor)
{
	WIDE rest = 0;

	for (size_t i = LIMBS; i-- > 0;) {
		rest = rest << 64 | v->limb[i];
		v->limb[i] = (uint64_t)(rest / divisor);
		rest %= divisor;
	}
	return (uint64_t)rest;
}

void u256_format(char out[static U256_DECIMAL_SIZE], const struct u256 *v)
{
	const uint64_t chunk_size = 10000000000000000000u; /* 10^19, the largest in 64 bits */
	char reversed[U256_DECIMAL_SIZE];
	struct u256 rest = *v;
	bool more;
	size_t n = 0;

	do {
		uint64_t chunk = divide_small(&rest, chunk_size);

		more = !u256_is_zero(&rest);
		for (int k = 0; more ? k < 19 : chunk > 0 || n == 0; k++, chunk /= 10)
			reversed[n++] = (char)('0' + chunk % 10);
	} while (more);
	for (size_t i = 0; i < n; i++)
		out[i] = reversed[n - 1 - i];
	out[n] = '\0';
}

double u256_to_double(const struct u256 *v)
{
	double d = 0;

	for (size_t i = LIMBS; i-- > 0;)
		d = d * 0x1p64 + (double)v->limb[i];
	return d;
}
