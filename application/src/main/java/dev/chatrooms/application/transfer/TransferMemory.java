package dev.chatrooms.application.transfer;

import dev.chatrooms.application.transfer.ByteBudget.Limits;

/**
 * The two budgets of a node, which its transports share.
 *
 * @param requests the bytes that have been received of requests that are not answered yet
 * @param responses the bytes of responses that clients have not taken yet
 */
public record TransferMemory(ByteBudget requests, ByteBudget responses) {
    private static final long MIB = 1024 * 1024;

    /** An account can always upload the largest picture. */
    private static final long MIN_ACCOUNT_REQUESTS = 2 * MIB;

    /** An account can always read the largest page of history. */
    private static final long MIN_ACCOUNT_RESPONSES = 8 * MIB;

    /** Returns budgets for the heap of this JVM. */
    public static TransferMemory ofHeap() {
        return ofHeap(Runtime.getRuntime().maxMemory());
    }

    /** Returns budgets for a heap: a sixteenth of it for requests, and an eighth for responses. */
    public static TransferMemory ofHeap(long maxHeap) {
        long requests = Math.max(maxHeap / 16, 2 * MIN_ACCOUNT_REQUESTS);
        long responses = Math.max(maxHeap / 8, 2 * MIN_ACCOUNT_RESPONSES);
        return new TransferMemory(
                new ByteBudget(
                        new Limits(requests, requests / 2, requests / 4, Math.max(requests / 8, MIN_ACCOUNT_REQUESTS)),
                        2 * 1024),
                new ByteBudget(
                        new Limits(
                                responses,
                                responses / 2,
                                responses / 2,
                                Math.max(responses / 4, MIN_ACCOUNT_RESPONSES)),
                        16 * 1024));
    }
}
