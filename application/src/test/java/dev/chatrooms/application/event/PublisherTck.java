package dev.chatrooms.application.event;

import dev.chatrooms.application.Eventually;
import org.reactivestreams.tck.TestEnvironment;
import org.reactivestreams.tck.flow.FlowPublisherVerification;
import org.testng.annotations.Test;

/**
 * The Reactive Streams TCK for a publisher that never ends, on a machine that may be busy. Where the kit waits too
 * briefly, its tests are repeated until they pass or the time of {@link Eventually} is over.
 */
public abstract class PublisherTck<T> extends FlowPublisherVerification<T> {
    /** Bounds a test that hangs. */
    private static final long TIMEOUT_MILLIS = 20_000;

    /** How long some tests listen to hear nothing. */
    private static final long SILENCE_MILLIS = 200;

    /**
     * When some tests look for an error. They look once: version 1.0.4 of the kit miscalculates the time that is left.
     */
    private static final long ERROR_MILLIS = 10;

    private final TestEnvironment environment;

    protected PublisherTck() {
        this(new TestEnvironment(TIMEOUT_MILLIS, SILENCE_MILLIS, ERROR_MILLIS));
    }

    private PublisherTck(TestEnvironment environment) {
        super(environment);
        this.environment = environment;
    }

    private interface TckTest {
        void run() throws Throwable;
    }

    private void repeat(TckTest test) throws Throwable {
        long deadline = System.nanoTime() + Eventually.TIMEOUT.toNanos();
        while (true) {
            try {
                test.run();
                return;
            } catch (AssertionError early) {
                if (System.nanoTime() - deadline > 0) {
                    throw early;
                }
                environment.clearAsyncErrors();
            }
        }
    }

    @Override
    @Test
    public void required_spec309_requestZeroMustSignalIllegalArgumentException() throws Throwable {
        repeat(super::required_spec309_requestZeroMustSignalIllegalArgumentException);
    }

    @Override
    @Test
    public void required_spec309_requestNegativeNumberMustSignalIllegalArgumentException() throws Throwable {
        repeat(super::required_spec309_requestNegativeNumberMustSignalIllegalArgumentException);
    }

    @Override
    @Test
    public void optional_spec309_requestNegativeNumberMaySignalIllegalArgumentExceptionWithSpecificMessage()
            throws Throwable {
        repeat(super::optional_spec309_requestNegativeNumberMaySignalIllegalArgumentExceptionWithSpecificMessage);
    }

    /** The kit gives the publisher and the garbage collector a tenth of a second. */
    @Override
    @Test
    public void required_spec313_cancelMustMakeThePublisherEventuallyDropAllReferencesToTheSubscriber()
            throws Throwable {
        repeat(super::required_spec313_cancelMustMakeThePublisherEventuallyDropAllReferencesToTheSubscriber);
    }

    @Override
    public long maxElementsFromPublisher() {
        return publisherUnableToSignalOnComplete();
    }
}
