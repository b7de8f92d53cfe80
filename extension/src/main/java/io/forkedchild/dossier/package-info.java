/** Tells what a running process does: by what the kernel shows of it, and by what its runtime tells. */
@NullMarked
package io.forkedchild.dossier;

import org.jspecify.annotations.NullMarked;
