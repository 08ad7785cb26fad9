/* The run functions of the table, one for each cmd_NAME.c. */
#ifndef CLI_COMMANDS_H
#define CLI_COMMANDS_H

#include "cli/cli.h"

command_run cmd_account;
command_run cmd_audit;
command_run cmd_backup;
command_run cmd_balance;
command_run cmd_claim;
command_run cmd_completion;
command_run cmd_dataset;
command_run cmd_earnings;
command_run cmd_info;
command_run cmd_init;
command_run cmd_log;
command_run cmd_model;
command_run cmd_network;
command_run cmd_node;
command_run cmd_passwd;
command_run cmd_preview;
command_run cmd_restore;
command_run cmd_scores;
command_run cmd_send;
command_run cmd_sign;
command_run cmd_sync;
command_run cmd_tx;
command_run cmd_watch;

/* Parts of the dataset family that have files of their own. */
command_run cmd_dataset_commit;
command_run cmd_dataset_upload;
command_run cmd_dataset_prove;
command_run cmd_dataset_verify;

/* Parts of the claim family. */
command_run cmd_claim_status;

#endif
