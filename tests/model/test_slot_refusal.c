/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test_slot_refusal.c - who may take a slot, and the first reason why not. */
#include "tests/model/scene.h"

static struct scene *office(void)
{
    struct scene *scene = scene_new("2027-01-11");

    scene_add(scene, RECORD_SHIFT_TYPE,
              "id=day kind=work start=08:00 "
              "end=15:30");
    scene_add(scene, RECORD_SHIFT_TYPE,
              "id=night kind=standby start=15:30 end=08:00+1 factor=1/7");
    return scene;
}

/* One person and one duty; extra records in front of "what". */
static const struct {
    const char *why;
    enum record_kind kind; /* of `extra`; RECORD_KINDS: none */
    const char *extra, *staff, *duty, *day;
    enum refusal refusal;
} REFUSALS[] = {
    {"nothing against it", RECORD_KINDS, NULL, "", "shift_type=day",
     "2027-01-11", REFUSE_NOT},
    {"no such slot", RECORD_KINDS, NULL, "", "shift_type=day weekdays=tue",
     "2027-01-11", REFUSE_NO_SUCH_SLOT},
    {"not yet employed", RECORD_KINDS, NULL, "from=2027-01-12",
     "shift_type=day", "2027-01-11", REFUSE_NOT_EMPLOYED},
    {"last day of work", RECORD_KINDS, NULL, "to=2027-01-11", "shift_type=day",
     "2027-01-11", REFUSE_NOT},
    {"a night runs on behind the last day", RECORD_KINDS, NULL, "to=2027-01-11",
     "shift_type=night", "2027-01-11", REFUSE_NOT_EMPLOYED},
    {"away", RECORD_ABSENCE,
     "id=x staff=kari kind=holiday from=2027-01-11 to=2027-01-12", "",
     "shift_type=day", "2027-01-11", REFUSE_ABSENT},
    {"back again", RECORD_ABSENCE,
     "id=x staff=kari kind=holiday from=2027-01-09 to=2027-01-10", "",
     "shift_type=day", "2027-01-11", REFUSE_NOT},
    {"a night runs into a holiday", RECORD_ABSENCE,
     "id=x staff=kari kind=holiday from=2027-01-12 to=2027-01-12", "",
     "shift_type=night", "2027-01-11", REFUSE_ABSENT},
    {"ending at midnight is not the day after", RECORD_ABSENCE,
     "id=x staff=kari kind=holiday from=2027-01-12 to=2027-01-12", "",
     "shift_type=midnight", "2027-01-11", REFUSE_NOT},
    {"a minute later is", RECORD_ABSENCE,
     "id=x staff=kari kind=holiday from=2027-01-12 to=2027-01-12", "",
     "shift_type=past", "2027-01-11", REFUSE_ABSENT},
    {"not approved is not away", RECORD_ABSENCE,
     "id=x staff=kari kind=holiday from=2027-01-11 approved=false", "",
     "shift_type=day", "2027-01-11", REFUSE_NOT},
    {"half sick works by day", RECORD_ABSENCE,
     "id=x staff=kari kind=sick-note grade=50 from=2027-01-01", "",
     "shift_type=day", "2027-01-11", REFUSE_NOT},
    {"half sick has no standby", RECORD_ABSENCE,
     "id=x staff=kari kind=sick-note grade=50 from=2027-01-01", "",
     "shift_type=night", "2027-01-11", REFUSE_ABSENT},
    {"half sick works no nights", RECORD_ABSENCE,
     "id=x staff=kari kind=sick-note grade=50 from=2027-01-01", "",
     "shift_type=late", "2027-01-11", REFUSE_ABSENT},
    {"another's absence", RECORD_ABSENCE,
     "id=x staff=ola kind=holiday from=2027-01-11", "", "shift_type=day",
     "2027-01-11", REFUSE_NOT},
    {"another employer", RECORD_KINDS, NULL, "",
     "shift_type=day members_only=somna", "2027-01-11", REFUSE_EMPLOYER},
    {"the right employer", RECORD_KINDS, NULL, "",
     "shift_type=day members_only=somna|vega", "2027-01-11", REFUSE_NOT},
    {"the employer has left", RECORD_KINDS, NULL, "member=tysfjord",
     "shift_type=day", "2027-01-11", REFUSE_EMPLOYER},
    {"the employer's first day", RECORD_KINDS, NULL, "member=fresh",
     "shift_type=day", "2027-01-11", REFUSE_NOT},
    {"the day before", RECORD_KINDS, NULL, "member=fresh", "shift_type=day",
     "2027-01-10", REFUSE_EMPLOYER},
    {"no share in a joint service", RECORD_KINDS, NULL, "services=own;100",
     "shift_type=day service=fact", "2027-01-11", REFUSE_EMPLOYER},
    {"a share in it", RECORD_KINDS, NULL, "services=own;60|fact;40",
     "shift_type=day service=fact", "2027-01-11", REFUSE_NOT},
    {"no shares at all", RECORD_KINDS, NULL, "", "shift_type=day service=fact",
     "2027-01-11", REFUSE_NOT},
    {"stand-in at a neighbour's own service", RECORD_KINDS, NULL,
     "services=fact;100", "shift_type=day service=own", "2027-01-11",
     REFUSE_NOT},
    {"competence missing", RECORD_KINDS, NULL, "",
     "shift_type=day competences=nurse", "2027-01-11", REFUSE_COMPETENCE},
    {"competence held", RECORD_KINDS, NULL,
     "competences=nurse;2026-01-01;2027-01-11",
     "shift_type=day competences=nurse", "2027-01-11", REFUSE_NOT},
    {"competence run out", RECORD_KINDS, NULL,
     "competences=nurse;2026-01-01;2027-01-11",
     "shift_type=day competences=nurse", "2027-01-12", REFUSE_COMPETENCE},
    {"all competences are needed", RECORD_KINDS, NULL,
     "competences=nurse;2026-01-01;2028-01-01",
     "shift_type=day competences=nurse|doctor", "2027-01-12",
     REFUSE_COMPETENCE},
    {"a language is only wanted", RECORD_KINDS, NULL,
     "competences=nurse;2026-01-01;2028-01-01",
     "shift_type=day competences=nurse|smj", "2027-01-12", REFUSE_NOT},
    {"no standby for them", RECORD_KINDS, NULL, "limits=no-standby",
     "shift_type=night", "2027-01-11", REFUSE_LIMIT},
    {"but days", RECORD_KINDS, NULL, "limits=no-standby", "shift_type=day",
     "2027-01-11", REFUSE_NOT},
    {"no nights, not even a minute", RECORD_KINDS, NULL, "limits=no-night",
     "shift_type=late", "2027-01-11", REFUSE_LIMIT},
    {"no nights is no night standby", RECORD_KINDS, NULL, "limits=no-night",
     "shift_type=night", "2027-01-11", REFUSE_LIMIT},
    {"the limit is over", RECORD_KINDS, NULL,
     "limits=no-night;100;2026-01-01;2027-01-10", "shift_type=late",
     "2027-01-11", REFUSE_NOT},
    {"no weekends", RECORD_KINDS, NULL, "limits=no-weekend", "shift_type=day",
     "2027-01-16", REFUSE_LIMIT},
    {"Friday night is weekend by morning", RECORD_KINDS, NULL,
     "limits=no-weekend", "shift_type=night", "2027-01-15", REFUSE_LIMIT},
    {"Friday is not", RECORD_KINDS, NULL, "limits=no-weekend", "shift_type=day",
     "2027-01-15", REFUSE_NOT},
    {"a red Friday is", RECORD_KINDS, NULL, "limits=no-weekend",
     "shift_type=day", "2027-03-26", REFUSE_LIMIT},
    {"no travel", RECORD_KINDS, NULL, "limits=no-travel",
     "shift_type=day place=far", "2027-01-11", REFUSE_LIMIT},
    {"video is no travel", RECORD_KINDS, NULL, "limits=no-travel",
     "shift_type=day place=far modality=video", "2027-01-11", REFUSE_NOT},
    {"excluded from the task", RECORD_EXCLUSION,
     "id=x staff=kari degree=never demand=d", "", "shift_type=day",
     "2027-01-11", REFUSE_EXCLUDED},
    {"the exclusion is over", RECORD_EXCLUSION,
     "id=x staff=kari degree=never demand=d to=2027-01-10", "",
     "shift_type=day", "2027-01-11", REFUSE_NOT},
    {"not alone is not never", RECORD_EXCLUSION,
     "id=x staff=kari degree=not-alone demand=d", "", "shift_type=day",
     "2027-01-11", REFUSE_NOT},
    {"of another person", RECORD_EXCLUSION,
     "id=x staff=ola degree=never demand=d", "", "shift_type=day", "2027-01-11",
     REFUSE_NOT},
    {"a case excludes nobody from a duty", RECORD_EXCLUSION,
     "id=x staff=kari degree=never case_ref=k", "", "shift_type=day",
     "2027-01-11", REFUSE_NOT},
    {"work where no road leads", RECORD_KINDS, NULL, "",
     "shift_type=day place=moon modality=ambulatory", "2027-01-11",
     REFUSE_REACH},
    {"work where a road leads", RECORD_KINDS, NULL, "",
     "shift_type=day place=far modality=ambulatory", "2027-01-11", REFUSE_NOT},
    {"standby within reach", RECORD_KINDS, NULL, "",
     "shift_type=urgent place=near modality=ambulatory", "2027-01-11",
     REFUSE_NOT},
    {"standby a minute too far", RECORD_KINDS, NULL, "",
     "shift_type=urgent place=far modality=ambulatory", "2027-01-11",
     REFUSE_REACH},
    {"standby is spent at home", RECORD_KINDS, NULL, "home=far",
     "shift_type=urgent place=far modality=ambulatory", "2027-01-11",
     REFUSE_NOT},
    {"to one's own office, from home", RECORD_KINDS, NULL, "home=far",
     "shift_type=urgent modality=ambulatory", "2027-01-11", REFUSE_REACH},
    {"a phone duty needs nobody in place", RECORD_KINDS, NULL, "",
     "shift_type=call place=moon modality=ambulatory", "2027-01-11",
     REFUSE_NOT},
    {"no response time, no reach", RECORD_KINDS, NULL, "",
     "shift_type=night place=moon modality=ambulatory", "2027-01-11",
     REFUSE_NOT},
    {"by phone from anywhere", RECORD_KINDS, NULL, "",
     "shift_type=urgent place=moon modality=phone", "2027-01-11", REFUSE_NOT},
    {"pinned out", RECORD_PIN,
     "id=x staff=kari demand=d date=2027-01-11 on=false", "", "shift_type=day",
     "2027-01-11", REFUSE_PINNED_OUT},
    {"pinned out of another duty", RECORD_PIN,
     "id=x staff=kari demand=other date=2027-01-11 on=false", "",
     "shift_type=day", "2027-01-11", REFUSE_NOT},
    {"excluded from another task", RECORD_EXCLUSION,
     "id=x staff=kari degree=never demand=other", "", "shift_type=day",
     "2027-01-11", REFUSE_NOT},
    {"pinned out another day", RECORD_PIN,
     "id=x staff=kari demand=d date=2027-01-12 on=false", "", "shift_type=day",
     "2027-01-11", REFUSE_NOT},
    {"pinned in", RECORD_PIN, "id=x staff=kari demand=d date=2027-01-11", "",
     "shift_type=day", "2027-01-11", REFUSE_NOT},
};

static void refusals_name_the_first_reason(void **state)
{
    (void)state;

    for (size_t i = 0; i < COUNT_OF(REFUSALS); i++) {
        struct scene *scene = office();
        char fields[200];
        scene_add(scene, RECORD_MEMBER, "id=somna");
        scene_add(scene, RECORD_MEMBER, "id=tysfjord to=2019-12-31");
        scene_add(scene, RECORD_MEMBER, "id=fresh from=2027-01-11");
        scene_add(scene, RECORD_SHIFT_TYPE,
                  "id=midnight kind=meeting start=18:00 end=24:00");
        scene_add(scene, RECORD_SHIFT_TYPE,
                  "id=past kind=meeting start=18:00 end=00:01+1");
        scene_add(scene, RECORD_SHIFT_TYPE,
                  "id=call kind=standby start=15:30 end=20:00 response=30 "
                  "phone_only=true");
        scene_add(scene, RECORD_SERVICE, "id=fact");
        scene_add(scene, RECORD_SERVICE, "id=own member=vega");
        scene_add(scene, RECORD_COMPETENCE, "id=nurse");
        scene_add(scene, RECORD_COMPETENCE, "id=doctor");
        scene_add(scene, RECORD_COMPETENCE, "id=smj language=true");
        scene_add(scene, RECORD_PLACE, "id=near");
        scene_add(scene, RECORD_PLACE, "id=far");
        scene_add(scene, RECORD_PLACE, "id=moon");
        scene_add(scene, RECORD_ROAD, "id=r1 from=office to=near minutes=30");
        scene_add(scene, RECORD_ROAD, "id=r2 from=office to=far minutes=31");
        scene_add(scene, RECORD_CASE_REF, "id=k member=vega");
        scene_add(scene, RECORD_SHIFT_TYPE,
                  "id=late kind=work start=15:30 end=21:01");
        scene_add(scene, RECORD_SHIFT_TYPE,
                  "id=urgent kind=standby start=15:30 end=08:00+1 factor=1/7 "
                  "response=30");
        snprintf(fields, sizeof fields, "id=kari %s", REFUSALS[i].staff);
        scene_add(scene, RECORD_STAFF, fields);
        scene_add(scene, RECORD_STAFF, "id=ola");
        snprintf(fields, sizeof fields, "id=d %s", REFUSALS[i].duty);
        scene_add(scene, RECORD_DEMAND, fields);
        scene_add(scene, RECORD_DEMAND, "id=other shift_type=day");
        if (REFUSALS[i].extra) {
            scene_add(scene, REFUSALS[i].kind, REFUSALS[i].extra);
        }
        scene_resolve(scene);
        expect_int(
            REFUSALS[i].why,
            slot_refusal(scene_coop(scene), 0, 0, scene_day(REFUSALS[i].day)),
            REFUSALS[i].refusal);
        scene_free(scene);
    }
}

static void activities_refuse_those_who_do_not_belong(void **state)
{
    static const struct {
        const char *why, *activity;
        bool kari, ola; /* belong */
    } ROWS[] = {
        {"no list: everybody", "", true, true},
        {"a service", "services=fact", true, false},
        {"a competence", "competences=nurse", false, true},
        {"a name", "people=ola", false, true},
        {"any of the lists", "services=fact|own people=ola", true, true},
    };
    (void)state;

    for (size_t i = 0; i < COUNT_OF(ROWS); i++) {
        struct scene *scene = office();
        char fields[200];
        scene_add(scene, RECORD_SERVICE, "id=fact");
        scene_add(scene, RECORD_SERVICE, "id=own member=vega");
        scene_add(scene, RECORD_COMPETENCE, "id=nurse");
        scene_add(scene, RECORD_STAFF, "id=kari services=fact;100");
        scene_add(scene, RECORD_STAFF,
                  "id=ola competences=nurse;2020-01-01;2030-01-01");
        snprintf(fields, sizeof fields,
                 "id=a recurrence=weekly start=09:00 end=10:00 inside=false %s",
                 ROWS[i].activity);
        scene_add(scene, RECORD_ACTIVITY, fields);
        scene_add(scene, RECORD_EXCLUSION,
                  "id=x staff=ola degree=never activity=a from=2027-01-12");
        scene_add(scene, RECORD_PIN,
                  "id=p staff=kari activity=a date=2027-01-12 on=false");
        scene_resolve(scene);
        const struct coop *coop = scene_coop(scene);
        date_day monday = scene_monday(scene);
        const bool BELONG[2] = {ROWS[i].kari, ROWS[i].ola};
        const enum refusal LATER[2] = {REFUSE_PINNED_OUT, REFUSE_EXCLUDED};
        for (int32_t staff = 0; staff < 2; staff++) {
            expect_int(ROWS[i].why, duty_belongs(coop, 0, staff, monday),
                       BELONG[staff]);
            expect_int(ROWS[i].why, slot_refusal(coop, staff, 0, monday),
                       BELONG[staff] ? REFUSE_NOT : REFUSE_EMPLOYER);
            expect_int(ROWS[i].why, slot_refusal(coop, staff, 0, monday + 1),
                       BELONG[staff] ? LATER[staff] : REFUSE_EMPLOYER);
        }
        scene_free(scene);
    }
}

static void a_standby_activity_has_no_response_time(void **state)
{
    struct scene *scene = office();
    (void)state;

    scene_add(scene, RECORD_STAFF, "id=kari");
    scene_add(scene, RECORD_PLACE, "id=moon");
    scene_add(scene, RECORD_ACTIVITY,
              "id=a recurrence=weekly start=16:00 end=20:00 inside=false "
              "kind=standby place=moon modality=ambulatory");
    scene_resolve(scene);
    assert_int_equal(slot_refusal(scene_coop(scene), 0, 0, scene_monday(scene)),
                     REFUSE_NOT);
    scene_free(scene);
}

static void every_refusal_has_words_in_both_languages(void **state)
{
    (void)state;

    for (enum refusal refusal = REFUSE_NOT; refusal < REFUSE_COUNT; refusal++) {
        assert_true(strlen(refusal_text(refusal, false)) > 3);
        assert_true(strlen(refusal_text(refusal, true)) > 3);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(refusals_name_the_first_reason),
        cmocka_unit_test(activities_refuse_those_who_do_not_belong),
        cmocka_unit_test(a_standby_activity_has_no_response_time),
        cmocka_unit_test(every_refusal_has_words_in_both_languages),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
