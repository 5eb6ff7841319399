/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test_coop.c - references find their records; a person's state on a date. */
#include "tests/model/expect.h"

#include "model/fault.h"
#include "model/record.h"
#include "tests/model/notes.h"

static const char NOTES[] =
    "members id=vega office=gladstad\n"
    "places id=gladstad member=vega\n"
    "competences id=rph\n"
    "services id=team\n"
    "staff id=kari member=vega base=gladstad from=2020-01-01 to=2027-06-30 "
    "competences=rph;2021-01-01;2026-12-31 services=team;60 "
    "limits=no-night;;2027-01-01;2027-03-31\n"
    "staff id=ola member=vega\n"
    "shift_types id=day kind=work start=08:00 end=15:30\n"
    "demands id=office shift_type=day competences=rph members_only=vega\n";

static void ids_become_indices_everywhere(void **state)
{
    (void)state;
    struct coop *coop = coop_new();
    struct error err = {0};
    notes_add(coop, NOTES);
    assert_int_equal(coop_resolve(coop, &err), STATUS_OK);
    const struct staff *kari = &coop->staff.at[0];
    assert_int_equal(kari->member.ix, 0);
    assert_int_equal(kari->base.ix, 0);
    assert_int_equal(kari->home.ix, NONE);
    assert_int_equal(kari->competences.at[0].competence.ix, 0);
    assert_int_equal(kari->services.at[0].service.ix, 0);
    assert_int_equal(coop->demands.at[0].competences.at[0].ix, 0);
    assert_int_equal(coop->demands.at[0].service.ix, NONE);
    assert_int_equal(coop->members.at[0].office.ix, 0);
    assert_int_equal(coop_find_staff(coop, "ola"), 1);
    assert_int_equal(coop_find_staff(coop, "per"), NONE);
    assert_int_equal(coop_find_demand(coop, "office"), 0);
    assert_int_equal(coop_find_activity(coop, "office"), NONE);
    assert_int_equal(coop_find_member(coop, "vega"), 0);
    assert_int_equal(coop_find_service(coop, "team"), 0);
    coop_free(coop);
}

static void unknown_ids_are_named_with_record_and_field(void **state)
{
    (void)state;
    static const struct {
        const char *notes, *fault;
    } ROWS[] = {
        {"staff id=per member=bodo",
         "notes:1: staff[2].member: expected an id of members, found 'bodo'"},
        {"staff id=per member=vega base=ola",
         "staff[2].base: expected an id of places, found 'ola'"},
        {"staff id=per member=vega competences=rph|fact",
         "staff[2].competences[1].competence: expected an id of competences, "
         "found 'fact'"},
        {"staff id=per member=vega services=x;10",
         "staff[2].services[0].service: expected an id of services"},
        {"demands id=d shift_type=day competences=rph|y",
         "demands[1].competences: expected an id of competences, found 'y'"},
        {"absences id=a staff=per kind=leave from=2027-01-01",
         "absences[0].staff: expected an id of staff, found 'per'"},
    };
    for (size_t i = 0; i < COUNT_OF(ROWS); i++) {
        struct coop *coop = coop_new();
        struct error err = {0};
        notes_add(coop, NOTES);
        notes_add(coop, ROWS[i].notes);
        expect_int(ROWS[i].fault, coop_resolve(coop, &err), STATUS_INPUT);
        expect_words("message", err.text, ROWS[i].fault);
        coop_free(coop);
    }
}

static void every_unknown_id_is_told(void **state)
{
    (void)state;
    struct coop *coop = coop_new();
    struct faults faults = {0};
    notes_add(coop, NOTES);
    notes_add(coop, "staff id=per member=x base=y\nstaff id=pia member=z");
    assert_false(coop_resolve_all(coop, &faults));
    assert_int_equal(faults_count(&faults), 3);
    faults_release(&faults);
    coop_free(coop);
}

static void periods_include_both_ends(void **state)
{
    (void)state;
    struct coop *coop = coop_new();
    struct error err = {0};
    notes_add(coop, NOTES);
    assert_int_equal(coop_resolve(coop, &err), STATUS_OK);
    const struct staff *kari = &coop->staff.at[0];
    static const struct {
        int year, month, day;
        bool employed, holds, limited;
    } ROWS[] = {
        {2019, 12, 31, false, false, false}, {2020, 1, 1, true, false, false},
        {2021, 1, 1, true, true, false},     {2026, 12, 31, true, true, false},
        {2027, 1, 1, true, false, true},     {2027, 3, 31, true, false, true},
        {2027, 4, 1, true, false, false},    {2027, 6, 30, true, false, false},
        {2027, 7, 1, false, false, false},
    };
    for (size_t i = 0; i < COUNT_OF(ROWS); i++) {
        date_day date = date_of(ROWS[i].year, ROWS[i].month, ROWS[i].day);
        char row[DATE_TEXT];
        date_format(date, row);
        expect_int(row, staff_employed(kari, date), ROWS[i].employed);
        expect_int(row, staff_holds(kari, 0, date), ROWS[i].holds);
        expect_int(row, staff_limited(kari, LIMIT_NO_NIGHT, date),
                   ROWS[i].limited);
        expect_int(row, staff_limited(kari, LIMIT_NO_TRAVEL, date), false);
    }
    coop_free(coop);
}

static void the_largest_approved_absence_counts(void **state)
{
    (void)state;
    struct coop *coop = coop_new();
    struct error err = {0};
    notes_add(coop, NOTES);
    notes_add(coop, "absences id=a staff=kari kind=sick-note from=2027-01-04 "
                    "to=2027-01-31 grade=50\n"
                    "absences id=b staff=kari kind=holiday from=2027-01-10 "
                    "to=2027-01-12\n"
                    "absences id=c staff=kari kind=leave from=2027-01-20 "
                    "to=2027-01-20 approved=false\n"
                    "absences id=d staff=ola kind=leave from=2027-01-05\n");
    assert_int_equal(coop_resolve(coop, &err), STATUS_OK);
    static const struct {
        int day, kari, ola;
    } ROWS[] = {{3, 0, 0},      {4, 50, 0},    {9, 50, 100},  {10, 100, 100},
                {12, 100, 100}, {13, 50, 100}, {20, 50, 100}, {31, 50, 100}};
    for (size_t i = 0; i < COUNT_OF(ROWS); i++) {
        date_day date = date_of(2027, 1, ROWS[i].day);
        assert_int_equal(coop_absence_grade(coop, 0, date), ROWS[i].kari);
        assert_int_equal(coop_absence_grade(coop, 1, date), ROWS[i].ola);
    }
    assert_int_equal(coop_absence_grade(coop, 1, DATE_MAX), 100);
    coop_free(coop);
}

int main(void)
{
    static const struct CMUnitTest TESTS[] = {
        cmocka_unit_test(ids_become_indices_everywhere),
        cmocka_unit_test(unknown_ids_are_named_with_record_and_field),
        cmocka_unit_test(every_unknown_id_is_told),
        cmocka_unit_test(periods_include_both_ends),
        cmocka_unit_test(the_largest_approved_absence_counts),
    };
    return cmocka_run_group_tests(TESTS, NULL, NULL);
}
