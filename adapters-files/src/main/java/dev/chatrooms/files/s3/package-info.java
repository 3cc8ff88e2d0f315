/** The file store in a bucket of S3, or of a store that speaks its protocol. */
@NullMarked
package dev.chatrooms.files.s3;

import org.jspecify.annotations.NullMarked;
