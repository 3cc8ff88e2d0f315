package dev.chatrooms.bootstrap.archive;

import dev.chatrooms.server.Archives;
import dev.chatrooms.server.archive.ProgressListener;
import dev.chatrooms.server.configuration.Configuration;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

/** Runs an import that stops for ever when all rows are written and a file is stored, to be killed. */
final class PausedImport {
    static final String PAUSED = "paused";

    private PausedImport() {}

    public static void main(String[] arguments) {
        Archives.load(Configuration.read(Map.of(), System.getenv()), Path.of(arguments[0]), new ProgressListener() {
            private boolean written;
            private boolean files;

            @Override
            public void begin(String step, long total) {
                written |= step.equals("Rows");
                files = written && step.equals("Files");
            }

            @Override
            public void advance(long count) {
                if (files) {
                    System.out.println(PAUSED);
                    pause();
                }
            }
        });
    }

    private static void pause() {
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
