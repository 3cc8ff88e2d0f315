package dev.chatrooms.files.s3;

import dev.chatrooms.application.spi.StoreFull;
import dev.chatrooms.application.spi.StoreUnavailable;
import java.util.Set;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** Maps the failures of the SDK. */
final class Failures {
    private static final int INSUFFICIENT_STORAGE = 507;
    private static final Set<String> FULL =
            Set.of("XMinioStorageFull", "QuotaExceeded", "XMinioAdminBucketQuotaExceeded");

    private Failures() {}

    static StoreUnavailable of(SdkException cause) {
        return cause instanceof S3Exception answer && isFull(answer)
                ? new StoreFull(cause)
                : new StoreUnavailable("the bucket of the file store cannot be used", cause);
    }

    private static boolean isFull(S3Exception answer) {
        AwsErrorDetails details = answer.awsErrorDetails();
        return answer.statusCode() == INSUFFICIENT_STORAGE
                || (details != null && details.errorCode() != null && FULL.contains(details.errorCode()));
    }
}
