package dev.chatrooms.wire;

import java.util.Locale;

/** Every reason on the wire why a field is invalid. New reasons may be added. */
public enum FieldCode {
    MISSING("The field is required."),
    UNKNOWN("The object has no field of this name, or the value names something that does not exist."),
    WRONG_TYPE("The value has another JSON type."),
    MALFORMED("The value does not have the form that is expected, such as that of an id or a time."),
    EMPTY("The value is empty, or consists of white space."),
    TOO_SHORT("The value has too few characters."),
    TOO_LONG("The value has too many characters or bytes."),
    TOO_MANY("The list has too many elements."),
    TOO_DEEP("The JSON has too many levels."),
    OUT_OF_RANGE("The number is too small or too large."),
    NEGATIVE("The number is negative."),
    ILLEGAL_CHARACTER("The value contains a character that is not allowed."),
    ILLEGAL_FORMAT("The value is not an e-mail address."),
    RESERVED("The server keeps this username for itself."),
    TAKEN("Another account or room has this name."),
    PAST("The time has passed."),
    NOT_SUPPORTED("The value is valid, but not in this operation."),
    NOT_AN_EMOJI("The value is not exactly one emoji."),
    NOT_A_ROOT("The message is a reply in a thread, and cannot start another one."),
    NOT_A_MEMBER("The account is not a member of the room."),
    NOT_A_BOT("Only bots may set this field."),
    UNKNOWN_FILE("The file does not exist, or another account has uploaded it."),
    ATTACHED("The file is attached to another message."),
    LAST_OWNER("The caller is the last owner of this room, which has other members.");

    private final String meaning;

    FieldCode(String meaning) {
        this.meaning = meaning;
    }

    /** Returns the name on the wire, which is stable. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Returns one sentence for developers of clients. */
    public String meaning() {
        return meaning;
    }
}
