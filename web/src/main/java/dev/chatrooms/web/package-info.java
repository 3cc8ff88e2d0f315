/** The browser client, and the consumer that serves it. The page itself is in the resources, as static ES modules. */
@NullMarked
package dev.chatrooms.web;

import org.jspecify.annotations.NullMarked;
