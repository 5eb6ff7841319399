/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pages.c - files of the pages in memory. */
#include "server/pages.h"

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include "base/arena.h"
#include "base/digest.h"
#include "base/vec.h"
#include "server/http_date.h"
#include "server/problem_reply.h"

enum { FILE_MAX = 16 << 20, PATH_BYTES = 1024, DEPTH_MAX = 4, TAG = 70 };

static const char POLICY[] =
    "default-src 'self'; img-src 'self' data: blob:; style-src 'self'; "
    "script-src 'self'; connect-src 'self'; object-src 'none'; "
    "base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

static const struct {
    const char *ending, *type;
} TYPES[] = {
    {".html", "text/html; charset=utf-8"},
    {".js", "text/javascript; charset=utf-8"},
    {".css", "text/css; charset=utf-8"},
    {".svg", "image/svg+xml"},
    {".png", "image/png"},
    {".ico", "image/x-icon"},
    {".woff2", "font/woff2"},
    {".webmanifest", "application/manifest+json"},
    {".json", "application/json"},
};

struct page {
    char *path; /* "/assets/index-3f2a.js" */
    struct http_fixed *plain, *packed; /* packed may be NULL */
    char plain_tag[TAG], packed_tag[TAG];
};

struct pages {
    struct VEC_OF(struct page) list;
    const struct page *index;
};

static bool ends_with(const char *text, const char *ending)
{
    size_t length = strlen(text), n = strlen(ending);
    return length >= n && strcmp(text + length - n, ending) == 0;
}

static const char *type_of(const char *path)
{
    for (size_t i = 0; i < COUNT_OF(TYPES); i++) {
        if (ends_with(path, TYPES[i].ending)) {
            return TYPES[i].type;
        }
    }
    return "application/octet-stream";
}

static struct http_fixed *fixed_of(const char *path, const char *bytes,
                                   size_t length, bool packed,
                                   char tag[TAG])
{
    char digest[DIGEST_HEX];
    bool frozen = strncmp(path, "/assets/", 8) == 0;
    digest_sha256(bytes, length, digest);
    snprintf(tag, TAG, "\"%s\"", digest);
    const struct http_pair fields[] = {
        {"Content-Type", type_of(path)},
        {"ETag", tag},
        {"Vary", "Accept-Encoding"},
        {"Cache-Control",
         frozen ? "public, max-age=31536000, immutable" : "no-cache"},
        {"Content-Security-Policy", POLICY},
        {"X-Content-Type-Options", "nosniff"},
        {"Referrer-Policy", "no-referrer"},
        {"Cross-Origin-Opener-Policy", "same-origin"},
        {packed ? "Content-Encoding" : NULL, "gzip"},
        {NULL, NULL},
    };
    return http_fixed_new(bytes, length, fields);
}

static enum status read_page(struct pages *pages, const char *file,
                             const char *path, struct error *err)
{
    char *bytes, packed_file[PATH_BYTES + 4];
    size_t length;
    struct stat info;
    TRY(file_read(file, FILE_MAX, &bytes, &length, err));
    struct page *page = vec_add(&pages->list);
    page->path = xstrdup(path);
    page->plain = fixed_of(path, bytes, length, false, page->plain_tag);
    free(bytes);
    snprintf(packed_file, sizeof packed_file, "%s.gz", file);
    if (stat(packed_file, &info) == 0) {
        TRY(file_read(packed_file, FILE_MAX, &bytes, &length, err));
        page->packed = fixed_of(path, bytes, length, true, page->packed_tag);
        free(bytes);
    }
    return STATUS_OK;
}

static enum status read_folder(struct pages *pages, const char *folder,
                               const char *path, int depth,
                               struct error *err)
{
    DIR *entries = opendir(folder);
    struct dirent *entry;
    enum status status = STATUS_OK;
    if (!entries) {
        return error_set(err, STATUS_FILE, "%s: %s", folder,
                         strerror(errno));
    }
    while (status == STATUS_OK && (entry = readdir(entries)) != NULL) {
        char file[PATH_BYTES], name[PATH_BYTES];
        struct stat info;
        snprintf(file, sizeof file, "%s/%s", folder, entry->d_name);
        snprintf(name, sizeof name, "%s/%s", path, entry->d_name);
        if (entry->d_name[0] == '.' || stat(file, &info) != 0) {
            continue;
        }
        if (S_ISDIR(info.st_mode) && depth < DEPTH_MAX) {
            status = read_folder(pages, file, name, depth + 1, err);
        } else if (S_ISREG(info.st_mode) && !ends_with(name, ".gz")) {
            status = read_page(pages, file, name, err);
        }
    }
    (void)closedir(entries);
    return status;
}

static const struct page *find(const struct pages *pages, const char *path)
{
    for (int32_t i = 0; i < pages->list.n; i++) {
        if (strcmp(pages->list.at[i].path, path) == 0) {
            return &pages->list.at[i];
        }
    }
    return NULL;
}

enum status pages_new(const char *folder, struct pages **result,
                      struct error *err)
{
    struct pages *pages = xcalloc(1, sizeof *pages);
    enum status status = read_folder(pages, folder, "", 0, err);
    pages->index = find(pages, "/index.html");
    if (status == STATUS_OK && !pages->index) {
        status = error_set(err, STATUS_FILE,
                           "%s: expected index.html, found none", folder);
    }
    if (status != STATUS_OK) {
        pages_free(pages);
        return status;
    }
    *result = pages;
    return STATUS_OK;
}

void pages_free(struct pages *pages)
{
    if (!pages) {
        return;
    }
    for (int32_t i = 0; i < pages->list.n; i++) {
        free(pages->list.at[i].path);
        http_fixed_free(pages->list.at[i].plain);
        http_fixed_free(pages->list.at[i].packed);
    }
    vec_release(&pages->list);
    free(pages);
}

/* Whether a last segment looks like a file: those that are missing are. */
static bool is_file(const char *path)
{
    const char *name = strrchr(path, '/');
    return strchr(name ? name : path, '.') != NULL;
}

void pages_serve(const struct pages *pages,
                 const struct http_request *request,
                 struct http_reply *reply)
{
    const struct page *page = find(pages, request->path);
    const char *takes = http_field(request, "Accept-Encoding");
    const char *known = http_field(request, "If-None-Match");
    if (!page && !is_file(request->path)) {
        page = pages->index;
    }
    if (!page) {
        problem_reply(reply, 404, NULL);
        return;
    }
    bool packed = page->packed && takes && strstr(takes, "gzip");
    reply->fixed = packed ? page->packed : page->plain;
    reply->status =
        known && http_tags_match(known, packed ? page->packed_tag
                                               : page->plain_tag)
            ? 304
            : 200;
}
