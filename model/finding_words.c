/* SPDX-License-Identifier: GPL-3.0-or-later */
/* finding_words.c - the sentences of findings in Norwegian, by their form. */
#include "model/finding_words.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>

#include "base/form.h"
#include "base/text.h"

/* As finding_add() is given them in model/, with a star for each value; where
 * two forms fit, the narrower comes first. */
static const struct {
    const char *en, *nb;
} FORMS[] = {
    {"holds only the * of two days of a block",
     "har bare den * av to dager i en blokk"},
    {"nobody on standby without a conflict from * to *",
     "ingen på beredskap er habil fra * til *"},
    {"alone on a task that needs a second person",
     "alene om et oppdrag som krever to"},
    {"* in the 24 hours from * with strained night work, at most *",
     "* i døgnet fra * med belastende nattarbeid, høyst *"},
    {"* in the 24 hours from *, at most *", "* i døgnet fra *, høyst *"},
    {"held by somebody who is not eligible for it",
     "innehas av en som ikke kan ha den"},
    {"alone on standby in week * of employment, not in the first *",
     "alene på beredskap i uke * av ansettelsen, ikke i de første *"},
    {"pinned to the duty and not holding it",
     "er låst til vakten og har den ikke"},
    {"* of work at night", "* arbeid om natten"},
    {"* in * days with regular night work, at most *",
     "* på * dager med jevnlig nattarbeid, høyst *"},
    {"* days of notice of the plan, at least *",
     "* dagers varsel om planen, minst *"},
    {"* in two places from *", "* på to steder fra *"},
    {"* of overtime in the * to *, at most *",
     "* overtid i de * til *, høyst *"},
    {"takes place * times instead of *",
     "finner sted * ganger i stedet for *"},
    {"attended * times instead of *", "deltok * ganger i stedet for *"},
    {"* a week where Sunday and night hours leave a norm of *",
     "* i uken der søndags- og nattarbeid gir en norm på *"},
    {"* of rest before * instead of * by agreement: * owed",
     "* hvile før * i stedet for * etter avtale: * skyldes"},
    {"* of unbroken rest before the work from *, at least *",
     "* sammenhengende hvile før arbeidet fra *, minst *"},
    {"work from * leaves * of rest in its 24 hours, at least *",
     "arbeid fra * gir * hvile i døgnet, minst *"},
    {"longest rest in the week from * is *, at least *",
     "lengste hvile i uken fra * er *, minst *"},
    {"in place within * minutes: *", "på plass innen * minutter: *"},
    {"* of work with * minutes of unpaid break: *",
     "* arbeid med * minutters ubetalt pause: *"},
    {"* days running with *, at most *", "* dager på rad med *, høyst *"},
    {"standby weekends * weeks apart, one in * at most",
     "beredskapshelger med * ukers mellomrom, høyst hver *."},
    {"* between a call-out at night and the work from *, * to sleep",
     "* mellom en utrykning om natten og arbeidet fra *, * til søvn"},
    {"work on * and on *, the next Sunday or holiday",
     "arbeid * og *, neste søn- eller helgedag"},
    {"* of * Sundays and holidays in 26 weeks, at most * %",
     "* av * søn- og helgedager på 26 uker, høyst * %"},
    {"no free Sunday or holiday in * weeks, at least one",
     "ingen fri søn- eller helgedag på * uker, minst én"},
    {"* of work on a Sunday or holiday", "* arbeid på søn- eller helgedag"},
    {"* a week on average of the * weeks from *, at most *",
     "* i uken i snitt over de * ukene fra *, høyst *"},
    {"* in the week from *, at most *", "* i uken fra *, høyst *"},
    {"* of * people", "* av * personer"},
    {"* of * duties of the week", "* av * vakter i uken"},
    {"* people attend, at least *", "* deltar, minst *"},
    {"* people attend, at most *", "* deltar, høyst *"},
    {"* people of a member attend, at least *",
     "* fra en kommune deltar, minst *"},
    {"* people of a member attend, at most *",
     "* fra en kommune deltar, høyst *"},
    {"* people of a role attend, at least *",
     "* med en rolle deltar, minst *"},
    {"* people of a role attend, at most *",
     "* med en rolle deltar, høyst *"},
};

/* Words that stand where a value stands. */
static const struct {
    const char *en, *nb;
} VALUES[] = {
    {"first", "første"},
    {"second", "andre"},
    {"7 days", "7 dagene"},
    {"4 weeks", "4 ukene"},
    {"52 weeks", "52 ukene"},
    {"probably working time", "trolig arbeidstid"},
    {"assess whether the factor is enough",
     "vurder om omregningsfaktoren holder"},
    {"30 minutes of break are due", "30 minutters pause kreves"},
    {"a break is due", "en pause kreves"},
    {"work", "arbeid"},
    {"standby", "beredskap"},
};

/* Whether the sentence has the form, with something at each star. */
static bool has_form(const char *sentence, const char *form,
                     struct form_value values[FORM_VALUES])
{
    bool full = form_fits(form, sentence, values);
    for (; full && (form = strchr(form, '*')) != NULL; form++) {
        full = values++->length > 0;
    }
    return full;
}

/* Hours are "t" in Norwegian: "10 h 30 min". */
static void put_value(struct text *out, const struct form_value *value)
{
    for (size_t i = 0; i < COUNT_OF(VALUES); i++) {
        if (strlen(VALUES[i].en) == value->length &&
            memcmp(VALUES[i].en, value->at, value->length) == 0) {
            text_str(out, VALUES[i].nb);
            return;
        }
    }
    for (size_t i = 0; i < value->length; i++) {
        bool hours = i >= 2 && value->at[i] == 'h' && value->at[i - 1] == ' ' &&
                     isdigit((unsigned char)value->at[i - 2]);
        text_char(out, hours ? 't' : value->at[i]);
    }
}

static void put_form(struct text *out, const char *form,
                     const struct form_value *values)
{
    for (; *form; form++) {
        if (*form == '*') {
            put_value(out, values++);
        } else {
            text_char(out, *form);
        }
    }
}

char *finding_words(const struct finding *finding, bool norwegian,
                    char out[FINDING_WORDS])
{
    struct form_value values[FORM_VALUES];
    snprintf(out, FINDING_WORDS, "%s", finding->words);
    for (size_t i = 0; norwegian && i < COUNT_OF(FORMS); i++) {
        if (has_form(finding->words, FORMS[i].en, values)) {
            struct text text;
            text_init(&text, FINDING_WORDS - 1);
            put_form(&text, FORMS[i].nb, values);
            snprintf(out, FINDING_WORDS, "%s", text_cstr(&text));
            text_release(&text);
            break;
        }
    }
    return out;
}
