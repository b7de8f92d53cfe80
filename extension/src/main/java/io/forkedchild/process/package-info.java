/** The words of processes: signals, exit statuses, descriptors, results and errors. */
@NullMarked
package io.forkedchild.process;

import org.jspecify.annotations.NullMarked;
