package dev.chatrooms.http.operation;

import dev.chatrooms.wire.ErrorCode;

/** What a client does about each error. */
final class ErrorAdvice {
    private ErrorAdvice() {}

    static String of(ErrorCode code) {
        return switch (code) {
            case INVALID -> "Show the message of each entry next to its field, and let the user correct it.";
            case NOT_FOUND -> "Remove the resource from the view. Do not repeat the request.";
            case UNAUTHENTICATED -> "Refresh the session once and repeat the request; if that fails, ask for a login.";
            case BAD_CREDENTIALS -> "Ask for the password again.";
            case ACCOUNT_DISABLED -> "End the session. An administrator can enable the account.";
            case UNKNOWN_ACCOUNT -> "The application has to create the account first.";
            case EMAIL_NOT_VERIFIED -> "Ask for the mailed code, and offer to send it again.";
            case INVALID_REFRESH_TOKEN -> "Discard the tokens and ask for a login.";
            case INVALID_CODE -> "Ask for the code again, or request another one.";
            case EMAIL_TAKEN -> "Ask for another address.";
            case REGISTRATION_CLOSED -> "Do not offer registration. GET /api/v1/config shows whether it is open.";
            case USERNAME_TAKEN -> "Ask for another username.";
            case NAME_TAKEN -> "Ask for another name.";
            case NOT_A_MEMBER -> "Offer to join the room.";
            case BANNED -> "An owner or moderator of the room can lift the ban.";
            case INSUFFICIENT_ROLE -> "Do not offer the operation to this role.";
            case LAST_OWNER -> "Make another member an owner, or delete the room.";
            case LAST_ADMIN -> "Make another account an administrator first.";
            case DIRECT_ROOM -> "Do not offer the operation in direct rooms.";
            case BLOCKED -> "The user who has blocked the other can lift the block.";
            case SELF -> "Choose another account.";
            case TOO_MANY -> "Remove something first.";
            case INVITE_EXPIRED -> "Ask the creator for another invite.";
            case DELETED -> "Show the message as deleted.";
            case IMAGE_TOO_LARGE -> "Scale the image down and upload it again.";
            case QUOTA_EXCEEDED -> "GET /api/v1/me/files lists the files and the space that they take.";
            case ATTACHED -> "Delete the message instead.";
            case CLIENT_ID_REUSED -> "Use a random clientId for each message, and repeat it in the same room only.";
            case EDIT_WINDOW_PASSED -> "Do not offer to edit older messages.";
            case ADMIN_ONLY -> "Do not offer the operation to other accounts.";
            case SET_BY_ENVIRONMENT -> "The operator has to change the variable and restart the server.";
            case MESSAGE_REFUSED -> "Show the detail, which is the reason, and let the user change the text.";
            case RATE_LIMITED, UNAVAILABLE ->
                "Repeat the request after that delay, with the same clientId if it has one.";
            case BAD_REQUEST -> "Correct the client. The detail names the mistake, and errors the field.";
            case METHOD_NOT_ALLOWED -> "Correct the client.";
            case PAYLOAD_TOO_LARGE -> "Send less. GET /api/v1/config has the limit for files.";
            case UNSUPPORTED_MEDIA_TYPE -> "Correct the Content-Type, or send a PNG, JPEG, GIF or WebP image.";
            case RANGE_NOT_SATISFIABLE -> "Download the file from its start. Content-Range gives its size.";
            case NOT_IMPLEMENTED -> "Use another method or encoding.";
            case HTTP_VERSION_NOT_SUPPORTED -> "Use HTTP/1.1.";
            case CROSS_SITE -> "Send a token instead, or add the origin to CHATROOMS_ALLOWED_ORIGINS.";
            case INTERNAL -> "Repeat the request later, and report the incident to the operator.";
        };
    }
}
