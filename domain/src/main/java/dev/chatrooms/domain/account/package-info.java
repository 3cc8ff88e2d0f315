/** People: who they are, what they are called and the sessions that they hold. */
@NullMarked
package dev.chatrooms.domain.account;

import org.jspecify.annotations.NullMarked;
