package io.forkedchild.ipc;

/** The internal messages between a test and a JVM that it has forked, and what such a JVM is told when it starts. */
public final class JvmCommands {

    /**
     * Tells the child what it is to run. {@link #WORK} is a serialized lambda; or {@link #TYPE} and {@link #METHOD}
     * are what the compiler has made of one, {@link #CAPTURED} what it has captured, and {@link #ROLE} how it is
     * called; or {@link #MAIN} is a main class, and {@link #ARGUMENTS} are for it.
     */
    public static final String RUN = "NODE_FORKEDCHILD_RUN";

    /**
     * Tells the test that what the child was to run has returned. With {@link #VALUE}, and with {@link #THREADS} that
     * still run.
     */
    public static final String RETURNED = "NODE_FORKEDCHILD_RETURNED";

    /** Tells the test that the threads that still keep the child running are {@link #THREADS} now. */
    public static final String STILL_RUNNING = "NODE_FORKEDCHILD_STILL_RUNNING";

    /** Tells the test that what the child was to run has thrown; the other members say what. */
    public static final String THREW = "NODE_FORKEDCHILD_THREW";

    /** The name of the member that every internal message has. */
    public static final String COMMAND = "cmd";

    /** A serialized object, in base64. */
    public static final String WORK = "work";

    /** The name of a static method that is the only one of that name. */
    public static final String METHOD = "method";

    /** A serialized array, in base64; missing if it is empty. */
    public static final String CAPTURED = "captured";

    /** The name of a main class. */
    public static final String MAIN = "main";

    /** A list of texts. */
    public static final String ARGUMENTS = "arguments";

    /** {@link #PROGRAM}, {@link #CALLABLE} or anything else. */
    public static final String ROLE = "role";

    /** A {@link #ROLE}: it gets the parent. */
    public static final String PROGRAM = "program";

    /** A {@link #ROLE}: it has a result. */
    public static final String CALLABLE = "callable";

    /** A serialized object, in base64. */
    public static final String VALUE = "value";

    /** A list of threads, each with {@link #THREAD}, {@link #STATE} and {@link #FRAMES}. */
    public static final String THREADS = "threads";

    /** The name of a thread; with {@link #THREW} that in which it was thrown. */
    public static final String THREAD = "thread";

    /** A {@link Thread.State}. */
    public static final String STATE = "state";

    /** A class, by its binary name. */
    public static final String TYPE = "type";

    /** What the throwable says of itself. */
    public static final String TEXT = "text";

    /** The whole trace with all causes, as it is printed. */
    public static final String TRACE = "trace";

    /** A list of lists: class, method, file or null, line. */
    public static final String FRAMES = "frames";

    /** Another throwable with these members. */
    public static final String CAUSE = "cause";

    /** The system property that tells a forked JVM of its channel: the number of the descriptor. */
    public static final String CHANNEL_PROPERTY = "forkedchild.channel";

    /** The system property that tells how messages are written: {@code json}, which is the default, or {@code advanced}. */
    public static final String SERIALIZATION_PROPERTY = "forkedchild.serialization";

    private JvmCommands() {}
}
