/* SPDX-License-Identifier: GPL-3.0-or-later */
/* verbs.h - what cli/cmd_*.c offer to the table in commands.c. */
#ifndef CLI_VERBS_H
#define CLI_VERBS_H

#include "cli/command.h"

#define VERB(function, table)                                                  \
    extern const struct option_def table[];                                    \
    int function(struct invocation *invocation)

VERB(cmd_init, INIT_OPTIONS);
VERB(cmd_import, IMPORT_OPTIONS);
VERB(cmd_check, CHECK_OPTIONS);
VERB(cmd_solve, SOLVE_OPTIONS);
VERB(cmd_problem, PROBLEM_OPTIONS);
VERB(cmd_score, SCORE_OPTIONS);
VERB(cmd_show, SHOW_OPTIONS);
VERB(cmd_compare, COMPARE_OPTIONS);
VERB(cmd_why, WHY_OPTIONS);
VERB(cmd_why_not, WHY_NOT_OPTIONS);
VERB(cmd_publish, PUBLISH_OPTIONS);
VERB(cmd_event_named, SICK_OPTIONS);
extern const struct option_def BACK_OPTIONS[];
VERB(cmd_event, EVENT_OPTIONS);
VERB(cmd_events, EVENTS_OPTIONS);
VERB(cmd_opened, OPENED_OPTIONS);
VERB(cmd_undo, UNDO_OPTIONS);
VERB(cmd_suggest, SUGGEST_OPTIONS);
VERB(cmd_choose, CHOOSE_OPTIONS);
VERB(cmd_replan, REPLAN_OPTIONS);
VERB(cmd_risk, RISK_OPTIONS);
VERB(cmd_now, NOW_OPTIONS);
VERB(cmd_rest, REST_OPTIONS);
VERB(cmd_ask, ASK_OPTIONS);
VERB(cmd_asks, ASKS_OPTIONS);
VERB(cmd_ask_close, ASK_CLOSE_OPTIONS);
VERB(cmd_answer, ANSWER_OPTIONS);
VERB(cmd_swap, SWAP_OPTIONS);
VERB(cmd_swap_answer, SWAP_ANSWER_OPTIONS);
VERB(cmd_swaps, SWAPS_OPTIONS);
VERB(cmd_tick, TICK_OPTIONS);
VERB(cmd_messages, MESSAGES_OPTIONS);
VERB(cmd_ack, ACK_OPTIONS);
VERB(cmd_balance, BALANCE_OPTIONS);
VERB(cmd_export, EXPORT_OPTIONS);
VERB(cmd_feed, FEED_OPTIONS);
VERB(cmd_account, ACCOUNT_OPTIONS);
VERB(cmd_serve, SERVE_OPTIONS);
VERB(cmd_backup, BACKUP_OPTIONS);
VERB(cmd_restore, RESTORE_OPTIONS);
VERB(cmd_tidy, TIDY_OPTIONS);
VERB(cmd_doctor, DOCTOR_OPTIONS);
VERB(cmd_audit, AUDIT_OPTIONS);

#endif
