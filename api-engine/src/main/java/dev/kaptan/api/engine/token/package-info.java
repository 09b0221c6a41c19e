/** Tokens of service accounts: signing and verifying; it never decides who may ask for one. */
@NullMarked
package dev.kaptan.api.engine.token;

import org.jspecify.annotations.NullMarked;
