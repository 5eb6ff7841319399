/* SPDX-License-Identifier: GPL-3.0-or-later */
/* fault.c - every fault of an input, not just the first. */
#include "model/fault.h"

#include <stdarg.h>
#include <stdio.h>

#include "base/arena.h"

static void keep(struct faults *faults, const char *text)
{
    if (faults->n == FAULTS_MAX) {
        faults->unkept++;
        return;
    }
    /* By way of an error, which keeps it on one line and valid UTF-8. */
    struct error clean = {0};
    error_set(&clean, STATUS_INPUT, "%s", text);
    struct fault fault = {.text = xstrdup(clean.text)};
    vec_push(faults, fault);
}

void faults_take(struct faults *faults, struct error *err)
{
    keep(faults, err->text);
    *err = (struct error){0};
}

void faults_add(struct faults *faults, const char *format, ...)
{
    char text[ERROR_TEXT_MAX];
    va_list args;
    va_start(args, format);
    vsnprintf(text, sizeof text, format, args);
    va_end(args);
    keep(faults, text);
}

void faults_add_at(struct faults *faults, const struct origin *origin,
                   const char *where, const char *format, ...)
{
    char words[ERROR_TEXT_MAX / 2];
    char place[ERROR_TEXT_MAX / 4] = "";
    va_list args;
    va_start(args, format);
    vsnprintf(words, sizeof words, format, args);
    va_end(args);
    if (origin->file && origin->line > 0) {
        snprintf(place, sizeof place, "%.180s:%d: ", origin->file,
                 origin->line);
    } else if (origin->file) {
        snprintf(place, sizeof place, "%.180s: ", origin->file);
    }
    faults_add(faults, "%s%s: %s", place, where, words);
}

int32_t faults_count(const struct faults *faults)
{
    return faults->n + faults->unkept;
}

enum status faults_status(const struct faults *faults, struct error *err)
{
    if (!faults->n) {
        return STATUS_OK;
    }
    if (faults->n == 1) {
        return error_set(err, STATUS_INPUT, "%s", faults->at[0].text);
    }
    return error_set(err, STATUS_INPUT, "%.900s (and %d more)",
                     faults->at[0].text, faults_count(faults) - 1);
}

void faults_release(struct faults *faults)
{
    for (int32_t i = 0; i < faults->n; i++) {
        free(faults->at[i].text);
    }
    vec_release(faults);
    faults->unkept = 0;
}
