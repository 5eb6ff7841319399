# SPDX-License-Identifier: GPL-3.0-or-later
# tests.cmake - finds the tests by their names.
#
#   tests/<module>/test_<unit>.c   program and test test_<module>_<unit>
#   tests/<module>/<other>.c       helpers, linked into that module's tests
#   tests/<module>/check_<x>.py    test check_<module>_<x>, run by python3
#   tests/<module>/check_<x>.sh    likewise, run by sh
#   tests/<module>/CMakeLists.txt  whatever else the module's tests need
#
# A unit test links its own module and those below it; where the folder is
# named after no module (e2e, golden) it links all of them. test_slow_* and
# check_slow_* carry the label `slow`, and so do *_crash and *_killed, which kill
# their own processes without end: neither runs under sanitizers, to which a
# killed process tells nothing. Every test sees SAMVAKT_BIN (the program),
# SAMVAKT_SOURCE and SAMVAKT_BUILD.

# Debian's Python first: it sees Debian's packages (python3-icalendar).
find_program(SAMVAKT_PYTHON python3 PATHS /usr/bin NO_DEFAULT_PATH)
find_program(SAMVAKT_PYTHON python3)
find_program(VALGRIND valgrind)

set(SAMVAKT_TEST_ENV
    SAMVAKT_BIN=${PROJECT_BINARY_DIR}/samvakt
    SAMVAKT_SOURCE=${PROJECT_SOURCE_DIR}
    SAMVAKT_BUILD=${PROJECT_BINARY_DIR}
    SAMVAKT_CC=${CMAKE_C_COMPILER}
    PYTHONDONTWRITEBYTECODE=1
    ASAN_OPTIONS=detect_stack_use_after_return=1
    UBSAN_OPTIONS=print_stacktrace=1
    TSAN_OPTIONS=halt_on_error=1)

# samvakt_test(<name> <module> <command>...)
function(samvakt_test name module)
    if(name MATCHES "^(test|check)_[^_]+_slow_|_(crash|killed)$")
        if(NOT SAMVAKT_SLOW_TESTS)
            return()
        endif()
        list(APPEND module slow)
    endif()
    set(name ${SAMVAKT_TEST_PREFIX}${name})
    add_test(NAME ${name} COMMAND ${ARGN}
             WORKING_DIRECTORY ${PROJECT_BINARY_DIR})
    set_tests_properties(${name} PROPERTIES TIMEOUT 1800 LABELS "${module}"
                         ENVIRONMENT "${SAMVAKT_TEST_ENV}")
    if(ARGV1 STREQUAL "web") # one browser at a time is enough
        set_tests_properties(${name} PROPERTIES RESOURCE_LOCK browser)
    endif()
endfunction()

function(samvakt_unit_tests module)
    set(folder ${PROJECT_SOURCE_DIR}/tests/${module})
    file(GLOB units CONFIGURE_DEPENDS ${folder}/test_*.c)
    file(GLOB helpers CONFIGURE_DEPENDS ${folder}/*.c)
    if(units)
        list(REMOVE_ITEM helpers ${units})
    endif()
    set(links samvakt_flags ${SAMVAKT_MODULES})
    list(TRANSFORM links REPLACE "^([a-z]+)$" "samvakt_\\1")
    if(module IN_LIST SAMVAKT_MODULES)
        set(links samvakt_flags samvakt_${module})
    endif()
    if(helpers)
        add_library(samvakt_tests_${module} STATIC ${helpers})
        target_link_libraries(samvakt_tests_${module}
                              PUBLIC ${links} PkgConfig::CMOCKA)
        set(links samvakt_tests_${module} ${links})
    endif()
    foreach(source IN LISTS units)
        cmake_path(GET source STEM LAST_ONLY stem)
        string(REGEX REPLACE "^test_" "test_${module}_" name ${stem})
        add_executable(${name} ${source})
        target_link_libraries(${name} PRIVATE ${links} PkgConfig::CMOCKA)
        samvakt_test(${name} ${module} ${name})
        samvakt_valgrind_test(${name} ${module})
    endforeach()
endfunction()

# The same program once more under valgrind, for the two quick bottom layers.
function(samvakt_valgrind_test name module)
    if(SAMVAKT_VALGRIND_TESTS AND VALGRIND AND module MATCHES "^(base|model)$"
       AND NOT name MATCHES "_slow_")
        samvakt_test(valgrind_${name} ${module} ${VALGRIND} --quiet
                     --error-exitcode=9 --leak-check=full
                     --errors-for-leak-kinds=definite,indirect
                     $<TARGET_FILE:${name}>)
        set_tests_properties(${SAMVAKT_TEST_PREFIX}valgrind_${name}
                             PROPERTIES ENVIRONMENT_MODIFICATION
                             SAMVAKT_VALGRIND=set:1)
    endif()
endfunction()

# samvakt_script_tests(<module> <ending> <interpreter>...)
function(samvakt_script_tests module ending)
    file(GLOB scripts CONFIGURE_DEPENDS
         ${PROJECT_SOURCE_DIR}/tests/${module}/check_*.${ending})
    foreach(script IN LISTS scripts)
        cmake_path(GET script STEM LAST_ONLY stem)
        string(REGEX REPLACE "^check_" "check_${module}_" name ${stem})
        samvakt_test(${name} ${module} ${ARGN} ${script})
    endforeach()
endfunction()

file(GLOB folders CONFIGURE_DEPENDS LIST_DIRECTORIES true
     ${PROJECT_SOURCE_DIR}/tests/*)
foreach(folder IN LISTS folders)
    if(NOT IS_DIRECTORY ${folder})
        continue()
    endif()
    cmake_path(GET folder FILENAME module)
    if(CMOCKA_FOUND)
        samvakt_unit_tests(${module})
    endif()
    if(SAMVAKT_PYTHON)
        samvakt_script_tests(${module} py ${SAMVAKT_PYTHON})
    endif()
    samvakt_script_tests(${module} sh sh)
    if(EXISTS ${folder}/CMakeLists.txt)
        add_subdirectory(${folder})
    endif()
endforeach()
