/* SPDX-License-Identifier: GPL-3.0-or-later */
/* calendars.c - calendars to try. */
#include "tests/exporters/calendars.h"

/* Seconds since the epoch, worked out by hand (python3: datetime, zoneinfo). */
static const struct feed_event EVENTS[] = {
    {.uid = "a-autumn@samvakt",
     .sequence = 2,
     .created = 1789000000,
     .changed = 1790000000,
     .start = 1792872000, /* 2026-10-24 22:00 CEST */
     .end = 1792909800,   /* 2026-10-25 07:30 CET: 10.5 h */
     .title = "Beredskap (bakvakt)",
     .location = "Brønnøysund",
     .description = "FACT-team\nBrønnøy",
     .category = "STANDBY",
     .transparent = true},
    {.uid = "a-first-pass@samvakt",
     .created = 1789000000,
     .changed = 1789000000,
     .start = 1792888200, /* 2026-10-25 02:30 CEST, the first time */
     .end = 1792891800,   /* 02:30 CET, the second time: one hour */
     .title = "Oppdrag Steigen",
     .category = "WORK"},
    {.uid = "a-twice@samvakt",
     .created = 1789000000,
     .changed = 1789000000,
     .start = 1792884600, /* 2026-10-25 01:30 CEST */
     .end = 1792895400,   /* 2026-10-25 03:30 CET: 3 h */
     .title = "O'Brien & Sønn; Ås, \\ \"x\"",
     .location = "Ås; Sømna, vest",
     .category = "WORK"},
    {.uid = "a-spring@samvakt",
     .created = 1789000000,
     .changed = 1789000000,
     .start = 1806181200, /* 2027-03-27 22:00 CET */
     .end = 1806211800,   /* 2027-03-28 07:30 CEST: 8.5 h */
     .title = "Nattevakt",
     .category = "WORK",
     .tentative = true},
    {.uid = "a-gone@samvakt",
     .sequence = 1,
     .created = 1789000000,
     .changed = 1791000000,
     .cancelled = true,
     .start = 1806220800, /* 2027-03-28 10:00 CEST */
     .end = 1806247800,   /* 17:30 */
     .title = "FACT-tavle (video)",
     .location = "Video",
     .category = "MEETING"},
    {.uid = "a-days@samvakt",
     .created = 1789000000,
     .changed = 1789000000,
     .all_day = true,
     .start_date = 20753, /* 2026-10-27 */
     .end_date = 20755,   /* 2026-10-29, included */
     .title = "Fri",
     .category = "LEAVE",
     .transparent = true},
};

void calendar_of_person(struct feed *feed)
{
    *feed = (struct feed){.kind = FEED_PERSON, .name = "Vakter Åse, Ås; \\ x"};
    for (size_t i = 0; i < COUNT_OF(EVENTS); i++) {
        vec_push(&feed->events, EVENTS[i]);
    }
}
