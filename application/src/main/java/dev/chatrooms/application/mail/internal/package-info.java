/** Writing and sending the mails that are asked for, behind everybody's back. Not API. */
@NullMarked
package dev.chatrooms.application.mail.internal;

import org.jspecify.annotations.NullMarked;
