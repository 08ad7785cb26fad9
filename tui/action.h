/*
 * The table of all actions. Keys, palette, help, footer, mouse, keys.ini, the manual and the
 * refusals of --read-only come from it.
 */
#ifndef TUI_ACTION_H
#define TUI_ACTION_H

#include <stddef.h>

/* The views. VIEW_WELCOME stands in for the overview while no account is known. */
enum view_id {
	VIEW_OVERVIEW,
	VIEW_DATASETS,
	VIEW_SCORES,
	VIEW_PREVIEW,
	VIEW_CLAIMS,
	VIEW_NODES,
	VIEW_VAULT,
	VIEW_LOG,
	VIEW_MODELS,
	VIEW_WELCOME,
	VIEW_COUNT
};

#define IN_OVERVIEW (1u << VIEW_OVERVIEW)
#define IN_DATASETS (1u << VIEW_DATASETS)
#define IN_SCORES   (1u << VIEW_SCORES)
#define IN_PREVIEW  (1u << VIEW_PREVIEW)
#define IN_CLAIMS   (1u << VIEW_CLAIMS)
#define IN_NODES    (1u << VIEW_NODES)
#define IN_VAULT    (1u << VIEW_VAULT)
#define IN_LOG	    (1u << VIEW_LOG)
#define IN_MODELS   (1u << VIEW_MODELS)
#define IN_WELCOME  (1u << VIEW_WELCOME)
#define IN_ALL	    ((1u << VIEW_COUNT) - 1)
#define IN_LISTS    (IN_ALL)
#define IN_TABLES   (IN_ALL & ~(IN_WELCOME | IN_VAULT | IN_NODES))

#define ACTION_MUTATES \
	1u /* changes the vault, the chain or the user's files: refused by --read-only */
#define ACTION_HINT	  2u /* shown in the footer while valid */
#define ACTION_OF_NETWORK 4u /* needs a network: without one, it is asked for first */

/* X(id, name, default keys, views, flags, hint, help) ; footer order is table order */
#define ACTION_LIST(X)                                                                             \
	X(OPEN, "open", "Enter", IN_ALL, ACTION_HINT, "open", "open the selected row")             \
	X(WATCH, "watch", "w", IN_WELCOME | IN_VAULT,                                              \
	  ACTION_HINT | ACTION_MUTATES | ACTION_OF_NETWORK, "watch",                               \
	  "watch an address without its key")                                                      \
	X(CREATE, "create-vault", "c", IN_WELCOME | IN_VAULT, ACTION_HINT | ACTION_MUTATES,        \
	  "create", "create a vault with a new recovery phrase")                                   \
	X(RESTORE, "restore-vault", "r", IN_WELCOME | IN_VAULT, ACTION_HINT | ACTION_MUTATES,      \
	  "restore", "restore a vault from its recovery phrase")                                   \
	X(DEMO, "demo", "d", IN_WELCOME, ACTION_HINT, "demo",                                      \
	  "how to try byline on a local network")                                                  \
	X(CLAIM, "claim", "c", IN_OVERVIEW | IN_CLAIMS,                                            \
	  ACTION_HINT | ACTION_MUTATES | ACTION_OF_NETWORK, "claim",                               \
	  "prepare a claim of royalties, for review")                                              \
	X(SEND, "send", "S", IN_OVERVIEW | IN_VAULT,                                               \
	  ACTION_HINT | ACTION_MUTATES | ACTION_OF_NETWORK, "send",                                \
	  "send tokens or coins to an address, for review")                                        \
	X(CONTINUE, "continue", "S", IN_CLAIMS, ACTION_HINT | ACTION_MUTATES | ACTION_OF_NETWORK,  \
	  "go on", "go on with the selected claim: review, sign or send")                          \
	X(CANCEL_CLAIM, "cancel-claim", "X", IN_CLAIMS,                                            \
	  ACTION_HINT | ACTION_MUTATES | ACTION_OF_NETWORK, "cancel",                              \
	  "end the selected claim: a draft for nothing, else by an empty transaction")             \
	X(IMPORT, "import", "i", IN_CLAIMS, ACTION_HINT | ACTION_MUTATES | ACTION_OF_NETWORK,      \
	  "import", "read a claim bundle, unsigned or signed, from a file")                        \
	X(COMMIT, "commit", "C", IN_DATASETS | IN_PREVIEW,                                         \
	  ACTION_HINT | ACTION_MUTATES | ACTION_OF_NETWORK, "commit",                              \
	  "commit to a dataset on chain, for review")                                              \
	X(OFFER, "offer", "O", IN_DATASETS, ACTION_MUTATES | ACTION_OF_NETWORK, "offer",           \
	  "offer the selected dataset to another datanet, for review")                             \
	X(UPLOAD, "upload", "U", IN_DATASETS, ACTION_HINT | ACTION_MUTATES | ACTION_OF_NETWORK,    \
	  "upload", "seal and upload the selected dataset, or resume")                             \
	X(PROVE, "prove", "P", IN_DATASETS, ACTION_HINT | ACTION_MUTATES | ACTION_OF_NETWORK,      \
	  "prove", "write a disclosure of one record")                                             \
	X(REVOKE, "revoke", "X", IN_DATASETS, ACTION_MUTATES | ACTION_OF_NETWORK, "revoke",        \
	  "revoke the selected dataset's commitment, for review")                                  \
	X(PREVIEW, "preview", "p", IN_OVERVIEW | IN_DATASETS | IN_PREVIEW,                         \
	  ACTION_HINT | ACTION_OF_NETWORK, "preview",                                              \
	  "score the records of a file against the model")                                         \
	X(COMPARE, "compare-models", "m", IN_DATASETS | IN_PREVIEW | IN_MODELS,                    \
	  ACTION_HINT | ACTION_OF_NETWORK, "compare",                                              \
	  "where a file is worth most: score it against every model")                              \
	X(MAP, "map-labels", "M", IN_PREVIEW, ACTION_HINT, "map",                                  \
	  "say which labels of the selected model the file's labels count as")                     \
	X(TOGGLE, "toggle", "t", IN_SCORES | IN_PREVIEW | IN_CLAIMS | IN_LOG | IN_NODES,           \
	  ACTION_HINT, "next list", "show the view's next list")                                   \
	X(AUDIT, "audit", "a", IN_SCORES, ACTION_HINT | ACTION_OF_NETWORK, "audit",                \
	  "audit the own leaves of all epochs")                                                    \
	X(AUDIT_FULL, "audit-full", "A", IN_SCORES, ACTION_HINT | ACTION_OF_NETWORK, "audit all",  \
	  "fetch every epoch's document and redo its sums")                                        \
	X(FINDING, "finding", "F", IN_OVERVIEW | IN_SCORES, ACTION_HINT, "finding",                \
	  "what an audit found, and what can be done")                                             \
	X(DISPUTES, "disputes", "!", IN_NODES, ACTION_HINT, "disputes",                            \
	  "list the contradictions between nodes")                                                 \
	X(ADD_ACCOUNT, "add-account", "a", IN_VAULT, ACTION_HINT | ACTION_MUTATES, "add",          \
	  "add the vault's next account")                                                          \
	X(LABEL, "label", "l", IN_VAULT, ACTION_MUTATES, "label", "name the selected account")     \
	X(QR, "qr", "Q", IN_VAULT, ACTION_HINT, "QR", "the selected address as a QR code")         \
	X(PASSPHRASE, "change-passphrase", "p", IN_VAULT, ACTION_MUTATES, "passphrase",            \
	  "change the vault's passphrase")                                                         \
	X(REVEAL, "reveal-phrase", "v", IN_VAULT, 0, "phrase",                                     \
	  "have the signer show the recovery phrase")                                              \
	X(DRILL, "drill", "d", IN_VAULT, ACTION_MUTATES, "drill",                                  \
	  "have the signer ask for words of the phrase that you wrote down")                       \
	X(MARK, "mark", "Space", IN_PREVIEW | IN_CLAIMS, ACTION_HINT, "mark",                      \
	  "mark the selected row")                                                                 \
	X(KEEP, "keep", "K", IN_PREVIEW, ACTION_HINT | ACTION_MUTATES, "keep",                     \
	  "write the marked records, or the others, to a file")                                    \
	X(DROP_HARMFUL, "drop-harmful", "x", IN_PREVIEW, ACTION_HINT | ACTION_MUTATES,             \
	  "drop what hurts", "write a file without the records that hurt the model")               \
	X(DROP_WRONG, "drop-wrong", "w", IN_PREVIEW, ACTION_HINT | ACTION_MUTATES,                 \
	  "drop what looks wrong", "write a file without the records whose labels look wrong")     \
	X(UNFOLD, "unfold", "z", IN_CLAIMS, ACTION_HINT, "fold",                                   \
	  "show or hide what is owed in tokens that nobody asked for")                             \
	X(ADD_CLAIMS, "add-claims", "a", IN_CLAIMS,                                                \
	  ACTION_HINT | ACTION_MUTATES | ACTION_OF_NETWORK, "add",                                 \
	  "add a payer's claims by the file that it gives")                                        \
	X(FILTER, "filter", "/", IN_TABLES, ACTION_HINT, "filter",                                 \
	  "show rows with a text; !text without it")                                               \
	X(SORT, "sort", "s", IN_TABLES, ACTION_HINT, "sort", "sort by the next column")            \
	X(REVERSE, "reverse", "I", IN_TABLES, 0, "reverse", "turn the order round")                \
	X(NEXT_MATCH, "next-match", "n", IN_TABLES, 0, "next",                                     \
	  "next row with the last filter's text")                                                  \
	X(PREVIOUS_MATCH, "previous-match", "N", IN_TABLES, 0, "previous", "previous such row")    \
	X(EXPORT, "export", "e",                                                                   \
	  IN_OVERVIEW | IN_DATASETS | IN_SCORES | IN_PREVIEW | IN_CLAIMS | IN_LOG, ACTION_HINT,    \
	  "export", "write the table as CSV")                                                      \
	X(EXPORT_CARD, "export-card", "x", IN_MODELS,                                              \
	  ACTION_HINT | ACTION_MUTATES | ACTION_OF_NETWORK, "export card",                         \
	  "write the card of the selected model, with all proofs")                                 \
	X(COPY, "copy", "y", IN_ALL, ACTION_HINT, "copy",                                          \
	  "copy the selected address, hash or text")                                               \
	X(UNLOCK, "unlock", "u", IN_ALL, ACTION_HINT, "unlock", "unlock the vault")                \
	X(HIDE, "hide", "b", IN_ALL, 0, "hide", "hide or show amounts")                            \
	X(REFRESH, "refresh", "R F5", IN_ALL, ACTION_OF_NETWORK, "refresh", "ask the network now") \
	X(LOCK, "lock", "L", IN_ALL, 0, "lock", "lock the vault")                                  \
	X(NETWORK, "network", "W", IN_ALL, ACTION_MUTATES, "network", "use another network")       \
	X(SHOW_NETWORK, "show-network", "f", IN_ALL & ~IN_WELCOME, ACTION_HINT, "one network",     \
	  "show the rows of one network alone, everywhere")                                        \
	X(SHOW_ACCOUNT, "show-account", "o", IN_ALL & ~IN_WELCOME, 0, "one account",               \
	  "show the rows of one account alone, which acts then")                                   \
	X(SHOW_ALL, "show-all", "0", IN_ALL & ~IN_WELCOME, ACTION_HINT, "show all",                \
	  "show all networks and accounts again")                                                  \
	X(DOWN, "down", "j Down", IN_ALL, 0, "", "next row")                                       \
	X(UP, "up", "k Up", IN_ALL, 0, "", "previous row")                                         \
	X(PAGE_DOWN, "page-down", "PgDn Ctrl-D", IN_ALL, 0, "", "a page down")                     \
	X(PAGE_UP, "page-up", "PgUp Ctrl-U", IN_ALL, 0, "", "a page up")                           \
	X(FIRST, "first", "g Home", IN_ALL, 0, "", "first row")                                    \
	X(LAST, "last", "G End", IN_ALL, 0, "", "last row")                                        \
	X(OVERVIEW, "overview", "1", IN_ALL, 0, "", "royalties, their audit, and what is new")     \
	X(DATASETS, "datasets", "2", IN_ALL, 0, "", "contributed datasets and their state")        \
	X(SCORES, "scores", "3", IN_ALL, 0, "", "earnings by epoch, and their audit")              \
	X(PREVIEWS, "previews", "4", IN_ALL, 0, "", "the effect of a file on the model")           \
	X(CLAIMS, "claims", "5", IN_ALL, 0, "", "what is owed, and claims from preparation on")    \
	X(NODES, "nodes", "6", IN_ALL, 0, "", "the nodes, and whether they agree")                 \
	X(VAULT, "vault", "7", IN_ALL, 0, "", "accounts, keys and protections")                    \
	X(LOG, "log", "8", IN_ALL, 0, "", "events and own transactions")                           \
	X(MODELS, "models", "9", IN_ALL, 0, "", "who made each model, from whose data, paid how")  \
	X(NEXT_VIEW, "next-view", "Tab", IN_ALL, 0, "", "next view")                               \
	X(PREVIOUS_VIEW, "previous-view", "Shift-Tab", IN_ALL, 0, "", "previous view")             \
	X(BACK, "back", "Esc", IN_ALL, 0, "back", "one step back; stops running work")             \
	X(REDRAW, "redraw", "Ctrl-L", IN_ALL, 0, "", "draw the whole screen again")                \
	X(SUSPEND, "suspend", "Ctrl-Z", IN_ALL, 0, "", "lock the vault and go to the background")  \
	X(PALETTE, "palette", ":", IN_ALL, ACTION_HINT, "command", "run any action by its name")   \
	X(HELP, "help", "? F1", IN_ALL, ACTION_HINT, "help", "this list")                          \
	X(QUIT, "quit", "q Ctrl-C", IN_ALL, ACTION_HINT, "quit", "leave byline; work stops safely")

enum action {
#define X(id, ...) ACTION_##id,
	ACTION_LIST(X)
#undef X
		ACTION_COUNT,
	ACTION_NONE = ACTION_COUNT
};

struct action_info {
	const char *name; /* as typed in the palette and in keys.ini */
	const char *keys; /* the default keys, separated by blanks */
	unsigned views;	  /* where it can be done: IN_… */
	unsigned flags;	  /* ACTION_… */
	const char *hint; /* its word in the footer; "" keeps it out of there */
	const char *help;
};

/* The row of an action in the table; `a` < ACTION_COUNT. */
const struct action_info *action_info(enum action a);

/* The action called `name`, or ACTION_NONE. */
enum action action_named(const char *name, size_t len);

/*
 * How well `typed` fits a name; higher is better, 0 means not at all. The whole name fits best,
 * then its beginning, then a part of it, then its letters in order.
 */
int action_match(const char *typed, const char *name);

#endif
