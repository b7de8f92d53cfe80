/** The operating system: spawning, descriptors, signals and waiting. The only package that knows the native library. */
@NullMarked
package io.forkedchild.posix;

import org.jspecify.annotations.NullMarked;
