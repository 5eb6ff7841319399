/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * lp_glpk.c - lp.h on GLPK 5.0; the only file that knows GLPK.
 *
 * GLPK counts from 1, prints to the terminal and aborts on misuse and on its
 * own failed assertions. Here indices are shifted, the terminal is silent, and
 * an abort inside a solve becomes LP_FAILED: the error hook jumps out. GLPK
 * allows nothing but glp_free_env() after such a jump, so a broken problem is
 * never solved or deleted again; its memory goes with the thread's environment.
 */
#include "solver/lp.h"

#include <glpk.h>
#include <limits.h>
#include <math.h>
#include <setjmp.h>
#include <stdlib.h>

#include "base/arena.h"
#include "base/status.h"
#include "base/thread.h"
#include "base/vec.h"

enum {
    /* Pivots between two looks at the stop flag. Each new start forgets the
     * steepest-edge weights, so slices are long. */
    SLICE_PIVOTS = 3000,
    /* A solve without a limit of its own gets this one, then a fresh basis
     * (the primal simplex was seen to stall). */
    STALL_BASE = 3000,
    STALL_PER_ROW = 20
};

struct double_vec VEC_OF(double);

struct lp {
    glp_prob *prob;
    int64_t pivots;
    bool broken;     /* GLPK gave up inside a solve */
    struct int_vec index;    /* 1-based scratch of one row or column */
    struct double_vec value;
    struct double_vec mip_x; /* 0-based, of the last lp_mip() */
    double mip_objective;
};

static int swallow(void *info, const char *text)
{
    (void)info;
    (void)text;
    return 1;
}

struct lp *lp_new(void)
{
    struct lp *lp = xcalloc(1, sizeof *lp);
    glp_term_out(GLP_OFF);
    glp_term_hook(swallow, NULL); /* GLPK switches output on for errors */
    lp->prob = glp_create_prob();
    glp_set_obj_dir(lp->prob, GLP_MIN);
    return lp;
}

/* The thread's environment goes with its last problem; else a thread that ends
 * would leak it. */
static void release_environment(void)
{
    int blocks = 0;
    glp_mem_usage(&blocks, NULL, NULL, NULL);
    if (blocks == 0) {
        glp_free_env();
    }
}

void lp_free(struct lp *lp)
{
    if (!lp) {
        return;
    }
    if (!lp->broken) {
        glp_delete_prob(lp->prob);
        release_environment();
    }
    vec_release(&lp->index);
    vec_release(&lp->value);
    vec_release(&lp->mip_x);
    free(lp);
}

int32_t lp_rows(const struct lp *lp)
{
    return glp_get_num_rows(lp->prob);
}

int32_t lp_columns(const struct lp *lp)
{
    return glp_get_num_cols(lp->prob);
}

/* ---- building ---------------------------------------------------------- */

static int bound_type(double low, double high)
{
    CHECK(low <= high && low < LP_INFINITY && high > -LP_INFINITY);
    bool has_low = low > -LP_INFINITY;
    bool has_high = high < LP_INFINITY;
    if (has_low && has_high) {
        return low < high ? GLP_DB : GLP_FX;
    }
    return has_low ? GLP_LO : has_high ? GLP_UP : GLP_FR;
}

int32_t lp_add_rows(struct lp *lp, int32_t n)
{
    int32_t first = lp_rows(lp);
    CHECK(n >= 0 && n <= INT32_MAX / 4 - first);
    if (n > 0) {
        glp_add_rows(lp->prob, n);
    }
    return first;
}

void lp_row_bounds(struct lp *lp, int32_t row, double low, double high)
{
    CHECK(row >= 0 && row < lp_rows(lp));
    glp_set_row_bnds(lp->prob, row + 1, bound_type(low, high), low, high);
}

/* Fills the 1-based scratch; zero values are left out. Returns how many. */
static int entries_take(struct lp *lp, int32_t n, const int32_t *index,
                        const double *value, int32_t limit)
{
    vec_clear(&lp->index);
    vec_clear(&lp->value);
    vec_push(&lp->index, 0);
    vec_push(&lp->value, 0.0);
    for (int32_t k = 0; k < n; k++) {
        CHECK(index[k] >= 0 && index[k] < limit && isfinite(value[k]));
        if (value[k] < 0 || value[k] > 0) {
            vec_push(&lp->index, index[k] + 1);
            vec_push(&lp->value, value[k]);
        }
    }
    return lp->index.n - 1;
}

int32_t lp_add_column(struct lp *lp, double cost, double low, double high,
                      int32_t n, const int32_t *row, const double *value)
{
    CHECK(isfinite(cost));
    int n_entries = entries_take(lp, n, row, value, lp_rows(lp));
    int type = bound_type(low, high);
    int column = glp_add_cols(lp->prob, 1);
    glp_set_col_bnds(lp->prob, column, type, low, high);
    glp_set_obj_coef(lp->prob, column, cost);
    glp_set_mat_col(lp->prob, column, n_entries, lp->index.at, lp->value.at);
    return column - 1;
}

int32_t lp_add_cut(struct lp *lp, double low, double high, int32_t n,
                   const int32_t *column, const double *value)
{
    int n_entries = entries_take(lp, n, column, value, lp_columns(lp));
    int type = bound_type(low, high);
    int row = glp_add_rows(lp->prob, 1);
    glp_set_row_bnds(lp->prob, row, type, low, high);
    glp_set_mat_row(lp->prob, row, n_entries, lp->index.at, lp->value.at);
    return row - 1;
}

void lp_column_bounds(struct lp *lp, int32_t column, double low, double high)
{
    CHECK(column >= 0 && column < lp_columns(lp));
    glp_set_col_bnds(lp->prob, column + 1, bound_type(low, high), low, high);
}

void lp_column_cost(struct lp *lp, int32_t column, double cost)
{
    CHECK(column >= 0 && column < lp_columns(lp) && isfinite(cost));
    glp_set_obj_coef(lp->prob, column + 1, cost);
}

void lp_column_integer(struct lp *lp, int32_t column)
{
    CHECK(column >= 0 && column < lp_columns(lp));
    glp_set_col_kind(lp->prob, column + 1, GLP_IV);
}

void lp_delete_columns(struct lp *lp, int32_t n, const int32_t *column)
{
    vec_clear(&lp->index);
    vec_push(&lp->index, 0);
    for (int32_t k = 0; k < n; k++) {
        CHECK(column[k] >= 0 && column[k] < lp_columns(lp));
        vec_push(&lp->index, column[k] + 1);
    }
    if (n > 0) {
        glp_del_cols(lp->prob, n, lp->index.at);
    }
}

void lp_delete_rows(struct lp *lp, int32_t n, const int32_t *row)
{
    vec_clear(&lp->index);
    vec_push(&lp->index, 0);
    for (int32_t k = 0; k < n; k++) {
        CHECK(row[k] >= 0 && row[k] < lp_rows(lp));
        vec_push(&lp->index, row[k] + 1);
    }
    if (n > 0) {
        glp_del_rows(lp->prob, n, lp->index.at);
    }
}

/* ---- the hand-made basis ----------------------------------------------- */

/* Rows of column j into the scratch; returns how many. */
static int column_rows(struct lp *lp, int32_t column)
{
    int n = glp_get_mat_col(lp->prob, column + 1, NULL, NULL);
    while (lp->index.n <= n) {
        vec_push(&lp->index, 0);
    }
    return glp_get_mat_col(lp->prob, column + 1, lp->index.at, NULL);
}

static void count_column(struct lp *lp, int32_t column, int32_t *count,
                         int32_t step)
{
    int n = column_rows(lp, column);
    for (int k = 1; k <= n; k++) {
        count[lp->index.at[k]] += step;
    }
}

/* Swaps the column with the auxiliary variable of a row no other waiting
 * column touches: the basis stays triangular, so it can't be singular. */
static bool crash_column(struct lp *lp, int32_t column, const int32_t *count)
{
    int n = column_rows(lp, column);
    for (int k = 1; k <= n; k++) {
        int row = lp->index.at[k];
        if (count[row] == 1 && glp_get_row_stat(lp->prob, row) == GLP_BS) {
            glp_set_row_stat(lp->prob, row, GLP_NL);
            glp_set_col_stat(lp->prob, column + 1, GLP_BS);
            return true;
        }
    }
    return false;
}

void lp_crash(struct lp *lp, int32_t n, const int32_t *basic_columns)
{
    int32_t *count = xcalloc((size_t)lp_rows(lp) + 1, sizeof *count);
    int32_t *waiting = xcalloc((size_t)n + 1, sizeof *waiting);
    glp_std_basis(lp->prob);
    for (int32_t k = 0; k < n; k++) {
        CHECK(basic_columns[k] >= 0 && basic_columns[k] < lp_columns(lp));
        waiting[k] = basic_columns[k];
        count_column(lp, waiting[k], count, 1);
    }
    for (int32_t left = n, before = n + 1; left < before;) {
        before = left;
        left = 0;
        for (int32_t k = 0; k < before; k++) {
            if (crash_column(lp, waiting[k], count)) {
                count_column(lp, waiting[k], count, -1);
            } else {
                waiting[left++] = waiting[k];
            }
        }
    }
    free(waiting);
    free(count);
}

struct lp_basis {
    int32_t rows, columns;
    unsigned char status[]; /* rows, then columns */
};

struct lp_basis *lp_basis_save(const struct lp *lp)
{
    int32_t rows = lp_rows(lp), columns = lp_columns(lp);
    struct lp_basis *basis =
        xmalloc(sizeof *basis + (size_t)rows + (size_t)columns);
    basis->rows = rows;
    basis->columns = columns;
    for (int32_t i = 0; i < rows; i++) {
        basis->status[i] = (unsigned char)glp_get_row_stat(lp->prob, i + 1);
    }
    for (int32_t j = 0; j < columns; j++) {
        basis->status[rows + j] =
            (unsigned char)glp_get_col_stat(lp->prob, j + 1);
    }
    return basis;
}

void lp_basis_restore(struct lp *lp, const struct lp_basis *basis)
{
    CHECK(basis->rows <= lp_rows(lp) && basis->columns <= lp_columns(lp));
    for (int32_t i = 0; i < lp_rows(lp); i++) {
        int status = i < basis->rows ? basis->status[i] : GLP_BS;
        glp_set_row_stat(lp->prob, i + 1, status);
    }
    for (int32_t j = 0; j < lp_columns(lp); j++) {
        int status = j < basis->columns ? basis->status[basis->rows + j]
                                        : GLP_NL;
        glp_set_col_stat(lp->prob, j + 1, status);
    }
}

void lp_basis_free(struct lp_basis *basis)
{
    free(basis);
}

/* ---- solving ----------------------------------------------------------- */

static void jump_out(void *info)
{
    longjmp(*(jmp_buf *)info, 1);
}

/* One solve inside GLPK; `parameters` is its control block. */
typedef int solve_call(glp_prob *prob, const void *parameters);

static int call_simplex(glp_prob *prob, const void *parameters)
{
    return glp_simplex(prob, parameters);
}

static int call_intopt(glp_prob *prob, const void *parameters)
{
    return glp_intopt(prob, parameters);
}

/* GLPK's return code; GLP_EFAIL when it gave up for good. */
static int guarded(struct lp *lp, solve_call *call, const void *parameters)
{
    jmp_buf out;
    int code = GLP_EFAIL;
    if (lp->broken) {
        return GLP_EFAIL;
    }
    if (setjmp(out) == 0) {
        glp_error_hook(jump_out, &out);
        code = call(lp->prob, parameters);
        glp_error_hook(NULL, NULL);
        return code;
    }
    glp_error_hook(NULL, NULL);
    glp_term_out(GLP_OFF);
    lp->broken = true;
    return GLP_EFAIL;
}

static bool stop_wanted(const volatile int *stop)
{
    return stop && *stop;
}

static int milliseconds(double seconds)
{
    if (seconds <= 0 || seconds > 1e6) {
        return INT_MAX;
    }
    return seconds < 1e-3 ? 1 : (int)(seconds * 1e3);
}

/* What one GLPK simplex code means. */
static enum lp_outcome outcome_of(const struct lp *lp, int code)
{
    static const struct {
        int status;
        enum lp_outcome outcome;
    } STATUSES[] = {{GLP_OPT, LP_OPTIMAL},
                    {GLP_NOFEAS, LP_INFEASIBLE},
                    {GLP_UNBND, LP_UNBOUNDED}};
    if (code == GLP_EITLIM || code == GLP_ETMLIM || code == GLP_EOBJUL) {
        return glp_get_prim_stat(lp->prob) == GLP_FEAS ? LP_FEASIBLE
                                                       : LP_STOPPED;
    }
    for (size_t k = 0; code == 0 && k < COUNT_OF(STATUSES); k++) {
        if (glp_get_status(lp->prob) == STATUSES[k].status) {
            return STATUSES[k].outcome;
        }
    }
    return LP_FAILED;
}

/* Runs until done, `end` pivots in all or the clock or flag says stop. */
static int simplex_slices(struct lp *lp, glp_smcp *parm, int64_t end,
                          const struct lp_limits *limits)
{
    double deadline = thread_seconds() + limits->seconds;
    int code = GLP_EITLIM;
    while (code == GLP_EITLIM && lp->pivots < end) {
        int64_t slice = end - lp->pivots;
        if (limits->stop && slice > SLICE_PIVOTS) {
            slice = SLICE_PIVOTS;
        }
        if (limits->seconds > 0) {
            double left = deadline - thread_seconds();
            parm->tm_lim = left > 0 ? milliseconds(left) : 1;
        }
        parm->it_lim = slice > INT_MAX ? INT_MAX : (int)slice;
        int before = glp_get_it_cnt(lp->prob);
        code = guarded(lp, call_simplex, parm);
        lp->pivots += glp_get_it_cnt(lp->prob) - before;
        if (stop_wanted(limits->stop)) {
            break;
        }
    }
    return code;
}

static void simplex_parameters(glp_smcp *parm, const struct lp_limits *limits,
                               bool dual)
{
    glp_init_smcp(parm);
    parm->msg_lev = GLP_MSG_OFF;
    parm->meth = dual ? GLP_DUALP : GLP_PRIMAL;
    /* Most columns are bounded on both sides: long steps past several of these
     * bounds halve the pivots of the compact formulation. */
    parm->r_test = dual ? GLP_RT_FLIP : GLP_RT_HAR;
    if (dual && limits->bound_stop < LP_INFINITY) {
        parm->obj_ul = limits->bound_stop;
    }
}

enum lp_outcome lp_simplex(struct lp *lp, const struct lp_limits *limits)
{
    glp_smcp parm;
    int64_t rows = lp_rows(lp);
    int64_t stall = lp->pivots + STALL_BASE + STALL_PER_ROW * rows;
    int64_t end = limits->pivots > 0 ? lp->pivots + limits->pivots : INT64_MAX;
    if (stop_wanted(limits->stop)) {
        return LP_STOPPED;
    }
    simplex_parameters(&parm, limits, limits->dual);
    int code = simplex_slices(lp, &parm, end < stall ? end : stall, limits);
    enum lp_outcome outcome = outcome_of(lp, code);
    bool stalled = code == GLP_EITLIM && lp->pivots >= stall;
    if ((outcome != LP_FAILED && !stalled) || lp->broken ||
        stop_wanted(limits->stop)) {
        return outcome;
    }
    glp_adv_basis(lp->prob, 0);
    simplex_parameters(&parm, limits, !limits->dual);
    return outcome_of(lp, simplex_slices(lp, &parm, end, limits));
}

double lp_objective(const struct lp *lp)
{
    return glp_get_obj_val(lp->prob);
}

double lp_value(const struct lp *lp, int32_t column)
{
    return glp_get_col_prim(lp->prob, column + 1);
}

double lp_dual(const struct lp *lp, int32_t row)
{
    return glp_get_row_dual(lp->prob, row + 1);
}

double lp_reduced_cost(const struct lp *lp, int32_t column)
{
    return glp_get_col_dual(lp->prob, column + 1);
}

bool lp_basic(const struct lp *lp, int32_t column)
{
    return glp_get_col_stat(lp->prob, column + 1) == GLP_BS;
}

bool lp_row_basic(const struct lp *lp, int32_t row)
{
    return glp_get_row_stat(lp->prob, row + 1) == GLP_BS;
}

int64_t lp_pivots(const struct lp *lp)
{
    return lp->pivots;
}

int32_t lp_tableau_row(struct lp *lp, int32_t column, int32_t *index,
                       double *value)
{
    int32_t rows = lp_rows(lp), n = 0;
    if (lp->broken || !lp_basic(lp, column) ||
        (!glp_bf_exists(lp->prob) && glp_factorize(lp->prob) != 0)) {
        return 0;
    }
    while (lp->index.n <= rows + lp_columns(lp)) {
        vec_push(&lp->index, 0);
    }
    while (lp->value.n <= rows + lp_columns(lp)) {
        vec_push(&lp->value, 0.0);
    }
    n = glp_eval_tab_row(lp->prob, rows + column + 1, lp->index.at,
                         lp->value.at);
    for (int32_t k = 0; k < n; k++) {
        int32_t at = lp->index.at[k + 1];
        index[k] = at > rows ? at - rows - 1 : -at;
        value[k] = lp->value.at[k + 1];
    }
    return n;
}

/* ---- branch and cut ---------------------------------------------------- */

struct mip_watch {
    const struct mip_limits *limits;
    int32_t columns; /* without the cutoff's column */
    int first;       /* pivots done before */
    double *fake;    /* 1-based, a made-up solution worth the cutoff */
    double bound;
    bool cut_short;
};

/* GLPK has no cutoff. A made-up incumbent worth the cutoff does the same: it is
 * never checked against the rows, and only better ones replace it. */
static void offer_cutoff(glp_tree *tree, struct mip_watch *watch)
{
    if (watch->fake) {
        glp_ios_heur_sol(tree, watch->fake);
        free(watch->fake);
        watch->fake = NULL;
    }
}

static void mip_callback(glp_tree *tree, void *info)
{
    struct mip_watch *watch = info;
    int total = 0;
    int best = glp_ios_best_node(tree);
    if (best && glp_ios_node_bound(tree, best) > watch->bound) {
        watch->bound = glp_ios_node_bound(tree, best);
    }
    if (glp_ios_reason(tree) == GLP_IHEUR) {
        offer_cutoff(tree, watch);
    }
    glp_ios_tree_size(tree, NULL, NULL, &total);
    int64_t pivots = glp_get_it_cnt(glp_ios_get_prob(tree)) - watch->first;
    if (stop_wanted(watch->limits->stop) ||
        (watch->limits->pivots > 0 && pivots > watch->limits->pivots) ||
        (watch->limits->nodes > 0 && total > watch->limits->nodes)) {
        watch->cut_short = true;
        glp_ios_terminate(tree);
    }
}

static void mip_parameters(glp_iocp *parm, struct mip_watch *watch)
{
    glp_init_iocp(parm);
    parm->msg_lev = GLP_MSG_OFF;
    parm->br_tech = GLP_BR_DTH;
    parm->bt_tech = GLP_BT_BLB;
    parm->mir_cuts = GLP_ON;
    parm->cov_cuts = GLP_ON;
    parm->clq_cuts = GLP_ON;
    parm->sr_heur = GLP_OFF; /* it would round the cutoff's column too */
    parm->tm_lim = milliseconds(watch->limits->seconds);
    parm->mip_gap = watch->limits->gap;
    parm->cb_func = mip_callback;
    parm->cb_info = watch;
}

/* Adds the column that carries the made-up incumbent's value. */
static void cutoff_begin(struct lp *lp, struct mip_watch *watch)
{
    double cutoff = watch->limits->cutoff;
    if (cutoff >= LP_INFINITY) {
        return;
    }
    int32_t at = lp_add_column(lp, 1, 0, LP_INFINITY, 0, NULL, NULL);
    watch->fake = xcalloc((size_t)at + 2, sizeof *watch->fake);
    double worth = glp_get_obj_coef(lp->prob, 0);
    for (int32_t j = 0; j < at; j++) {
        watch->fake[j + 1] = floor(glp_get_col_prim(lp->prob, j + 1));
        worth += glp_get_obj_coef(lp->prob, j + 1) * watch->fake[j + 1];
    }
    watch->fake[at + 1] = cutoff - worth;
}

/* Keeps the solution, if a real one was found, and takes the column away. */
static bool mip_take(struct lp *lp, const struct mip_watch *watch)
{
    bool has = glp_mip_status(lp->prob) == GLP_FEAS ||
               glp_mip_status(lp->prob) == GLP_OPT;
    bool extra = lp_columns(lp) > watch->columns;
    if (has && extra) {
        has = glp_mip_obj_val(lp->prob) < watch->limits->cutoff - 1e-6 &&
              fabs(glp_mip_col_val(lp->prob, watch->columns + 1)) < 1e-6;
    }
    vec_clear(&lp->mip_x);
    for (int32_t j = 0; has && j < watch->columns; j++) {
        vec_push(&lp->mip_x, glp_mip_col_val(lp->prob, j + 1));
    }
    lp->mip_objective = has ? glp_mip_obj_val(lp->prob) : LP_INFINITY;
    if (extra) {
        lp_delete_columns(lp, 1, &(int32_t){watch->columns});
    }
    return has;
}

/* After the root: the tree itself. */
static enum lp_outcome mip_tree(struct lp *lp, struct mip_watch *watch)
{
    glp_iocp parm;
    mip_parameters(&parm, watch);
    cutoff_begin(lp, watch);
    watch->first = glp_get_it_cnt(lp->prob);
    int code = guarded(lp, call_intopt, &parm);
    lp->pivots += glp_get_it_cnt(lp->prob) - watch->first;
    free(watch->fake);
    if (lp->broken) {
        return LP_FAILED;
    }
    bool complete = code == 0 && !watch->cut_short;
    bool has = mip_take(lp, watch);
    if (complete) {
        watch->bound = has ? lp->mip_objective : watch->limits->cutoff;
        return has ? LP_OPTIMAL : LP_INFEASIBLE;
    }
    if (code != 0 && code != GLP_ETMLIM && code != GLP_ESTOP &&
        code != GLP_EMIPGAP) {
        return LP_FAILED;
    }
    return has ? LP_FEASIBLE : LP_STOPPED;
}

enum lp_outcome lp_mip(struct lp *lp, const struct mip_limits *limits,
                       double *bound)
{
    struct lp_limits root = {.seconds = limits->seconds,
                             .bound_stop = LP_INFINITY,
                             .stop = limits->stop};
    *bound = -LP_INFINITY;
    vec_clear(&lp->mip_x);
    enum lp_outcome outcome = lp_simplex(lp, &root);
    if (outcome == LP_INFEASIBLE) {
        *bound = limits->cutoff;
    }
    if (outcome != LP_OPTIMAL) {
        return outcome == LP_FEASIBLE ? LP_STOPPED : outcome;
    }
    struct mip_watch watch = {.limits = limits,
                              .columns = lp_columns(lp),
                              .bound = lp_objective(lp)};
    *bound = watch.bound;
    if (watch.bound >= limits->cutoff) {
        return LP_INFEASIBLE;
    }
    outcome = mip_tree(lp, &watch);
    *bound = watch.bound;
    return outcome;
}

double lp_mip_objective(const struct lp *lp)
{
    return lp->mip_objective;
}

double lp_mip_value(const struct lp *lp, int32_t column)
{
    return column < lp->mip_x.n ? lp->mip_x.at[column] : 0;
}
