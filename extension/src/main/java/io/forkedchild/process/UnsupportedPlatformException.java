package io.forkedchild.process;

import java.util.List;

/** This machine lacks what children are launched with; thrown at the first launch, with all that is missing. */
public final class UnsupportedPlatformException extends RuntimeException {

    private static final long serialVersionUID = 1;

    /** An exception that names what is missing. */
    public UnsupportedPlatformException(List<String> missing) {
        super("ForkedChild needs " + String.join(", and ", missing));
    }
}
