/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * status.h - how a function says that data or the outside world let it down.
 *
 * Three kinds of trouble are kept apart everywhere:
 *   - bad data or a failing file: enum status plus a sentence in struct error;
 *   - the search's answer (infeasible, stopped): a result of its own, no error;
 *   - our bug: CHECK (always on) or assert (debug builds), which abort.
 *
 * A message says where, what was expected and what was found, in lower case,
 * on one line, without a full stop:
 *   staff.json:14: staff[3].position_pct: expected 0 to 100, found 250
 */
#ifndef BASE_STATUS_H
#define BASE_STATUS_H

#include <stdbool.h>
#include <stddef.h>

/* Exit codes of the command line are these, see status_exit_code(). */
enum status {
    STATUS_OK,
    STATUS_USAGE,    /* the caller asked for something that does not exist */
    STATUS_INPUT,    /* a document was refused */
    STATUS_FILE,     /* a file could not be read or written */
    STATUS_STORE,    /* the database refused or is damaged */
    STATUS_CONFLICT, /* the thing changed meanwhile, or a rule forbids it */
    STATUS_INTERNAL, /* a library failed in a way that should not happen */
    STATUS_COUNT
};

enum { ERROR_TEXT_MAX = 1024 };

/* One sentence about the first thing that went wrong. Zero-initialise it. */
struct error {
    enum status status;
    char text[ERROR_TEXT_MAX];
};

#if defined(__GNUC__)
#define MUST_USE __attribute__((warn_unused_result))
#define PRINTF_LIKE(at, first) __attribute__((format(printf, at, first)))
#else
#define MUST_USE
#define PRINTF_LIKE(at, first)
#endif

/* Writes the sentence and returns `status`, so that `return error_set(...)`
 * reads well. `err` may be NULL. The text is cut at ERROR_TEXT_MAX - 1; control
 * characters and broken UTF-8 in it become '?'. */
enum status error_set(struct error *err, enum status status,
                      const char *format, ...) PRINTF_LIKE(3, 4);

/* Puts context in front of the sentence when `status` is not STATUS_OK.
 * Returns `status` unchanged. */
enum status error_in(enum status status, struct error *err,
                     const char *format, ...) PRINTF_LIKE(3, 4);

/* A short English name: "input", "store", ... Never NULL. */
const char *status_name(enum status status);

/* 0 done, 1 wrong use, 2 input refused, 4 file or store, 5 internal. (3 is not
 * an error: the command itself returns it for uncovered top demand.) */
int status_exit_code(enum status status);

/* Passes a failure on. Only where the function owns nothing. */
#define TRY(call)                                                              \
    do {                                                                       \
        enum status try_status_ = (call);                                      \
        if (try_status_ != STATUS_OK) {                                        \
            return try_status_;                                                \
        }                                                                      \
    } while (0)

/* Prints file, line and condition to standard error and aborts. */
_Noreturn void check_failed(const char *file, int line, const char *condition);

/* Always on: our own bug that would harm data. No side effects inside. */
#define CHECK(condition)                                                       \
    ((condition) ? (void)0 : check_failed(__FILE__, __LINE__, #condition))

/* Only in audit builds (-DSAMVAKT_AUDIT): full recomputation of a delta. */
#ifdef SAMVAKT_AUDIT
#define AUDIT(condition) CHECK(condition)
#else
#define AUDIT(condition) ((void)0)
#endif

#define COUNT_OF(array) (sizeof(array) / sizeof((array)[0]))

#endif
