/** Makes a test the primary of workers of Node's {@code cluster}. */
@NullMarked
package io.forkedchild.cluster;

import org.jspecify.annotations.NullMarked;
