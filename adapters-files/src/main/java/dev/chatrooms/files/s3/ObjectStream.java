package dev.chatrooms.files.s3;

import java.io.FilterInputStream;
import java.io.IOException;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;

/** Reads an object. Closing it early ends the connection, instead of reading the rest. */
final class ObjectStream extends FilterInputStream {
    private final ResponseInputStream<GetObjectResponse> object;
    private boolean ended;

    ObjectStream(ResponseInputStream<GetObjectResponse> object) {
        super(object);
        this.object = object;
    }

    @Override
    public int read() throws IOException {
        int read = super.read();
        ended |= read == -1;
        return read;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        int read = super.read(bytes, offset, length);
        ended |= read == -1;
        return read;
    }

    @Override
    public void close() throws IOException {
        if (ended) {
            super.close();
        } else {
            object.abort();
        }
    }
}
