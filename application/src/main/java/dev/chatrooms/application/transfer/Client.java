package dev.chatrooms.application.transfer;

import dev.chatrooms.application.internal.AddressPrefix;
import dev.chatrooms.domain.id.AccountId;
import org.jspecify.annotations.Nullable;

/**
 * The party that a transfer counts for.
 *
 * @param network the network of the client's address, which counts as one address; null if it is not known
 * @param account null if the client is anonymous
 */
public record Client(@Nullable String network, @Nullable AccountId account) {
    /** Returns a client that is not authenticated. */
    public static Client anonymous(String address) {
        return new Client(AddressPrefix.of(address), null);
    }

    /** Returns a client that counts for its account only. */
    public static Client of(AccountId account) {
        return new Client(null, account);
    }

    /** Returns this client with the account that it authenticates as. */
    public Client as(AccountId authenticated) {
        return new Client(network, authenticated);
    }
}
