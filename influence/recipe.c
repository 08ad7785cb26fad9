#include "influence/recipe.h"

#include <inttypes.h>
#include <string.h>

#include "base/be.h"

/*
 * The parts of the recipe that are not numbers. A change of any of them makes another recipe, so a
 * model made with it must not be read as one of ours.
 */
static const struct {
	const char *name, *value;
} fixed_fields[] = {
	{"recipe", RECIPE_NAME},
	{"tokens", "runs of 0-9 A-Z a-z 0x80-0xff"},
	{"case", "ascii lower"},
	{"ngrams", "1,2"},
	{"hash", "fnv1a64+fmix64"},
	{"sign", "bit 0"},
	{"norm", "l2"},
	{"constant", "last"},
};

bool recipe_equal(const struct recipe *a, const struct recipe *b)
{
	return a->buckets == b->buckets && a->seed == b->seed;
}

void recipe_describe(struct json *metadata, const struct recipe *r)
{
	for (size_t i = 0; i < ARRAY_SIZE(fixed_fields); i++)
		json_add_text(metadata, fixed_fields[i].name, fixed_fields[i].value);
	json_add_u64(metadata, "buckets", r->buckets);
	json_add_textf(metadata, "seed", "0x%016" PRIx64, r->seed);
}

enum status recipe_check_buckets(uint64_t buckets, struct err *e)
{
	if (buckets < 2 || buckets > LIMIT_BUCKETS)
		return err_set(e, ERR_RANGE,
			       "a model cannot have %" PRIu64 " buckets: 2 to %zu are possible",
			       buckets, LIMIT_BUCKETS);
	return STATUS_OK;
}

enum status recipe_read(struct recipe *r, const struct json *metadata, struct err *e)
{
	uint64_t buckets;
	uint8_t seed[8];
	enum status s;

	for (size_t i = 0; i < ARRAY_SIZE(fixed_fields); i++) {
		const char *value;

		s = json_get_text(&value, metadata, fixed_fields[i].name, e);
		if (s != STATUS_OK)
			return s;
		if (strcmp(value, fixed_fields[i].value) != 0)
			return err_set(e, ERR_UNSUPPORTED,
				       "the model's features use %s \"%.80s\"; this program "
				       "computes \"%s\"",
				       fixed_fields[i].name, value, fixed_fields[i].value);
	}
	s = json_get_u64(&buckets, metadata, "buckets", e);
	if (s == STATUS_OK)
		s = recipe_check_buckets(buckets, e);
	if (s == STATUS_OK)
		s = json_get_hex(seed, sizeof(seed), metadata, "seed", e);
	if (s != STATUS_OK)
		return s;
	r->buckets = (uint32_t)buckets;
	r->seed = be64_load(seed);
	return STATUS_OK;
}
