/** Operators' tasks, run from a command line without a session. */
@NullMarked
package dev.chatrooms.application.admin;

import org.jspecify.annotations.NullMarked;
