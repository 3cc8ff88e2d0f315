/** People and each other: contacts, blocks, who sees whose presence, and how people are looked for. */
@NullMarked
package dev.chatrooms.domain.people;

import org.jspecify.annotations.NullMarked;
