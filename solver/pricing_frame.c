/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pricing_frame.c - the small automata of a line, multiplied out. */
#include "solver/pricing_frame.h"

/* Group parts of one set over the same days share a flag. */
struct track {
    const struct pattern_set *set;
    int32_t start, end;
};

struct tracks {
    int32_t n;
    struct track at[FRAME_TRACKS_MAX];
};

struct builder {
    struct arena *arena;
    struct frame *frame;
    struct tracks *tracks;  /* by day */
    int16_t *tuple;         /* scratch, [FRAME_NODES_MAX + 1] tuples */
};

/* A tuple is the class, the runs, then a flag for each track of the day. */
static int32_t tuple_width(const struct frame *frame)
{
    return 1 + frame->n_runs + FRAME_TRACKS_MAX;
}

/* ---- tracks ----------------------------------------------------------------- */

static struct track track_on(const struct part *part, int32_t day)
{
    const struct group_count *groups = &part->rule->u.groups;
    int32_t g = part->group[day - part->first];
    return (struct track){&groups->set, groups->start[g], groups->end[g]};
}

static bool same_track(const struct track *a, const struct track *b)
{
    return a->start == b->start && a->end == b->end &&
           memcmp(a->set, b->set, sizeof *a->set) == 0;
}

/* Index of the track among the day's, -1 when there is no room for it. */
static int32_t put_track(struct tracks *tracks, const struct track *track)
{
    for (int32_t t = 0; t < tracks->n; t++) {
        if (same_track(&tracks->at[t], track)) {
            return t;
        }
    }
    if (tracks->n == FRAME_TRACKS_MAX) {
        return -1;
    }
    tracks->at[tracks->n] = *track;
    return tracks->n++;
}

static void list_tracks(struct builder *b, int32_t day)
{
    const struct pricing_day *today = &b->frame->days[day];
    struct frame_day *at = &b->frame->at[day];
    at->track_of_column = arena_array(b->arena, (size_t)today->n_parts + 1,
                                      sizeof *at->track_of_column);
    b->tracks[day].n = 0;
    for (int32_t k = 0; k < today->n_parts; k++) {
        const struct part *part = &b->frame->parts->at[today->parts[k]];
        at->track_of_column[k] = -1;
        if (part->kind == PART_GROUPS) {
            struct track track = track_on(part, day);
            at->track_of_column[k] =
                (int16_t)put_track(&b->tracks[day], &track);
        }
    }
    at->n_tracks = b->tracks[day].n;
    for (int32_t t = 0; t < at->n_tracks; t++) {
        at->track_end[t] = b->tracks[day].at[t].end;
    }
}

/* Yesterday's flag of today's track t; -1 when the track begins today. */
static int32_t flag_before(const struct builder *b, int32_t day, int32_t t)
{
    if (day == 0) {
        return -1;
    }
    const struct tracks *before = &b->tracks[day - 1];
    for (int32_t s = 0; s < before->n; s++) {
        if (same_track(&before->at[s], &b->tracks[day].at[t])) {
            return s;
        }
    }
    return -1;
}

/* ---- kinds ------------------------------------------------------------------ */

static int32_t action_of(const struct frame *frame, int32_t day, int32_t group,
                         int32_t part)
{
    const struct pricing_day *today = &frame->days[day];
    for (int32_t k = 0; k < today->n_parts; k++) {
        if (today->parts[k] == part) {
            return today->action[group * today->n_parts + k];
        }
    }
    return 0;
}

static bool same_kind(const struct frame *frame, int32_t day, int32_t g,
                      int32_t h)
{
    const struct pricing_day *today = &frame->days[day];
    if (today->class_of_group[g] != today->class_of_group[h]) {
        return false;
    }
    for (int32_t k = 0; k < today->n_parts; k++) {
        enum part_kind kind = frame->parts->at[today->parts[k]].kind;
        if ((kind == PART_GROUPS || kind == PART_RUN) &&
            today->action[g * today->n_parts + k] !=
                today->action[h * today->n_parts + k]) {
            return false;
        }
    }
    for (int32_t c = 0; day > 0 && c < today[-1].n_classes; c++) {
        const int32_t *step = &today[-1].step[c * today->n_groups];
        if (step[g] != step[h]) {
            return false;
        }
    }
    return true;
}

static void form_kinds(struct builder *b, int32_t day)
{
    struct frame_day *at = &b->frame->at[day];
    int32_t n_groups = b->frame->days[day].n_groups;
    at->kind_of_group = arena_array(b->arena, (size_t)n_groups,
                                    sizeof *at->kind_of_group);
    at->group_of_kind = arena_array(b->arena, (size_t)n_groups,
                                    sizeof *at->group_of_kind);
    for (int32_t g = 0; g < n_groups; g++) {
        int32_t k = 0;
        while (k < at->n_kinds &&
               !same_kind(b->frame, day, at->group_of_kind[k], g)) {
            k++;
        }
        if (k == at->n_kinds) {
            at->group_of_kind[at->n_kinds++] = (int16_t)g;
        }
        at->kind_of_group[g] = (int16_t)k;
    }
}

/* Whether the group counts for the day's track. */
static bool counts(const struct frame *frame, int32_t day, int32_t group,
                   int32_t track)
{
    const struct pricing_day *today = &frame->days[day];
    int32_t k = 0;
    while (frame->at[day].track_of_column[k] != track) {
        k++;
    }
    return today->action[group * today->n_parts + k] != 0;
}

/* ---- nodes ------------------------------------------------------------------ */

/* Runs and flags after the day; false when a run breaks. */
static bool advance(const struct frame *frame, int32_t day, int32_t kind,
                    const struct frame_start *from, int16_t *tuple,
                    struct frame_edge *edge)
{
    int32_t group = frame->at[day].group_of_kind[kind];
    tuple[0] = frame->days[day].class_of_group[group];
    for (int32_t r = 0; r < frame->n_runs; r++) {
        const struct run_table *run = &frame->parts->at[frame->run[r]].run;
        int32_t in = action_of(frame, day, group, frame->run[r]);
        const struct run_step *step = &run->step[2 * from->run[r] + in];
        if (step->next == RUN_BROKEN) {
            return false;
        }
        edge->cost += step->cost;
        tuple[1 + r] = (int16_t)step->next;
    }
    int16_t *flag = &tuple[1 + frame->n_runs];
    memset(flag, 0, FRAME_TRACKS_MAX * sizeof *flag);
    for (int32_t t = 0; t < frame->at[day].n_tracks; t++) {
        bool before = (from->counted >> t) & 1U;
        bool now = counts(frame, day, group, t);
        flag[t] = frame->at[day].track_end[t] > day && (before || now);
        edge->rises |= (uint32_t)(now && !before) << t;
    }
    return true;
}

static int32_t find_node(const struct frame *frame, const int16_t *nodes,
                         int32_t n, const int16_t *tuple)
{
    size_t bytes = (size_t)frame->width * sizeof *tuple;
    for (int32_t i = 0; i < n; i++) {
        if (memcmp(&nodes[i * frame->width], tuple, bytes) == 0) {
            return i;
        }
    }
    return FRAME_NONE;
}

struct frame_edge frame_enter(const struct frame *frame, int32_t day,
                              const struct frame_start *start, int32_t kind)
{
    int16_t tuple[1 + FRAME_RUNS_MAX + FRAME_TRACKS_MAX];
    struct frame_edge edge = {.next = FRAME_NONE};
    if (advance(frame, day, kind, start, tuple, &edge)) {
        edge.next = find_node(frame, frame->at[day].node,
                              frame->at[day].n_nodes, tuple);
    }
    return edge;
}

int16_t frame_run_state(const struct frame *frame, int32_t day, int32_t node,
                        int32_t run)
{
    return frame->at[day].node[node * frame->width + 1 + run];
}

/* Finds or makes the node; false when there are too many. */
static bool reach_node(struct builder *b, int32_t day,
                       struct frame_edge *edge)
{
    struct frame_day *at = &b->frame->at[day];
    const int16_t *tuple = &b->tuple[at->n_nodes * b->frame->width];
    edge->next = find_node(b->frame, b->tuple, at->n_nodes, tuple);
    if (edge->next == FRAME_NONE) {
        edge->next = at->n_nodes++;
    }
    return at->n_nodes < FRAME_NODES_MAX;
}

/* The edges of one node of yesterday (or of the start); false when there are
 * too many nodes. */
static bool link(struct builder *b, int32_t day,
                 const struct frame_start *start, const int32_t *points,
                 struct frame_edge *edges)
{
    struct frame *frame = b->frame;
    struct frame_day *at = &frame->at[day];
    for (int32_t k = 0; k < at->n_kinds; k++) {
        int32_t step = points ? points[at->group_of_kind[k]] : 0;
        struct frame_edge edge = {.next = FRAME_NONE, .cost = step};
        int16_t *tuple = &b->tuple[at->n_nodes * frame->width];
        if (step != TRANSITION_NEVER &&
            advance(frame, day, k, start, tuple, &edge) &&
            !reach_node(b, day, &edge)) {
            return false;
        }
        edges[k] = edge;
    }
    return true;
}

static bool link_day(struct builder *b, int32_t day)
{
    struct frame *frame = b->frame;
    struct frame_day *at = &frame->at[day];
    const struct pricing_day *today = &frame->days[day];
    int32_t n_before = day > 0 ? at[-1].n_nodes : 1;
    int32_t run[FRAME_RUNS_MAX];
    at->edge = arena_array(b->arena,
                           (size_t)n_before * (size_t)at->n_kinds,
                           sizeof *at->edge);
    for (int32_t i = 0; i < n_before; i++) {
        const int16_t *tuple = day > 0 ? &at[-1].node[i * frame->width] : NULL;
        struct frame_start start = {.run = run};
        for (int32_t r = 0; r < frame->n_runs; r++) {
            run[r] = tuple ? tuple[1 + r]
                           : frame->parts->at[frame->run[r]].run.start;
        }
        for (int32_t t = 0; tuple && t < at->n_tracks; t++) {
            int32_t before = flag_before(b, day, t);
            bool counted = before >= 0 && tuple[1 + frame->n_runs + before];
            start.counted |= (uint32_t)counted << t;
        }
        const int32_t *points =
            tuple ? &today[-1].step[tuple[0] * today->n_groups] : NULL;
        if (!link(b, day, &start, points, &at->edge[i * at->n_kinds])) {
            return false;
        }
    }
    at->node = arena_copy(b->arena, b->tuple,
                          (size_t)(at->n_nodes * frame->width) *
                              sizeof *at->node);
    return true;
}

static bool link_days(struct builder *b)
{
    for (int32_t d = 0; d < b->frame->problem->n_days; d++) {
        b->frame->at[d].n_nodes = 0;
        if (!link_day(b, d)) {
            return false;
        }
    }
    return true;
}

/* Leaves out the groups' flags. */
static void drop_tracks(struct frame *frame)
{
    for (int32_t d = 0; d < frame->problem->n_days; d++) {
        frame->at[d].n_tracks = 0;
        for (int32_t k = 0; k < frame->days[d].n_parts; k++) {
            frame->at[d].track_of_column[k] = -1;
        }
    }
}

/* Leaves out the run rule with the most states, the flags when no run is
 * left: classes alone always have room. */
static void drop_some(struct frame *frame)
{
    int32_t worst = 0;
    if (frame->n_runs == 0) {
        drop_tracks(frame);
        return;
    }
    for (int32_t r = 1; r < frame->n_runs; r++) {
        if (frame->parts->at[frame->run[r]].run.n >=
            frame->parts->at[frame->run[worst]].run.n) {
            worst = r;
        }
    }
    frame->n_runs--;
    memmove(&frame->run[worst], &frame->run[worst + 1],
            (size_t)(frame->n_runs - worst) * sizeof *frame->run);
}

static void list_runs(struct builder *b)
{
    struct frame *frame = b->frame;
    frame->run = arena_array(b->arena, FRAME_RUNS_MAX, sizeof *frame->run);
    for (int32_t i = 0; i < frame->parts->n; i++) {
        if (frame->parts->at[i].kind == PART_RUN &&
            frame->n_runs < FRAME_RUNS_MAX) {
            frame->run[frame->n_runs++] = i;
        }
    }
}

struct frame frame_of(struct arena *arena, const struct problem *problem,
                      const struct parts *parts,
                      const struct pricing_day *days)
{
    struct frame frame = {.problem = problem, .parts = parts, .days = days};
    struct builder b = {.arena = arena, .frame = &frame};
    size_t n_days = (size_t)problem->n_days;
    frame.at = arena_array(arena, n_days, sizeof *frame.at);
    b.tracks = xcalloc(n_days, sizeof *b.tracks);
    list_runs(&b);
    for (int32_t d = 0; d < problem->n_days; d++) {
        list_tracks(&b, d);
        form_kinds(&b, d);
    }
    size_t width = 1 + FRAME_RUNS_MAX + FRAME_TRACKS_MAX;
    b.tuple = xcalloc((FRAME_NODES_MAX + 1) * width, sizeof *b.tuple);
    frame.width = tuple_width(&frame);
    while (!link_days(&b)) {
        drop_some(&frame);
        frame.width = tuple_width(&frame);
    }
    free(b.tracks);
    free(b.tuple);
    return frame;
}
