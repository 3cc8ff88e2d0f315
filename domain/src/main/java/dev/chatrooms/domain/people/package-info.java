/** Contacts, blocks and presence, and the rules for them. */
@NullMarked
package dev.chatrooms.domain.people;

import org.jspecify.annotations.NullMarked;
