/** People: finding them, seeing what they show, and one's own lists of them. */
@NullMarked
package dev.chatrooms.application.people;

import org.jspecify.annotations.NullMarked;
