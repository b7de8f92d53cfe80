/** Text for people: how wide it is, where it is cut, and what the console can print of it. */
@NullMarked
package io.forkedchild.text;

import org.jspecify.annotations.NullMarked;
