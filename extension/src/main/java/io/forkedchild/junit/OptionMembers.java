package io.forkedchild.junit;

import io.forkedchild.ExecOptions;
import io.forkedchild.LaunchOptions;
import io.forkedchild.StdioOptions;
import io.forkedchild.process.ExcessHandling;
import io.forkedchild.process.Signal;
import io.forkedchild.process.Stdio;
import java.lang.annotation.Annotation;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiFunction;

/**
 * Options that take over the members of an annotation one after the other. A member that is empty, or -1, was left out. A
 * refusal names annotation, member and value.
 *
 * @param <S> the options of the verb
 */
final class OptionMembers<S extends LaunchOptions<S>> {

    private final Place place;
    private final Annotation annotation;
    private S options;

    OptionMembers(S defaults, Place place, Annotation annotation) {
        this.place = place;
        this.annotation = annotation;
        this.options = place.name().map(defaults::name).orElse(defaults);
    }

    S options() {
        return options;
    }

    OptionMembers<S> name(String name) {
        return text("name", name, S::name);
    }

    OptionMembers<S> cwd(String cwd) {
        return text("cwd", cwd, (before, path) -> before.cwd(Path.of(path)));
    }

    OptionMembers<S> env(String[] onlyEnv, String[] env, String... withoutEnv) {
        return texts("onlyEnv", onlyEnv, (before, variables) -> before.onlyEnv(environment(variables)))
                .texts("env", env, OptionMembers::addAll)
                .texts("withoutEnv", withoutEnv, S::withoutEnv);
    }

    /** A verb whose output is not collected has no use for {@code buffer}: its bytes are always there. */
    OptionMembers<S> encoding(String encoding) {
        return any("encoding", encoding, (before, name) -> before.encoding(charset(name, "a charset")));
    }

    OptionMembers<S> redirectErrorToOutput(boolean redirects) {
        return redirects ? any("redirectErrorToOutput", true, (before, yes) -> before.redirectErrorToOutput()) : this;
    }

    OptionMembers<S> recorded(long maxRecorded, ExcessHandling excess) {
        return any("maxRecorded", maxRecorded, (before, bytes) -> before.maxRecorded(bytes, excess));
    }

    OptionMembers<S> timeout(String timeout, Signal killSignal) {
        return text("timeout", timeout, (before, text) -> before.timeout(DurationText.parse(text)))
                .any("killSignal", killSignal, S::killSignal);
    }

    OptionMembers<S> credentials(int uid, int gid) {
        return id("uid", uid, S::uid).id("gid", gid, S::gid);
    }

    private OptionMembers<S> id(String member, int value, BiFunction<S, Integer, S> option) {
        return value == -1 ? this : any(member, value, option);
    }

    OptionMembers<S> text(String member, String value, BiFunction<S, String, S> option) {
        return value.isEmpty() ? this : any(member, value, option);
    }

    OptionMembers<S> texts(String member, String[] values, BiFunction<S, String[], S> option) {
        return values.length == 0 ? this : any(member, values, option);
    }

    <V> OptionMembers<S> any(String member, V value, BiFunction<S, V, S> option) {
        try {
            options = option.apply(options, value);
            return this;
        } catch (IllegalArgumentException reason) {
            throw place.refusal(annotation, member, value, reason);
        }
    }

    private static <T extends LaunchOptions<T>> T addAll(T options, String... variables) {
        T changed = options;
        for (var variable : environment(variables).entrySet()) {
            changed = changed.env(variable.getKey(), variable.getValue());
        }
        return changed;
    }

    private static Map<String, String> environment(String... variables) {
        Map<String, String> environment = new LinkedHashMap<>();
        for (var variable : variables) {
            int end = variable.indexOf('=');
            if (end < 1) {
                throw new IllegalArgumentException("must be NAME=value, was '" + variable + "'");
            }
            if (environment.put(variable.substring(0, end), variable.substring(end + 1)) != null) {
                throw new IllegalArgumentException("must name each variable once, was '" + variable + "'");
            }
        }
        return environment;
    }

    static <T extends StdioOptions<T>> T stdio(T options, String... stdio) {
        return stdio.length == 1
                ? options.stdio(stdio[0])
                : options.stdio(Arrays.stream(stdio).map(Stdio::named).toArray(Stdio[]::new));
    }

    /** Node's {@code true}: as a program it would end at once, and with success. */
    static String shell(String shell) {
        return shell.equals("true") ? "/bin/sh" : shell;
    }

    static ExecOptions encoding(ExecOptions options, String encoding) {
        if (encoding.equals("buffer")) {
            return options.asBytes();
        }
        return options.encoding(charset(encoding, "'buffer' or a charset"));
    }

    private static Charset charset(String name, String demand) {
        try {
            return Charset.forName(name);
        } catch (IllegalArgumentException unknown) {
            throw new IllegalArgumentException(
                    "must be " + demand + " that this JVM knows, such as UTF-8, ISO-8859-1, GBK, Shift_JIS or UTF-16LE",
                    unknown);
        }
    }
}
