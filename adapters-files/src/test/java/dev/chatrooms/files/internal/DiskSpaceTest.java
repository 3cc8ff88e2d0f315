package dev.chatrooms.files.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.chatrooms.application.spi.StoreFull;
import dev.chatrooms.application.spi.StoreUnavailable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class DiskSpaceTest {
    @TempDir
    private Path folder;

    /** The message is that of the kernel. */
    @Test
    @EnabledOnOs(OS.LINUX)
    void failureShouldBeLackOfSpaceWhenTheKernelSaysSo() throws IOException {
        try (FileChannel full = FileChannel.open(Path.of("/dev/full"), StandardOpenOption.WRITE)) {
            IOException failed = catchThrowableOfType(IOException.class, () -> full.write(ByteBuffer.allocate(1)));

            assertThat(new DiskSpace(folder).failure(failed)).isInstanceOf(StoreFull.class);
        }
    }

    @Test
    void failureShouldBeLackOfSpaceWhenAQuotaIsExceeded() {
        assertThat(new DiskSpace(folder).failure(new FileSystemException("f", null, "Disk quota exceeded")))
                .isInstanceOf(StoreFull.class);
    }

    @Test
    void otherFailuresShouldBeUnavailability() {
        StoreUnavailable failure = new DiskSpace(folder).failure(new IOException("Input/output error"));

        assertThat(failure).isNotInstanceOf(StoreFull.class).hasMessage("the file store cannot be used");
    }
}
