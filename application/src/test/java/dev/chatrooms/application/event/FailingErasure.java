package dev.chatrooms.application.event;

import dev.chatrooms.application.spi.Committed;
import dev.chatrooms.application.spi.Erasures;
import dev.chatrooms.application.spi.Storage;
import dev.chatrooms.application.spi.Stores;
import dev.chatrooms.application.spi.Transactions;
import dev.chatrooms.application.spi.UnitOfWork;
import dev.chatrooms.domain.id.AccountId;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.function.Function;

/** A store in which each step of one account's erasure fails. */
final class FailingErasure implements Transactions {
    private final Transactions store;
    private final AccountId failing;

    private FailingErasure(Transactions store, AccountId failing) {
        this.store = store;
        this.failing = failing;
    }

    static Storage of(AccountId account, Storage storage) {
        return new Storage(new FailingErasure(storage.transactions(), account), storage.bus(), storage.capacity());
    }

    @Override
    public <T> T read(Function<? super Stores, ? extends T> work) {
        return store.<T>read(stores -> work.apply(failing(Stores.class, stores)));
    }

    @Override
    public <T> T readSingle(Function<? super Stores, ? extends T> work) {
        return store.readSingle(work);
    }

    @Override
    public <T> Committed<T> write(Function<? super UnitOfWork, ? extends T> work) {
        return store.write(work);
    }

    private <T> T failing(Class<T> port, T original) {
        InvocationHandler handler = (proxy, method, arguments) -> {
            if (method.getName().equals("progress") && arguments[0].equals(failing)) {
                throw new IllegalStateException("made to fail by a test");
            }
            try {
                Object result = method.invoke(original, arguments);
                return result instanceof Erasures erasures ? failing(Erasures.class, erasures) : result;
            } catch (InvocationTargetException e) {
                throw e.getCause();
            }
        };
        return port.cast(Proxy.newProxyInstance(port.getClassLoader(), new Class<?>[] {port}, handler));
    }
}
