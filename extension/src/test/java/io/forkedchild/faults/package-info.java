@NullMarked
package io.forkedchild.faults;

import org.jspecify.annotations.NullMarked;
