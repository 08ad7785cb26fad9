/*
 * Golden screens. Each scenario is drawn from a fixture after a script of keys, and compared with
 * golden/NAME.txt, cell by cell and with the styles.
 *
 * `screens` compares all, `screens --write` writes the files anew, `screens NAME` prints one. A
 * scenario is a line of the table `scenarios`; SIZES makes one for each size and form, ONE a single
 * one.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/file.h"
#include "base/secret.h"
#include "tests/screens/script.h"

#define GOLDEN "tests/screens/golden/"

enum look { PLAIN, ASCII, ACCESSIBLE };

struct scenario {
	const char *name;
	enum fixture_kind fixture;
	const char *keys;
	int rows, cols;
	enum look look;
	bool hold; /* work is held, so that its progress shows */
};

/* A view at the sizes and in the forms that every view is designed for. */
#define SIZES(name, fixture, keys)                                              \
	{name "-80x24", fixture, keys, 24, 80, PLAIN, false},                   \
		{name "-120x40", fixture, keys, 40, 120, PLAIN, false},         \
		{name "-200x60", fixture, keys, 60, 200, PLAIN, false},         \
		{name "-40x10", fixture, keys, 10, 40, PLAIN, false},           \
		{name "-ascii", fixture, keys, 24, 80, ASCII, false},           \
		{name "-accessible", fixture, keys, 24, 80, ACCESSIBLE, false}, \
	{                                                                       \
		name "-20x5", fixture, keys, 5, 20, PLAIN, false                \
	}

/* At the three sizes that differ most. */
#define THREE_SIZES(name, fixture, keys)                                \
	{name "-80x24", fixture, keys, 24, 80, PLAIN, false},           \
		{name "-120x40", fixture, keys, 40, 120, PLAIN, false}, \
	{                                                               \
		name "-200x60", fixture, keys, 60, 200, PLAIN, false    \
	}

#define ONE(name, fixture, keys)                          \
	{                                                 \
		name, fixture, keys, 24, 80, PLAIN, false \
	}

/* Keys that compare a file with the models. */
#define COMPARED "4 m '/home/ada/data/notes.jsonl' Tab Tab Enter"

/* Keys that read a file of a payer that nobody pins, which asks for the network's name. */
#define BROUGHT "'drop.json' Enter <0x00000000219ab540356cBB839Cbe05303d7705Fa> Enter Enter Enter"

/* Keys that claim from three payers at once; and those that read the review to its end. */
#define THREE	"5 Space Space j j j Space c"
#define THE_END " Space Space Space Space Space Space"

static const struct scenario scenarios[] = {
	SIZES("welcome", FIXTURE_NOTHING, ""),
	SIZES("welcome-lost", FIXTURE_LOST, ""),
	SIZES("network", FIXTURE_NOTHING, "w"),
	SIZES("overview", FIXTURE_FULL, ""),
	SIZES("datasets", FIXTURE_FULL, "2"),
	SIZES("scores", FIXTURE_FULL, "3"),
	SIZES("preview", FIXTURE_FULL, "4 p 'notes.jsonl' Enter"),
	THREE_SIZES("preview-bad", FIXTURE_FULL, "4 p 'bad.jsonl' Enter"),
	THREE_SIZES("preview-crafted", FIXTURE_FULL, "4 p 'crafted.jsonl' Enter"),
	THREE_SIZES("preview-foreign", FIXTURE_FULL, "4 p 'foreign.jsonl' Enter"),
	THREE_SIZES("preview-unlabelled", FIXTURE_FULL, "4 p 'unlabelled.jsonl' Enter"),
	SIZES("claims", FIXTURE_FULL, "5 t"),
	SIZES("owed", FIXTURE_PAYERS, "5"),
	SIZES("nodes", FIXTURE_FULL, "6"),
	SIZES("vault", FIXTURE_FULL, "7"),
	SIZES("log", FIXTURE_FULL, "8"),
	SIZES("models", FIXTURE_MODELS, "9"),
	SIZES("models-page", FIXTURE_MODELS, "9 Enter"),
	SIZES("review", FIXTURE_FULL, "c"),
	SIZES("compare", FIXTURE_MODELS, COMPARED),
	SIZES("compare-page", FIXTURE_MODELS, COMPARED " j Enter"),
	SIZES("compare-map", FIXTURE_MODELS, COMPARED " j M"),
	SIZES("overview-several", FIXTURE_SEVERAL, ""),
	SIZES("overview-twelve", FIXTURE_TWELVE, ""),
	SIZES("overview-only", FIXTURE_TWELVE, "f 'gro' Enter"),
	ONE("overview-only-account", FIXTURE_SEVERAL, "o Down Enter"),
	ONE("show-network", FIXTURE_TWELVE, "f"),
	{"show-network-40x10", FIXTURE_TWELVE, "f", 10, 40, PLAIN, false},
	ONE("claim-several", FIXTURE_SEVERAL, "c Right"),
	{"claim-several-40x10", FIXTURE_SEVERAL, "c", 10, 40, PLAIN, false},
	ONE("show-account", FIXTURE_SEVERAL, "o"),
	ONE("nodes-only", FIXTURE_TWELVE, "6 f 'dev' Enter"),
	ONE("datasets-several", FIXTURE_SEVERAL, "2"),
	ONE("datasets-several-sorted", FIXTURE_SEVERAL, "2 / 'grove' Enter s s s s s s s"),
	{"datasets-several-40x10", FIXTURE_SEVERAL, "2", 10, 40, PLAIN, false},
	{"claims-several-40x10", FIXTURE_SEVERAL, "5 t", 10, 40, PLAIN, false},
	{"log-several-40x10", FIXTURE_SEVERAL, "8", 10, 40, PLAIN, false},
	{"scores-several-40x10", FIXTURE_SEVERAL, "3", 10, 40, PLAIN, false},
	ONE("nodes-twelve", FIXTURE_TWELVE, "6"),
	ONE("claims-several", FIXTURE_SEVERAL, "5 t"),
	ONE("owed-several", FIXTURE_SEVERAL, "5"),
	ONE("overview-unchosen", FIXTURE_UNCHOSEN, ""),
	ONE("overview-fresh", FIXTURE_FRESH, ""),
	ONE("overview-loading", FIXTURE_LOADING, ""),
	ONE("overview-quiet", FIXTURE_QUIET, ""),
	ONE("overview-offline", FIXTURE_OFFLINE, ""),
	ONE("overview-unhashed", FIXTURE_UNHASHED, ""),
	ONE("overview-stale", FIXTURE_STALE, ""),
	ONE("overview-disputed", FIXTURE_DISPUTED, ""),
	ONE("overview-underfunded", FIXTURE_UNDERFUNDED, ""),
	ONE("overview-read-only", FIXTURE_READ_ONLY, "c"),
	ONE("overview-unlocked", FIXTURE_UNLOCKED, ""),
	ONE("overview-hostile", FIXTURE_HOSTILE, ""),
	ONE("overview-hidden", FIXTURE_FULL, "b"),
	{"overview-hostile-40x10", FIXTURE_HOSTILE, "", 10, 40, PLAIN, false},
	{"overview-hostile-ascii", FIXTURE_HOSTILE, "", 24, 80, ASCII, false},
	ONE("datasets-empty", FIXTURE_QUIET, "2"),
	ONE("datasets-uploading", FIXTURE_FULL, "2 j j j"),
	{"datasets-progress", FIXTURE_FULL, "2 j j j R", 24, 80, PLAIN, true},
	ONE("datasets-intake", FIXTURE_UNLOCKED, "2 j j j U"),
	ONE("datasets-commit", FIXTURE_FULL, "2 C '~/notes.jsonl' Tab"),
	ONE("datasets-offer", FIXTURE_SEVERAL, "2 g O Tab Right"),
	ONE("datasets-waiting", FIXTURE_SEVERAL, "2 G"),
	ONE("datasets-choose", FIXTURE_SEVERAL, "2 G O Tab"),
	ONE("datasets-detail", FIXTURE_FULL, "2 Enter"),
	ONE("scores-empty", FIXTURE_QUIET, "3"),
	ONE("scores-leaves", FIXTURE_FULL, "3 t"),
	ONE("scores-live", FIXTURE_FULL, "3 t t"),
	ONE("scores-live-filter", FIXTURE_FULL, "3 t t / '!2025' Enter s s s s s I"),
	ONE("scores-fault", FIXTURE_FAULT, "3 j"),
	ONE("scores-finding", FIXTURE_FAULT, "1 F"),
	ONE("overview-fault", FIXTURE_FAULT, "1"),
	ONE("scores-epoch", FIXTURE_FULL, "3 Enter"),
	ONE("preview-empty", FIXTURE_FULL, "4"),
	ONE("preview-one-label", FIXTURE_FULL, "4 p 'one-label.jsonl' Enter"),
	ONE("preview-drop-wrong", FIXTURE_FULL, "4 p 'bad.jsonl' Enter w"),
	THREE_SIZES("preview-why", FIXTURE_FULL, "4 p 'notes.jsonl' Enter G Enter"),
	ONE("preview-keep", FIXTURE_FULL, "4 p 'notes.jsonl' Enter Space K"),
	ONE("preview-commit-rest", FIXTURE_FULL, "4 p 'notes.jsonl' Enter Space j Space C"),
	THREE_SIZES("preview-renamed", FIXTURE_FULL, "4 p 'renamed.jsonl' Enter"),
	ONE("preview-map", FIXTURE_FULL, "4 p 'renamed.jsonl' Enter M"),
	ONE("preview-marks", FIXTURE_FULL, "4 p 'notes.jsonl' Enter Space j Space"),
	ONE("compare-empty", FIXTURE_MODELS, "4 t"),
	ONE("compare-unchosen", FIXTURE_UNCHOSEN, "4 t"),
	ONE("compare-no-model", FIXTURE_FRESH, "4 t"),
	ONE("compare-form", FIXTURE_FULL, "2 m"),
	{"compare-progress", FIXTURE_MODELS, COMPARED " Esc", 24, 80, PLAIN, true},
	ONE("compare-refused", FIXTURE_MODELS, COMPARED " G"),
	ONE("compare-licence", FIXTURE_MODELS, COMPARED " j j j Enter"),
	ONE("compare-hidden", FIXTURE_MODELS, COMPARED " b"),
	ONE("compare-filter", FIXTURE_MODELS, COMPARED " / 'devnet' Enter"),
	ONE("compare-mapped", FIXTURE_MODELS, COMPARED " j M Right Enter"),
	ONE("compare-commit", FIXTURE_MODELS, COMPARED " j C"),
	ONE("claims-empty", FIXTURE_QUIET, "5 t"),
	ONE("owed-empty", FIXTURE_QUIET, "5"),
	ONE("owed-royalties", FIXTURE_FULL, "5"),
	ONE("owed-unfolded", FIXTURE_PAYERS, "5 z G"),
	ONE("owed-marked", FIXTURE_PAYERS, "5 j Space Space Space"),
	ONE("owed-imitation", FIXTURE_PAYERS, "5 / 'imitates' Enter Enter"),
	ONE("owed-redirected", FIXTURE_PAYERS, "5 / 'usdc' Enter"),
	ONE("owed-disputed", FIXTURE_PAYERS, "5 / 'disputed' Enter"),
	ONE("owed-hidden", FIXTURE_PAYERS, "5 b"),
	ONE("owed-vesting", FIXTURE_PAYERS, "5 j j j j j Enter"),
	{"owed-page", FIXTURE_PAYERS, "5 j Enter", 40, 120, PLAIN, false},
	ONE("owed-choose", FIXTURE_PAYERS, "c"),
	SIZES("brought-form", FIXTURE_PAYERS, "5 a"),
	SIZES("brought-pin", FIXTURE_PAYERS, "5 a " BROUGHT),
	ONE("overview-payers", FIXTURE_PAYERS, ""),
	{"overview-payers-120x40", FIXTURE_PAYERS, "", 40, 120, PLAIN, false},
	{"overview-payers-40x10", FIXTURE_PAYERS, "", 10, 40, PLAIN, false},
	ONE("claims-confirmed", FIXTURE_FULL, "5 t j j"),
	ONE("claims-received", FIXTURE_FULL, "5 t t"),
	ONE("claims-received-empty", FIXTURE_QUIET, "5 t t"),
	ONE("claims-cancel", FIXTURE_SIGNED, "5 t X"),
	ONE("claims-sent", FIXTURE_SENT, "5 t"),
	ONE("owed-sent", FIXTURE_SENT, "5"),
	ONE("overview-sent", FIXTURE_SENT, "1"),
	ONE("nodes-disputed", FIXTURE_DISPUTED, "6"),
	ONE("nodes-disputes", FIXTURE_DISPUTED, "6 !"),
	ONE("nodes-quiet", FIXTURE_QUIET, "6"),
	ONE("vault-delegated", FIXTURE_DELEGATED, "7"),
	SIZES("vault-unlocked", FIXTURE_UNLOCKED, "7"),
	SIZES("vault-unprotected", FIXTURE_UNPROTECTED, "7"),
	ONE("vault-watching", FIXTURE_QUIET, "7"),
	ONE("vault-qr", FIXTURE_FULL, "7 Q"),
	ONE("vault-create", FIXTURE_NOTHING, "c"),
	ONE("vault-restore", FIXTURE_NOTHING, "r"),
	ONE("vault-watch", FIXTURE_FULL, "7 w <0xf39f> Tab 'desk'"),
	ONE("log-transactions", FIXTURE_FULL, "8 t"),
	ONE("log-empty", FIXTURE_QUIET, "8"),
	ONE("models-fault", FIXTURE_MODELS, "9 G"),
	ONE("models-fault-page", FIXTURE_MODELS, "9 G Enter"),
	ONE("models-card", FIXTURE_MODELS, "9 x"),
	ONE("models-empty", FIXTURE_QUIET, "9"),
	SIZES("review-end", FIXTURE_FULL, "c" THE_END),
	ONE("review-continue", FIXTURE_FULL, "c Space Tab"),
	ONE("review-early", FIXTURE_FULL, "c Tab"),
	ONE("review-signed", FIXTURE_UNLOCKED, "c Space Tab Enter"),
	ONE("review-fields", FIXTURE_FULL, "c d"),
	ONE("review-export", FIXTURE_FULL, "c x"),
	ONE("review-rest", FIXTURE_FULL, "c Space"),
	SIZES("review-three", FIXTURE_PAYERS, THREE),
	ONE("review-three-second", FIXTURE_PAYERS, THREE " Space Space k k k"),
	ONE("review-three-early", FIXTURE_PAYERS, THREE " Tab"),
	SIZES("review-three-end", FIXTURE_PAYERS, THREE THE_END),
	ONE("review-three-continue", FIXTURE_PAYERS, THREE THE_END " Tab"),
	ONE("review-three-signed", FIXTURE_PAYERS, THREE THE_END " Tab Enter"),
	ONE("review-three-fields", FIXTURE_PAYERS, THREE " d"),
	ONE("review-redirected", FIXTURE_PAYERS, "5 j j c"),
	ONE("review-vesting", FIXTURE_PAYERS, "5 j j j j j c"),
	ONE("review-untold", FIXTURE_PAYERS, "5 / 'older' Enter c"),
	ONE("send", FIXTURE_FULL, "S '5.25' Tab '0x70997970C51812dc3A010C7d01b50e0d17dc79C8'"),
	ONE("send-wrong", FIXTURE_FULL,
	    "S '61.250001' Tab '0x70997970c51812dc3A010C7d01b50e0d17dc79C8'"),
	ONE("send-review", FIXTURE_FULL,
	    "S '5' Tab '0x70997970C51812dc3A010C7d01b50e0d17dc79C8' Enter"),
	{"send-40x10", FIXTURE_FULL, "S '61.250001'", 10, 40, PLAIN, false},
	ONE("help", FIXTURE_FULL, "?"),
	ONE("palette", FIXTURE_FULL, ": 'aud'"),
	{"working", FIXTURE_FULL, "u", 24, 80, PLAIN, true},
};

static void draw(const struct scenario *c, struct buf *out)
{
	struct dashboard_options o = {.ascii = c->look == ASCII,
				      .accessible = c->look == ACCESSIBLE};
	struct script t;

	script_open(&t, c->fixture, c->rows, c->cols, &o);
	fake_app_hold(t.app, c->hold);
	script_play(&t, c->keys);
	screen_dump(out, &t.screen, true);
	script_close(&t);
}

/* Prints the first line that differs. */
static void explain(const char *name, const char *want, const char *got)
{
	int line = 1;

	while (*want != '\0' && *want == *got) {
		line += *want == '\n';
		want++;
		got++;
	}
	while (want[-1] != '\n' && line > 1) {
		want--;
		got--;
	}
	printf("  FAIL  %s\n    line:   %d\n    golden: %.*s\n    drawn:  %.*s\n", name, line,
	       (int)strcspn(want, "\n"), want, (int)strcspn(got, "\n"), got);
}

static bool check(const struct scenario *c, bool write_it)
{
	struct buf drawn, golden;
	char path[256];
	struct err e = {0};
	bool same;

	buf_init(&drawn, MIB);
	buf_init(&golden, MIB);
	draw(c, &drawn);
	snprintf(path, sizeof(path), GOLDEN "%s.txt", c->name);
	if (write_it) {
		FILE *f = fopen(path, "w");

		same = f != NULL && fwrite(drawn.data, 1, drawn.len, f) == drawn.len;
		if (f != NULL)
			same = fclose(f) == 0 && same;
	} else if (file_read(&golden, path, &e) != STATUS_OK) {
		printf("  FAIL  %s\n    %s\n", c->name, e.text);
		same = false;
	} else {
		same = golden.len == drawn.len && memcmp(golden.data, drawn.data, drawn.len) == 0;
		if (!same)
			explain(c->name, buf_str(&golden), buf_str(&drawn));
	}
	buf_release(&drawn);
	buf_release(&golden);
	return same;
}

static int print(const char *name)
{
	for (size_t i = 0; i < ARRAY_SIZE(scenarios); i++) {
		struct buf drawn;

		if (strcmp(scenarios[i].name, name) != 0)
			continue;
		buf_init(&drawn, MIB);
		draw(&scenarios[i], &drawn);
		fputs(buf_str(&drawn), stdout);
		buf_release(&drawn);
		return 0;
	}
	fprintf(stderr, "no scenario is called %s\n", name);
	return 2;
}

int main(int argc, char **argv)
{
	bool write_all = argc > 1 && strcmp(argv[1], "--write") == 0;
	const char *only = getenv("TEST");
	unsigned passed = 0, failed = 0;
	struct err e = {0};

	if (secret_start(&e) != STATUS_OK) {
		fprintf(stderr, "%s\n", e.text);
		return 1;
	}
	if (argc > 1 && !write_all)
		return print(argv[1]);
	for (size_t i = 0; i < ARRAY_SIZE(scenarios); i++) {
		bool same;

		if (only != NULL && only[0] != '\0' && strcmp(only, scenarios[i].name) != 0)
			continue;
		same = check(&scenarios[i], write_all);
		passed += same;
		failed += !same;
	}
	printf("screens: %u passed, %u failed\n", passed, failed);
	return failed > 0;
}
