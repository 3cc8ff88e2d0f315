package dev.chatrooms.application.account;

import dev.chatrooms.application.common.Caller;
import dev.chatrooms.application.common.ChatException;
import dev.chatrooms.domain.account.Account;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Profiles, avatars, client settings, and the deletion of the caller's own account. */
public interface Profiles {
    /**
     * Changes the caller's profile. A change without a difference appends no event.
     *
     * @return completes with the account, or with a {@link ChatException}: {@code invalid}, {@code rate_limited},
     *     {@code unauthenticated}, {@code unavailable}
     */
    CompletableFuture<Account> change(Caller caller, ProfileChange change);

    /**
     * Replaces the caller's avatar. The format is detected from the bytes. Metadata (camera, location, texts) is
     * removed, including the orientation.
     *
     * @param image PNG, JPEG, GIF or WebP of at most 1 MiB, and 4096 pixels each way
     * @return completes as {@link #change}, or with {@code unsupported_media_type}, {@code image_too_large},
     *     {@code invalid}
     */
    CompletableFuture<Account> setAvatar(Caller caller, byte[] image);

    /** Returns to the generated avatar. Idempotent. @return completes as {@link #change} */
    CompletableFuture<Void> removeAvatar(Caller caller);

    /**
     * Returns an account's avatar: the uploaded image, or one that is generated from the id. Deleted accounts have one
     * too.
     *
     * @param person an id or a username
     * @param known whether the caller already has the content of a tag, which is then not read
     * @throws ChatException {@code not_found}
     */
    Avatar avatar(Caller caller, String person, Predicate<String> known);

    /** Returns the settings of the caller's clients: the text of a JSON object, empty at first. */
    String settings(Caller caller);

    /**
     * Replaces the settings of the caller's clients.
     *
     * @param json the text of a JSON object, of at most 16 KiB as UTF-8. The caller must ensure that it is one: it is
     *     not parsed here
     * @throws ChatException {@code invalid}, {@code rate_limited}, {@code unauthenticated}
     */
    void setSettings(Caller caller, String json);

    /**
     * Deletes the caller's account permanently. The account leaves its rooms (rooms without another member are
     * deleted), its sessions end, and its profile is removed. Its messages stay, from a "Deleted account". Its username
     * is free again.
     *
     * @return completes when the account is deleted, or with a {@link ChatException}: {@code bad_credentials},
     *     {@code last_owner} (with an error for each room that needs another owner first), {@code invalid},
     *     {@code rate_limited}, {@code unauthenticated}, {@code unavailable}
     */
    CompletableFuture<Void> delete(Caller caller, @Nullable String password);
}
