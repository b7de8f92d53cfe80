/** The libraries that everything else needs, and the oldest versions of them. */
@NullMarked
package io.forkedchild.libraries;

import org.jspecify.annotations.NullMarked;
