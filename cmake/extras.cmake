# SPDX-License-Identifier: GPL-3.0-or-later
# extras.cmake - fuzz/fuzz_*.c and bench/*.c.
#
# With SAMVAKT_FUZZ each fuzz target is a libFuzzer program. In every other
# build the same file is linked with fuzz/replay.c, and a test feeds it all of
# fuzz/corpus/<name>/, so that a finding stays fixed.

set(everything samvakt_flags ${SAMVAKT_MODULES})
list(TRANSFORM everything REPLACE "^([a-z]+)$" "samvakt_\\1")

file(GLOB targets CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/fuzz/fuzz_*.c)
foreach(source IN LISTS targets)
    cmake_path(GET source STEM LAST_ONLY name)
    string(REGEX REPLACE "^fuzz_" "" short ${name})
    set(corpus ${PROJECT_SOURCE_DIR}/fuzz/corpus/${short})
    if(SAMVAKT_FUZZ)
        add_executable(${name} ${source})
        target_link_options(${name} PRIVATE -fsanitize=fuzzer)
        samvakt_test(${name} fuzz ${name} -runs=0 ${corpus})
    else()
        add_executable(${name} ${source} ${PROJECT_SOURCE_DIR}/fuzz/replay.c)
        samvakt_test(${name} fuzz ${name} ${corpus})
    endif()
    target_link_libraries(${name} PRIVATE ${everything})
endforeach()

file(GLOB benches CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/bench/*.c)
if(SAMVAKT_BENCH AND NOT SAMVAKT_FUZZ)
    foreach(source IN LISTS benches)
        cmake_path(GET source STEM LAST_ONLY name)
        add_executable(bench_${name} ${source})
        target_link_libraries(bench_${name} PRIVATE ${everything})
    endforeach()
endif()
