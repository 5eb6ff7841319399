/* SPDX-License-Identifier: GPL-3.0-or-later */
/* qr.c - one path of squares, with the quiet zone of four that readers need. */
#include "server/qr.h"

#include <qrencode.h>
#include <string.h>

enum { QUIET = 4 };

bool qr_draw(const char *text, struct text *out)
{
    size_t length = strlen(text);
    QRcode *code = length > 0 && length <= QR_BYTES_MAX
                       ? QRcode_encodeString8bit(text, 0, QR_ECLEVEL_M)
                       : NULL;
    if (!code) {
        return false;
    }
    int side = code->width + 2 * QUIET;
    text_printf(out,
                "<svg xmlns=\"http://www.w3.org/2000/svg\" "
                "viewBox=\"0 0 %d %d\" shape-rendering=\"crispEdges\">"
                "<path fill=\"#fff\" d=\"M0 0h%dv%dH0z\"/>"
                "<path fill=\"#000\" d=\"",
                side, side, side, side);
    for (int y = 0; y < code->width; y++) {
        for (int x = 0; x < code->width; x++) {
            if (code->data[y * code->width + x] & 1) {
                text_printf(out, "M%d %dh1v1h-1z", x + QUIET, y + QUIET);
            }
        }
    }
    text_str(out, "\"/></svg>\n");
    QRcode_free(code);
    return true;
}
