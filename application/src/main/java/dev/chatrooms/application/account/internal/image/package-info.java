/** Parsers for the image formats, as far as untrusted images need them. Not API. */
@NullMarked
package dev.chatrooms.application.account.internal.image;

import org.jspecify.annotations.NullMarked;
