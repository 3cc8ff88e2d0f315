/** What both stores share: the local files that uploads are written to first. */
@NullMarked
package dev.chatrooms.files.internal;

import org.jspecify.annotations.NullMarked;
