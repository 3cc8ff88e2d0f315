package dev.chatrooms.persistence;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.BiFunction;
import javax.sql.DataSource;

/** Wraps a DataSource and records the statements prepared on its connections. */
final class StatementRecorder {
    private final List<String> statements = Collections.synchronizedList(new ArrayList<>());
    private final DataSource source;

    StatementRecorder(DataSource source) {
        this.source = wrap(
                DataSource.class, source, (method, result) -> result instanceof Connection c ? recording(c) : result);
    }

    private Connection recording(Connection connection) {
        return wrap(Connection.class, connection, (method, result) -> result);
    }

    private <T> T wrap(Class<T> type, T real, BiFunction<String, Object, Object> result) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(), new Class<?>[] {type}, (p, method, arguments) -> {
                    if (method.getName().equals("prepareStatement")) {
                        statements.add((String) arguments[0]);
                    }
                    try {
                        return result.apply(method.getName(), method.invoke(real, arguments));
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                }));
    }

    DataSource source() {
        return source;
    }

    /** Returns the statements since the last call. */
    List<String> take() {
        List<String> taken = List.copyOf(statements);
        statements.clear();
        return taken;
    }
}
