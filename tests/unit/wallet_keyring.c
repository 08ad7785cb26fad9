/*
 * The signer's memory, with what it keeps of a vault: everything that is mapped is looked through,
 * also pages that nothing may read. Needles stand here with all bits flipped, so that they are not
 * found in the test itself.
 */
#include "tests/unit/wallet_vector.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <unistd.h>

#include "chain/eip191.h"
#include "wallet/door_consent.h"

/* AddressSanitizer maps as much as there is: only plain builds are looked through. */
#if defined(__SANITIZE_ADDRESS__)
#define CAN_SCAN 0
#elif defined(__has_feature)
#define CAN_SCAN (!__has_feature(address_sanitizer) && !__has_feature(memory_sanitizer))
#else
#define CAN_SCAN 1
#endif

#define FLIP 0xff

/* The phrase below with BIP-39's passphrase "byline"; by Python's hashlib and plain arithmetic. */
static const struct needle {
	const char *name;
	bool kept; /* in memory that is not readable */
	size_t len;
	uint8_t masked[32];
} needles[] = {
	{.name = "phrase",
	 .kept = false,
	 .len = 32,
	 .masked = {0x9d, 0x90, 0x9e, 0x8d, 0x9b, 0xdf, 0x99, 0x93, 0x9a, 0x9a, 0xdf,
		    0x97, 0x9a, 0x9e, 0x89, 0x86, 0xdf, 0x8b, 0x8a, 0x91, 0x91, 0x9a,
		    0x93, 0xdf, 0x8f, 0x90, 0x88, 0x9b, 0x9a, 0x8d, 0xdf, 0x9b}},
	{.name = "entropy",
	 .kept = false,
	 .len = 16,
	 .masked = {0xe7, 0x54, 0xe6, 0x56, 0x0a, 0xb5, 0x6d, 0x8b, 0x0f, 0xc1, 0xad, 0xf6, 0x5d,
		    0x53, 0x75, 0x6e}},
	{.name = "seed",
	 .kept = false,
	 .len = 32,
	 .masked = {0x72, 0x4c, 0xb0, 0x40, 0x97, 0x84, 0x38, 0xb8, 0x9c, 0x85, 0x45,
		    0xc5, 0xae, 0xb6, 0x94, 0xab, 0xa2, 0xf5, 0x5f, 0x2a, 0xa6, 0x61,
		    0xed, 0xf0, 0x37, 0x41, 0x78, 0x8d, 0x07, 0x8d, 0x0e, 0xe7}},
	{.name = "master key",
	 .kept = false,
	 .len = 32,
	 .masked = {0x53, 0x2d, 0x63, 0x4d, 0x6b, 0xb3, 0xa5, 0xc3, 0xf8, 0xdb, 0x85,
		    0x22, 0x11, 0xf6, 0x14, 0xdd, 0x92, 0x3a, 0x0f, 0xa6, 0x1b, 0x1d,
		    0x9e, 0xca, 0xe5, 0xa9, 0xf4, 0xcf, 0x7c, 0xa0, 0x7c, 0x9f}},
	{.name = "account branch",
	 .kept = false,
	 .len = 32,
	 .masked = {0x24, 0x75, 0x9d, 0x87, 0x5d, 0xef, 0x7b, 0xe6, 0xf5, 0xbd, 0x3b,
		    0x3c, 0xed, 0xe4, 0x93, 0x49, 0x51, 0x9b, 0xa0, 0x6a, 0x3c, 0x4a,
		    0x16, 0xef, 0x0e, 0x61, 0xfb, 0x89, 0x05, 0x36, 0xdf, 0x27}},
	{.name = "key",
	 .kept = true,
	 .len = 32,
	 .masked = {0xe3, 0x2d, 0x11, 0x5a, 0x7b, 0x71, 0xe2, 0x36, 0x73, 0xf3, 0x85,
		    0x0d, 0x91, 0x2d, 0x05, 0x69, 0xaf, 0xa9, 0xf5, 0x0d, 0x23, 0x88,
		    0xe7, 0x3f, 0x5f, 0x56, 0x9f, 0xe5, 0xae, 0x53, 0xed, 0x62}},
};

static const uint8_t masked_phrase[] = {
	0x9d, 0x90, 0x9e, 0x8d, 0x9b, 0xdf, 0x99, 0x93, 0x9a, 0x9a, 0xdf, 0x97, 0x9a, 0x9e, 0x89,
	0x86, 0xdf, 0x8b, 0x8a, 0x91, 0x91, 0x9a, 0x93, 0xdf, 0x8f, 0x90, 0x88, 0x9b, 0x9a, 0x8d,
	0xdf, 0x9b, 0x9a, 0x91, 0x96, 0x9e, 0x93, 0xdf, 0x8c, 0x9c, 0x96, 0x9a, 0x91, 0x9c, 0x9a,
	0xdf, 0x8c, 0x94, 0x96, 0xdf, 0x9e, 0x91, 0x8c, 0x88, 0x9a, 0x8d, 0xdf, 0x9d, 0x9a, 0x8b,
	0x8d, 0x9e, 0x86, 0xdf, 0x9c, 0x9e, 0x8d, 0x98, 0x90, 0xdf, 0x9c, 0x9e, 0x8b};

struct found {
	unsigned readable, closed;
};

/* Counts a needle in `len` bytes. */
static unsigned count(const struct needle *n, const uint8_t *data, size_t len)
{
	const uint8_t first = n->masked[0] ^ FLIP;
	unsigned hits = 0;

	for (size_t at = 0; at + n->len <= len; at++) {
		size_t i = 0;

		while (data[at] == first && i < n->len && (data[at + i] ^ n->masked[i]) == FLIP)
			i++;
		hits += i == n->len;
	}
	return hits;
}

/* Looks through a mapping, in pieces that overlap by the length of a needle. */
static void look_through(struct found *found, int mem, unsigned long from, unsigned long to,
			 bool readable)
{
	static uint8_t piece[1 << 16];

	for (unsigned long at = from; at < to; at += sizeof(piece) - 64) {
		size_t want = to - at < sizeof(piece) ? to - at : sizeof(piece);
		ssize_t got = pread(mem, piece, want, (off_t)at);

		for (size_t i = 0; got > 0 && i < ARRAY_SIZE(needles); i++) {
			unsigned hits = count(&needles[i], piece, (size_t)got);

			found[i].readable += readable ? hits : 0;
			found[i].closed += readable ? 0 : hits;
		}
		/* The piece itself is mapped too, and is no find. */
		memset(piece, 0, sizeof(piece));
	}
}

static void scan(struct found *found)
{
	FILE *maps = fopen("/proc/self/maps", "re");
	int mem = open("/proc/self/mem", O_RDONLY | O_CLOEXEC);
	unsigned long from, to;
	char line[512], mode[8];

	assert_non_null(maps);
	assert_true(mem >= 0);
	while (fgets(line, sizeof(line), maps) != NULL) {
		if (sscanf(line, "%lx-%lx %7s", &from, &to, mode) == 3)
			look_through(found, mem, from, to, mode[0] == 'r');
	}
	close(mem);
	fclose(maps);
}

static struct secret *unmask(const uint8_t *masked, size_t len)
{
	struct secret *s = NULL;

	assert_int_equal(secret_new(&s, len, NULL), STATUS_OK);
	for (size_t i = 0; i < len; i++)
		secret_bytes(s)[i] = masked[i] ^ FLIP;
	return s;
}

/* The answers of open_vault(), a byte at a time, so that this program never has the phrase. */
static int answer_unseen(void)
{
	static const char rest[] = "\nbyline\nopens the vault\nopens the vault\n";
	int fd = memfd_create("answers", MFD_CLOEXEC);

	assert_true(fd >= 0);
	for (size_t i = 0; i < sizeof(masked_phrase); i++) {
		const uint8_t byte = masked_phrase[i] ^ FLIP;

		assert_int_equal(write(fd, &byte, 1), 1);
	}
	assert_int_equal(write(fd, rest, sizeof(rest) - 1), sizeof(rest) - 1);
	assert_int_equal(lseek(fd, 0, SEEK_SET), 0);
	return fd;
}

/* A door with the vault of the phrase, which was saved and opened again. */
static struct door *open_vault(void)
{
	struct door *d = NULL;
	struct buf file;
	int lines;

	buf_init(&file, LIMIT_VAULT);
	assert_int_equal(door_new(&d, SIGNER_CAN_ALL, NULL), STATUS_OK);
	lines = answer_unseen();
	door_set_person(d, &(struct door_person){.lines = lines});
	assert_int_equal(door_restore(d, &file, NULL, true, NULL), STATUS_OK);
	assert_int_equal(door_check(d, file.data, file.len, NULL), STATUS_OK);
	assert_int_equal(door_open(d, file.data, file.len, NULL), STATUS_OK);
	close(lines);
	buf_release(&file);
	return d;
}

static void use(struct door *d)
{
	const struct hash nonce = {{1}};
	struct secret *salt = NULL;
	struct hash digest;
	uint8_t sig[65];

	eip191_digest(&digest, "hello", 5);
	assert_int_equal(door_expect(d, &digest, "", NULL), STATUS_OK);
	assert_int_equal(
		door_sign_message(d, sig, 0, &(struct door_policy){.allowed = 0}, "hello", 5, NULL),
		STATUS_OK);
	assert_int_equal(door_dataset_keys(d, &salt, NULL, NULL, &nonce, NULL), STATUS_OK);
	secret_free(salt);
}

static void the_scan_finds_what_is_there(void **state)
{
	struct found found[ARRAY_SIZE(needles)] = {{0}};

	(void)state;
	if (!CAN_SCAN)
		return;
	for (size_t i = 0; i < ARRAY_SIZE(needles); i++) {
		struct secret *s = unmask(needles[i].masked, needles[i].len);

		memset(found, 0, sizeof(found));
		scan(found);
		assert_true(found[i].readable > 0);
		assert_int_equal(found[i].closed, 0);
		secret_close(s);
		memset(found, 0, sizeof(found));
		scan(found);
		assert_int_equal(found[i].readable, 0);
		assert_true(found[i].closed > 0);
		secret_free(s);
	}
}

static void an_unlocked_signer_has_keys_that_nothing_reads_and_no_phrase(void **state)
{
	struct found found[ARRAY_SIZE(needles)] = {{0}};
	struct door *d;

	(void)state;
	if (!CAN_SCAN)
		return;
	d = open_vault();
	for (int used = 0; used < 2; used++) {
		memset(found, 0, sizeof(found));
		scan(found);
		for (size_t i = 0; i < ARRAY_SIZE(needles); i++)
			if (found[i].readable > 0 || found[i].closed != needles[i].kept)
				fail_msg("%s: %u readable, %u closed", needles[i].name,
					 found[i].readable, found[i].closed);
		use(d);
	}
	door_lock(d);
	memset(found, 0, sizeof(found));
	scan(found);
	for (size_t i = 0; i < ARRAY_SIZE(needles); i++)
		if (found[i].readable > 0 || found[i].closed > 0)
			fail_msg("%s after locking", needles[i].name);
	door_free(d);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_scan_finds_what_is_there),
		cmocka_unit_test(an_unlocked_signer_has_keys_that_nothing_reads_and_no_phrase),
	};

	return cmocka_run_group_tests(tests, wallet_start, NULL);
}
