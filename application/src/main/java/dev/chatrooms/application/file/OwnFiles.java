package dev.chatrooms.application.file;

import dev.chatrooms.application.common.Page;
import dev.chatrooms.domain.file.UploadedFile;

/**
 * A page of the caller's files, newest first.
 *
 * @param usedBytes the size of all files of the caller
 * @param quotaBytes the most that they may take; 0 for no limit
 */
public record OwnFiles(long usedBytes, long quotaBytes, Page<UploadedFile> files) {}
