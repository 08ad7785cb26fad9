/* All subcommands, with the text that help, completion and the tests of the manual go by. */
#include <string.h>

#include "cli/cli.h"
#include "cli/commands.h"

/* The options of every act; the same words everywhere. */
#define ACT_HELP                                                                          \
	"\n"                                                                              \
	"How every act goes: it is prepared and shown, you type what is asked for, the\n" \
	"vault is opened, it is signed; sending is another step.\n"                       \
	"  --send          send it once it is signed, and wait until it is final\n"       \
	"  --no-wait       do not wait; every sync follows it, byline tx list tells\n"    \
	"  --timeout N     wait N seconds, 1800 unless told; exit code 4 when it is\n"    \
	"                  still pending then, which byline tx cancel can end\n"          \
	"  --prepare       only show it\n"                                                \
	"  --out FILE      only show it and keep it in FILE, unsigned\n"                  \
	"  --confirm TEXT  the text that would be typed, for scripts\n"                   \
	"With --expect HASH exactly the transaction with that signing hash is signed.\n"  \
	"An earlier one that is signed and not sent, or has the same nonce, is named,\n"  \
	"and then the last four digits of its hash are asked for, of scripts too.\n"      \
	"Scripts take two steps: --out FILE --json prints the signing hash, then\n"

#define TX_STEPS                                             \
	"  byline tx sign FILE --expect HASH --out SIGNED\n" \
	"  byline tx send SIGNED\n"

const struct command cmd_table[] = {
	{"init", NULL, "init [--words 12|24] [--show-phrase]", "Makes a new vault",
	 "  --words N      words of the recovery phrase, 24 unless told\n"
	 "  --show-phrase  shows the phrase on the terminal, never on stdout\n"
	 "A vault that is there is never overwritten.\n",
	 cmd_init, false},
	{"restore", NULL, "restore [--vault FILE]", "Makes a vault from its recovery phrase",
	 "Asks for the phrase (12 to 24 English words) and a new passphrase. With\n"
	 "--passphrase-fd the descriptor gives the phrase in its first line and the\n"
	 "passphrase in its second.\n"
	 "  --vault FILE  from a copy of the vault file instead, such as byline backup\n"
	 "                writes; it keeps its passphrase\n",
	 cmd_restore, false},
	{"backup", NULL, "backup FILE | --show-phrase", "Saves what the network cannot give back",
	 "Writes own transactions, labels and datasets of every network to FILE, and\n"
	 "the vault, encrypted as it is, to FILE.vault. Records are not in it.\n"
	 "  --show-phrase  shows the recovery phrase on the terminal instead\n",
	 cmd_backup, false},
	{"passwd", NULL, "passwd", "Changes the passphrase of the vault",
	 "With --passphrase-fd the present one is the first line, the new one the second.\n",
	 cmd_passwd, false},
	{"account", "list new watch forget label", "account list|new|watch|forget|label ...",
	 "Accounts of the vault, and those only watched",
	 "  account list\n"
	 "  account new [--label TEXT]            the next account of the vault\n"
	 "  account watch ADDRESS [--label TEXT]  no key is needed to look\n"
	 "  account forget ACCOUNT                one that is watched: not shown any more\n"
	 "  account label ACCOUNT TEXT\n"
	 "An ACCOUNT is an address, a label, or the number of an account in the vault.\n",
	 cmd_account, false},
	{"dataset", "list show commit upload prove verify revoke",
	 "dataset list|show|commit|upload|prove|verify|revoke ...",
	 "What you contribute, and what becomes of it",
	 "  dataset list\n"
	 "  dataset show NAME\n"
	 "  dataset commit PATH [OPTIONS]     hash the records; nothing leaves the machine\n"
	 "  dataset upload NAME               seal the records and send them, resumably\n"
	 "  dataset prove NAME N --out FILE   show record N to somebody (the first is 0)\n"
	 "  dataset verify FILE               check what somebody shows\n"
	 "  dataset verify NAME               check that your own records are unchanged\n"
	 "  dataset revoke NAME               no new model may include it\n"
	 "A NAME is a name, a root, a dataset id, or the beginning of one (0x12ab).\n"
	 "\n"
	 "commit takes:\n"
	 "  --name TEXT      how it is called here\n"
	 "  --kind K         lines, csv or files; guessed unless told\n"
	 "  --text NAME      the JSON key or CSV column of the text\n"
	 "  --label NAME     the JSON key or CSV column of the label\n"
	 "  --license ID     what all may do with the records, as an SPDX identifier;\n"
	 "                   attested with them, so it must be said: CC0-1.0 anything at\n"
	 "                   all, CC-BY-4.0 anything that names you, CC-BY-SA-4.0 the same\n"
	 "                   under the same licence, CC-BY-NC-4.0 nothing for money,\n"
	 "                   LicenseRef-NAME your own terms\n"
	 "  --replaces NAME  the version that it replaces, of the same account and datanet\n"
	 "  --keep           keep a copy of the records\n"
	 "  --attest         also attest it on chain; PATH may then be a NAME committed to\n"
	 "                   before. The options below go with it, and with revoke.\n"
	 "upload asks once for the last eight digits of the datanet's intake key:\n"
	 "  --confirm DIGITS\n" ACT_HELP TX_STEPS,
	 cmd_dataset, false},
	{"preview", NULL, "preview PATH [--kind K] [--limit N] [--outputs FILE]",
	 "What records would do to the model, computed here",
	 "  --kind K        lines, csv or files; guessed unless told\n"
	 "  --limit N       shows the N best and the N worst, 10 unless told\n"
	 "  --outputs FILE  instead: which words of a model's outputs stand in the\n"
	 "                  records, for models too large to repeat. FILE has an output a\n"
	 "                  line, or JSON lines or csv with a \"text\". Needs no network.\n"
	 "Runs of six or more words count, by how rare they are in the records: a word\n"
	 "that is one of 1024 weighs 10 bits. Case and punctuation do not matter.\n"
	 "Paraphrase is not seen, and equal words do not prove where a model learned them.\n"
	 "Needs no vault. Nothing leaves the machine. It is a forecast, not a promise.\n",
	 cmd_preview, false},
	{"balance", NULL, "balance", "What you are owed and what you have",
	 "Each figure has its mark: proven against block headers that the nodes agree on,\n"
	 "agreed by the nodes, reported by one server, or disputed. When the network\n"
	 "cannot be reached, the last figures are shown and the exit code is 4.\n",
	 cmd_balance, false},
	{"scores", NULL, "scores [--since TIME]", "What each dataset contributed, by epoch",
	 "  --since TIME  a day such as 2026-11-20, or RFC 3339 in UTC\n", cmd_scores, false},
	{"earnings", NULL, "earnings [--csv] [--since TIME]", "What each settled epoch brought",
	 "  --csv         for spreadsheets, with exact amounts\n"
	 "  --since TIME  a day such as 2026-11-20, or RFC 3339 in UTC\n",
	 cmd_earnings, false},
	{"audit", NULL, "audit [--full]", "Whether the sums are right that you are paid by",
	 "Own leaves are proven and their amounts redone, the live attributions seen of\n"
	 "each epoch are counted against them, and their sum is compared with what the\n"
	 "distributor entitles to by the root in force, which the paid statement must\n"
	 "name. Each account is judged by its own leaves. What was settled after that\n"
	 "statement waits for the next root: it is counted apart, and no fault. Exit\n"
	 "code 5 when something is not as it should be, or not known as of this block.\n"
	 "  --full  fetches each whole statement and redoes everybody's amounts\n",
	 cmd_audit, false},
	{"claim", "prepare show sign send cancel status",
	 "claim prepare|show|sign|send|cancel|status ...",
	 "Collect royalties, with the keys offline if you like",
	 "  claim prepare [OPTIONS]        online: proves what is claimable, shows it\n"
	 "  claim show FILE                what a claim would do, decoded from its bytes\n"
	 "  claim sign FILE --out SIGNED   on the machine with the vault, kept offline\n"
	 "  claim send SIGNED [--no-wait]  online, where it was prepared\n"
	 "  claim cancel N                 spends its nonce\n"
	 "  claim status [N]\n"
	 "\n"
	 "prepare takes:\n"
	 "  --out FILE             write it for the machine that signs\n"
	 "  --sign                 sign it here instead\n"
	 "  --send                 sign it here and send it\n"
	 "  --distributor ADDRESS  another than the first one of the network\n"
	 "  --payer ACCOUNT        who pays the gas; the royalties stay yours\n"
	 "Without --out, --sign or --send nothing is kept.\n"
	 "\n"
	 "sign takes the pinned contracts and the most that gas may cost from the profile\n"
	 "of that machine, chosen with network use or --network: byline has some, others\n"
	 "come with network add FILE. Without a profile it only shows.\n" ACT_HELP
	 "  byline claim sign FILE --expect HASH --out SIGNED\n"
	 "  byline claim send SIGNED\n",
	 cmd_claim, false},
	{"send", NULL, "send TOKEN AMOUNT TO", "Send coins or tokens",
	 "TOKEN is a symbol or address in the network's profile, or its coin; TO a whole\n"
	 "address.\n" ACT_HELP TX_STEPS,
	 cmd_send, false},
	{"sign", "message typed", "sign message|typed ...", "Sign a message or a typed document",
	 "  sign message TEXT, or --file FILE   a personal message (EIP-191)\n"
	 "  sign typed FILE                     a typed document (EIP-712)\n"
	 "Both show what is signed and ask for SIGN to be typed.\n"
	 "  --confirm SIGN  for scripts; or --expect DIGEST\n",
	 cmd_sign, false},
	{"tx", "list show sign send cancel", "tx list|show|sign|send|cancel ...",
	 "Your transactions, of whatever kind",
	 "  tx list\n"
	 "  tx show HASH|FILE\n"
	 "  tx sign FILE [--out SIGNED]  signs what --out kept; needs no network\n"
	 "  tx send SIGNED [--no-wait]   where it was prepared\n"
	 "  tx send HASH [--no-wait]     one that is signed here, or was dropped\n"
	 "  tx cancel HASH               takes its nonce, as long as it is in no block\n" ACT_HELP
		 TX_STEPS,
	 cmd_tx, false},
	{"network", "list add show use", "network list|add|show|use ...",
	 "Which chain, and what is pinned about it",
	 "  network list\n"
	 "  network add FILE [--replace] [--use]  checks and keeps a profile; --yes also\n"
	 "                                        replaces one of its name\n"
	 "  network show [NAME]\n"
	 "  network use NAME                      from now on\n",
	 cmd_network, false},
	{"node", "list test", "node list|test", "The nodes, and how well they agree",
	 "  node list  what is known of them\n"
	 "  node test  asks each one now; exit code 4 or 5 when one is not well\n",
	 cmd_node, false},
	{"sync", NULL, "sync", "Bring everything up to date", "", cmd_sync, false},
	{"watch", NULL, "watch", "Follow the network and tell what changes",
	 "Ends with Ctrl-C. With --json one object a line, each with its \"change\".\n"
	 "To watch an account without its key: byline account watch ADDRESS.\n",
	 cmd_watch, false},
	{"log", NULL, "log [--limit N] [--since TIME]", "What happened, newest first",
	 "  --limit N     40 lines unless told; 500 are kept\n"
	 "  --since TIME  a day such as 2026-11-20, or RFC 3339 in UTC\n",
	 cmd_log, false},
	{"info", NULL, "info", "Every path and every protection in use", "", cmd_info, false},
	{"completion", NULL, "completion bash|zsh|fish", "Completion for a shell",
	 "  byline completion bash > ~/.local/share/bash-completion/completions/byline\n",
	 cmd_completion, true},
	{"model", "train publish attribute show", "model train|publish|attribute|show ...",
	 "For those who run a datanet",
	 "  model train --spec S --out HEAD\n"
	 "  model publish --spec S --head HEAD --queries Q --out ARTIFACT\n"
	 "                [--additive-groups N]\n"
	 "  model attribute --spec S --head HEAD --queries Q\n"
	 "  model show ARTIFACT\n"
	 "S names datasets and their folders, Q holds one query a line; see\n"
	 "docs/formats.md. Needs no configuration.\n",
	 cmd_model, true},
	{NULL, NULL, NULL, NULL, NULL, NULL, false},
};

const struct command *cmd_find(const char *name)
{
	for (const struct command *c = cmd_table; c->name != NULL; c++)
		if (strcmp(c->name, name) == 0)
			return c;
	return NULL;
}
