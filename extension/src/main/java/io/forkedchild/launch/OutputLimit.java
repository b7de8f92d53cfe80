package io.forkedchild.launch;

import java.nio.charset.Charset;
import java.util.Optional;

/**
 * What {@code exec} and {@code execFile} add to a launch: their result, and the limit of what it holds.
 *
 * @param command what the error is about: the command, or file and arguments
 * @param maxBuffer how many bytes of stdout, and of stderr, are no error
 * @param encoding of the output; empty: bytes
 */
public record OutputLimit(String command, long maxBuffer, Optional<Charset> encoding) {}
