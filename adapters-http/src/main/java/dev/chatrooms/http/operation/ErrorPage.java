package dev.chatrooms.http.operation;

import dev.chatrooms.http.internal.Answer;
import dev.chatrooms.http.internal.Problems;
import dev.chatrooms.wire.ErrorCode;
import dev.chatrooms.wire.FieldCode;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.Comparator;

/**
 * The HTML page to which the {@code type} of every problem links. It has a section for each code, with the code as its
 * anchor, and a list of the codes of fields. It neither loads other resources nor runs scripts.
 */
final class ErrorPage {
    private ErrorPage() {}

    /** @param hasManual whether the web client serves its documentation beside this page, which then links to it */
    static Answer answer(boolean hasManual) {
        return Answer.of(200, "text/html; charset=utf-8", html(hasManual).getBytes(StandardCharsets.UTF_8))
                .with(
                        "Content-Security-Policy",
                        "default-src 'none'; style-src 'sha256-" + sha256(PageFrame.STYLE)
                                + "'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'");
    }

    private static String html(boolean hasManual) {
        StringBuilder html = new StringBuilder(16 * 1024)
                .append("<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n")
                .append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n")
                .append("<title>Errors</title>\n<style>")
                .append(PageFrame.STYLE)
                .append("</style>\n</head>\n<body>\n")
                .append(PageFrame.header(hasManual))
                .append("<main>\n<h1>Errors</h1>\n")
                .append("<p>The meaning of each error <code>code</code>, with its HTTP status.</p>\n");
        Arrays.stream(ErrorCode.values())
                .sorted(Comparator.comparingInt(Problems::status).thenComparing(ErrorCode::code))
                .forEach(code -> html.append("<section id=\"")
                        .append(code.code())
                        .append("\">\n<h2><a href=\"#")
                        .append(code.code())
                        .append("\">")
                        .append(escaped(code.title()))
                        .append("</a></h2>\n<p><code>")
                        .append(code.code())
                        .append("</code>, ")
                        .append(Problems.status(code))
                        .append("</p>\n<p>")
                        .append(escaped(explanation(code)))
                        .append("</p>\n<p>")
                        .append(escaped(ErrorAdvice.of(code)))
                        .append("</p>\n</section>\n"));
        html.append("<h2 id=\"fields\"><a href=\"#fields\">Codes of fields</a></h2>\n")
                .append("<p>The <code>code</code> of an entry in <code>errors</code>.</p>\n<dl>\n");
        for (FieldCode code : FieldCode.values()) {
            html.append("<dt id=\"field-")
                    .append(code.code())
                    .append("\"><code>")
                    .append(code.code())
                    .append("</code></dt>\n<dd>")
                    .append(escaped(code.meaning()))
                    .append("</dd>\n");
        }
        return html.append("</dl>\n</main>\n</body>\n</html>\n").toString();
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }

    private static String sha256(String text) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            return Base64.getEncoder().encodeToString(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    /** Explains the cause of an error to developers of clients. */
    static String explanation(ErrorCode code) {
        return switch (code) {
            case INVALID ->
                "Some fields of the request are invalid. The errors property has an entry for each of them.";
            case NOT_FOUND -> "The resource does not exist or is hidden from the caller.";
            case UNAUTHENTICATED -> "The token is missing or invalid, or its session has ended.";
            case BAD_CREDENTIALS ->
                "The username or the password of a login is wrong. The status is 403 if an authenticated caller "
                        + "gives a wrong password.";
            case ACCOUNT_DISABLED ->
                "The password of the login is correct, or the application vouches for the caller, but the account is "
                        + "disabled.";
            case UNKNOWN_ACCOUNT ->
                "The application vouches for the caller, but the chat has no account for that user, or it was deleted.";
            case EMAIL_NOT_VERIFIED ->
                "The password of the login is correct, but this server requires a verified address.";
            case INVALID_REFRESH_TOKEN -> "The refresh token is unknown or spent, or its session has ended.";
            case INVALID_CODE -> "The mailed code is wrong or can no longer be used.";
            case EMAIL_TAKEN -> "Another account has verified this address in the meantime.";
            case REGISTRATION_CLOSED -> "Registration is disabled on this server.";
            case USERNAME_TAKEN -> "Another account has this username.";
            case NAME_TAKEN -> "Another public room has this name, ignoring case.";
            case NOT_A_MEMBER -> "The room can be read, but this operation is limited to its members.";
            case BANNED -> "The account that would join or be added is banned from the room.";
            case INSUFFICIENT_ROLE ->
                "This operation is limited to the sender of the message, to owners, or to owners and "
                        + "moderators; or the target has a higher role.";
            case LAST_OWNER -> "The room would have no owner.";
            case LAST_ADMIN -> "The server would have no enabled administrator.";
            case DIRECT_ROOM -> "This operation is not available in direct rooms, which cannot be left, for example.";
            case BLOCKED -> "One of the two users has blocked the other.";
            case SELF -> "This operation cannot be applied to the caller's own account.";
            case TOO_MANY -> "The maximum number is reached.";
            case INVITE_EXPIRED -> "The invite has expired or has no uses left.";
            case DELETED -> "A deleted message cannot be edited, reacted to or pinned.";
            case IMAGE_TOO_LARGE -> "The uploaded image has too many pixels.";
            case QUOTA_EXCEEDED ->
                "The files of the account would take more space than an account has. Deleting files that are not "
                        + "attached, or messages with files, frees space.";
            case ATTACHED -> "An attached file is deleted with its message only.";
            case CLIENT_ID_REUSED -> "The sender has already used this client id in another room.";
            case EDIT_WINDOW_PASSED -> "Messages can be edited for a limited time on this server, which has passed.";
            case ADMIN_ONLY -> "This operation is limited to administrators.";
            case SET_BY_ENVIRONMENT ->
                "The operator has set this entry of the configuration by an environment variable, so it cannot be "
                        + "changed here.";
            case MESSAGE_REFUSED -> "The application that runs this server does not allow the text.";
            case RATE_LIMITED ->
                "The account or the client address sends too many requests. Retry-After gives the delay in seconds.";
            case UNAVAILABLE ->
                "The database is unavailable, a queue is full, or the server is shutting down. Retry-After gives the "
                        + "delay in seconds.";
            case BAD_REQUEST ->
                "The request is malformed: invalid JSON, an unknown field, a wrong type, or an invalid id or "
                        + "query parameter.";
            case METHOD_NOT_ALLOWED ->
                "The path does not support this method. The Allow header lists those that it supports.";
            case PAYLOAD_TOO_LARGE ->
                "The body exceeds 128 KiB or the limit of the operation, or the file is too large.";
            case UNSUPPORTED_MEDIA_TYPE ->
                "The body is not application/json, or is not an image where one is expected.";
            case RANGE_NOT_SATISFIABLE -> "The file has fewer bytes than the first one of any range.";
            case NOT_IMPLEMENTED -> "The request uses a part of HTTP that this server does not support.";
            case HTTP_VERSION_NOT_SUPPORTED -> "This server speaks HTTP/1.1.";
            case CROSS_SITE -> "The cookie was sent from an origin that is not allowed.";
            case INTERNAL -> "An internal error occurred. The incident identifies it in the server's log.";
        };
    }
}
