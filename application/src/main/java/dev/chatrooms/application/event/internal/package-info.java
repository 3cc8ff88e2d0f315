/** The live feed's inside. Not API. */
@NullMarked
package dev.chatrooms.application.event.internal;

import org.jspecify.annotations.NullMarked;
