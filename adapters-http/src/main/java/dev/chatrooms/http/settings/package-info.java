/** The settings of the HTTP adapter. */
@NullMarked
package dev.chatrooms.http.settings;

import org.jspecify.annotations.NullMarked;
