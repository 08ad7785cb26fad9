/*
 * Passphrases, phrases and profiles that the signer asks for or shows on its terminal: how often,
 * what ends it, and what stays.
 */
#include "tests/unit/wallet_agreed.h"
#include "tests/unit/wallet_typist.h"

#include <time.h>

#include "wallet/signer_ask.h"

#define ASKED "Passphrase: "

static struct door *door; /* locked when a test begins */

static int sit_down(void **state)
{
	(void)state;
	assert_int_equal(door_new(&door, SIGNER_CAN_ALL, NULL), STATUS_OK);
	typist_sit_down(door, 40);
	typist.reply = NULL;
	return 0;
}

static int leave(void **state)
{
	(void)state;
	typist.reply = NULL;
	typist_leave(door);
	door_free(door);
	return 0;
}

static enum status open_typing(const struct typed_answer *answers)
{
	enum status s;

	typist_begin(answers);
	s = door_open(door, fx.file.data, fx.file.len, NULL);
	typist_end();
	return s;
}

/* Labels account 0, which rewrites the vault, and gives the change up. */
static enum status label_typing(const struct typed_answer *answers)
{
	struct door_vault now = fixture_vault();
	struct buf file;
	enum status s;

	buf_init(&file, LIMIT_VAULT);
	typist_begin(answers);
	s = door_label_account(door, &file, &now, 0, "x", NULL);
	typist_end();
	if (s == STATUS_OK)
		assert_int_equal(door_check(door, fx.file.data, fx.file.len, NULL), ERR_CHANGED);
	buf_release(&file);
	return s;
}

static const struct typed_answer none[] = {{.question = NULL}};
static const struct typed_answer right[] = {{ASKED, FIXTURE_PASSPHRASE "\r"}, {.question = NULL}};

static void forget(void)
{
	struct exchange x;

	assert_int_equal(exchange(door, &x, SIGNER_FORGET, NULL, NULL), STATUS_OK);
	exchange_end(&x);
}

static void a_series_asks_for_the_passphrase_once(void **state)
{
	(void)state;
	assert_int_equal(open_typing(right), STATUS_OK);
	assert_int_equal(typist_count(ASKED), 1);
	assert_int_equal(label_typing(none), STATUS_OK);
	assert_int_equal(label_typing(none), STATUS_OK);
	assert_string_equal(typist.shown, "");
}

static void a_passphrase_that_was_forgotten_is_asked_for_again(void **state)
{
	(void)state;
	assert_int_equal(open_typing(right), STATUS_OK);
	forget();
	assert_int_equal(label_typing(right), STATUS_OK);
	/* Two minutes after it was typed it is no longer there. */
	door->signer->proof_ms -= 119 * 1000;
	assert_int_equal(label_typing(none), STATUS_OK);
	door->signer->proof_ms -= 2 * 1000;
	assert_int_equal(label_typing(right), STATUS_OK);
	door_lock(door);
	assert_int_equal(open_typing(right), STATUS_OK);
	/* The end of a series is its end also where the terminal was lent. */
	assert_int_equal(door_open_again(door, fx.file.data, fx.file.len, NULL), STATUS_OK);
	forget();
	assert_int_equal(door_open_again(door, fx.file.data, fx.file.len, NULL),
			 ERR_WRONG_PASSPHRASE);
}

static int64_t now_ms(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

static void a_wrong_passphrase_is_asked_for_three_times_with_growing_waits(void **state)
{
	int64_t began = now_ms();

	(void)state;
	assert_int_equal(open_typing(TYPED({ASKED, "wrong one\r"}, {ASKED, "wrong two\r"},
					   {ASKED, "wrong three\r"})),
			 ERR_WRONG_PASSPHRASE);
	assert_int_equal(typist_count(ASKED), 3);
	assert_int_equal(typist_count("That passphrase does not open the vault."), 2);
	/* A second after the first, two after the second, besides the derivations. */
	assert_true(now_ms() - began >= 3000);
	assert_null(strstr(typist.shown, "wrong"));
	assert_false(state_of(door).open);
	assert_int_equal(
		open_typing(TYPED({ASKED, "wrong one\r"}, {ASKED, FIXTURE_PASSPHRASE "\r"})),
		STATUS_OK);
	assert_true(state_of(door).open);
}

static void a_question_that_was_left_opens_nothing(void **state)
{
	(void)state;
	assert_int_equal(open_typing(TYPED({ASKED, FIXTURE_PASSPHRASE "\x03"})), ERR_CANCELLED);
	assert_false(state_of(door).open);
	assert_int_equal(open_typing(TYPED({ASKED, "\r"})), ERR_REFUSED);
	assert_false(state_of(door).open);
}

static void a_new_passphrase_is_typed_twice_alike(void **state)
{
	static const char first[] = "New passphrase: ", again[] = "Once more: ";
	struct buf file;

	(void)state;
	buf_init(&file, LIMIT_VAULT);
	typist_begin(TYPED({first, "7 signs\r"}, {first, "eight signs\r"}, {again, "eight sigms\r"},
			   {first, "eight signs\r"}, {again, "eight signs\r"}));
	assert_int_equal(door_create(door, &file, 12, false, NULL), STATUS_OK);
	typist_end();
	assert_int_equal(typist_count("too short"), 1);
	assert_int_equal(typist_count("the two passphrases differ"), 1);
	assert_saved(door, &file);
	door_lock(door);
	typist_begin(TYPED({ASKED, "eight signs\r"}));
	assert_int_equal(door_open(door, file.data, file.len, NULL), STATUS_OK);
	typist_end();
	/* After three tries it ends. */
	buf_clear(&file);
	typist_begin(TYPED({first, "1\r"}, {first, "2\r"}, {first, "3\r"}));
	assert_int_equal(door_create(door, &file, 12, false, NULL), ERR_REFUSED);
	typist_end();
	assert_int_equal(file.len, 0);
	buf_release(&file);
}

/* The words of a page such as "   1 test       2 test", in order, with a blank between. */
static void words_of_page(char *out, size_t size, const char *page)
{
	size_t len = 0;

	out[0] = '\0';
	for (unsigned i = 1; i <= 24; i++) {
		char number[8];
		const char *at;

		snprintf(number, sizeof(number), "  %2u ", i);
		at = strstr(page, number);
		if (at == NULL)
			return;
		at += strlen(number);
		len += (size_t)snprintf(out + len, size - len, "%s%.*s", i > 1 ? " " : "",
					(int)strspn(at, "abcdefghijklmnopqrstuvwxyz"), at);
	}
}

static void the_phrase_is_shown_on_a_screen_of_its_own_for_the_passphrase(void **state)
{
	struct door_vault now = fixture_vault();
	const char *page, *end;
	char words[512];

	(void)state;
	assert_int_equal(open_typing(right), STATUS_OK);
	forget();
	typist_begin(TYPED({ASKED, "not this one\r"}, {ASKED, "\x03"}));
	assert_int_equal(door_reveal(door, &now, NULL), ERR_CANCELLED);
	typist_end();
	assert_null(strstr(typist.shown, "RECOVERY PHRASE"));
	typist_begin(TYPED({ASKED, FIXTURE_PASSPHRASE "\r"}, {"Press Enter", "\r"}));
	assert_int_equal(door_reveal(door, &now, NULL), STATUS_OK);
	typist_end();
	page = strstr(typist.shown, "\033[?1049h\033[2J");
	assert_non_null(page);
	words_of_page(words, sizeof(words), page);
	assert_string_equal(words, vector_text(fx.doc, "phrase"));
	/* No word of it is outside of that screen, which is wiped. */
	end = strstr(page, "\033[2J\033[H\033[?1049l");
	assert_non_null(end);
	assert_null(strstr(end, "test"));
	assert_true(strstr(typist.shown, "test") > page);
}

static void a_new_phrase_that_was_shown_restores_the_vault(void **state)
{
	struct address first;
	char words[512];
	struct buf file;

	(void)state;
	buf_init(&file, LIMIT_VAULT);
	typist_begin(TYPED({"New passphrase: ", "a new passphrase\r"},
			   {"Once more: ", "a new passphrase\r"}, {"Press Enter", "\r"}));
	assert_int_equal(door_create(door, &file, 24, true, NULL), STATUS_OK);
	words_of_page(words, sizeof(words), typist_end());
	assert_saved(door, &file);
	first = state_of(door).accounts[0].address;
	buf_clear(&file);
	answer(door, words, FIXTURE_PASSPHRASE, NULL);
	assert_int_equal(door_restore(door, &file, NULL, false, NULL), STATUS_OK);
	assert_saved(door, &file);
	assert_true(address_equal(&state_of(door).accounts[0].address, &first));
	/* A person who leaves the page has no vault whose words nobody saw to the end. */
	door_set_person(door, &door_nobody);
	buf_clear(&file);
	typist_begin(TYPED({"New passphrase: ", "a new passphrase\r"},
			   {"Once more: ", "a new passphrase\r"}, {"Press Enter", "\x03"}));
	assert_int_equal(door_create(door, &file, 24, true, NULL), ERR_CANCELLED);
	typist_end();
	assert_int_equal(file.len, 0);
	buf_release(&file);
}

static bool drills_wrongly;
static unsigned drilled[8], n_drilled;

/* The fixture's phrase: eleven times "test", then "junk". One is typed by its first letters. */
static const char *drill(const char *shown)
{
	const char *at = strstr(shown, "Word ");
	unsigned place = 0;

	if (at == NULL || strchr(at, ':') == NULL)
		return NULL;
	sscanf(at, "Word %u: ", &place);
	if (n_drilled < ARRAY_SIZE(drilled))
		drilled[n_drilled++] = place;
	if (drills_wrongly && n_drilled == 3)
		return "wrong\r";
	return place == 12 ? "junk\r" : "test\r";
}

static enum status drill_typing(struct buf *file, struct err *e)
{
	struct door_vault now = fixture_vault();
	enum status s;

	n_drilled = 0;
	typist.reply = drill;
	typist_begin(none);
	s = door_drill(door, file, &now, 1790000000, e);
	typist_end();
	typist.reply = NULL;
	return s;
}

static void a_drill_asks_for_words_at_places_that_nobody_foresees(void **state)
{
	unsigned seen = 0, before = 0;
	struct err e = {0};
	struct buf file;
	char text[64];

	(void)state;
	buf_init(&file, LIMIT_VAULT);
	assert_int_equal(open_typing(right), STATUS_OK);
	for (int i = 0; i < 4; i++) {
		buf_clear(&file);
		drills_wrongly = i == 3;
		assert_int_equal(drill_typing(&file, &e), i == 3 ? ERR_MISMATCH : STATUS_OK);
		assert_int_equal(n_drilled, i == 3 ? 3 : 4);
		for (unsigned k = 0; k < n_drilled; k++) {
			assert_in_range(drilled[k], k > 0 ? drilled[k - 1] + 1 : 1, 12);
			seen |= 1U << drilled[k];
		}
		/* Words that are typed are not shown. */
		assert_null(strstr(typist.shown, "test"));
		assert_null(strstr(typist.shown, "junk"));
		before = i == 0 ? seen : before;
	}
	/* Not the same four each time, but once in 100 million. */
	assert_int_not_equal(seen, before);
	snprintf(text, sizeof(text), "word %u of the phrase is another one", drilled[2]);
	assert_non_null(strstr(e.text, text));
	assert_int_equal(file.len, 0);
	drills_wrongly = false;
	assert_int_equal(drill_typing(&file, &e), STATUS_OK);
	assert_int_equal(state_of(door).drilled, 0);
	assert_saved(door, &file);
	assert_int_equal(state_of(door).drilled, 1790000000);
	buf_release(&file);
}

/* Lines of a script cannot know which words will be asked for. */
static void a_drill_and_a_reveal_need_a_terminal(void **state)
{
	struct door_vault now = fixture_vault();
	struct buf file;

	(void)state;
	buf_init(&file, LIMIT_VAULT);
	door->signer->ask.terminal = -1;
	answer(door, FIXTURE_PASSPHRASE, "test", "test", "test", "test", NULL);
	assert_int_equal(door_open(door, fx.file.data, fx.file.len, NULL), STATUS_OK);
	assert_int_equal(door_drill(door, &file, &now, 1, NULL), ERR_USAGE);
	assert_int_equal(door_reveal(door, &now, NULL), ERR_USAGE);
	assert_int_equal(file.len, 0);
	assert_false(state_of(door).unsaved);
}

static enum status accept_typing(struct buf *file, const struct hash *profile,
				 const struct typed_answer *answers)
{
	struct door_vault now = fixture_vault();
	enum status s;

	typist_begin(answers);
	s = door_accept_profile(door, file, &now, profile, NULL);
	typist_end();
	return s;
}

static void a_profile_is_shown_and_accepted_by_its_name_and_the_passphrase(void **state)
{
	static const char question[] = "Type devnet to accept it: ";
	const struct door_policy policy = fixture_policy();
	struct profile other = fx.profile;
	struct hash profile, changed;
	char payer[ADDRESS_TEXT_SIZE];
	struct door_intent intent = {
		.kind = DOOR_TX, .account = FIXTURE_ACCOUNT, .policy = &policy};
	struct err e = {0};
	struct buf file;
	uint8_t *tx;
	bool accepted;

	(void)state;
	buf_init(&file, LIMIT_VAULT);
	tx = vector_hex(fixture_transaction("claim"), "unsigned", &intent.len);
	intent.data = tx;
	assert_int_equal(open_typing(right), STATUS_OK);
	forget();
	assert_int_equal(door_sign_profile(door, &profile, &accepted, &fx.profile, NULL),
			 STATUS_OK);
	assert_false(accepted);
	assert_int_equal(door_consider(door, &intent, &e), ERR_REFUSED);
	assert_non_null(strstr(e.text, "has not accepted this network profile"));
	/* Another name, and no passphrase. */
	assert_int_equal(accept_typing(&file, &profile, TYPED({question, "devnat\r"})),
			 ERR_REFUSED);
	assert_int_equal(
		accept_typing(&file, &profile, TYPED({question, "devnet\r"}, {ASKED, "\x03"})),
		ERR_CANCELLED);
	assert_int_equal(file.len, 0);
	assert_int_equal(
		accept_typing(&file, &profile,
			      TYPED({question, "devnet\r"}, {ASKED, FIXTURE_PASSPHRASE "\r"})),
		STATUS_OK);
	address_format(payer, &fx.profile.distributors[0].contract.address);
	assert_non_null(strstr(typist.shown, "ACCEPT A NETWORK: "));
	assert_non_null(strstr(typist.shown, "31337"));
	assert_non_null(strstr(typist.shown, payer));
	assert_non_null(strstr(typist.shown, "Gas at most"));
	/* The acceptance counts once it is saved. */
	assert_int_equal(door_consider(door, &intent, &e), ERR_REFUSED);
	assert_saved(door, &file);
	assert_int_equal(door_consider(door, &intent, &e), STATUS_OK);
	assert_int_equal(door_sign_profile(door, &profile, &accepted, &fx.profile, NULL),
			 STATUS_OK);
	assert_true(accepted);
	/* One that changed since is another one. */
	other.fee_cap.raw.limb[0]++;
	assert_int_equal(door_sign_profile(door, &changed, &accepted, &other, NULL), STATUS_OK);
	assert_false(accepted);
	assert_false(hash_equal(&changed, &profile));
	buf_release(&file);
	free(tx);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(a_series_asks_for_the_passphrase_once, sit_down,
						leave),
		cmocka_unit_test_setup_teardown(a_passphrase_that_was_forgotten_is_asked_for_again,
						sit_down, leave),
		cmocka_unit_test_setup_teardown(
			a_wrong_passphrase_is_asked_for_three_times_with_growing_waits, sit_down,
			leave),
		cmocka_unit_test_setup_teardown(a_question_that_was_left_opens_nothing, sit_down,
						leave),
		cmocka_unit_test_setup_teardown(a_new_passphrase_is_typed_twice_alike, sit_down,
						leave),
		cmocka_unit_test_setup_teardown(
			the_phrase_is_shown_on_a_screen_of_its_own_for_the_passphrase, sit_down,
			leave),
		cmocka_unit_test_setup_teardown(a_new_phrase_that_was_shown_restores_the_vault,
						sit_down, leave),
		cmocka_unit_test_setup_teardown(
			a_drill_asks_for_words_at_places_that_nobody_foresees, sit_down, leave),
		cmocka_unit_test_setup_teardown(a_drill_and_a_reveal_need_a_terminal, sit_down,
						leave),
		cmocka_unit_test_setup_teardown(
			a_profile_is_shown_and_accepted_by_its_name_and_the_passphrase, sit_down,
			leave),
	};

	return cmocka_run_group_tests(tests, fixture_start, fixture_stop);
}
