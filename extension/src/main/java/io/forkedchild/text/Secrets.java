package io.forkedchild.text;

import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The secrets of the children of one test, which no text that leaves the test JVM shows: failures, published files, transcripts, the
 * console. What is recorded is not changed.
 */
public final class Secrets {

    private record Launch(List<String> argv, Map<String, String> environment) {}

    private final Optional<Pattern> own;
    private final Queue<Launch> notLookedAt = new ArrayDeque<>();
    private final Set<String> forms = new HashSet<>();
    private List<KnownSecret> known = List.of(); // longest first

    /** @param own matches what else is a secret: a text, or the whole name of a variable */
    public Secrets(Optional<Pattern> own) {
        this.own = own;
    }

    /** Adds the secrets among the arguments and variables of a child. */
    public synchronized void add(List<String> argv, Map<String, String> environment) {
        notLookedAt.add(new Launch(argv, environment));
    }

    /** The text as it may leave this JVM: a mask of three stars stands for each secret, also for one that is cut or broken into lines. */
    public synchronized String masked(String text) {
        lookAtLaunches();
        var masked = own.map(pattern -> withoutMatches(pattern, text)).orElse(text);
        return withoutKnown(SecretWords.maskedText(masked, secret -> {}));
    }

    private static String withoutMatches(Pattern pattern, String text) {
        return pattern.matcher(text)
                .replaceAll(match -> match.group().isEmpty() ? "" : Matcher.quoteReplacement(SecretWords.MASK));
    }

    private String withoutKnown(String text) {
        var result = new StringBuilder(text.length());
        int from = 0;
        while (from < text.length()) {
            int end = endOfKnown(text, from);
            result.append(end < 0 ? text.substring(from, from + 1) : SecretWords.MASK);
            from = end < 0 ? from + 1 : end;
        }
        return result.toString();
    }

    private int endOfKnown(String text, int from) {
        char first = text.charAt(from);
        for (var secret : known) {
            int end = secret.first() == first ? secret.endAt(text, from) : -1;
            if (end >= 0) {
                return end;
            }
        }
        return -1;
    }

    private void lookAtLaunches() {
        if (notLookedAt.isEmpty()) {
            return;
        }
        for (var launch = notLookedAt.poll(); launch != null; launch = notLookedAt.poll()) {
            SecretWords.masked(launch.argv, this::know);
            launch.argv.forEach(this::knowMatches);
            launch.environment.forEach(this::lookAtVariable);
        }
        known = forms.stream()
                .map(KnownSecret::new)
                .sorted(Comparator.comparingInt(KnownSecret::length).reversed())
                .toList();
    }

    private void lookAtVariable(String name, String value) {
        boolean isOwn = own.filter(pattern -> pattern.matcher(name).matches()).isPresent();
        if (isOwn || SecretNames.hideValue(name, value)) {
            know(value);
        }
        SecretWords.maskedText(value, this::know);
        knowMatches(value);
    }

    private void knowMatches(String text) {
        own.ifPresent(pattern ->
                pattern.matcher(text).results().map(match -> match.group()).forEach(this::know));
    }

    private void know(String secret) {
        forms.addAll(KnownSecret.forms(secret));
    }
}
