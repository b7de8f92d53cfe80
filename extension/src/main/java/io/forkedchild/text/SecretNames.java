package io.forkedchild.text;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** Tells by the name of a variable, option, property or header whether its value is a secret. */
final class SecretNames {

    private static final Pattern BETWEEN_WORDS = Pattern.compile("[^A-Za-z0-9]+|(?<=[a-z0-9])(?=[A-Z])");
    private static final Pattern NUMBER_BEHIND = Pattern.compile("\\d+$");

    /** Words that also end others: PGPASSWORD, GITHUBTOKEN. */
    private static final Pattern SURE = Pattern.compile(
            ".*(token|password|passwd|passphrase|secret|apikey|accesskey|privatekey|secretkey|sshpass)");

    /** Words that also mean something else, so that the value decides as well. */
    private static final Set<String> LIKELY = Set.of(
            "key", "keys", "auth", "authorization", "pass", "pwd", "bearer", "credential", "credentials", "creds");

    /** What the last word makes of a name: SSH_AUTH_SOCK, KEY_FILE, TOKEN_URL and PASSWORD_LENGTH tell no secret. */
    private static final Set<String> ABOUT_IT = Set.of(
            "sock",
            "socket",
            "file",
            "files",
            "path",
            "dir",
            "directory",
            "folder",
            "store",
            "url",
            "uri",
            "host",
            "port",
            "user",
            "username",
            "name",
            "type",
            "method",
            "mode",
            "provider",
            "alg",
            "algorithm",
            "length",
            "size",
            "count",
            "limit",
            "ttl",
            "timeout",
            "expiry",
            "expires",
            "enabled",
            "required",
            "policy",
            "prompt",
            "domain",
            "realm",
            "server",
            "service",
            "bits",
            "fd",
            "stdin");

    /** Words that make a name one of something else, wherever they stand. */
    private static final Set<String> OF_ANOTHER_KIND =
            Set.of("public", "max", "min", "num", "no", "sort", "primary", "foreign", "partition", "cache");

    private static final Pattern PATH = Pattern.compile("[.~]{0,2}/.*", Pattern.DOTALL);
    private static final Pattern PLAIN = Pattern.compile(
            "(?i)[+-]?\\d+(\\.\\d+)?|true|false|yes|no|on|off|none|null|auto|default|required|disabled");

    private SecretNames() {}

    /** Whether the value of what has this name must not be shown. An empty value is no secret. */
    static boolean hideValue(String name, String value) {
        if (value.isEmpty()) {
            return false;
        }
        return isSure(name)
                || (isLikely(name)
                        && !PATH.matcher(value).matches()
                        && !PLAIN.matcher(value).matches());
    }

    /** Whether the name means nothing but a secret, whatever the value is. */
    static boolean isSure(String name) {
        var words = words(name);
        return isNotAbout(words)
                && words.stream().anyMatch(word -> SURE.matcher(word).matches());
    }

    private static boolean isLikely(String name) {
        var words = words(name);
        return isNotAbout(words)
                && words.stream().anyMatch(LIKELY::contains)
                && !words.equals(List.of("pwd"))
                && !words.equals(List.of("old", "pwd"));
    }

    private static boolean isNotAbout(List<String> words) {
        return !words.isEmpty()
                && !ABOUT_IT.contains(words.get(words.size() - 1))
                && words.stream().noneMatch(OF_ANOTHER_KIND::contains);
    }

    private static List<String> words(String name) {
        return Arrays.stream(BETWEEN_WORDS.split(name))
                .map(word ->
                        NUMBER_BEHIND.matcher(word.toLowerCase(Locale.ROOT)).replaceFirst(""))
                .filter(word -> !word.isEmpty())
                .toList();
    }
}
