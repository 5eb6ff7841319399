/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * compile_parts.h - the subjects that become charges, line rules and rows.
 *
 * Each part adds what it knows to s->problem once cells are there; none looks
 * at what another has added. docs/rules.md says which rule of model/rule.h is
 * whose. One file a part, named after it.
 */
#ifndef SOLVER_COMPILE_PARTS_H
#define SOLVER_COMPILE_PARTS_H

#include "solver/compile_probe.h"

typedef void compile_part(struct compile_state *s);

/* compile_charge.c: wishes, travel, exclusions to avoid */
compile_part charges_add;
/* compile_change.c: priced changes, at most so many of them */
compile_part changes_price;
/* compile_rest.c: weekly rest R2 as free gaps */
compile_part rest_add;
/* compile_block.c: blocks of duties stay with one person */
compile_part blocks_add;
/* compile_week.c: hour limits N2, N3, O3 as window sums */
compile_part weeks_add;
/* compile_night.c: K2 as window sums */
compile_part nights_add;
/* compile_contract.c: contract hours and shares of services, soft */
compile_part contracts_add;
/* compile_sunday.c: Sundays and holidays R3 */
compile_part sundays_add;
/* compile_strain.c: P4 and tiredness after nights, soft */
compile_part strain_add;
/* compile_fair.c: fair shares of standby, weekends and red days */
compile_part fair_add;
/* compile_cover.c: demand per slot and week, languages */
compile_part cover_add;
/* compile_company.c: nobody new alone, tasks that somebody may only share */
compile_part company_add;
/* compile_activity.c: quorum, minimum per member, roles, cover rule */
compile_part activities_add;
/* compile_turns.c: how often activities take place and are attended */
compile_part turns_add;
/* compile_conflict.c: somebody free of conflict at each standby moment */
compile_part conflicts_add;
/* compile_balance.c: hours between members */
compile_part balance_add;

/* compile_pair.c: N1, O2, R1, K3 and overlap as transitions */
void pairs_add(struct compile_state *s, struct probe *probe);

#endif
