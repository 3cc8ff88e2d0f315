package dev.chatrooms.bootstrap.command;

/** How a command prints its result. */
enum Format {
    /** An aligned table, or sentences. */
    TEXT,
    /** One JSON object a line. */
    JSON
}
