package dev.chatrooms.application.account;

import dev.chatrooms.application.spi.Committed;
import dev.chatrooms.application.spi.EventLog;
import dev.chatrooms.application.spi.Storage;
import dev.chatrooms.application.spi.Stores;
import dev.chatrooms.application.spi.Transactions;
import dev.chatrooms.application.spi.UnitOfWork;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Function;

/**
 * A store that writes down what is asked of it, such as {@code write} or {@code Accounts.find}. Not what the postman asks: nobody waits
 * for him.
 */
final class WatchedStore implements Transactions {
    private final Transactions store;
    private final ConcurrentLinkedQueue<String> asked = new ConcurrentLinkedQueue<>();

    private WatchedStore(Transactions store) {
        this.store = store;
    }

    static WatchedStore of(Storage storage) {
        return new WatchedStore(storage.transactions());
    }

    Storage storage(Storage original) {
        return new Storage(this, original.bus());
    }

    /** What was asked since it was last asked for. */
    List<String> askedSince() {
        List<String> since = new ArrayList<>();
        for (String next = asked.poll(); next != null; next = asked.poll()) {
            since.add(next);
        }
        return since;
    }

    private void note(String what) {
        if (Thread.currentThread().getName().startsWith("chatrooms-postman")) {
            return;
        }
        asked.add(what);
    }

    @Override
    public <T> T read(Function<? super Stores, ? extends T> work) {
        note("read");
        return store.read(stores -> work.apply(watched(Stores.class, stores)));
    }

    @Override
    public <T> Committed<T> write(Function<? super UnitOfWork, ? extends T> work) {
        note("write");
        return store.write(uow -> work.apply(watched(UnitOfWork.class, uow)));
    }

    private <S> S watched(Class<S> type, S stores) {
        return proxy(type, stores, (method, result) -> {
            boolean port = method.getParameterCount() == 0 && method.getReturnType() != EventLog.class;
            return port ? port(method.getReturnType(), result) : result;
        });
    }

    private Object port(Class<?> type, Object port) {
        return proxy(type, type.cast(port), (method, result) -> {
            note(type.getSimpleName() + "." + method.getName());
            return result;
        });
    }

    private interface Watching {
        Object seen(java.lang.reflect.Method method, Object result);
    }

    private static <S> S proxy(Class<S> type, Object target, Watching watching) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(), new Class<?>[] {type}, (self, method, arguments) -> {
                    try {
                        return watching.seen(method, method.invoke(target, arguments));
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                }));
    }
}
