# SPDX-License-Identifier: GPL-3.0-or-later
# install.cmake - where Debian expects things.

if(TARGET samvakt)
    install(TARGETS samvakt RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR})
endif()
if(EXISTS ${PROJECT_SOURCE_DIR}/docs/samvakt.1)
    install(FILES docs/samvakt.1 DESTINATION ${CMAKE_INSTALL_MANDIR}/man1)
endif()
if(EXISTS ${PROJECT_SOURCE_DIR}/scripts/completion/samvakt)
    install(FILES scripts/completion/samvakt
            DESTINATION ${CMAKE_INSTALL_DATADIR}/bash-completion/completions)
endif()
install(DIRECTORY data/ DESTINATION ${CMAKE_INSTALL_DATADIR}/samvakt)
install(DIRECTORY examples/ OPTIONAL
        DESTINATION ${CMAKE_INSTALL_DATADIR}/samvakt/examples)
install(FILES LICENSE DESTINATION ${CMAKE_INSTALL_DOCDIR})
