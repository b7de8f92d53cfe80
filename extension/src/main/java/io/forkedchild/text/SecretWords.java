package io.forkedchild.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The secrets among the words of a command line: values of options, assignments, headers and URLs, also inside of scripts. */
final class SecretWords {

    /** Stands in the place of a secret. */
    static final String MASK = "***";

    /** Name and value that are one word, such as {@code --password=x}, {@code TOKEN=x} or {@code -Dapi.key=x}. */
    private static final Pattern ONE_WORD =
            Pattern.compile("(--?[A-Za-z][\\w.-]*|[A-Za-z_][\\w.]*)=(.*)", Pattern.DOTALL);

    private static final Pattern OPTION = Pattern.compile("--?[A-Za-z][\\w.-]+");

    /** The word behind it is a script: {@code sh -c}. */
    private static final Pattern OPTION_OF_SCRIPT = Pattern.compile("-\\w*c");

    private static final String VALUE = "'[^']*'|\"[^\"]*\"|[^\\s;&|<>()'\"$`]+(?=[\\s;&|<>()'\"]|$)";
    private static final Pattern OPTION_IN_SCRIPT =
            Pattern.compile("(?<![\\w-])(--?[A-Za-z][\\w.-]*)(=|[ \\t]+)(" + VALUE + ")");
    private static final Pattern ASSIGNMENT_IN_SCRIPT =
            Pattern.compile("(?<![\\w.$-])([A-Za-z_][\\w.]*)(=)(" + VALUE + ")");
    private static final Pattern HEADER =
            Pattern.compile("(?i)(?<![\\w-])(authorization|proxy-authorization|(?:[a-z0-9]{1,30}-){1,8}[a-z0-9]{1,30})"
                    + "((?:\\\\?[\"'])?\\s*[:=]\\s*(?:\\\\?[\"'])?(?:(?:bearer|basic|token)\\s+)?)([^\\s'\"\\\\;,]+)");
    private static final Pattern URL =
            Pattern.compile("(?i)\\b([a-z][a-z0-9+.-]{0,30}://[^\\s/?#@:'\"<>]*:)([^\\s/'\"<>]+)(?=@)");
    private static final Pattern URL_OF_TOKEN =
            Pattern.compile("(?i)\\b([a-z][a-z0-9+.-]{0,30}://)([\\w.~%-]{16,})(?=@)");

    private static final Set<String> CURL = Set.of("curl", "wget");
    private static final Set<String> MYSQL = Set.of("mysql", "mysqldump", "mysqladmin", "mariadb", "mariadb-dump");

    private final Consumer<String> found;

    private SecretWords(Consumer<String> found) {
        this.found = found;
    }

    /** The command line with a mask in the place of each secret. */
    static List<String> masked(List<String> words) {
        return masked(words, secret -> {});
    }

    /** @param found is told each secret */
    static List<String> masked(List<String> words, Consumer<String> found) {
        var masking = new SecretWords(found);
        var masked = new ArrayList<String>();
        for (int i = 0; i < words.size(); i++) {
            var option = i > 1 ? words.get(i - 1) : "";
            masked.add(masking.word(words.get(0), option, words.get(i)));
        }
        return masked;
    }

    /** The text with a mask in the place of credentials in URLs and of what authorizes a request. */
    static String maskedText(String text, Consumer<String> found) {
        var masking = new SecretWords(found);
        var urls = masking.each(URL_OF_TOKEN, masking.each(URL, text, 2, match -> true), 2, match -> true);
        return masking.each(
                HEADER,
                urls,
                3,
                match -> match.group(1).toLowerCase(Locale.ROOT).endsWith("authorization"));
    }

    private String word(String program, String option, String word) {
        if (isValueOf(program, option, word)) {
            return hidden(word);
        }
        var name = program.substring(program.lastIndexOf('/') + 1);
        if (CURL.contains(name) && (option.equals("-u") || option.equals("--user")) && word.contains(":")) {
            return word.substring(0, word.indexOf(':') + 1) + hidden(word.substring(word.indexOf(':') + 1));
        }
        if (MYSQL.contains(name) && word.startsWith("-p") && word.length() > 2) {
            return "-p" + hidden(word.substring(2));
        }
        var whole = ONE_WORD.matcher(word);
        if (whole.matches()
                && !OPTION_OF_SCRIPT.matcher(option).matches()
                && SecretNames.hideValue(whole.group(1), whole.group(2))
                && !isReference(whole.group(2))) {
            return whole.group(1) + "=" + hidden(whole.group(2));
        }
        return script(word);
    }

    private static boolean isValueOf(String program, String option, String word) {
        boolean isOfOption =
                OPTION.matcher(option).matches() && SecretNames.hideValue(option, word) && !word.startsWith("-");
        return isOfOption || (option.equals("-p") && program.endsWith("sshpass"));
    }

    private String script(String word) {
        var options = each(OPTION_IN_SCRIPT, word, 3, SecretWords::isOption);
        var assignments = each(ASSIGNMENT_IN_SCRIPT, options, 3, SecretWords::isAssignment);
        var headers = each(HEADER, assignments, 3, match -> SecretNames.hideValue(match.group(1), match.group(3)));
        return each(URL_OF_TOKEN, each(URL, headers, 2, match -> true), 2, match -> true);
    }

    private static boolean isOption(MatchResult match) {
        var value = match.group(3);
        return SecretNames.hideValue(match.group(1), unquoted(value))
                && !(match.group(2).isBlank() && value.startsWith("-"))
                && !isReference(unquoted(value));
    }

    /** In a script, a name in small letters may be that of a program's variable. */
    private static boolean isAssignment(MatchResult match) {
        var name = match.group(1);
        return SecretNames.hideValue(name, unquoted(match.group(3)))
                && (SecretNames.isSure(name) || name.equals(name.toUpperCase(Locale.ROOT)))
                && !isReference(unquoted(match.group(3)));
    }

    private static boolean isReference(String value) {
        return value.startsWith("$") || value.startsWith("`") || value.equals(MASK);
    }

    private static String unquoted(String value) {
        boolean isQuoted = value.length() > 1 && "'\"".indexOf(value.charAt(0)) >= 0;
        return isQuoted ? value.substring(1, value.length() - 1) : value;
    }

    private String each(Pattern pattern, String text, int group, Predicate<MatchResult> wanted) {
        return pattern.matcher(text).replaceAll(match -> {
            if (!wanted.test(match) || unquoted(match.group(group)).equals(MASK)) {
                return Matcher.quoteReplacement(match.group());
            }
            var before = text.substring(match.start(), match.start(group));
            var behind = text.substring(match.end(group), match.end());
            return Matcher.quoteReplacement(before + quotedAlike(match.group(group)) + behind);
        });
    }

    private String quotedAlike(String value) {
        var secret = unquoted(value);
        var quote = secret.length() == value.length() ? "" : value.substring(0, 1);
        return quote + hidden(secret) + quote;
    }

    private String hidden(String secret) {
        found.accept(secret);
        return MASK;
    }
}
