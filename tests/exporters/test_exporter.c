/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test_exporter.c - the table of formats, and whole files or none. */
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "exporters/exporter.h"
#include "tests/model/scene.h"

struct trial {
    char folder[64];
    struct scene *scene;
    struct plan plan;
    struct finding_vec findings;
    struct export_input input;
};

static void open_trial(struct trial *trial)
{
    *trial = (struct trial){.folder = "/tmp/samvakt-export-XXXXXX"};
    assert_non_null(mkdtemp(trial->folder));
    trial->scene = scene_new("2027-03-01");
    scene_coop(trial->scene)->id = "sample";
    scene_coop(trial->scene)->name = "Sample";
    scene_add(trial->scene, RECORD_STAFF, "id=kari");
    scene_resolve(trial->scene);
    plan_init(&trial->plan, scene_day("2027-03-01"), 7);
    trial->input = (struct export_input){.coop = scene_coop(trial->scene),
                                         .plan = &trial->plan,
                                         .findings = &trial->findings};
}

static void close_trial(struct trial *trial)
{
    plan_release(&trial->plan);
    scene_free(trial->scene);
    assert_int_equal(rmdir(trial->folder), 0);
}

static int32_t count_files(const char *folder)
{
    int32_t n = 0;
    DIR *dir = opendir(folder);
    assert_non_null(dir);
    for (struct dirent *entry; (entry = readdir(dir));) {
        n += entry->d_name[0] != '.';
    }
    closedir(dir);
    return n;
}

static void every_format_is_found_by_its_name(void **state)
{
    (void)state;
    for (int32_t i = 0; i < N_EXPORTERS; i++) {
        const struct exporter *exporter = &EXPORTERS[i];
        assert_ptr_equal(exporter_find(exporter->name), exporter);
        /* One way to write, and words for each. */
        assert_true((exporter->write != NULL) !=
                    (exporter->write_file != NULL));
        assert_true(*exporter->file_name && *exporter->help &&
                    strchr(exporter->media_type, '/'));
        for (int32_t k = 0; k < i; k++) {
            assert_string_not_equal(EXPORTERS[k].name, exporter->name);
            assert_string_not_equal(EXPORTERS[k].file_name,
                                    exporter->file_name);
        }
    }
    assert_null(exporter_find("pdf"));
}

static void an_empty_rota_is_a_document_and_leaves_no_other_file(void **state)
{
    struct trial trial;
    (void)state;
    open_trial(&trial);
    for (int32_t i = 0; i < N_EXPORTERS; i++) {
        struct error err = {0};
        char path[256];
        struct stat info;
        snprintf(path, sizeof path, "%s/%s", trial.folder,
                 EXPORTERS[i].file_name);
        expect_int(EXPORTERS[i].name,
                   exporter_run(&EXPORTERS[i], &trial.input, path, &err),
                   STATUS_OK);
        assert_int_equal(stat(path, &info), 0);
        assert_true(info.st_size > 0);
        expect_int(EXPORTERS[i].name, count_files(trial.folder), 1);
        assert_int_equal(unlink(path), 0);
    }
    close_trial(&trial);
}

static void what_cannot_be_written_is_an_error_that_names_the_path(void **state)
{
    struct trial trial;
    (void)state;
    open_trial(&trial);
    for (int32_t i = 0; i < N_EXPORTERS; i++) {
        struct error err = {0};
        char path[256];
        snprintf(path, sizeof path, "%s/missing/x", trial.folder);
        expect_int(EXPORTERS[i].name,
                   exporter_run(&EXPORTERS[i], &trial.input, path, &err),
                   STATUS_FILE);
        expect_words(EXPORTERS[i].name, err.text, "/missing/x");
        /* A folder stands where the file should go. */
        snprintf(path, sizeof path, "%s/taken", trial.folder);
        assert_int_equal(mkdir(path, 0777), 0);
        expect_int(EXPORTERS[i].name,
                   exporter_run(&EXPORTERS[i], &trial.input, path, &err),
                   STATUS_FILE);
        expect_int("nothing is left over", count_files(trial.folder), 1);
        assert_int_equal(rmdir(path), 0);
    }
    close_trial(&trial);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_format_is_found_by_its_name),
        cmocka_unit_test(an_empty_rota_is_a_document_and_leaves_no_other_file),
        cmocka_unit_test(
            what_cannot_be_written_is_an_error_that_names_the_path),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
