/* SPDX-License-Identifier: GPL-3.0-or-later */
/* rungs.c - a co-operation for each step of the ladder. */
#include "tests/rota/rungs.h"

#include <stdio.h>

static const char RECORDS[] =
    "{\"id\": \"shop\", \"name\": \"Shop\", \"profile\": \"no_ks_hta\",\n"
    " \"members\": [{\"id\": \"town\", \"name\": \"Town\"},\n"
    "  {\"id\": \"isle\", \"name\": \"Isle\"}],\n"
    " \"services\": [{\"id\": \"care\", \"name\": \"Care\"}],\n"
    " \"staff\": [{\"id\": \"anne\", \"name\": \"Anne\", "
    "\"member\": \"town\"}, %s],\n"
    " \"shift_types\": [\n"
    "  {\"id\": \"day\", \"name\": \"Dag\", \"kind\": \"work\",\n"
    "   \"start\": \"08:00\", \"end\": \"15:30\"},\n"
    "  {\"id\": \"long\", \"name\": \"Lang\", \"kind\": \"work\",\n"
    "   \"start\": \"08:00\", \"end\": \"17:00\"},\n"
    "  {\"id\": \"evening\", \"name\": \"Kveld\", \"kind\": \"work\",\n"
    "   \"start\": \"18:00\", \"end\": \"20:00\"},\n"
    "  {\"id\": \"wait\", \"name\": \"Natt\", \"kind\": \"standby\",\n"
    "   \"start\": \"16:00\", \"end\": \"08:00+1\", \"factor\": \"1/7\",\n"
    "   \"phone_only\": true}],\n"
    " \"demands\": [\n"
    "  {\"id\": \"errand\", \"name\": \"Errand\", \"shift_type\": \"day\",\n"
    "   \"service\": \"care\", \"member\": \"town\", \"weekdays\": \"tue\",\n"
    "   \"low\": 1, \"target\": 1, \"high\": 2, \"priority\": 1},\n"
    "  {\"id\": \"desk\", \"name\": \"Desk\", \"shift_type\": \"day\",\n"
    "   \"service\": \"care\", \"member\": \"town\",\n"
    "   \"weekdays\": \"mon-fri\", \"low\": 1, \"target\": 1, \"high\": 3,\n"
    "   \"priority\": 2},\n"
    "  {\"id\": \"shop\", \"name\": \"Shop\", \"shift_type\": \"long\",\n"
    "   \"service\": \"care\", \"member\": \"town\",\n"
    "   \"weekdays\": \"mon-fri\", \"low\": 0, \"target\": 1, \"high\": 3,\n"
    "   \"priority\": 3},\n"
    "  {\"id\": \"call\", \"name\": \"Call\", \"shift_type\": \"evening\",\n"
    "   \"service\": \"care\", \"weekdays\": \"tue\", \"low\": 1,\n"
    "   \"target\": 1, \"high\": 1, \"priority\": 1},\n"
    "  {\"id\": \"first\", \"name\": \"First\", \"shift_type\": \"wait\",\n"
    "   \"service\": \"care\", \"role\": \"primary\",\n"
    "   \"weekdays\": \"mon-thu\", \"low\": 1, \"target\": 1, \"high\": 1,\n"
    "   \"priority\": 1},\n"
    "  {\"id\": \"second\", \"name\": \"Second\", \"shift_type\": \"wait\",\n"
    "   \"service\": \"care\", \"role\": \"backup\",\n"
    "   \"weekdays\": \"mon-thu\", \"low\": 1, \"target\": 1, \"high\": 1,\n"
    "   \"priority\": 2}]%s}\n";

const struct rung_row RUNG_ROWS[] = {
    {"1 somebody at work that day, where one can be spared",
     BO("") ", " CARL(""), "",
     {{1, "desk@2027-03-02"}, {2, "desk@2027-03-02"}, {0, NULL}},
     ANNE_SICK, TUESDAY_MORNING, NULL,
     "bo:same-day carl:same-day - anne"},
    {"1 but not the only one there", BO(""), "",
     {{1, "desk@2027-03-02"}, {0, NULL}},
     ANNE_SICK, TUESDAY_MORNING, NULL, "- anne bo"},
    {"2 the second line takes the first", BO("") ", " CARL(""), "",
     {{0, "first@2027-03-02"}, {1, "second@2027-03-02"}, {0, NULL}},
     ANNE_SICK, TUESDAY_MORNING, "first@2027-03-02",
     "bo:backup carl:ordinary-hours - anne"},
    {"2 but nobody leaves the first line for the second",
     BO(""), "",
     {{0, "second@2027-03-02"}, {1, "first@2027-03-02"}, {0, NULL}},
     ANNE_SICK, TUESDAY_MORNING, "second@2027-03-02", "- anne bo"},
    {"2 whoever is on standby goes out", BO("") ", " CARL(""), "",
     {{0, "call@2027-03-02"}, {1, "first@2027-03-02"}, {0, NULL}},
     ANNE_SICK, TUESDAY_MORNING, "call@2027-03-02",
     "bo:backup carl:ordinary-hours - anne"},
    {"3 hours that the contract owes", BO(""), "", {{0, NULL}},
     ANNE_SICK, TUESDAY_MORNING, NULL, "bo:ordinary-hours - anne"},
    {"4 a part-timer beyond the contract", BO(HALF ASKED), "",
     {{1, "desk@2027-03-01"}, {1, "desk@2027-03-03"}, {0, NULL}},
     ANNE_SICK, TUESDAY_MORNING, NULL, "bo:extra-hours - anne"},
    {"4 before overtime of somebody full-time",
     BO(ASKED) ", " CARL(HALF ASKED), "",
     {{1, "shop@2027-03-01"}, {1, "shop@2027-03-03"}, {1, "shop@2027-03-04"},
      {1, "shop@2027-03-05"}, {2, "desk@2027-03-01"}, {2, "desk@2027-03-03"},
      {0, NULL}},
     ANNE_SICK, TUESDAY_MORNING, NULL,
     "carl:extra-hours bo:overtime - anne"},
    {"4 also for a vacancy", BO(HALF ASKED), "",
     {{1, "desk@2027-03-01"}, {1, "desk@2027-03-03"}, {0, NULL}},
     ANNE_GONE, TUESDAY_MORNING, NULL, "bo:extra-hours - anne"},
    {"5 vector 14: told on Monday at 11", BO(MOST) ", " CARL(""), AGREED,
     {{1, "desk@2027-03-01"}, {1, "desk@2027-03-03"}, {1, "desk@2027-03-04"},
      {1, "desk@2027-03-05"}, {2, "desk@2027-03-04"}, {2, "desk@2027-03-02"},
      {0, NULL}},
     ANNE_SICK, "2027-03-01T11:00", NULL, "bo:moved-hours - anne carl"},
    {"5 vector 14: told on Monday at 13 it is overtime",
     BO(MOST) ", " CARL(""), AGREED,
     {{1, "desk@2027-03-01"}, {1, "desk@2027-03-03"}, {1, "desk@2027-03-04"},
      {1, "desk@2027-03-05"}, {2, "desk@2027-03-04"}, {2, "desk@2027-03-02"},
      {0, NULL}},
     ANNE_SICK, "2027-03-01T13:00", NULL, "bo:ordered-overtime - anne carl"},
    {"5 without an agreement", BO(MOST) ", " CARL(""), "",
     {{1, "desk@2027-03-01"}, {1, "desk@2027-03-03"}, {1, "desk@2027-03-04"},
      {1, "desk@2027-03-05"}, {2, "desk@2027-03-04"}, {2, "desk@2027-03-02"},
      {0, NULL}},
     ANNE_SICK, "2027-03-01T11:00", NULL, "bo:ordered-overtime - anne carl"},
    {"6 who has said yes to be asked", BO(ASKED), "",
     {{1, "shop@2027-03-01"}, {1, "shop@2027-03-03"}, {1, "shop@2027-03-04"},
      {1, "shop@2027-03-05"}, {0, NULL}},
     ANNE_SICK, TUESDAY_MORNING, NULL, "bo:overtime - anne"},
    {"6 voluntary overtime is no order: a vacancy too", BO(ASKED), "",
     {{1, "shop@2027-03-01"}, {1, "shop@2027-03-03"}, {1, "shop@2027-03-04"},
      {1, "shop@2027-03-05"}, {0, NULL}},
     ANNE_GONE, TUESDAY_MORNING, NULL, "bo:overtime - anne"},
    {"6 not against a personal limit", BO(ASKED NO_OVERTIME), "",
     {{1, "shop@2027-03-01"}, {1, "shop@2027-03-03"}, {1, "shop@2027-03-04"},
      {1, "shop@2027-03-05"}, {0, NULL}},
     ANNE_SICK, TUESDAY_MORNING, NULL, "- anne bo"},
    {"7 vector 16: ordered for a sick call", BO(""), "",
     {{1, "shop@2027-03-01"}, {1, "shop@2027-03-03"}, {1, "shop@2027-03-04"},
      {1, "shop@2027-03-05"}, {0, NULL}},
     ANNE_SICK, TUESDAY_MORNING, NULL, "bo:ordered-overtime - anne"},
    {"7 vector 16: never for a vacancy", BO(""), "",
     {{1, "shop@2027-03-01"}, {1, "shop@2027-03-03"}, {1, "shop@2027-03-04"},
      {1, "shop@2027-03-05"}, {0, NULL}},
     ANNE_GONE, TUESDAY_MORNING, NULL, "- anne bo"},
    {"7 nor for a sickness known two weeks before", BO(""), "",
     {{1, "shop@2027-03-01"}, {1, "shop@2027-03-03"}, {1, "shop@2027-03-04"},
      {1, "shop@2027-03-05"}, {0, NULL}},
     "sick-note anne from=2027-03-02 to=2027-03-31", "2027-02-10T09:00", NULL,
     "- anne bo"},
    {"7 not against a personal limit", BO(NO_OVERTIME), "",
     {{1, "shop@2027-03-01"}, {1, "shop@2027-03-03"}, {1, "shop@2027-03-04"},
      {1, "shop@2027-03-05"}, {0, NULL}},
     ANNE_SICK, TUESDAY_MORNING, NULL, "- anne bo"},
    {"8 another municipality comes last", ISLE_DORA("") ", " CARL(HALF ASKED),
     "",
     {{2, "desk@2027-03-01"}, {2, "desk@2027-03-03"}, {0, NULL}},
     ANNE_SICK, TUESDAY_MORNING, NULL,
     "carl:extra-hours dora:loan - anne"},
    {"8 and is not ordered to work overtime", ISLE_DORA(""), "",
     {{1, "shop@2027-03-01"}, {1, "shop@2027-03-03"}, {1, "shop@2027-03-04"},
      {1, "shop@2027-03-05"}, {0, NULL}},
     ANNE_SICK, TUESDAY_MORNING, NULL, "- anne dora"},
    {"never: approved holiday", BO(""), AWAY("holiday", "\"to\": \"2027-03-05\""),
     {{0, NULL}},
     ANNE_SICK, TUESDAY_MORNING, NULL, "- anne bo"},
    {"never: somebody who is sick today, for tomorrow", BO(""),
     AWAY("sick-self", "\"to\": \"2027-03-01\""), {{0, NULL}},
     ANNE_SICK, "2027-03-01T18:00", NULL, "- anne bo"},
    {"never: more hours on a graded sick note", BO(HALF ASKED),
     AWAY("sick-note", "\"to\": \"2027-03-31\", \"grade\": 50"),
     {{1, "desk@2027-03-01"}, {1, "desk@2027-03-03"}, {0, NULL}},
     ANNE_SICK, TUESDAY_MORNING, NULL, "- anne bo"},
};
const int32_t N_RUNG_ROWS = COUNT_OF(RUNG_ROWS);

void rung_open(struct week *week, const struct rung_row *row)
{
    static char records[12000];
    struct held held[10] = {{0, "errand@2027-03-02"}};
    struct error err = {0};
    int32_t n = 1;
    snprintf(records, sizeof records, RECORDS, row->staff, row->more);
    for (int32_t i = 0; row->held[i].slot; i++) {
        held[n++] = row->held[i];
    }
    week_open(week);
    week_replace(week, records);
    week_publish(week, WEEK_MONDAY, 14, held, WEEK_NOW);
    island_at(week, row->now);
    cJSON *said = island_file(week, row->event, &err);
    if (!said) {
        fail_msg("%s: %s", row->name, err.text);
    }
    cJSON_Delete(said);
}

const struct rung_row *rung_named(const char *name)
{
    for (size_t i = 0; i < COUNT_OF(RUNG_ROWS); i++) {
        if (strncmp(RUNG_ROWS[i].name, name, strlen(name)) == 0) {
            return &RUNG_ROWS[i];
        }
    }
    fail_msg("no row '%s'", name);
    return NULL;
}
