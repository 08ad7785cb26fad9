/*
 * Claims from payers of several kinds by keys alone: one claim, and three in one review, at both
 * sizes of a screen, with a failure in the middle. Each test goes on where the one before it ended.
 * The sums that arrived are what another program reads: foundry's cast.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "tests/harness/key_loop.h"

static const struct key_loop_place place = {
	.network = "devnet",
	.datanet = "mail-filter",
	.node = "alice",
	.symbol = "OPEN",
	.name = "mails",
	.records = 1,
	.licence = "CC-BY-4.0",
	.choice = NULL,
	.nothing = "0.000 000 OPEN",
};

/* Sums of devnet/README.md, in thousandths of OPEN and in the smallest unit of GRAIN. */
#define MERKL_OPEN	 12500
#define MERKL_GRAIN	 42750000U
#define MORE_GRAIN	 50000000U
#define UNISWAP_OPEN	 8000
#define ONE_INCH_OPEN	 6250
#define CAMPAIGN_OPEN	 15000
#define MORE_OPEN	 8500
#define PLAIN_DROP_OPEN	 9500
#define DISTRIBUTOR_OPEN 3500

static struct json *payers;

/* The account's holdings, and what the datanet's distributor paid it, which is no round sum. */
struct holdings {
	struct u256 open, grain, royalties;
};

static const char *address_of(const char *list, const char *key, const char *name)
{
	const struct json *one = json_first(json_get(payers, list));

	while (one != NULL && strcmp(json_text(json_get(one, key)), name) != 0)
		one = json_next(one);
	assert_non_null(one);
	return json_text(json_get(one, "address"));
}

static struct holdings read_holdings(void)
{
	const char *me = devnet_named(&key_loop.net, "accounts", "demo", "address");
	const char *open = devnet_text(&key_loop.net, "contracts", "token");

	return (struct holdings){
		.open = key_loop_tokens_of("demo"),
		.grain = devnet_cast(&key_loop.net, place.node,
				     "call %s 'balanceOf(address)(uint256)' %s",
				     address_of("tokens", "symbol", "GRAIN"), me),
		.royalties = devnet_cast(&key_loop.net, place.node,
					 "call %s 'claimed(address,address)(uint256)' %s %s",
					 devnet_text(&key_loop.net, "contracts", "distributor"), me,
					 open),
	};
}

static void assert_rose(const struct u256 *before, const struct u256 *after, struct u256 by)
{
	assert_int_equal(u256_add(&by, &by, before), STATUS_OK);
	assert_int_equal(u256_compare(&by, after), 0);
}

/* The tokens are those of the payers and the royalties, to the smallest unit. */
static void assert_received(const struct holdings *before, unsigned open, unsigned grain)
{
	const struct holdings after = read_holdings();
	struct u256 royalties, sum;
	char text[40];

	snprintf(text, sizeof(text), "%u%s", open, open > 0 ? "000000000000000" : "");
	assert_int_equal(u256_parse(&sum, text, strlen(text)), STATUS_OK);
	assert_int_equal(u256_sub(&royalties, &after.royalties, &before->royalties), STATUS_OK);
	assert_int_equal(u256_add(&sum, &sum, &royalties), STATUS_OK);
	assert_rose(&before->open, &after.open, sum);
	assert_rose(&before->grain, &after.grain, u256_from_u64(grain));
}

static void add_file(const char *name, const char *file)
{
	const char *byline = getenv("BYLINE");
	char command[2048];

	snprintf(command, sizeof(command),
		 "'%s' --config-dir '%s' --json claim add '%s/payers/%s' --contract %s >/dev/null",
		 byline != NULL ? byline : "./byline", key_loop.folder, key_loop.net.dir, file,
		 address_of("payers", "name", name));
	assert_int_equal(system(command), 0);
}

/* Fills the form for a file; `token` "" where the contract tells it. */
static void read_by_keys(const char *name, const char *file, const char *token)
{
	keys("5");
	keys("a");
	see("ADD CLAIMS");
	keysf("Ctrl-U '%s/payers/%s' Tab '%s' Tab Tab", key_loop.net.dir, file,
	      address_of("payers", "name", name));
	if (token[0] != '\0')
		keysf("'%s'", token);
	keys("Enter");
}

static void control(const char *call, const char *parameters)
{
	devnet_tell(&key_loop.net, call, "%s", parameters);
}

/* The list of what is owed, with the tokens that nobody pinned. */
static void show_owed(void)
{
	keys("5");
	for (int i = 0; i < 3 && !pty_has(key_loop.pty, " OWED "); i++)
		keys("t");
	see(" OWED ");
	keys("Esc g");
}

/*
 * Shows the lines that have a text in some column, or not after a "!", the first selected. All
 * kinds of trees are called merkle, so that the others are the datanet's line and then Merkl's.
 */
static void find(const char *text)
{
	show_owed();
	keysf("/ '%s' Enter g", text);
	pty_sync(key_loop.pty);
}

static void mark(const char *name, unsigned lines)
{
	find(name);
	while (lines-- > 0)
		keys("Space");
	keys("Esc");
}

static void read_to_the_end(void)
{
	for (int i = 0; i < 12; i++)
		keys("Space");
	see_no("There is more below");
}

static void sign_what_is_reviewed(void)
{
	read_to_the_end();
	key_loop_sign(NULL);
}

/* Claims the first line that has a text. */
static void claim_one(const char *text, const char *sentence, unsigned open)
{
	const struct holdings before = read_holdings();

	find(text);
	keys("c");
	see(sentence);
	sign_what_is_reviewed();
	key_loop_send();
	key_loop_settle_down();
	assert_received(&before, open, 0);
}

static void see_paid(const char *name)
{
	find(name);
	see("paid");
	keys("Esc");
}

static int start_loop(void **state)
{
	(void)state;
	setenv("BYLINE_DEVNET_PAYERS", "1", 1);
	key_loop_start(&place, "dashboard_payers");
	payers = devnet_ask(&key_loop.net, "payers", "{}");
	return 0;
}

static int end_loop(void **state)
{
	(void)state;
	json_free(payers);
	key_loop_end();
	return 0;
}

static void payers_are_listed_with_what_they_owe(void **state)
{
	(void)state;
	keys(": 'network' Enter 'devnet' Enter");
	see("devnet");
	add_file("uniswap", "uniswap.json");
	read_by_keys("1inch", "1inch.json", "");
	see("added 1 claim of a payer that the profile pins");
	add_file("openzeppelin", "openzeppelin.json");
	add_file("sablier-instant", "sablier-instant.csv");
	key_loop_settle_down();
	show_owed();
	see("mail-filter");
	see("12.500 000");
	see("8.000 000");
	see("6.250 000");
	see("9.500 000");
	see("15.000 000");
	see("z shows 2 that nobody asked for");
	keys("z");
	see("42.750 000");
	see("underfunded");
}

static void one_claim_pays_exactly_what_was_reviewed(void **state)
{
	(void)state;
	key_loop_unlock();
	claim_one("Sablier", "You will receive 15.000 000 OPEN", CAMPAIGN_OPEN);
	see_paid("Sablier");
}

static void a_payment_that_goes_elsewhere_is_named_before_its_sum(void **state)
{
	const struct address named = devnet_account(&key_loop.net, "contributor-1");
	char text[ADDRESS_TEXT_SIZE];

	(void)state;
	address_format(text, &named);
	control("merkl-recipient",
		"{\"account\":\"demo\",\"recipient\":\"contributor-1\",\"token\":\"OPEN\"}");
	key_loop_settle_down();
	find("redirected");
	see("claimable!");
	keys("c");
	see("NOT the account, will receive 12.500 000 OPEN");
	see(text);
	keys("Esc");
	control("merkl-recipient", "{\"account\":\"demo\",\"token\":\"OPEN\"}");
	key_loop_settle_down();
}

static void one_claim_on_a_small_screen_pays_it_too(void **state)
{
	(void)state;
	pty_resize(key_loop.pty, 24, 80);
	claim_one("airdrop", "You will receive 9.500 000 OPEN", PLAIN_DROP_OPEN);
	see_paid("airdrop");
}

/* The second of three fails, since its payer has no money: it is funded, and sending goes on. */
static void three_claims_are_sent_on_a_small_screen_though_one_failed_first(void **state)
{
	const struct holdings before = read_holdings();

	(void)state;
	mark("!merkle", 3);
	mark("Uniswap", 1);
	see("4 marked");
	keys("c");
	see("1 of 3");
	see("8.000 000 OPEN");
	see("12.500 000 OPEN, 42.750 000 GRAIN");
	sign_what_is_reviewed();
	control("payer-drain", "{\"payer\":\"uniswap\",\"token\":\"OPEN\"}");
	keys("Tab Enter");
	see("1 sent, then");
	keys("Tab");
	see("1 of 3 is sent");
	control("payer-fund", "{\"payer\":\"uniswap\",\"token\":\"OPEN\","
			      "\"amount\":\"170000000000000000000\"}");
	keys("Enter");
	see("it is followed until it is final");
	key_loop_settle_down();
	assert_received(&before, UNISWAP_OPEN + MERKL_OPEN, MERKL_GRAIN);
	see_paid("mail-filter");
	see_paid("Uniswap");
}

/* A nonce that was signed for before is given again after its hash, of 64 digits, was read. */
static void read_end_of_earlier_hash(char out[static 5])
{
	const char *at = pty_text(key_loop.pty);

	while ((at = strstr(at, "0x")) != NULL && strspn(at + 2, "0123456789abcdef") != 64)
		at += 2;
	assert_non_null(at);
	snprintf(out, 5, "%.4s", at + 2 + 60);
}

/* The root of the second moves: that one is claimed anew, and the third is still there to send. */
static void three_claims_on_a_large_screen_lose_nothing_by_a_root_that_moves(void **state)
{
	struct holdings before;
	char digits[5];

	(void)state;
	pty_resize(key_loop.pty, 40, 120);
	control("merkl-update", "{\"amounts\":{\"demo\":{\"OPEN\":\"20000000000000000000\","
				"\"GRAIN\":\"90000000\"}}}");
	key_loop_earn();
	before = read_holdings();
	mark("!merkle", 3);
	mark("1inch", 1);
	see("4 marked");
	keys("c");
	see("1 of 3");
	sign_what_is_reviewed();
	control("merkl-update", "{\"amounts\":{\"demo\":{\"OPEN\":\"21000000000000000000\","
				"\"GRAIN\":\"92750000\"}}}");
	keys("Tab Enter");
	see("1 sent, then");
	see("the proof does not fold to the root");
	keys("Enter");
	key_loop_settle_down();
	mark("!merkle", 1);
	mark("GRAIN", 1);
	keys("c");
	see("You will receive 8.500 000 OPEN, 50.000 000 GRAIN");
	see("void");
	read_to_the_end();
	keys("PgUp PgUp");
	read_end_of_earlier_hash(digits);
	key_loop_sign(digits);
	key_loop_send();
	keys("Esc t");
	see("prepare, sign, send");
	keys("/ 'signed' Enter g S");
	see("Nothing has been sent yet");
	key_loop_send();
	keys("Esc");
	key_loop_settle_down();
	assert_received(&before, ONE_INCH_OPEN + MORE_OPEN, MORE_GRAIN);
	see_paid("mail-filter");
	see_paid("1inch");
}

/* Two tokens of one payer that it pays to two addresses: what one call may not mix, two do. */
static void tokens_that_go_to_two_addresses_are_two_claims_in_one_review(void **state)
{
	const struct holdings before = read_holdings();

	(void)state;
	control("merkl-recipient",
		"{\"account\":\"demo\",\"recipient\":\"contributor-1\",\"token\":\"OPEN\"}");
	control("merkl-update", "{\"amounts\":{\"demo\":{\"OPEN\":\"24000000000000000000\","
				"\"GRAIN\":\"97750000\"}}}");
	key_loop_settle_down();
	mark("redirected", 1);
	mark("GRAIN", 1);
	see("2 marked");
	keys("c");
	see("1 of 2");
	see("NOT the account, will receive 3.000 000 OPEN");
	see_no("Left out");
	sign_what_is_reviewed();
	key_loop_send();
	key_loop_settle_down();
	assert_received(&before, 0, 5000000U);
	see_paid("GRAIN");
}

static void a_payer_that_nobody_pinned_is_added_by_keys_and_then_pays(void **state)
{
	const char *open = devnet_text(&key_loop.net, "contracts", "token");
	char shortened[7];

	(void)state;
	/* The payer has no name, so that the list has the ends of its address. */
	snprintf(shortened, sizeof(shortened), "%s", address_of("payers", "name", "urd"));
	pty_resize(key_loop.pty, 24, 80);
	read_by_keys("urd", "urd.json", "");
	see("--token");
	keys("Esc");
	read_by_keys("urd", "urd.json", open);
	see("A PAYER THAT IS NOT PINNED");
	see("as you say");
	see("3.500 000 OPEN now");
	keys("'other' Enter");
	see("this is not the network's name");
	keys("Ctrl-U 'devnet' Enter");
	see("locked");
	key_loop_settle_down();
	key_loop_unlock();
	claim_one(shortened, "You will receive 3.500 000 OPEN", DISTRIBUTOR_OPEN);
	see_paid(shortened);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_first_start_leads_to_a_restored_vault),
		cmocka_unit_test(payers_are_listed_with_what_they_owe),
		cmocka_unit_test(one_claim_pays_exactly_what_was_reviewed),
		cmocka_unit_test(a_payment_that_goes_elsewhere_is_named_before_its_sum),
		cmocka_unit_test(one_claim_on_a_small_screen_pays_it_too),
		cmocka_unit_test(three_claims_are_sent_on_a_small_screen_though_one_failed_first),
		cmocka_unit_test(three_claims_on_a_large_screen_lose_nothing_by_a_root_that_moves),
		cmocka_unit_test(tokens_that_go_to_two_addresses_are_two_claims_in_one_review),
		cmocka_unit_test(a_payer_that_nobody_pinned_is_added_by_keys_and_then_pays),
		cmocka_unit_test(quitting_leaves_the_terminal_as_it_was),
	};

	return cmocka_run_group_tests(tests, start_loop, end_loop);
}
