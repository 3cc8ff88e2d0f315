/** The live feed: events and signals as streams, filtered by what the viewer may see, resumable from a cursor. */
@NullMarked
package dev.chatrooms.application.event;

import org.jspecify.annotations.NullMarked;
