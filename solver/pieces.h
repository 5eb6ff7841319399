/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * pieces.h - the lines of a problem cut into pieces of some weeks.
 *
 * The result is a problem again, a relaxation of the one it was made of: its
 * people are the pieces of everybody's line. What a line rule says of one piece
 * stays a line rule; what it says across a cut becomes rows over the pieces of
 * the person, as far as rows can say it:
 *
 *   transition   patterns that exclude each other across the cut
 *   window       its sum, exactly
 *   groups       each group gets a day of its own behind the piece, whose
 *                pattern says whether a day of the group is in the set; a group
 *                that is cut counts at most by its longer part, at least by
 *                both
 *   run          the stretches of days that are too long or too short
 *   gap          seen from the piece that has most of its days, as if nothing
 *                were busy on the others
 *
 * So a roster without a breach, cut into pieces, has none either and costs no
 * more; it costs the same where no gap and no group is cut. A column over a
 * piece is cheap to price, and says all that a whole line would say of its days.
 */
#ifndef SOLVER_PIECES_H
#define SOLVER_PIECES_H

#include "solver/roster.h"

struct pieces;

/* What costs of a level become: times `times`, divided by `divide` >= 1 and
 * rounded down. Settled levels get less weight than they have, so that those
 * below are not lost beside them. */
struct piece_scale {
    cost times, divide;
};
cost piece_scaled(struct piece_scale scale, cost points);

/* Pieces of `width` days, or of so many times more that their number is within
 * PEOPLE_MAX. scale: [LEVEL_MAX]. NULL where a piece would be as long as the
 * horizon, or the pieces would make no problem (too many patterns, masks or
 * days). The problem must outlive the result. */
struct pieces *pieces_new(const struct problem *problem, int32_t width,
                          const struct piece_scale *scale);
void pieces_free(struct pieces *pieces); /* accepts NULL */

const struct problem *pieces_problem(const struct pieces *pieces);
/* Days of a piece, but the first and the last may be shorter. */
int32_t pieces_width(const struct pieces *pieces);
/* Groups and gaps that are cut: what is lost, beside the parts rounded down. */
int32_t pieces_lost(const struct pieces *pieces);
/* A roster of the problem, as one of pieces_problem(). Caller owns it. */
struct roster *pieces_roster(const struct pieces *pieces,
                             const struct roster *roster);

#endif
