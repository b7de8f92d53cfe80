/** A program that has a module, and knows nothing of its tests. */
module greeting {
    exports greeting;
}
