package dev.chatrooms.application.account;

import dev.chatrooms.application.spi.Committed;
import dev.chatrooms.application.spi.EventLog;
import dev.chatrooms.application.spi.Storage;
import dev.chatrooms.application.spi.Stores;
import dev.chatrooms.application.spi.Transactions;
import dev.chatrooms.application.spi.UnitOfWork;
import dev.chatrooms.domain.event.Cursor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Function;

/**
 * A store that records the operations of each transaction, such as {@code write} or {@code Accounts.find}. Excludes
 * background threads: the mail worker, the feed, which polls the head of the log each second, and the indexer.
 */
final class WatchedStore implements Transactions {
    private static final List<String> BACKGROUND = List.of("chatrooms-mail", "chatrooms-feed", "chatrooms-indexer");

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

    /** Returns the operations since the last call. */
    List<String> askedSince() {
        List<String> since = new ArrayList<>();
        for (String next = asked.poll(); next != null; next = asked.poll()) {
            since.add(next);
        }
        return since;
    }

    private void note(List<String> transaction) {
        String thread = Thread.currentThread().getName();
        // Failed logins are counted in the background as well, whenever a worker is free.
        boolean countsLogins = transaction.contains("AuditTrail.loginFailed");
        if (!countsLogins && BACKGROUND.stream().noneMatch(thread::startsWith)) {
            asked.addAll(transaction);
        }
    }

    @Override
    public <T> T read(Function<? super Stores, ? extends T> work) {
        List<String> transaction = new ArrayList<>(List.of("read"));
        boolean looksAtTheHead = false;
        try {
            T result = store.read(stores -> work.apply(watched(Stores.class, stores, transaction)));
            looksAtTheHead = result instanceof Cursor;
            return result;
        } finally {
            if (!looksAtTheHead) {
                note(transaction);
            }
        }
    }

    @Override
    public <T> Committed<T> write(Function<? super UnitOfWork, ? extends T> work) {
        List<String> transaction = new ArrayList<>(List.of("write"));
        try {
            return store.write(uow -> work.apply(watched(UnitOfWork.class, uow, transaction)));
        } finally {
            note(transaction);
        }
    }

    private static <S> S watched(Class<S> type, S stores, List<String> transaction) {
        return proxy(type, stores, (method, result) -> {
            boolean port = method.getParameterCount() == 0 && method.getReturnType() != EventLog.class;
            return port ? port(method.getReturnType(), result, transaction) : result;
        });
    }

    private static Object port(Class<?> type, Object port, List<String> transaction) {
        return proxy(type, type.cast(port), (method, result) -> {
            transaction.add(type.getSimpleName() + "." + method.getName());
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
