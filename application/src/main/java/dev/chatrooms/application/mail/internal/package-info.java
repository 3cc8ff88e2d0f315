/** Composing and sending the requested mails in the background. Not API. */
@NullMarked
package dev.chatrooms.application.mail.internal;

import org.jspecify.annotations.NullMarked;
