/** What operators do beside the people: from a command line, without anybody's session. */
@NullMarked
package dev.chatrooms.application.admin;

import org.jspecify.annotations.NullMarked;
