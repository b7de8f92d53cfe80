/** A Java program as a child: its class path, command line and lambda, what it tells of its end, and JVMs that wait. */
@NullMarked
package io.forkedchild.jvm;

import org.jspecify.annotations.NullMarked;
