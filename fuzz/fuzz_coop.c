/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * fuzz_coop.c - any JSON as a co-operation: it is refused with clean sentences,
 * or what was read is checked, written and read back as the same.
 */
#include <stdlib.h>

#include "base/json.h"
#include "exporters/coop_json.h"
#include "importers/json_coop.h"
#include "model/coop.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

enum { WRITTEN_MAX = 64 * 1024 * 1024 };

static char *write_coop(const struct coop *coop)
{
    struct text words;
    text_init(&words, WRITTEN_MAX);
    coop_write_json(coop, &words);
    CHECK(!words.overflow);
    return text_take(&words);
}

/* The co-operation in `bytes`, or NULL when it has faults. */
static struct coop *read_coop(const char *bytes, size_t size)
{
    struct json_doc doc;
    struct faults faults = {0};
    struct coop *coop = NULL;
    if (json_parse(&doc, "fuzz", bytes, size, NULL) == STATUS_OK) {
        coop = coop_new();
        json_coop_read(&doc, "fuzz", coop, &faults);
    }
    for (int32_t i = 0; i < faults.n; i++) {
        const char *text = faults.at[i].text;
        CHECK(text[0] && utf8_valid(text, strlen(text)));
    }
    if (faults.n) {
        coop_free(coop);
        coop = NULL;
    }
    faults_release(&faults);
    json_doc_release(&doc);
    return coop;
}

static void check_whole(struct coop *coop)
{
    struct faults faults = {0};
    if (coop_resolve_all(coop, &faults)) {
        (void)coop_validate_all(coop, &faults);
    }
    faults_release(&faults);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    struct coop *coop = read_coop((const char *)bytes, size);
    if (!coop) {
        return 0;
    }
    check_whole(coop);
    char *written = write_coop(coop);
    struct coop *again = read_coop(written, strlen(written));
    CHECK(again);
    char *twice = write_coop(again);
    CHECK(strcmp(written, twice) == 0);
    free(written);
    free(twice);
    coop_free(coop);
    coop_free(again);
    return 0;
}
