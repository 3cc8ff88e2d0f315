package dev.chatrooms.websocket;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Set;
import org.apache.catalina.Context;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.startup.Tomcat;
import org.apache.tomcat.websocket.server.WsSci;

/** A Tomcat on a free port that serves the sockets of an adapter and a servlet of the host. */
final class TestTomcat implements AutoCloseable {
    /** Whether the tests of the protocol run on Tomcat instead of Jetty. */
    static final boolean CHOSEN = "tomcat".equals(System.getProperty("chatrooms.server"));

    private final Tomcat tomcat = new Tomcat();
    private boolean closed;

    static TestTomcat start(WebSocketAdapter adapter, String contextPath) {
        try {
            TestTomcat server = new TestTomcat();
            server.run(adapter, contextPath);
            return server;
        } catch (LifecycleException e) {
            throw new IllegalStateException(e);
        }
    }

    private void run(WebSocketAdapter adapter, String contextPath) throws LifecycleException {
        tomcat.setBaseDir("target/tomcat");
        tomcat.setPort(0);
        tomcat.getConnector().setProperty("address", "127.0.0.1");
        Context context = tomcat.addContext(contextPath, null);
        context.addServletContainerInitializer(new WsSci(), Set.of());
        context.addServletContainerInitializer(
                (types, container) -> {
                    String path = adapter.servletPath();
                    container.addServlet("sockets", adapter.servlet()).addMapping(path, path + "/");
                    container.addServlet("hello", new Hello()).addMapping("/hello");
                },
                Set.of());
        tomcat.start();
    }

    int port() {
        return tomcat.getConnector().getLocalPort();
    }

    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        try {
            tomcat.stop();
            tomcat.destroy();
        } catch (LifecycleException e) {
            throw new IllegalStateException(e);
        }
    }

    private static final class Hello extends HttpServlet {
        private static final long serialVersionUID = 1L;

        @Override
        protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
            response.getWriter().write("from the host");
        }
    }
}
