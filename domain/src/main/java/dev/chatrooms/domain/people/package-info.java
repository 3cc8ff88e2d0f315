/** People and each other: contacts, blocks, and who sees whose presence. */
@NullMarked
package dev.chatrooms.domain.people;

import org.jspecify.annotations.NullMarked;
