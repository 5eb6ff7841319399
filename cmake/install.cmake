# SPDX-License-Identifier: GPL-3.0-or-later
# install.cmake - where Debian expects things. docs/deploy.md says what next.

if(TARGET samvakt)
    install(TARGETS samvakt RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR})
endif()
install(FILES docs/samvakt.1 DESTINATION ${CMAKE_INSTALL_MANDIR}/man1)
install(FILES scripts/completion/samvakt
        DESTINATION ${CMAKE_INSTALL_DATADIR}/bash-completion/completions)
install(DIRECTORY data/ DESTINATION ${CMAKE_INSTALL_DATADIR}/samvakt)
install(DIRECTORY examples/
        DESTINATION ${CMAKE_INSTALL_DATADIR}/samvakt/examples)
# The pages, when 'npm run build' in web/ has made them.
install(DIRECTORY web/dist/ OPTIONAL
        DESTINATION ${CMAKE_INSTALL_DATADIR}/samvakt/web)
install(FILES LICENSE DESTINATION ${CMAKE_INSTALL_DOCDIR})

# Units of systemd, each with deploy/hardening.conf in it.
file(STRINGS deploy/hardening.conf lines ENCODING UTF-8)
list(FILTER lines EXCLUDE REGEX "^#")
list(JOIN lines "\n" SAMVAKT_HARDENING)
file(GLOB units CONFIGURE_DEPENDS RELATIVE ${PROJECT_SOURCE_DIR}/deploy
     ${PROJECT_SOURCE_DIR}/deploy/*.in)
foreach(unit IN LISTS units)
    string(REGEX REPLACE "\\.in$" "" name ${unit})
    configure_file(deploy/${unit} deploy/${name} @ONLY)
    install(FILES ${PROJECT_BINARY_DIR}/deploy/${name}
            DESTINATION lib/systemd/system)
endforeach()
install(FILES deploy/sysusers.conf RENAME samvakt.conf
        DESTINATION lib/sysusers.d)
install(PROGRAMS deploy/backup
        DESTINATION ${CMAKE_INSTALL_LIBEXECDIR}/samvakt)
install(FILES deploy/nginx.conf deploy/Caddyfile
        DESTINATION ${CMAKE_INSTALL_DOCDIR}/examples)
