/** How adapters identify the callers of requests, with tokens of ours or with whatever the host vouches by. */
@NullMarked
package dev.chatrooms.application.identity;

import org.jspecify.annotations.NullMarked;
