/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * fuzz_json.c - any bytes through base/json.h: they are refused with a clean
 * sentence, or what was read prints and reads back as the same document, and
 * the place of every node can be told.
 */
#include <stdlib.h>

#include "base/json.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

static void tell_places(const struct json_doc *doc, const cJSON *node,
                        int *budget)
{
    struct error err = {0};
    char found[JSON_FOUND];
    if ((*budget)-- > 0) {
        CHECK(json_fail(doc, node, &err, "%s", json_found(node, found)) ==
              STATUS_INPUT);
        CHECK(utf8_valid(err.text, strlen(err.text)));
        for (const cJSON *child = node->child; child; child = child->next) {
            tell_places(doc, child, budget);
        }
    }
}

static void print_and_read_back(const struct json_doc *doc, bool pretty)
{
    struct json_doc again;
    char *printed = json_print(doc->root, pretty);
    CHECK(json_parse(&again, "again", printed, strlen(printed), NULL) ==
          STATUS_OK);
    char *twice = json_print(again.root, pretty);
    CHECK(strcmp(printed, twice) == 0);
    free(printed);
    free(twice);
    json_doc_release(&again);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    struct json_doc doc;
    struct error err = {0};
    int budget = 100; /* telling a place walks the whole tree */
    if (json_parse(&doc, "fuzz", (const char *)bytes, size, &err) ==
        STATUS_OK) {
        tell_places(&doc, doc.root, &budget);
        print_and_read_back(&doc, true);
        print_and_read_back(&doc, false);
    } else {
        CHECK(err.status == STATUS_INPUT && err.text[0]);
        CHECK(utf8_valid(err.text, strlen(err.text)));
    }
    json_doc_release(&doc);
    return 0;
}
