/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * calendars.h - calendars to try: nights over both clock changes, the hour that
 * comes twice, names with every awkward character.
 */
#ifndef TESTS_EXPORTERS_CALENDARS_H
#define TESTS_EXPORTERS_CALENDARS_H

#include "exporters/feed.h"

/* A person's calendar. Release its events with vec_release(). */
void calendar_of_person(struct feed *feed);

#endif
