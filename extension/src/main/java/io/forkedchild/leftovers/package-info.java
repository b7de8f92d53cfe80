/** Finds and ends what children leave behind. */
@NullMarked
package io.forkedchild.leftovers;

import org.jspecify.annotations.NullMarked;
