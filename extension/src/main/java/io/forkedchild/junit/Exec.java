package io.forkedchild.junit;

import io.forkedchild.ForkedChild;
import io.forkedchild.ForkedChildren;
import io.forkedchild.LaunchOptions;
import io.forkedchild.process.ExcessHandling;
import io.forkedchild.process.Framing;
import io.forkedchild.process.Signal;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Launches the child of a {@link ForkedChild} parameter or field, a shell with a command line, as {@link ForkedChildren#exec exec}
 * does: {@code @Exec("cat *.js | wc -l") ForkedChild count}.
 *
 * <p>The child of a parameter is launched before the body of the method, the child of a static field before the
 * {@code @BeforeAll} methods, and the child of any other field before the {@code @BeforeEach} methods of each test.
 *
 * <p>The members have the names, meanings and defaults of Node's options. A wrong value fails the test and names the member.
 * The annotation may also be put on an annotation of your own, which then stands for it.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.PARAMETER, ElementType.FIELD, ElementType.ANNOTATION_TYPE})
public @interface Exec {

    /** The command line. */
    String value();

    /** What the child is called in the timeline and in failures, instead of the name of the parameter or field. */
    String name() default "";

    /** The working directory; a relative one starts at the test JVM's, which is also the default. */
    String cwd() default "";

    /**
     * Variables that are added to the environment that the child would get otherwise, an element {@code NAME=value} a
     * variable: {@code env = "LANG=C"}.
     */
    String[] env() default {};

    /**
     * The complete environment, an element {@code NAME=value} a variable. As with Node's option {@code env}, nothing of the
     * test JVM's is inherited then, {@code PATH} and {@code HOME} included. Left out, the child inherits all.
     */
    String[] onlyEnv() default {};

    /** The names of variables that are left out of the environment that the child would get otherwise. */
    String[] withoutEnv() default {};

    /** The shell, instead of {@code /bin/sh}. */
    String shell() default "";

    /**
     * The encoding of the text that the child writes and reads, a charset's name. {@code buffer} is Node's name for bytes: they are
     * cut anywhere at {@code maxBuffer}, and where text is asked for nevertheless, it is UTF-8.
     */
    String encoding() default "UTF-8";

    /** Whether stderr is connected with what stdout is connected to: both are one stream then, in the order in which it was written. */
    boolean redirectErrorToOutput() default false;

    /** The greatest number of bytes that are recorded of each output; {@link Long#MAX_VALUE} is any number. */
    long maxRecorded() default Long.MAX_VALUE;

    /** What becomes of the child if it writes more than {@code maxRecorded}. */
    ExcessHandling excessHandling() default ExcessHandling.KILL;

    /** How messages over stdin and stdout are told apart, if the child has them there; see {@link LaunchOptions#messages}. */
    Framing messages() default Framing.NONE;

    /** The greatest number of bytes of stdout, and of stderr; {@link Long#MAX_VALUE} is any number. */
    long maxBuffer() default 1024 * 1024;

    /**
     * How long the child may run before it gets the {@code killSignal}: {@code "20 s"}, or any duration that {@link Patience}
     * takes. Left out, it is for ever.
     */
    String timeout() default "";

    /** What ends the child at its timeout or excess of output. */
    Signal killSignal() default Signal.SIGTERM;

    /** The user that the child runs as; drops supplementary groups. Needs the privilege, and {@code setpriv}. */
    int uid() default -1;

    /** The group that the child runs as; drops supplementary groups. Needs the privilege, and {@code setpriv}. */
    int gid() default -1;
}
