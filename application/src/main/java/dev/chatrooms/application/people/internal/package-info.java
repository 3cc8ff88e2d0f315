/** How the inbound ports of people are kept. Not API. */
@NullMarked
package dev.chatrooms.application.people.internal;

import org.jspecify.annotations.NullMarked;
