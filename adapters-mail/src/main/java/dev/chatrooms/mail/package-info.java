/** Mail delivery: over SMTP, or to the log if no mail server is configured. */
@NullMarked
package dev.chatrooms.mail;

import org.jspecify.annotations.NullMarked;
