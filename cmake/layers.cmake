# SPDX-License-Identifier: GPL-3.0-or-later
# layers.cmake - one static library per folder, linked with what it may call.
#
# The table is that of docs/architecture.md, "Layers"; tests/layers checks the
# includes. A folder without sources yet becomes an empty library.

# samvakt_layer(<folder> [CALLS folder...] [FOREIGN library...]
#               [DEFINES definition...])
function(samvakt_layer folder)
    cmake_parse_arguments(PARSE_ARGV 1 arg "" "" "CALLS;FOREIGN;DEFINES")
    file(GLOB sources CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/${folder}/*.c)
    list(FILTER sources EXCLUDE REGEX "/cli/main\\.c$")
    set(target samvakt_${folder})
    list(TRANSFORM arg_CALLS PREPEND samvakt_)
    if(sources)
        add_library(${target} STATIC ${sources})
        target_link_libraries(${target} PRIVATE samvakt_flags ${arg_FOREIGN}
                              PUBLIC ${arg_CALLS})
        target_compile_definitions(${target} PRIVATE ${arg_DEFINES})
    else()
        add_library(${target} INTERFACE)
        target_link_libraries(${target} INTERFACE ${arg_CALLS} ${arg_FOREIGN})
    endif()
endfunction()

samvakt_layer(base FOREIGN Threads::Threads PkgConfig::CJSON
              PkgConfig::SODIUM PkgConfig::OATH m)
samvakt_layer(model CALLS base)
samvakt_layer(solver CALLS model base FOREIGN samvakt_glpk m)
# Rule profiles are read from the source tree or from where they are installed.
set(data_folder ${CMAKE_INSTALL_FULL_DATADIR}/samvakt)
# The public benchmark files become a problem (solver/problem.h).
samvakt_layer(importers CALLS solver model base FOREIGN PkgConfig::ICAL
              DEFINES SAMVAKT_SOURCE_DATA="${PROJECT_SOURCE_DIR}/data"
                      SAMVAKT_INSTALL_DATA="${data_folder}")
samvakt_layer(exporters CALLS model base
              FOREIGN PkgConfig::ICAL PkgConfig::XLSXWRITER)
samvakt_layer(store CALLS model base FOREIGN PkgConfig::SQLITE)
samvakt_layer(messages CALLS base FOREIGN PkgConfig::CURL)
samvakt_layer(rota CALLS store messages exporters importers solver model base)
samvakt_layer(server CALLS rota model base
              FOREIGN PkgConfig::MICROHTTPD PkgConfig::QRENCODE)
samvakt_layer(cli CALLS server rota model base)

set(SAMVAKT_MODULES base model solver importers exporters store messages rota
                    server cli)

if(EXISTS ${PROJECT_SOURCE_DIR}/cli/main.c)
    add_executable(samvakt cli/main.c)
    target_link_libraries(samvakt PRIVATE samvakt_flags samvakt_cli)
endif()

# Loops over table cells and over the rows of an inverse are worth wide
# registers, which -O2 does not use.
set_source_files_properties(
    solver/pricing_dense_table.c solver/master_step.c solver/simplex_kernel.c
    PROPERTIES
    COMPILE_OPTIONS $<$<CONFIG:Release>:-O3>)
