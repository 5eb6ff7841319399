/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test_validate.c - each check refuses what it is for, and only that. */
#include "tests/model/expect.h"

#include "model/validate.h"
#include "tests/model/notes.h"

/* Valid as it stands; rows add to it. */
static const char BASE[] =
    "members id=vega\nmembers id=somna\n"
    "places id=gladstad\nplaces id=vik\n"
    "competences id=rph\ncompetences id=fact\n"
    "services id=team\nservices id=other\n"
    "staff id=kari member=vega from=2020-01-01 to=2027-12-31\n"
    "staff id=ola member=somna\n"
    "shift_types id=day kind=work start=08:00 end=15:30\n"
    "shift_types id=night kind=standby start=15:30 end=08:00+1 factor=1/7\n"
    "demands id=office shift_type=day\n"
    "demands id=duty shift_type=night\n"
    "activities id=board recurrence=weekly start=09:00 end=09:30\n"
    "case_refs id=K7-M3Q9\n";

struct row {
    const char *notes;
    const char *fault; /* NULL: fine */
};

static void check_row(const struct row *row)
{
    struct coop *coop = coop_new();
    struct error err = {0};
    notes_add(coop, BASE);
    notes_add(coop, row->notes);
    expect_int(row->notes, coop_resolve(coop, &err), STATUS_OK);
    enum status status = coop_validate(coop, &err);
    if (!row->fault) {
        expect_text(row->notes, err.text, "");
    } else {
        expect_words(row->notes, err.text, row->fault);
        expect_int(row->notes, status, STATUS_INPUT);
    }
    coop_free(coop);
}

static void check_rows(const struct row *rows, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        check_row(&rows[i]);
    }
}

static void ids_and_periods(void **state)
{
    (void)state;
    static const struct row ROWS[] = {
        {"", NULL},
        {"staff id=kari member=vega",
         "notes:1: staff[2].id: expected an id of its own, found 'kari' as in "
         "staff[0]"},
        {"places id=kari", NULL}, /* unique within a kind */
        {"members id=x from=2027-01-02 to=2027-01-01",
         "members[2].to: expected 2027-01-02 or later, found 2027-01-01"},
        {"members id=x from=2027-01-01 to=2027-01-01", NULL},
        {"staff id=x member=vega limits=no-night;;2027-01-02;2027-01-01",
         "staff[2].limits[0].to: expected 2027-01-02 or later"},
        {"ferries id=f from=gladstad to=vik crossing=20 timetables=weekday;06:"
         "00 valid_from=2027-01-02 valid_to=2027-01-01",
         "ferries[0].valid_to: expected 2027-01-02"},
        {"shift_types id=x kind=work start=16:00 end=08:00",
         "shift_types[2].end: expected a time after the start 16:00, found "
         "08:00 (a time on the day after is written 08:00+1)"},
        {"shift_types id=x kind=work start=08:00 end=08:00", ".end: expected"},
        {"members id=x opening=mon-fri;15:00;08:00",
         "members[2].opening[0].end: expected a time after the start 15:00"},
        {"demands id=x shift_type=day competences=rph|fact|rph",
         "demands[2].competences: expected each one once, found item 0 again "
         "as item 2"},
        {"activities id=x recurrence=dates start=09:00 end=10:00 "
         "dates=2027-01-11|2027-01-11",
         "activities[1].dates: expected each one once"},
    };
    check_rows(ROWS, COUNT_OF(ROWS));
}

/* Synthetic numbers (month + 80) with right and wrong control digits. */
static void birth_numbers_do_not_get_in(void **state)
{
    (void)state;
    static const struct row ROWS[] = {
        {"staff id=x name=01819950020 member=vega",
         "staff[2].name: expected nothing that names a person, found a birth "
         "number"},
        {"places id=p name=Kari01819950020b", "found a birth number"},
        {"places id=p-01819950020", "places[2].id: expected nothing"},
        {"places id=p name=01819950021", NULL},  /* last digit wrong */
        {"places id=p name=01819950120", NULL},  /* first control digit wrong */
        {"places id=p name=018199500200", NULL}, /* twelve digits */
    };
    check_rows(ROWS, COUNT_OF(ROWS));
}

static void addresses_can_be_written_into_a_message(void **state)
{
    (void)state;
    static const struct row ROWS[] = {
        {"staff id=x member=vega email=kari.nes+vakt@vega.kommune.no", NULL},
        {"staff id=x member=vega email=kari",
         "staff[2].email: expected an address as name@example.org, found "
         "'kari'"},
        {"staff id=x member=vega email=@vega.no", "staff[2].email"},
        {"staff id=x member=vega email=kari@", "staff[2].email"},
        {"staff id=x member=vega email=kari@.vega.no", "staff[2].email"},
        {"staff id=x member=vega email=kari@vega.no.", "staff[2].email"},
        {"staff id=x member=vega email=kari@vega@no", "staff[2].email"},
        {"staff id=x member=vega email=kåri@vega.no", "staff[2].email"},
        {"staff id=x member=vega email=<kari@vega.no>", "staff[2].email"},
        {"staff id=x member=vega email=a@b,c@d", "staff[2].email"},
        {"staff id=x member=vega phone=+4791234567", NULL},
        {"staff id=x member=vega phone=91234567",
         "staff[2].phone: expected + and 8 to 15 digits, found '91234567'"},
        {"staff id=x member=vega phone=+4712", "staff[2].phone"},
        {"staff id=x member=vega phone=+47-91234567", "staff[2].phone"},
    };
    check_rows(ROWS, COUNT_OF(ROWS));
}

static void places_and_days(void **state)
{
    (void)state;
    static const struct row ROWS[] = {
        {"members id=x opening=mon-fri;08:00;15:30|fri;15:00;16:00",
         "members[2].opening: expected hours that do not overlap, found items "
         "0 and 1"},
        {"members id=x opening=mon-fri;08:00;12:00|mon-fri;12:00;16:00", NULL},
        {"local_days id=a from=2027-01-01 to=2027-01-03 effect=min-cover\n"
         "local_days id=b from=2027-01-03 to=2027-01-04 effect=none",
         "local_days[1].from: expected days apart from those of 'a'"},
        {"local_days id=a from=2027-01-01 to=2027-01-03 effect=min-cover\n"
         "local_days id=b from=2027-01-03 to=2027-01-04 effect=none "
         "member=vega",
         NULL},
        {"local_days id=a from=2027-01-01 to=2027-01-03 effect=min-cover\n"
         "local_days id=b from=2027-01-04 to=2027-01-04 effect=none",
         NULL},
        {"roads id=r from=vik to=vik minutes=10",
         "roads[0].to: expected another place than 'vik'"},
        {"roads id=r from=vik to=gladstad minutes=10\n"
         "roads id=s from=gladstad to=vik minutes=20",
         "roads[1].from: expected each road once, found the one of 'r'"},
        {"ferries id=f from=vik to=vik crossing=10 timetables=weekday;06:00",
         "ferries[0].to: expected another place"},
        {"ferries id=f from=vik to=gladstad crossing=10 "
         "timetables=weekday;06:00|sunday;10:00|weekday;09:00",
         "ferries[0].timetables: expected one for each kind of day, found "
         "item 2 besides"},
        {"ferries id=f from=vik to=gladstad crossing=10 "
         "timetables=weekday;06:00\n"
         "disruptions id=d ferry=f from=2027-01-01 status=delayed",
         "disruptions[0].delay: expected minutes, found 0"},
        {"ferries id=f from=vik to=gladstad crossing=10 "
         "timetables=weekday;06:00\n"
         "disruptions id=d ferry=f from=2027-01-01 status=down delay=5",
         "disruptions[0].delay: expected 0 unless the status is delayed"},
        {"ferries id=f from=vik to=gladstad crossing=10 "
         "timetables=weekday;06:00\n"
         "disruptions id=d ferry=f from=2027-01-01 status=delayed delay=5",
         NULL},
    };
    check_rows(ROWS, COUNT_OF(ROWS));
}

static void people_and_absences(void **state)
{
    (void)state;
    static const struct row ROWS[] = {
        {"staff id=x member=vega services=team;60|other;40", NULL},
        {"staff id=x member=vega services=team;60|other;41",
         "staff[2].services: expected shares of at most 100 pct together, "
         "found 101"},
        {"staff id=x member=vega services=team;60|team;40",
         "staff[2].services: expected each service once, found 'team' again"},
        {"staff id=x member=vega "
         "competences=rph;2020-01-01;2021-01-01|rph;2021-01-01",
         "staff[2].competences: expected 'rph' once at a time, found items 0 "
         "and 1"},
        {"staff id=x member=vega "
         "competences=rph;2020-01-01;2021-01-01|rph;2021-01-02|fact",
         NULL},
        {"staff id=x member=vega "
         "history=standby;10;2027-01-01|standby;12;2027-01-01",
         "staff[2].history: expected one counter of a kind for a day"},
        {"absences id=a staff=kari kind=holiday from=2027-07-01 "
         "to=2027-07-21\n"
         "absences id=b staff=kari kind=sick-self from=2027-07-21 "
         "to=2027-07-22",
         "notes:2: absences[1].from: expected a period apart from that of "
         "'a': both are full absences of 'kari'"},
        {"absences id=a staff=kari kind=holiday from=2027-07-01 "
         "to=2027-07-21\n"
         "absences id=b staff=kari kind=leave from=2027-07-05 to=2027-07-06\n"
         "absences id=c staff=kari kind=leave from=2027-07-20 to=2027-07-20",
         "absences[1].from"},
        {"absences id=a staff=kari kind=holiday from=2027-07-01 "
         "to=2027-07-21\n"
         "absences id=b staff=kari kind=sick-note grade=50 from=2027-07-10 "
         "to=2027-08-22",
         NULL},
        {"absences id=a staff=kari kind=holiday from=2027-07-01 "
         "to=2027-07-21\n"
         "absences id=b staff=kari kind=leave approved=false from=2027-07-10 "
         "to=2027-08-22",
         NULL},
        {"absences id=a staff=kari kind=holiday from=2027-07-01 "
         "to=2027-07-21\n"
         "absences id=b staff=ola kind=holiday from=2027-07-10 to=2027-08-22",
         NULL},
        {"absences id=a staff=kari kind=leave from=2028-01-01 to=2028-01-02",
         "absences[0].from: expected a day on which 'kari' is employed "
         "(2020-01-01 to 2027-12-31)"},
        {"absences id=a staff=kari kind=leave from=2027-12-31", NULL},
    };
    check_rows(ROWS, COUNT_OF(ROWS));
}

static void duties_and_demands(void **state)
{
    (void)state;
    static const struct row ROWS[] = {
        {"shift_types id=x kind=work start=08:00 end=08:00+1", NULL},
        {"shift_types id=x kind=work start=08:00 end=08:01+1",
         "shift_types[2].end: expected at most 24 hours of work, found 1441"},
        {"shift_types id=x kind=standby start=08:00 end=12:00+1 factor=1/5",
         NULL},
        {"shift_types id=x kind=standby start=08:00 end=12:00",
         "shift_types[2].factor: expected the share of the standby"},
        {"shift_types id=x kind=standby-strict start=08:00 end=12:00", NULL},
        {"shift_types id=x kind=duty-rest start=08:00 end=12:00 factor=1/3",
         NULL},
        {"shift_types id=x kind=work start=08:00 end=12:00 factor=1/7",
         "shift_types[2].factor: expected 1 for anything but standby and "
         "resting duty, found 1/7"},
        {"shift_types id=x kind=work start=08:00 end=12:00 unpaid_break=240",
         "shift_types[2].unpaid_break: expected less than the 240 minutes"},
        {"shift_types id=x kind=work start=08:00 end=12:00 unpaid_break=239",
         NULL},
        {"demands id=x shift_type=day low=1 target=2 high=3", NULL},
        {"demands id=x shift_type=day low=2 target=1 high=3",
         "demands[2].target: expected at least low, 2, found 1"},
        {"demands id=x shift_type=day low=1 target=3 high=2",
         "demands[2].high: expected at least 1 and target, 3, found 2"},
        {"demands id=x shift_type=day low=0 target=0 high=0",
         "demands[2].high: expected at least 1"},
        {"shift_types id=y kind=leave start=08:00 end=12:00\n"
         "demands id=x shift_type=y",
         "demands[2].shift_type: expected a duty that can be planned"},
    };
    check_rows(ROWS, COUNT_OF(ROWS));
}

#define FRIDAY                                                                 \
    "shift_types id=fr kind=standby start=15:30 end=08:00+1 factor=1/7 "       \
    "block=we\ndemands id=fr shift_type=fr weekdays=fri\n"

static void blocks_follow_each_other(void **state)
{
    (void)state;
    static const struct row ROWS[] = {
        {FRIDAY "shift_types id=we kind=standby start=08:00 end=08:00+1 "
                "factor=1/7 block=we\n"
                "demands id=we shift_type=we weekdays=sat,sun",
         NULL},
        {FRIDAY "shift_types id=we kind=standby start=09:00 end=08:00+1 "
                "factor=1/7 block=we\n"
                "demands id=we shift_type=we weekdays=sat",
         "shift_types[2].block: expected duties of 'we' that follow each other "
         "without a gap, found none from Fri to the next"},
        {FRIDAY, "shift_types[2].block: expected demands for 'we' on some "
                 "following weekdays"},
        {FRIDAY "demands id=we shift_type=fr weekdays=sun",
         "expected demands for 'we' on some following weekdays"},
        {"shift_types id=x kind=standby start=08:00 end=08:00+1 factor=1/7 "
         "block=b\ndemands id=x shift_type=x",
         "some following weekdays, not on all seven"},
        {"shift_types id=x kind=standby start=08:00 end=08:00+1 factor=1/7 "
         "block=b\ndemands id=x shift_type=x weekdays=mon,sun",
         NULL}, /* over the end of the week */
        {"shift_types id=x kind=standby start=08:00 end=08:00+1 factor=1/7 "
         "block=b",
         NULL}, /* nobody wants it yet */
    };
    check_rows(ROWS, COUNT_OF(ROWS));
}

#define FLOATING "activities id=x recurrence=floating start=09:00 end=10:00 "
#define DATED "activities id=x recurrence=dates start=09:00 end=10:00 "

static void activities_have_days_and_times(void **state)
{
    (void)state;
    static const struct row ROWS[] = {
        {FLOATING "from=2027-01-11 to=2027-01-24 count=2 weekdays=mon", NULL},
        {FLOATING "from=2027-01-11 to=2027-01-24 count=3 weekdays=mon",
         "activities[1].count: expected 1 to the number of possible days, 2, "
         "found 3"},
        {FLOATING "from=2027-01-11 to=2027-01-24 count=2 weekdays=mon "
                  "parity=even",
         "possible days, 1, found 2"}, /* weeks 2 and 3 */
        {FLOATING "from=2027-01-11 to=2027-01-15 count=1 weekdays=sat,sun",
         "possible days, 0, found 1"},
        {FLOATING "from=2027-01-11 to=2027-01-24", "count: expected 1 to"},
        {FLOATING "from=2027-01-11 count=1",
         "activities[1].to: expected a first and a last day"},
        {FLOATING "to=2027-01-11 count=1", "expected a first and a last day"},
        {DATED, "activities[1].dates: expected at least one date"},
        {"activities id=x recurrence=weekly start=09:00 end=10:00 "
         "dates=2027-01-11",
         "activities[1].dates: expected no dates unless"},
        {DATED "dates=2027-01-11 from=2027-01-12",
         "activities[1].dates: expected dates from from to to, found "
         "2027-01-11"},
        {"activities id=x recurrence=dates dates=2027-03-28 start=02:30 "
         "end=05:00 kind=work",
         "activities[1].start: expected another time: 02:30 does not exist on "
         "2027-03-28"},
        {"activities id=x recurrence=dates dates=2027-10-30 start=22:00 "
         "end=02:30+1 kind=work",
         "activities[1].end: expected another time: 02:30 exists twice on "
         "2027-10-31"},
        {"activities id=x recurrence=weekly start=02:30 end=05:00 kind=work",
         NULL}, /* a pattern: zone_instant() decides */
        {DATED "dates=2027-01-11 kind=standby",
         "activities[1].kind: expected work, meeting or training"},
        {"activities id=x recurrence=weekly start=08:00 end=08:30+1",
         "activities[1].end: expected at most 24 hours, found 1470"},
        {"activities id=x recurrence=weekly start=08:00 end=09:00 "
         "roles=rph;3;2",
         "activities[1].roles: expected max of at least min, 3, found 2"},
    };
    check_rows(ROWS, COUNT_OF(ROWS));
}

static void case_references_tell_nothing(void **state)
{
    (void)state;
    static const struct row ROWS[] = {
        {"case_refs id=A2-B3", NULL},
        {"case_refs id=1234-X", NULL},
        {"case_refs id=kari-olsen", "case_refs[1].id: expected a random alias"},
        {"case_refs id=KARI", "expected a random alias"},
        {"case_refs id=1234", "expected a random alias"},
        {"case_refs id=K12345", "expected a random alias"},
        {"case_refs id=A1", "expected a random alias"},
        {"case_refs id=A1.B2", "expected a random alias"},
        {"case_refs id=A1-B2-C3-D4-E5-F6-G7-H8", "expected a random alias"},
    };
    check_rows(ROWS, COUNT_OF(ROWS));
}

static void decisions_are_about_one_thing(void **state)
{
    (void)state;
    static const struct row ROWS[] = {
        {"exclusions id=e staff=kari degree=never case_ref=K7-M3Q9", NULL},
        {"exclusions id=e staff=kari degree=never",
         "notes:1: exclusions[0]: expected one of case_ref, demand and "
         "activity, found 0"},
        {"exclusions id=e staff=kari degree=never demand=duty activity=board",
         "activity, found 2"},
        {"pins id=p staff=kari demand=duty date=2027-12-31", NULL},
        {"pins id=p staff=kari demand=duty date=2028-01-01",
         "pins[0].date: expected a day on which 'kari' is employed, found "
         "2028-01-01"},
        {"pins id=p staff=kari date=2027-01-11",
         "pins[0]: expected one of demand and activity, found 0"},
        {"pins id=p staff=kari demand=duty activity=board date=2027-01-11",
         "pins[0]: expected one of demand and activity, found 2"},
        {"pins id=p staff=kari demand=duty date=2027-01-11\n"
         "pins id=q staff=kari demand=duty date=2027-01-11 on=false",
         "pins[1].on: expected the same as pin 'p'"},
        {"pins id=p staff=kari demand=duty date=2027-01-11\n"
         "pins id=q staff=kari demand=duty date=2027-01-12 on=false\n"
         "pins id=r staff=ola demand=duty date=2027-01-11 on=false",
         NULL},
        {"wishes id=w staff=kari kind=duty from=2027-01-11 to=2027-01-12",
         "wishes[0].demand: expected the duty that is wished"},
        {"wishes id=w staff=kari kind=off demand=duty from=2027-01-11 "
         "to=2027-01-12",
         "wishes[0].demand: expected none with a wish to be off"},
        {"wishes id=w staff=kari kind=not-duty from=2027-01-11 to=2027-01-12",
         NULL},
        {"weights id=fair_weekend points=10", NULL},
        {"weights id=fairweekend points=10",
         "weights[0].id: expected a weight such as fair_weekend"},
        {"agreements id=a limit=x value=8 basis=union_local reference=R "
         "entered_by=lead from=2027-01-01 to=2027-12-31",
         "agreements[0].limit: expected a limit"},
    };
    check_rows(ROWS, COUNT_OF(ROWS));
}

static void another_zone_is_refused(void **state)
{
    (void)state;
    struct coop *coop = coop_new();
    struct error err = {0};
    coop->zone = "Europe/Stockholm";
    assert_int_equal(coop_validate(coop, &err), STATUS_INPUT);
    expect_words("zone", err.text,
                 "cooperation.zone: expected Europe/Oslo, found "
                 "'Europe/Stockholm'");
    coop_free(coop);
}

static void every_fault_is_told_not_only_the_first(void **state)
{
    (void)state;
    struct coop *coop = coop_new();
    struct faults faults = {0};
    struct error err = {0};
    notes_add(coop, BASE);
    notes_add(coop, "roads id=r from=vik to=vik minutes=10\n"
                    "case_refs id=kari\n"
                    "weights id=x points=1\n");
    assert_int_equal(coop_resolve(coop, &err), STATUS_OK);
    assert_false(coop_validate_all(coop, &faults));
    assert_int_equal(faults_count(&faults), 3);
    faults_release(&faults);
    coop_free(coop);
}

int main(void)
{
    static const struct CMUnitTest TESTS[] = {
        cmocka_unit_test(ids_and_periods),
        cmocka_unit_test(birth_numbers_do_not_get_in),
        cmocka_unit_test(addresses_can_be_written_into_a_message),
        cmocka_unit_test(places_and_days),
        cmocka_unit_test(people_and_absences),
        cmocka_unit_test(duties_and_demands),
        cmocka_unit_test(blocks_follow_each_other),
        cmocka_unit_test(activities_have_days_and_times),
        cmocka_unit_test(case_references_tell_nothing),
        cmocka_unit_test(decisions_are_about_one_thing),
        cmocka_unit_test(another_zone_is_refused),
        cmocka_unit_test(every_fault_is_told_not_only_the_first),
    };
    return cmocka_run_group_tests(TESTS, NULL, NULL);
}
