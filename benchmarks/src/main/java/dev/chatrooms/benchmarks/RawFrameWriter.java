package dev.chatrooms.benchmarks;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Scanner;

/**
 * The baseline for fan-out, run in a separate process. For each line on standard input, its single thread writes the
 * same frame to all sockets, one after another. The arguments are the number of sockets and the frame's text. It prints
 * its port.
 */
final class RawFrameWriter {
    private static final String UPGRADED =
            "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n";
    private static final String WELCOME = "{\"op\":\"welcome\"}";

    private RawFrameWriter() {}

    public static void main(String[] args) throws IOException {
        int receivers = Integer.parseInt(args[0]);
        ByteBuffer frame = Frames.fromServer(Frames.TEXT, args[1].getBytes(StandardCharsets.UTF_8));
        try (ServerSocketChannel listening = ServerSocketChannel.open();
                Scanner commands = new Scanner(System.in, StandardCharsets.US_ASCII)) {
            listening.bind(new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), 0), receivers);
            System.out.println(listening.socket().getLocalPort());
            List<SocketChannel> sockets = new ArrayList<>();
            while (sockets.size() < receivers) {
                sockets.add(accept(listening));
            }
            while (commands.hasNextLine()) {
                commands.nextLine();
                for (SocketChannel socket : sockets) {
                    write(socket, frame);
                }
            }
        }
    }

    private static SocketChannel accept(ServerSocketChannel listening) throws IOException {
        SocketChannel socket = listening.accept();
        ByteBuffer head = ByteBuffer.allocate(4096);
        do {
            socket.read(head);
        } while (!StandardCharsets.ISO_8859_1
                .decode(head.duplicate().flip())
                .toString()
                .endsWith("\r\n\r\n"));
        socket.write(ByteBuffer.wrap(UPGRADED.getBytes(StandardCharsets.ISO_8859_1)));
        // Reads and ignores the hello.
        head.clear();
        socket.read(head);
        socket.write(Frames.fromServer(Frames.TEXT, WELCOME.getBytes(StandardCharsets.UTF_8)));
        socket.configureBlocking(false);
        return socket;
    }

    private static void write(SocketChannel socket, ByteBuffer frame) throws IOException {
        ByteBuffer view = frame.duplicate();
        while (view.hasRemaining()) {
            socket.write(view);
        }
    }
}
