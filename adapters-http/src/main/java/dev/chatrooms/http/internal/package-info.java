/**
 * The processing of requests: routing, authentication, strict bodies and queries, problem details, and asynchronous I/O
 * on Jetty. Not API.
 */
@NullMarked
package dev.chatrooms.http.internal;

import org.jspecify.annotations.NullMarked;
