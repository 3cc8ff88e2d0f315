package dev.chatrooms.application.account;

import dev.chatrooms.application.common.Caller;
import dev.chatrooms.application.common.ChatException;
import dev.chatrooms.domain.account.Account;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What people make of their accounts: what they show of themselves, what their clients keep there, and how an account
 * ends.
 */
public interface Profiles {
    /**
     * Changes what a person shows of himself. Where nothing is different afterwards, nothing has happened.
     *
     * @return completes with the account, or with a {@link ChatException}: {@code invalid}, {@code rate_limited},
     *     {@code unauthenticated}, {@code unavailable}
     */
    CompletableFuture<Account> change(Caller caller, ProfileChange change);

    /**
     * Shows another picture. What it is made of is found out from its bytes. What it tells of how it was made (camera,
     * place, words) is left out; which way up the camera was held is among that.
     *
     * @param image PNG, JPEG, GIF or WebP of at most 1 MiB, and 4096 pixels each way
     * @return completes as {@link #change}, or with {@code unsupported_media_type}, {@code image_too_large},
     *     {@code invalid}
     */
    CompletableFuture<Account> setAvatar(Caller caller, byte[] image);

    /** Shows the picture that is drawn, again. Idempotent. @return completes as {@link #change} */
    CompletableFuture<Void> removeAvatar(Caller caller);

    /**
     * How somebody looks: the picture that he has uploaded, or one that is drawn from his id. A deleted account has one
     * too.
     *
     * @param person an id or a username
     * @param known whether the asker has the content of that tag: then it is not read
     * @throws ChatException {@code not_found}
     */
    Avatar portrait(Caller caller, String person, Predicate<String> known);

    /** What the caller's clients keep: the text of a JSON object, an empty one at first. */
    String settings(Caller caller);

    /**
     * Keeps something for the caller's clients, in place of what was kept before.
     *
     * @param json the text of a JSON object, of at most 16 KiB as UTF-8. Whoever calls sees to that it is one: here
     *     nobody looks into it
     * @throws ChatException {@code invalid}, {@code rate_limited}, {@code unauthenticated}
     */
    void setSettings(Caller caller, String json);

    /**
     * Deletes the caller's account, for ever: he leaves his rooms (those with nobody else in them are deleted), his
     * sessions end, and what he showed of himself goes. His messages stay, from a "Deleted account". His username is
     * free again.
     *
     * @return completes when it is gone, or with a {@link ChatException}: {@code bad_credentials}, {@code last_owner}
     *     (with an error for each room that he has to hand over first), {@code invalid}, {@code rate_limited},
     *     {@code unauthenticated}, {@code unavailable}
     */
    CompletableFuture<Void> delete(Caller caller, @Nullable String password);
}
