package dev.chatrooms.application.spi;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/** A store with another clock, which counts how often its time is read. All other calls pass. */
public final class StoreClock implements Transactions {
    private final Storage storage;
    private final InstantSource clock;
    private final AtomicInteger reads = new AtomicInteger();

    private StoreClock(Storage storage, InstantSource clock) {
        this.storage = storage;
        this.clock = clock;
    }

    public static StoreClock of(Storage storage, InstantSource clock) {
        return new StoreClock(storage, clock);
    }

    /** Returns the store with this clock. */
    public Storage storage() {
        return new Storage(this, storage.bus(), storage.capacity());
    }

    public int reads() {
        return reads.get();
    }

    @Override
    public <T> T read(Function<? super Stores, ? extends T> work) {
        return storage.transactions().read(stores -> work.apply(withClock(stores)));
    }

    @Override
    public <T> T readSingle(Function<? super Stores, ? extends T> work) {
        return storage.transactions().readSingle(work);
    }

    @Override
    public <T> Committed<T> write(Function<? super UnitOfWork, ? extends T> work) {
        return storage.transactions().write(work);
    }

    private Stores withClock(Stores stores) {
        return wrap(
                Stores.class,
                "retention",
                () -> wrap(LogRetention.class, "now", this::now, stores.retention()),
                stores);
    }

    private Instant now() {
        reads.incrementAndGet();
        return clock.instant();
    }

    private interface Answer {
        Object get();
    }

    /** Returns an object that answers one method itself. */
    private static <P> P wrap(Class<P> port, String replaced, Answer answer, P target) {
        return port.cast(Proxy.newProxyInstance(
                port.getClassLoader(),
                new Class<?>[] {port},
                (proxy, method, arguments) ->
                        method.getName().equals(replaced) ? answer.get() : call(method, target, arguments)));
    }

    private static Object call(Method method, Object target, Object[] arguments) throws Throwable {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }
}
