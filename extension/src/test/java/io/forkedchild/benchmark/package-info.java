/** Measurements of whole launches, which run on demand only. CONTRIBUTING.md tells how. */
@NullMarked
package io.forkedchild.benchmark;

import org.jspecify.annotations.NullMarked;
