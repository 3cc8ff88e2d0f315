/**
 * What every adapter of the outbound ports promises, as tests that it signs: a test class implements the contract and
 * says how to get an empty store. Contracts ask ports only, never tables.
 */
package dev.chatrooms.application.spi;
