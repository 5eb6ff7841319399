/* SPDX-License-Identifier: GPL-3.0-or-later */
/* qr.h - a text as a QR code, drawn as SVG (libqrencode). */
#ifndef SERVER_QR_H
#define SERVER_QR_H

#include "base/text.h"

enum { QR_BYTES_MAX = 1000 };
/* False when the text is empty or too long. */
bool qr_draw(const char *text, struct text *out);

#endif
