package dev.chatrooms.wire.mapping;

import dev.chatrooms.application.account.VerificationKey;
import dev.chatrooms.domain.account.Account;
import dev.chatrooms.domain.account.AccountKind;
import dev.chatrooms.domain.id.SessionId;
import dev.chatrooms.wire.JwkSet;
import dev.chatrooms.wire.OwnAccount;
import dev.chatrooms.wire.Profile;
import dev.chatrooms.wire.Session;
import dev.chatrooms.wire.SignedIn;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Accounts and their sessions. */
public final class AccountMapping {
    private AccountMapping() {}

    /** Maps an account for its owner. */
    public static OwnAccount own(Account account) {
        Profile profile = profile(account.profile());
        return new OwnAccount(
                profile.id(),
                profile.username(),
                profile.displayName(),
                profile.firstName(),
                profile.lastName(),
                profile.bio(),
                profile.role(),
                profile.avatarUrl(),
                profile.kind(),
                profile.metadata(),
                profile.createdAt(),
                profile.updatedAt(),
                account.email() == null ? null : account.email().value(),
                account.emailVerified());
    }

    /** Maps an account for others. */
    public static Profile profile(dev.chatrooms.domain.account.Profile profile) {
        return new Profile(
                profile.id().value(),
                profile.username().value(),
                profile.displayName().value(),
                profile.firstName() == null ? null : profile.firstName().value(),
                profile.lastName() == null ? null : profile.lastName().value(),
                profile.bio() == null ? null : profile.bio().value(),
                EnumNames.of(profile.role()),
                avatarUrl(profile),
                kind(profile.kind()),
                MetadataMapping.metadata(profile.metadata()),
                profile.createdAt(),
                profile.updatedAt());
    }

    /** Returns the name of a kind, or null for users, to which most accounts belong. */
    static @Nullable String kind(AccountKind kind) {
        return kind == AccountKind.USER ? null : EnumNames.of(kind);
    }

    /** Returns a URL that changes with the picture, so that clients may cache it. A generated one has no version. */
    private static String avatarUrl(dev.chatrooms.domain.account.Profile profile) {
        String url = "/api/v1/users/" + profile.id() + "/avatar";
        return profile.avatar() == null ? url : url + "?v=" + profile.avatar();
    }

    /** Maps a session that was started or refreshed, {@code withoutTokens} if they go into cookies. */
    public static SignedIn signedIn(dev.chatrooms.application.account.SignedIn signedIn, boolean withoutTokens) {
        return new SignedIn(
                withoutTokens ? null : signedIn.accessToken(),
                "Bearer",
                signedIn.accessLifetime().toSeconds(),
                withoutTokens ? null : signedIn.refreshToken(),
                signedIn.refreshLifetime().toSeconds(),
                own(signedIn.account()));
    }

    /**
     * Maps one of the caller's sessions.
     *
     * @param current the session of the request; null if the host vouches for the caller
     */
    public static Session session(dev.chatrooms.domain.account.Session session, @Nullable SessionId current) {
        return new Session(
                session.id().value(),
                session.createdAt(),
                session.lastSeenAt(),
                session.userAgent(),
                session.ip(),
                session.id().equals(current));
    }

    /** Maps the keys that verify access tokens. */
    public static JwkSet keys(List<VerificationKey> keys) {
        return new JwkSet(Pages.map(
                keys,
                key -> new JwkSet.Key(
                        "RSA",
                        "sig",
                        "RS256",
                        key.id(),
                        unsigned(key.key().getModulus()),
                        unsigned(key.key().getPublicExponent()))));
    }

    private static String unsigned(BigInteger number) {
        byte[] bytes = number.toByteArray();
        // Java adds a zero byte if the first bit is set; RFC 7518 forbids it.
        int from = bytes.length > 1 && bytes[0] == 0 ? 1 : 0;
        byte[] magnitude = Arrays.copyOfRange(bytes, from, bytes.length);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(magnitude);
    }
}
