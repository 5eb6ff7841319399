/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * exporter.h - published plans as documents, one table of formats.
 *
 * A format is one file exporters/NAME.c and one line of EXPORTERS.
 */
#ifndef EXPORTERS_EXPORTER_H
#define EXPORTERS_EXPORTER_H

#include "base/text.h"
#include "model/notice.h"
#include "model/plan.h"
#include "model/rule.h"

/* What a plan cost, as the run reported it; all by name. */
struct cost_line {
    const char *name, *source, *level;
    int64_t points;
};
struct level_line {
    const char *name;
    int64_t cost, bound;
    bool proven;
};

struct export_input {
    const struct coop *coop;
    const struct plan *plan;    /* what to show */
    const struct plan *history; /* before it; NULL: none. For hours only */
    const struct finding_vec *findings; /* of rules_check() */
    const struct moved_vec *moved; /* in the plan; NULL: none. For pay only */
    int64_t revision;           /* 0: a draft */
    instant made;               /* of the revision or draft; never "now" */
    bool norwegian;             /* words in Bokmål, else English */
    bool has_cost;
    int64_t cost, bound;
    const struct level_line *levels;
    int32_t n_levels;
    const struct cost_line *cost_by_rule;
    int32_t n_cost_by_rule;
};

struct exporter {
    const char *name;      /* "html" */
    const char *file_name; /* "rota.html" */
    const char *media_type;
    const char *help;
    /* Appends the document, or (binary formats) sets write_file instead. */
    enum status (*write)(const struct export_input *input, struct text *out,
                         struct error *err);
    enum status (*write_file)(const struct export_input *input,
                              const char *path, struct error *err);
};
extern const struct exporter EXPORTERS[];
extern const int32_t N_EXPORTERS;
const struct exporter *exporter_find(const char *name); /* NULL */

/* Runs either form into a file, atomically. */
enum status exporter_run(const struct exporter *exporter,
                         const struct export_input *input, const char *path,
                         struct error *err) MUST_USE;

#endif
