package dev.chatrooms.persistence.archive;

/** A column of an exported table, with the form that its values have in the text format of {@code COPY}. */
record ArchiveColumn(String name, Form form) {
    enum Form {
        PLAIN,
        ARRAY,
        JSON
    }

    /** Returns the name as a part of a statement. */
    String quoted() {
        return '"' + name + '"';
    }
}
