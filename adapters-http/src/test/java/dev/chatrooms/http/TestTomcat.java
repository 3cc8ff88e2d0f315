package dev.chatrooms.http;

import jakarta.servlet.ServletRegistration;
import java.util.Set;
import org.apache.catalina.Context;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.startup.Tomcat;

/** A Tomcat on a free port that serves the routes of an adapter. */
final class TestTomcat implements AutoCloseable {
    /** Whether the tests of the routes run on Tomcat instead of Jetty. */
    static final boolean CHOSEN = "tomcat".equals(System.getProperty("chatrooms.server"));

    private final HttpAdapter adapter;
    private final Tomcat tomcat = new Tomcat();

    private TestTomcat(HttpAdapter adapter) {
        this.adapter = adapter;
    }

    static TestTomcat start(HttpAdapter adapter) {
        try {
            TestTomcat server = new TestTomcat(adapter);
            server.run();
            return server;
        } catch (LifecycleException e) {
            throw new IllegalStateException(e);
        }
    }

    private void run() throws LifecycleException {
        tomcat.setBaseDir("target/tomcat");
        tomcat.setPort(0);
        tomcat.getConnector().setProperty("address", "127.0.0.1");
        // A failed write on a thread of the application must not affect another request that reuses its objects.
        tomcat.getConnector().setProperty("processorCache", "0");
        Context context = tomcat.addContext("", null);
        context.addServletContainerInitializer(
                (types, container) -> {
                    ServletRegistration.Dynamic chat = container.addServlet("chat", adapter.servlet());
                    chat.setAsyncSupported(true);
                    chat.addMapping(adapter.servletPaths().toArray(String[]::new));
                },
                Set.of());
        tomcat.start();
    }

    int port() {
        return tomcat.getConnector().getLocalPort();
    }

    @Override
    public void close() {
        adapter.startDraining();
        adapter.endStreams();
        try {
            tomcat.stop();
            tomcat.destroy();
        } catch (LifecycleException e) {
            throw new IllegalStateException(e);
        }
    }
}
