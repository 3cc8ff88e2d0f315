/** Mail: over SMTP, or into the log where there is no mail server. */
@NullMarked
package dev.chatrooms.mail;

import org.jspecify.annotations.NullMarked;
