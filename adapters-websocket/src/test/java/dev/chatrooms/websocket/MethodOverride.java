package dev.chatrooms.websocket;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.function.Function;

/** A proxy that replaces one method of a port. It does not have to be changed when the port gets more methods. */
final class MethodOverride {
    private MethodOverride() {}

    static <T> T of(Class<T> port, T real, String name, Function<Object[], Object> replacement) {
        return port.cast(Proxy.newProxyInstance(
                port.getClassLoader(), new Class<?>[] {port}, (proxy, method, arguments) -> {
                    if (method.getName().equals(name)) {
                        return replacement.apply(arguments);
                    }
                    try {
                        return method.invoke(real, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                }));
    }
}
