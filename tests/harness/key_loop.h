/*
 * A contributor's loop by keys alone: the dashboard on a pseudo-terminal, against a live local
 * network. The steps are tests; each goes on where the one before it ended, at the datanet that the
 * loop is about. Whatever goes wrong here fails the running test, with the screen.
 */
#ifndef TESTS_HARNESS_KEY_LOOP_H
#define TESTS_HARNESS_KEY_LOOP_H

#include "base/dir.h"
#include "tests/harness/pty.h"
#include "tests/lib/devnet.h"

#define KEY_LOOP_PHRASE	    "test test test test test test test test test test test junk"
#define KEY_LOOP_PASSPHRASE "correct horse battery"

/* The datanet of a loop, and what differs from one to another. */
struct key_loop_place {
	const char *network, *datanet;
	const char *node;   /* one of the network's, for questions of foundry's cast */
	const char *symbol; /* the token that the datanet pays */
	const char *name;   /* the dataset's and its file's */
	unsigned records;   /* so many of those that no contributor has */
	const char *licence;
	const char *choice;  /* its entry in a form that asks for the datanet; NULL: none asks */
	const char *nothing; /* on the overview, once all is claimed */
};

/* One loop: the network, the user's folder, the program on its terminal. */
struct key_loop {
	const struct key_loop_place *at;
	struct devnet net;
	char *folder, *records;
	struct pty *pty;
};

extern struct key_loop key_loop;

/* Starts the network and writes profiles and records into a new folder. */
void key_loop_start(const struct key_loop_place *at, const char *name);
void key_loop_end(void);

/* Writes the profiles of all networks into a folder. */
void key_loop_write_profiles(const char *folder);

/* Starts the dashboard in the loop's folder; `option` may be NULL. */
void key_loop_open(const char *option);

/* Leaves the dashboard by its key. */
void key_loop_quit(void);

/* Waits for a text; fails where one is on the screen now. */
void see(const char *text);
void see_no(const char *text);

/* Presses keys; the same with what printf() makes of them. */
void keys(const char *keys);
void keysf(const char *format, ...) PRINTF(1, 2);

/* A control call about the loop's datanet. `more` are further parameters, or "". */
void key_loop_tell(const char *call, const char *more);

/* Reads until the agreed block, two below the head, has what was just done. */
void key_loop_settle_down(void);

/* An account's tokens of the datanet, as another program reads them. */
struct u256 key_loop_tokens_of(const char *account);

/* Unlocks the vault; asks nothing where it is open. */
void key_loop_unlock(void);

/* Sends keys that make the signer ask, and answers it until the dashboard is back. */
void key_loop_answer(const char *first_keys);

/*
 * From a review: read it to the end, go on to the signer, and type what it asks for, which is
 * `words` (NULL: whatever it is); or something else, which is refused; and from there, send.
 */
void key_loop_sign(const char *words);
void key_loop_refuse(const char *words);
void key_loop_send(void);

/* Blocks come, and by itself the log tells what became of what was sent. */
void key_loop_await_news(const char *news);

/* Asks for the review of a claim from the loop's datanet. */
void key_loop_claim(void);

/* The datanet answers customers, settles and pays; the dashboard has read it. */
void key_loop_earn(void);

/* --- the steps, which are tests --- */

void a_first_start_leads_to_a_restored_vault(void **state);
void a_preview_ranks_the_records(void **state);
void a_dataset_is_attested(void **state);
void it_is_uploaded_to_a_confirmed_key_and_enters_a_model(void **state);
void its_epoch_is_settled_proven_and_audited(void **state);
void a_claim_is_reviewed_signed_and_received(void **state);
void tokens_are_sent_to_an_address_that_was_typed(void **state);
void nothing_is_signed_by_enter_alone(void **state);
void a_signed_claim_can_be_sent_later(void **state);
void a_claim_is_signed_from_the_file_it_was_exported_to(void **state);
void quitting_leaves_the_terminal_as_it_was(void **state);

#endif
