/** The live feed: everything that happens, to everybody who may know, in order, from wherever he left off. */
@NullMarked
package dev.chatrooms.application.event;

import org.jspecify.annotations.NullMarked;
