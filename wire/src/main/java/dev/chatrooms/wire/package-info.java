/**
 * The JSON that clients see over any transport: a record for each schema of the contract, the codes of errors, and the
 * mappers. It depends on neither the application nor the domain, so clients can use it too.
 */
@NullMarked
package dev.chatrooms.wire;

import org.jspecify.annotations.NullMarked;
