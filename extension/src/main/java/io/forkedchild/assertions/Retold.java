package io.forkedchild.assertions;

/** What each {@link RetoldClass} is. */
interface Retold {

    /** Who tells its failures; once, before the first call. */
    void retelling(Retelling retelling);
}
