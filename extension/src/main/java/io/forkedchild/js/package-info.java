/**
 * Values of JavaScript for which Java has no class of its own: what messages of the serialization {@code advanced} hold
 * besides strings, numbers, lists and maps.
 */
@NullMarked
package io.forkedchild.js;

import org.jspecify.annotations.NullMarked;
