/**
 * How a request becomes an answer: routes, who is calling, bodies and queries read strictly, problems, and Jetty's
 * asynchronous reading and writing. Not API.
 */
@NullMarked
package dev.chatrooms.http.internal;

import org.jspecify.annotations.NullMarked;
