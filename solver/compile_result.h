/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * compile_result.h - what is left of the compiler once it is done.
 */
#ifndef SOLVER_COMPILE_RESULT_H
#define SOLVER_COMPILE_RESULT_H

#include "solver/compile_state.h"

struct compiled {
    struct compile_input input; /* a copy; the state points at it */
    struct compile_state state; /* less what state_release() gives back */
};

#endif
