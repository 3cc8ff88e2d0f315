/** The routes of administrators, and those for the configuration that everyone may know. */
@NullMarked
package dev.chatrooms.http.admin;

import org.jspecify.annotations.NullMarked;
