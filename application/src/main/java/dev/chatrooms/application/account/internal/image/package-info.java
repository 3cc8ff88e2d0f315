/** What pictures are made of, as far as that is needed to take them from strangers. Not API. */
@NullMarked
package dev.chatrooms.application.account.internal.image;

import org.jspecify.annotations.NullMarked;
