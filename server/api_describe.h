/* SPDX-License-Identifier: GPL-3.0-or-later */
/* api_describe.h - the API as an OpenAPI 3.1 document, from the table of
 * routes. */
#ifndef SERVER_API_DESCRIBE_H
#define SERVER_API_DESCRIBE_H

#include "base/json.h"

cJSON *api_describe(void); /* caller owns it */

#endif
