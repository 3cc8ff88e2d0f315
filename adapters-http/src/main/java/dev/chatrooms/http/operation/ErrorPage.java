package dev.chatrooms.http.operation;

import dev.chatrooms.http.internal.Answer;
import dev.chatrooms.http.internal.Problems;
import dev.chatrooms.wire.ErrorCode;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.Comparator;

/**
 * The page that the {@code type} of every problem leads to: a section for each code, under its name. It loads nothing
 * and runs nothing.
 */
final class ErrorPage {
    private static final String STYLE =
            "body{font:1rem/1.5 sans-serif;max-width:45rem;margin:2rem auto;padding:0 1rem;color-scheme:light dark}"
                    + "h2{margin:2rem 0 0;font-size:1.1rem}p{margin:.2rem 0}:target{outline:2px solid;outline-offset:.3rem}";

    private ErrorPage() {}

    static Answer answer() {
        return Answer.of(200, "text/html; charset=utf-8", html().getBytes(StandardCharsets.UTF_8))
                .with(
                        "Content-Security-Policy",
                        "default-src 'none'; style-src 'sha256-" + sha256(STYLE)
                                + "'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'");
    }

    private static String html() {
        StringBuilder html = new StringBuilder(16 * 1024)
                .append("<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n")
                .append("<meta name=\"viewport\" content=\"width=device-width\">\n<title>Errors</title>\n<style>")
                .append(STYLE)
                .append("</style>\n</head>\n<body>\n<h1>Errors</h1>\n")
                .append("<p>What an answer's <code>code</code> means. The status is that of HTTP.</p>\n");
        Arrays.stream(ErrorCode.values())
                .sorted(Comparator.comparingInt(Problems::status).thenComparing(ErrorCode::code))
                .forEach(code -> html.append("<section id=\"")
                        .append(code.code())
                        .append("\">\n<h2>")
                        .append(escaped(code.title()))
                        .append("</h2>\n<p><code>")
                        .append(code.code())
                        .append("</code>, ")
                        .append(Problems.status(code))
                        .append("</p>\n<p>")
                        .append(escaped(explanation(code)))
                        .append("</p>\n</section>\n"));
        return html.append("</body>\n</html>\n").toString();
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

    /** When somebody gets this. */
    static String explanation(ErrorCode code) {
        return switch (code) {
            case INVALID -> "Errors has an entry for each.";
            case NOT_FOUND -> "There is no such thing, or you may not know of it.";
            case UNAUTHENTICATED -> "No token, a bad one, or one whose session has ended.";
            case BAD_CREDENTIALS ->
                "At login; which of the two is not told. 403 where somebody who is signed in gives the wrong password.";
            case ACCOUNT_DISABLED -> "At login, after the right password.";
            case EMAIL_NOT_VERIFIED ->
                "At login, after the right password, where the operator wants a verified address.";
            case INVALID_REFRESH_TOKEN -> "On refreshing: log in again.";
            case INVALID_CODE -> "The code that was mailed is another, or cannot be used any more.";
            case EMAIL_TAKEN -> "Another account has verified it meanwhile.";
            case REGISTRATION_CLOSED -> "The operator takes no new accounts.";
            case USERNAME_TAKEN -> "On registering.";
            case NAME_TAKEN -> "Another public room has it, in upper or lower case.";
            case NOT_A_MEMBER -> "The room can be read, but only members may do this.";
            case BANNED -> "On joining, or on adding somebody who is.";
            case INSUFFICIENT_ROLE ->
                "Others may: the sender of a message, owners, or owners and moderators; and nobody acts on a higher role.";
            case LAST_OWNER -> "On leaving, or on giving up the role; hand the room over, or delete it.";
            case DIRECT_ROOM -> "Such as leaving it.";
            case BLOCKED -> "One of the two has blocked the other.";
            case SELF -> "Such as blocking oneself.";
            case TOO_MANY -> "There are as many of these as there may be.";
            case INVITE_EXPIRED -> "Its time is over, or as many people as may have come in by it.";
            case DELETED -> "On editing it, reacting to it or pinning it.";
            case IMAGE_TOO_LARGE -> "On uploading a picture of oneself.";
            case CLIENT_ID_REUSED -> "By the same sender.";
            case RATE_LIMITED -> "Retry-After says when.";
            case UNAVAILABLE -> "Database away, queue full, shutting down; Retry-After says when.";
            case BAD_REQUEST -> "The form is wrong: broken JSON, unknown field, wrong type, bad id or query value.";
            case METHOD_NOT_ALLOWED -> "Allow tells which are.";
            case PAYLOAD_TOO_LARGE -> "A body over 64 KiB.";
            case UNSUPPORTED_MEDIA_TYPE -> "A body that is not application/json.";
            case CROSS_SITE -> "The cookie came along from an origin that is not allowed.";
            case INTERNAL -> "A fault of the server; incident is its name in the log.";
        };
    }
}
