package io.forkedchild.await;

/**
 * A line of a child's output.
 *
 * @param number counts from 1
 * @param text without its end
 */
record Line(long number, String text) {}
