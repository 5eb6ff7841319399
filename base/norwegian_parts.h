/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * norwegian_parts.h - the tables behind norwegian.h.
 */
#ifndef BASE_NORWEGIAN_PARTS_H
#define BASE_NORWEGIAN_PARTS_H

#include <stddef.h>

struct norwegian_form {
    const char *en, *nb;
};
/* What errors say, and what fields are; each ends with NULLs. */
extern const struct norwegian_form NORWEGIAN_FORMS[], NORWEGIAN_HELPS[];

#endif
