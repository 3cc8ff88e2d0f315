package dev.chatrooms.domain.file;

/**
 * A small picture of a file.
 *
 * @param size in bytes
 */
public record Thumbnail(ContentKey content, long size, MediaType type) {}
