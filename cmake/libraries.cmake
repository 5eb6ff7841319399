# SPDX-License-Identifier: GPL-3.0-or-later
# libraries.cmake - what Debian provides. scripts/lib/setup.sh installs it.

set(THREADS_PREFER_PTHREAD_FLAG ON)
find_package(Threads REQUIRED)
find_package(PkgConfig REQUIRED)
pkg_check_modules(SQLITE REQUIRED IMPORTED_TARGET sqlite3>=3.37)
pkg_check_modules(ICAL REQUIRED IMPORTED_TARGET libical>=3.0)
pkg_check_modules(CJSON REQUIRED IMPORTED_TARGET libcjson>=1.7)
pkg_check_modules(SODIUM REQUIRED IMPORTED_TARGET libsodium)
pkg_check_modules(CURL REQUIRED IMPORTED_TARGET libcurl>=7.85)
pkg_check_modules(XLSXWRITER REQUIRED IMPORTED_TARGET xlsxwriter)
pkg_check_modules(OATH REQUIRED IMPORTED_TARGET liboath)
pkg_check_modules(MICROHTTPD REQUIRED IMPORTED_TARGET libmicrohttpd>=0.9.73)
pkg_check_modules(QRENCODE REQUIRED IMPORTED_TARGET libqrencode)
pkg_check_modules(CMOCKA IMPORTED_TARGET cmocka)

# GLPK comes without a pkg-config file.
find_library(GLPK_LIBRARY glpk REQUIRED)
find_path(GLPK_INCLUDE_DIR glpk.h REQUIRED)
add_library(samvakt_glpk INTERFACE)
target_include_directories(samvakt_glpk SYSTEM INTERFACE ${GLPK_INCLUDE_DIR})
target_link_libraries(samvakt_glpk INTERFACE ${GLPK_LIBRARY} m)
