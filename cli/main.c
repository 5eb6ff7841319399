/* SPDX-License-Identifier: GPL-3.0-or-later */
/* main.c - the samvakt command. */
#include <locale.h>
#include <signal.h>

#include "cli/command.h"

int main(int argc, char **argv)
{
    /* Numbers in files keep their dots whatever the user's locale is. */
    (void)setlocale(LC_ALL, "C");
    (void)signal(SIGPIPE, SIG_IGN);
    return command_main(argc, argv);
}
