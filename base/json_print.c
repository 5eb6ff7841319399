/* SPDX-License-Identifier: GPL-3.0-or-later */
/* json_print.c - writes a cJSON tree into a text buffer. */
#include "base/json_print.h"

#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct printer {
    struct text *text;
    bool pretty;
    int depth;
};

static void put_string(struct text *text, const char *words)
{
    static const char NAMED[] = "\"\\\b\f\n\r\t";
    static const char LETTERS[] = "\"\\bfnrt";
    text_char(text, '"');
    for (; *words; words++) {
        const char *named = strchr(NAMED, *words);
        if (named) {
            text_char(text, '\\');
            text_char(text, LETTERS[named - NAMED]);
        } else if ((unsigned char)*words < 0x20 || *words == 0x7f) {
            text_printf(text, "\\u%04x", (unsigned)(unsigned char)*words);
        } else {
            text_char(text, *words);
        }
    }
    text_char(text, '"');
}

/* Whole numbers by all their digits; others by the fewest of 15 or 17 digits
 * that read back as the same double. */
static void put_number(struct text *text, double value)
{
    char digits[32];
    if (!isfinite(value)) {
        text_str(text, "null");
        return;
    }
    if (fabs(value) < 0x1p53 && !islessgreater(value, trunc(value))) {
        text_printf(text, "%" PRId64, (int64_t)value);
        return;
    }
    snprintf(digits, sizeof digits, "%.15g", value);
    if (islessgreater(strtod(digits, NULL), value)) {
        snprintf(digits, sizeof digits, "%.17g", value);
    }
    text_str(text, digits);
}

static void new_line(const struct printer *printer)
{
    if (printer->pretty) {
        text_printf(printer->text, "\n%*s", printer->depth * 2, "");
    }
}

static void put_node(struct printer *printer, const cJSON *node);

static void put_children(struct printer *printer, const cJSON *parent)
{
    printer->depth++;
    for (const cJSON *child = parent->child; child; child = child->next) {
        new_line(printer);
        if (cJSON_IsObject(parent)) {
            put_string(printer->text, child->string);
            text_str(printer->text, printer->pretty ? ": " : ":");
        }
        put_node(printer, child);
        text_str(printer->text, child->next ? "," : "");
    }
    printer->depth--;
    if (parent->child) {
        new_line(printer);
    }
}

static void put_node(struct printer *printer, const cJSON *node)
{
    struct text *text = printer->text;
    if (cJSON_IsObject(node) || cJSON_IsArray(node)) {
        bool object = cJSON_IsObject(node);
        text_char(text, object ? '{' : '[');
        put_children(printer, node);
        text_char(text, object ? '}' : ']');
    } else if (cJSON_IsString(node)) {
        put_string(text, node->valuestring);
    } else if (cJSON_IsNumber(node)) {
        put_number(text, node->valuedouble);
    } else if (cJSON_IsRaw(node)) {
        text_str(text, node->valuestring);
    } else {
        text_str(text, cJSON_IsTrue(node)    ? "true"
                       : cJSON_IsFalse(node) ? "false"
                                             : "null");
    }
}

void json_print_into(struct text *text, const cJSON *node, bool pretty)
{
    struct printer printer = {.text = text, .pretty = pretty};
    put_node(&printer, node);
    text_str(text, pretty ? "\n" : "");
}
