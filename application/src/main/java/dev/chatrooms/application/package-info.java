/** What the system does: the use cases, the ports they run over, the live feed, and adapters in memory. */
@NullMarked
package dev.chatrooms.application;

import org.jspecify.annotations.NullMarked;
