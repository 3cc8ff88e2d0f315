package dev.chatrooms.domain.file;

/** The kinds of files by which the files of a room are listed. */
public enum FileKind {
    IMAGE,
    VIDEO,
    AUDIO,
    OTHER;

    public static FileKind of(MediaType type) {
        return switch (type.value().substring(0, type.value().indexOf('/'))) {
            case "image" -> IMAGE;
            case "video" -> VIDEO;
            case "audio" -> AUDIO;
            default -> OTHER;
        };
    }
}
