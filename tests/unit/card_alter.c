/*
 * Alterations of a card. Each is made in the values of a card that is right; the altered card is
 * written and read again, since whoever alters one can give it the right form. Only folding it
 * finds the alteration.
 */
#include "tests/unit/card_alterations.h"

/* Reads a card of tests/vectors/card, alters it, gives it the right form again, and opens it. */
static enum status open_altered(struct opened *o, const char *file, void (*alter)(struct card *c),
				struct err *e)
{
	struct buf text = vector_bytes("vectors/card", file), altered;
	struct card card;
	enum status s;

	assert_int_equal(read_card(&card, text.data, text.len, e), STATUS_OK);
	alter(&card);
	buf_init(&altered, LIMIT_CARD);
	assert_int_equal(write_card(&altered, &card, e), STATUS_OK);
	release_card(&card);
	s = open_text(o, altered.data, altered.len, e);
	buf_release(&altered);
	buf_release(&text);
	return s;
}

static void every_altered_field_is_found(void **state)
{
	size_t missed = 0;

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(alterations); i++) {
		struct opened o;
		struct err e = {0};

		if (open_altered(&o, "whole.json", alterations[i].alter, &e) == STATUS_OK) {
			print_error("%s: not found\n", alterations[i].what);
			close_card(&o);
			missed++;
		} else if (strstr(e.text, alterations[i].why) == NULL) {
			print_error("%s: %s\n", alterations[i].what, e.text);
			missed++;
		}
	}
	assert_true(ARRAY_SIZE(alterations) >= 40);
	assert_int_equal(missed, 0);
}

/* Each node in turn is left out, and has a bit flipped. */
static void no_node_can_be_left_out_or_changed(void **state)
{
	struct buf text = vector_bytes("vectors/card", "whole.json");
	struct card whole;
	struct err e = {0};

	(void)state;
	assert_int_equal(read_card(&whole, text.data, text.len, &e), STATUS_OK);
	for (size_t i = 0; i < 2 * trie_pool_count(&whole.pool); i++) {
		struct card_answers answers;
		struct card card;

		assert_int_equal(read_card(&card, text.data, text.len, &e), STATUS_OK);
		trie_pool_release(&card.pool);
		for (size_t n = 0; n < trie_pool_count(&whole.pool); n++) {
			struct trie_node node = trie_pool_node(&whole.pool, n);
			uint8_t bytes[LIMIT_TRIE_NODE];

			memcpy(bytes, node.data, node.len);
			bytes[i % node.len] ^= n == i / 2 ? 1 : 0;
			if (n != i / 2 || i % 2 == 0)
				assert_int_equal(trie_pool_add(&card.pool, bytes, node.len),
						 STATUS_OK);
		}
		assert_int_not_equal(verify_card(&answers, &card, &recovery, &e), STATUS_OK);
		release_card(&card);
	}
	release_card(&whole);
	buf_release(&text);
}

/* Flips a bit of many bytes of the file, and of more of those of the figures. */
static void no_byte_of_the_file_can_change(void **state)
{
	struct buf text = vector_bytes("vectors/card", "whole.json");
	const char *file = buf_str(&text);
	size_t begin = (size_t)(strstr(file, "\"figures\":") - file),
	       end = (size_t)(strstr(file + begin, "\"format\":") - file);

	(void)state;
	for (size_t i = 0; i < text.len; i += i >= begin && i < end ? 5 : 97) {
		struct opened o;
		struct err e = {0};

		text.data[i] ^= 1;
		if (open_text(&o, text.data, text.len, &e) == STATUS_OK)
			fail_msg("byte %zu is another and was not found", i);
		text.data[i] ^= 1;
	}
	buf_release(&text);
}

static void figures_cannot_be_invented_where_the_publisher_attests_none(void **state)
{
	static const struct {
		const char *file, *why;
	} cases[] = {
		{"silent.json", "figures of version 5, of which the publisher attests none"},
		{"bare.json", "figures of another artifact than its versions"},
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		struct opened o;
		struct err e = {0};

		if (open_altered(&o, cases[i].file, invent_figures, &e) == STATUS_OK)
			fail_msg("%s: not found", cases[i].file);
		if (strstr(e.text, cases[i].why) == NULL)
			fail_msg("%s: %s", cases[i].file, e.text);
	}
}

/* Takes away the figures of artifact `i` of the file. */
static void leave_figures_out(struct card *c, size_t i)
{
	struct card_figures last = c->figures[c->n_figures - 1];

	c->figures[c->n_figures - 1] = c->figures[i];
	c->figures[i] = last;
	while (c->figures[c->n_figures - 1].n > 0) {
		struct card_figures *f = &c->figures[c->n_figures - 1];

		f->n--;
		free(f->members[f->n].name);
		free(f->members[f->n].text);
	}
	free(c->figures[--c->n_figures].members);
}

static void figures_left_out_leave_a_gap(void **state)
{
	struct buf text = vector_bytes("vectors/card", "whole.json");

	(void)state;
	for (size_t i = 0; i < 3; i++) {
		struct card_answers answers;
		struct card card;
		struct err e = {0};
		bool newest;

		assert_int_equal(read_card(&card, text.data, text.len, &e), STATUS_OK);
		newest = hash_equal(&card.figures[i].artifact, &card.artifact);
		leave_figures_out(&card, i);
		assert_int_equal(verify_card(&answers, &card, &recovery, &e), STATUS_OK);
		assert_int_not_equal(answers.gaps & 1U << CARD_GAP_LOSS, 0);
		assert_int_equal((answers.gaps & 1U << CARD_GAP_FIGURES) != 0, newest);
		release_card_answers(&answers);
		release_card(&card);
	}
	buf_release(&text);
}

/* Whoever leaves out the newest epoch with all its evidence still leaves a gap that is told. */
static void evidence_left_out_leaves_a_gap(void **state)
{
	struct buf text = vector_bytes("vectors/card", "whole.json");
	struct card_answers answers;
	struct card card;
	struct err e = {0};

	(void)state;
	assert_int_equal(read_card(&card, text.data, text.len, &e), STATUS_OK);
	assert_int_equal(verify_card(&answers, &card, &recovery, &e), STATUS_OK);
	assert_int_equal(answers.gaps & 1U << CARD_GAP_DOCUMENTS, 0);
	/* A document is moved to what nobody gave. Its lines named all accounts. */
	assert_int_equal(add_card_hash(&card.absent, &answers.epochs[0].st.document, 9), STATUS_OK);
	release_card_answers(&answers);
	for (size_t i = 0; i < card.n_texts; i++)
		if (hash_equal(&card.texts[i].hash, &card.absent.items[0])) {
			free(card.texts[i].text);
			card.texts[i] = card.texts[--card.n_texts];
		}
	if (verify_card(&answers, &card, &recovery, &e) != STATUS_OK)
		fail_msg("%s", e.text);
	assert_int_not_equal(answers.gaps & 1U << CARD_GAP_DOCUMENTS, 0);
	assert_false(answers.complete);
	assert_int_equal(answers.funded, CARD_OPEN);
	release_card_answers(&answers);
	release_card(&card);
	buf_release(&text);
}

/* A card without attestations has no word by which another slot would be noticed. */
static void a_pin_that_nothing_folds_through_is_compared_with_the_profile(void **state)
{
	struct buf text = vector_bytes("vectors/card", "bare.json");
	struct profile profile = card_profile();
	struct card_answers answers;
	struct card card;
	struct err e = {0};

	(void)state;
	assert_int_equal(read_card(&card, text.data, text.len, &e), STATUS_OK);
	card.pins.db_slot.bytes[31]++;
	assert_int_equal(verify_card(&answers, &card, &recovery, &e), STATUS_OK);
	assert_int_equal(compare_card(&card, &answers, &profile, &e), ERR_MISMATCH);
	assert_non_null(strstr(e.text, "storage slot of the attestation service"));
	release_card_answers(&answers);
	release_card(&card);
	buf_release(&text);
}

/* The upper bits of a balance's word may mean something else. */
static void the_mask_cuts_the_balance_out_of_its_word(void **state)
{
	struct buf text = vector_bytes("vectors/card", "whole.json");
	struct json *want = card_vector("whole-answers.json");
	struct u256 balance = vector_number(want, "balance");
	struct card_answers answers;
	struct card card;
	struct err e = {0};

	(void)state;
	assert_int_equal(read_card(&card, text.data, text.len, &e), STATUS_OK);
	memset(card.pins.balance_mask.bytes, 0, 31);
	assert_int_equal(verify_card(&answers, &card, &recovery, &e), STATUS_OK);
	assert_true(balance.limb[0] > 0xFF);
	assert_true(answers.balance.raw.limb[0] == (balance.limb[0] & 0xFF));
	assert_int_equal(answers.balance.raw.limb[1], 0);
	release_card_answers(&answers);
	release_card(&card);
	json_free(want);
	buf_release(&text);
}

/* A signer that is not the publisher. */
static enum status recover_another(struct address *out, const struct hash *digest,
				   const uint8_t signature[static DESCRIPTION_SIGNATURE_SIZE])
{
	(void)digest;
	(void)signature;
	memset(out->bytes, 0xEE, sizeof(out->bytes));
	return STATUS_OK;
}

static void a_description_of_another_publisher_takes_no_version_over(void **state)
{
	static const struct card_recovery another = {recover_another};
	struct buf text = vector_bytes("vectors/card", "whole.json");
	struct card_answers answers;
	struct card card;
	struct err e = {0};

	(void)state;
	assert_int_equal(read_card(&card, text.data, text.len, &e), STATUS_OK);
	describe(&card, "0xf39fd6e51aad88f6f4ce6ab8827279cfffb92266",
		 "0xeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeee");
	assert_int_equal(verify_card(&answers, &card, &another, &e), ERR_MISMATCH);
	assert_non_null(strstr(e.text, "published by another account"));
	release_card(&card);
	buf_release(&text);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_altered_field_is_found),
		cmocka_unit_test(no_node_can_be_left_out_or_changed),
		cmocka_unit_test(no_byte_of_the_file_can_change),
		cmocka_unit_test(figures_cannot_be_invented_where_the_publisher_attests_none),
		cmocka_unit_test(figures_left_out_leave_a_gap),
		cmocka_unit_test(evidence_left_out_leaves_a_gap),
		cmocka_unit_test(a_pin_that_nothing_folds_through_is_compared_with_the_profile),
		cmocka_unit_test(the_mask_cuts_the_balance_out_of_its_word),
		cmocka_unit_test(a_description_of_another_publisher_takes_no_version_over),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
