package dev.chatrooms.files.s3;

import dev.chatrooms.application.Eventually;
import dev.chatrooms.files.s3.S3FileStore.Keys;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

/** An S3 server in a process of its own, which keeps everything in memory. */
final class S3Server implements AutoCloseable {
    static final Keys KEYS = new Keys("access-key", "secret-key");

    private final Process process;
    private final URI endpoint;
    private final S3Client client;

    private S3Server(Process process, URI endpoint) {
        this.process = process;
        this.endpoint = endpoint;
        this.client = S3Client.builder()
                .endpointOverride(endpoint)
                .region(Region.US_EAST_1)
                .forcePathStyle(true)
                .credentialsProvider(StaticCredentialsProvider.create(
                        AwsBasicCredentials.create(KEYS.accessKey(), KEYS.secretKey())))
                .httpClient(UrlConnectionHttpClient.create())
                .build();
    }

    static S3Server start(Path folder) throws IOException {
        int port = freePort();
        URI endpoint = URI.create("http://127.0.0.1:" + port);
        Path properties = Files.writeString(
                folder.resolve("s3proxy.properties"),
                String.join(
                        "\n",
                        "s3proxy.authorization=aws-v2-or-v4",
                        "s3proxy.endpoint=" + endpoint,
                        "s3proxy.identity=" + KEYS.accessKey(),
                        "s3proxy.credential=" + KEYS.secretKey(),
                        "jclouds.provider=transient-nio2",
                        "jclouds.identity=x",
                        "jclouds.credential=x"));
        Path log = folder.resolve("s3proxy.log");
        Process process = new ProcessBuilder(
                        ProcessHandle.current().info().command().orElseThrow(),
                        "-Xmx192m",
                        "-cp",
                        System.getProperty("chatrooms.s3proxy", "adapters-files/target/s3proxy/s3proxy.jar"),
                        "org.gaul.s3proxy.Main",
                        "--properties",
                        properties.toString())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        try {
            Eventually.await("the S3 server, whose log is " + log, () -> {
                if (!process.isAlive()) {
                    throw new IllegalStateException("the S3 server has ended: " + Files.readString(log));
                }
                return accepts(port);
            });
        } catch (RuntimeException | AssertionError e) {
            process.destroyForcibly();
            throw e;
        }
        return new S3Server(process, endpoint);
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static boolean accepts(int port) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    S3Client client() {
        return client;
    }

    /** Creates a bucket and returns the URL of a place in it. */
    URI newBucket() {
        String bucket = "b-" + UUID.randomUUID();
        client.createBucket(create -> create.bucket(bucket));
        return URI.create(endpoint + "/" + bucket + "/some/prefix?region=us-east-1");
    }

    URI missingBucket() {
        return URI.create(endpoint + "/missing");
    }

    @Override
    public void close() {
        client.close();
        process.destroyForcibly();
    }
}
