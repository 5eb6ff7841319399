# SPDX-License-Identifier: GPL-3.0-or-later
# flags.cmake - compiler flags for our own sources: target samvakt_flags.

include(CheckPIESupported)
check_pie_supported()
set(CMAKE_POSITION_INDEPENDENT_CODE ON)

add_library(samvakt_flags INTERFACE)
target_include_directories(samvakt_flags INTERFACE ${PROJECT_SOURCE_DIR})

# POSIX.1-2008 with XSI is what we program against. It is set here because
# banned.h comes first in every file, so a #define in a source is too late.
target_compile_definitions(samvakt_flags INTERFACE
    _XOPEN_SOURCE=700 _POSIX_C_SOURCE=200809L
    SAMVAKT_VERSION="${PROJECT_VERSION}"
    $<$<BOOL:${SAMVAKT_AUDIT}>:SAMVAKT_AUDIT>
    $<$<CONFIG:Release>:_FORTIFY_SOURCE=2>)

target_compile_options(samvakt_flags INTERFACE
    -include ${PROJECT_SOURCE_DIR}/base/banned.h
    -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wstrict-prototypes
    -Wmissing-prototypes -Wold-style-definition -Wwrite-strings -Wcast-qual
    -Wpointer-arith -Wvla -Wundef -Wformat=2 -Wdouble-promotion -Wswitch-enum
    -Wimplicit-fallthrough
    -fno-common -fstack-protector-strong
    $<$<BOOL:${SAMVAKT_WERROR}>:-Werror>)
target_link_options(samvakt_flags INTERFACE -Wl,-z,relro,-z,now)

if(SAMVAKT_SANITIZE)
    target_compile_options(samvakt_flags INTERFACE
        -fsanitize=${SAMVAKT_SANITIZE} -fno-sanitize-recover=all)
    target_link_options(samvakt_flags INTERFACE
        -fsanitize=${SAMVAKT_SANITIZE})
endif()
if(SAMVAKT_FUZZ)
    target_compile_options(samvakt_flags INTERFACE -fsanitize=fuzzer-no-link)
    target_link_options(samvakt_flags INTERFACE -fsanitize=fuzzer-no-link)
endif()
